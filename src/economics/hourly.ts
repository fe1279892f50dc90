/**
 * From hours to months: integrates a rate over the hours of weekdays and weekend days. The year has 8,760 hours,
 * a month is a twelfth of it, and five days of seven are weekdays.
 */
import { add, during, quantity, scale, type Quantity, type Seconds } from '../units/quantity.ts';

export const HOURS_PER_YEAR = 8_760;
export const HOUR: Seconds = quantity(3_600);
export const YEAR: Seconds = quantity(HOURS_PER_YEAR * 3_600);
export const MONTH: Seconds = quantity((HOURS_PER_YEAR / 12) * 3_600);

/** One value for each hour of a weekday and of a weekend day, both by the same clock. */
export interface WeekProfile<T> {
  readonly weekday: readonly T[];
  readonly weekend: readonly T[];
}

/** Time-weighted mean of a rate over the week. Throws unless both days have 24 hours. */
// Eq. E4
export const weekMean = <U extends string>(rate: WeekProfile<Quantity<U>>): Quantity<U> =>
  quantity((5 / 7) * dayMean(rate.weekday) + (2 / 7) * dayMean(rate.weekend));

/** What a rate adds up to in a mean month: watts to joules, gCO2e/s to grams, tokens per second to tokens. */
// Eq. E4
export const monthTotal = <N extends string>(rate: WeekProfile<Quantity<`${N}/s`>>): Quantity<N> =>
  during<N, 's'>(weekMean(rate), MONTH);

/** What a rate adds up to in each hour of a day. */
export const hourTotals = <N extends string>(rate: readonly Quantity<`${N}/s`>[]): readonly Quantity<N>[] =>
  rate.map((one) => during<N, 's'>(one, HOUR));

/** Hour by hour, the product of two rates: power and price, power and carbon intensity. */
export const rateProduct = <N extends string, D extends string>(
  flow: WeekProfile<Quantity<`${D}/s`>>,
  each: WeekProfile<Quantity<`${N}/${D}`>>,
): WeekProfile<Quantity<`${N}/s`>> => ({
  weekday: multiply<N, D>(flow.weekday, each.weekday),
  weekend: multiply<N, D>(flow.weekend, each.weekend),
});

/** The same 24 hours on every day of the week. */
export const everyDay = <T>(hours: readonly T[]): WeekProfile<T> => ({ weekday: hours, weekend: hours });

/** Hour by hour, the sum of several profiles. */
export const addProfiles = <U extends string>(
  ...profiles: readonly WeekProfile<Quantity<U>>[]
): WeekProfile<Quantity<U>> => ({
  weekday: sumHours(profiles.map((one) => one.weekday)),
  weekend: sumHours(profiles.map((one) => one.weekend)),
});

const dayMean = <U extends string>(hours: readonly Quantity<U>[]): Quantity<U> => {
  if (hours.length !== 24) throw new Error(`a day of ${hours.length} hours`);
  return scale(add(...hours), 1 / 24);
};

const multiply = <N extends string, D extends string>(
  flow: readonly Quantity<`${D}/s`>[],
  each: readonly Quantity<`${N}/${D}`>[],
): readonly Quantity<`${N}/s`>[] =>
  flow.map((one, hour) => {
    const factor = each[hour];
    if (factor === undefined) throw new Error(`no value for hour ${hour}`);
    return quantity<`${N}/s`>(one * factor);
  });

const sumHours = <U extends string>(days: readonly (readonly Quantity<U>[])[]): readonly Quantity<U>[] =>
  Array.from({ length: 24 }, (_, hour) => quantity<U>(days.reduce((sum, day) => sum + valueAt(day, hour), 0)));

const valueAt = (day: readonly number[], hour: number): number => {
  const value = day[hour];
  if (value === undefined) throw new Error(`a day of ${day.length} hours`);
  return value;
};
