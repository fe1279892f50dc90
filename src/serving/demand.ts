/** Demand of a workload by UTC hour and month: the shape of its day in the time zones of its users, its season, its quota [E4]. */
import type { DiurnalShape } from '../catalogue/figures.ts';

export interface DemandQuestion {
  /** Requests per second in the busiest hour of a weekday, all regions together. */
  readonly peakRequestsPerSecond: number;
  readonly shape: DiurnalShape;
  /** Hours east of UTC in which the shape is read. */
  readonly utcOffsetHours: number;
  /** Shares of the demand that live by other clocks; what is left of 1 by the one above. */
  readonly elsewhere?: readonly { readonly share: number; readonly utcOffsetHours: number }[];
}

/** Requests per second, 24 values by UTC hour. */
export interface WeekDemand {
  readonly weekday: readonly number[];
  readonly weekend: readonly number[];
}

/** What is asked for in a month, and what the quota lets in: one object where it lets in everything. */
export interface MonthDemand {
  readonly asked: WeekDemand;
  readonly admitted: WeekDemand;
}

export const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const MONTHS = Array.from({ length: 12 }, (_, month) => month);

/** Local hour a UTC hour falls into; half-hour zones round down. */
const localHour = (hourUtc: number, utcOffsetHours: number): number =>
  (((hourUtc + Math.floor(utcOffsetHours)) % 24) + 24) % 24;

/** The sum over all regions peaks on a weekday at the given rate; the weekend keeps its own shape at the ratio the trace shows between the two. Eq. E4 */
export const weekDemandOf = (question: DemandQuestion): WeekDemand => {
  const { peakRequestsPerSecond, shape, utcOffsetHours, elsewhere = [] } = question;
  const here = 1 - elsewhere.reduce((sum, { share }) => sum + share, 0);
  const parts = [{ share: Math.max(0, here), utcOffsetHours }, ...elsewhere];
  const sumOf = (values: readonly number[]): number[] =>
    HOURS.map((hour) =>
      parts.reduce((sum, part) => sum + part.share * (values[localHour(hour, part.utcOffsetHours)] ?? 0), 0),
    );
  const weekday = sumOf(shape.weekday);
  const top = Math.max(...weekday);
  const perUnit = top > 0 ? peakRequestsPerSecond / top : 0;
  const weekendRatio = shape.weekendOverWeekday ?? 1;
  return {
    weekday: weekday.map((rate) => perUnit * rate),
    weekend: sumOf(shape.weekend).map((rate) => perUnit * weekendRatio * rate),
  };
};

/** January to December from the week at multiplier 1; months alike share one object. `quota` in requests per second. Eq. E4 */
export const calendarOf = (
  week: WeekDemand,
  monthShape: readonly number[] | undefined,
  quota: number | undefined,
): readonly MonthDemand[] => {
  const known = new Map<number, MonthDemand>();
  return MONTHS.map((month) => {
    const factor = monthShape?.[month] ?? 1;
    const demand = known.get(factor) ?? within(times(week, factor), quota);
    known.set(factor, demand);
    return demand;
  });
};

const eachHour = ({ weekday, weekend }: WeekDemand, of: (rate: number) => number): WeekDemand => ({
  weekday: weekday.map(of),
  weekend: weekend.map(of),
});

const times = (week: WeekDemand, factor: number): WeekDemand =>
  factor === 1 ? week : eachHour(week, (rate) => rate * factor);

const within = (asked: WeekDemand, quota: number | undefined): MonthDemand => {
  const bites = quota !== undefined && [...asked.weekday, ...asked.weekend].some((rate) => rate > quota);
  return { asked, admitted: bites ? eachHour(asked, (rate) => Math.min(rate, quota)) : asked };
};

/** What is let in in the month that asks for most; the first of equals. */
export const busiestWeek = (calendar: readonly MonthDemand[]): WeekDemand => {
  const peakOf = ({ asked }: MonthDemand): number => Math.max(...asked.weekday);
  return calendar.reduce((best, month) => (peakOf(month) > peakOf(best) ? month : best)).admitted;
};
