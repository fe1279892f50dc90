/**
 * Hours of weekdays and weekend days. The year has 8,760 hours,
 * a month is a twelfth of it, and five days of seven are weekdays.
 */
import { during, quantity, type Quantity, type Seconds } from '../units/quantity.ts';

export const HOURS_PER_YEAR = 8_760;
export const HOUR: Seconds = quantity(3_600);
export const YEAR: Seconds = quantity(HOURS_PER_YEAR * 3_600);
export const MONTH: Seconds = quantity((HOURS_PER_YEAR / 12) * 3_600);

/** One value for each hour of a weekday and of a weekend day, both by the same clock. */
export interface WeekProfile<T> {
  readonly weekday: readonly T[];
  readonly weekend: readonly T[];
}

/** What a rate adds up to in each hour of a day. */
export const hourTotals = <N extends string>(rate: readonly Quantity<`${N}/s`>[]): readonly Quantity<N>[] =>
  rate.map((one) => during<N, 's'>(one, HOUR));

/** The same 24 hours on every day of the week. */
export const everyDay = <T>(hours: readonly T[]): WeekProfile<T> => ({ weekday: hours, weekend: hours });
