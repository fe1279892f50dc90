/** Demand of a workload by UTC hour, from its busiest hour and the shape of its day [E4]. */
import type { DiurnalShape } from '../catalogue/figures.ts';

export interface DemandQuestion {
  /** Requests per second in the busiest hour of a weekday. */
  readonly peakRequestsPerSecond: number;
  readonly shape: DiurnalShape;
  /** Hours east of UTC in which the shape is read. */
  readonly utcOffsetHours: number;
}

/** Requests per second, 24 values by UTC hour. */
export interface WeekDemand {
  readonly weekday: readonly number[];
  readonly weekend: readonly number[];
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Local hour a UTC hour falls into; half-hour zones round down. */
const localHour = (hourUtc: number, utcOffsetHours: number): number =>
  (((hourUtc + Math.floor(utcOffsetHours)) % 24) + 24) % 24;

/** The weekday peaks at the given rate; the weekend keeps its own shape at the ratio the trace shows between the two. Eq. E4 */
export const weekDemandOf = ({ peakRequestsPerSecond, shape, utcOffsetHours }: DemandQuestion): WeekDemand => {
  const top = Math.max(...shape.weekday);
  const perUnit = top > 0 ? peakRequestsPerSecond / top : 0;
  const weekendRatio = shape.weekendOverWeekday ?? 1;
  const at = (values: readonly number[], hour: number): number => values[localHour(hour, utcOffsetHours)] ?? 0;
  return {
    weekday: HOURS.map((hour) => perUnit * at(shape.weekday, hour)),
    weekend: HOURS.map((hour) => perUnit * weekendRatio * at(shape.weekend, hour)),
  };
};
