/** Which unit of a pool carries how much of its year: what is paid by the token is paid where the token is made. */
import { allotmentOf } from './allotment.ts';
import type { DayLoad } from './day-load.ts';
import { requestsOfMonth } from './month-requests.ts';
import type { MonthDays } from './pool-calendar.ts';
import type { PoolAnswer } from './pool-answer.ts';

/** Worked out once: a pool's answer stands until it is asked for something else. */
const known = new WeakMap<PoolAnswer, readonly number[]>();

/** One part per unit, in their order; they add up to 1. Of a pool without work, by what each unit could carry. Eq. E4 */
export const carriedParts = (pool: PoolAnswer): readonly number[] => {
  const before = known.get(pool);
  if (before) return before;
  const months = new Map<MonthDays, readonly number[]>();
  const carried = pool.units.map(() => 0);
  for (const month of pool.calendar) {
    const ofMonth = months.get(month) ?? carriedIn(pool, month);
    months.set(month, ofMonth);
    for (const [unit, work] of ofMonth.entries()) carried[unit] = (carried[unit] ?? 0) + work;
  }
  const all = sum(carried);
  const parts =
    all > 0
      ? carried.map((work) => work / all)
      : pool.units.map(({ capacity }) => (pool.saturation > 0 ? capacity.saturation / pool.saturation : 0));
  known.set(pool, parts);
  return parts;
};

/** Of seven days, in requests of the mix per second. */
const carriedIn = ({ units, spread }: PoolAnswer, { weekday, weekend }: MonthDays): number[] => {
  const ofDay = (day: DayLoad, unit: number): number =>
    sum(day.units[unit]?.interactive ?? []) + sum(day.units[unit]?.offline ?? []);
  return units.map((_, unit) => (5 * ofDay(weekday, unit) + 2 * ofDay(weekend, unit)) * (spread.full[unit] ?? 0));
};

/** Of a mean month, late ones too; 0 without a pool. Eq. E4 */
export const outputTokensPerMonth = (pool: PoolAnswer | null): number =>
  sum(
    (pool?.input.workloads ?? []).map((workload) => {
      const { served, late } = requestsOfMonth(workload, pool);
      return (served + late) * workload.requests.outputTokens;
    }),
  );

/** Output tokens a year by rack group: of each unit what it carries, over its groups by their accelerators. */
export const tokensPerYearOf = (pool: PoolAnswer): Map<string, number> => {
  const all = 12 * outputTokensPerMonth(pool);
  const parts = carriedParts(pool);
  const tokens = new Map<string, number>();
  for (const [index, { unit, capacity }] of pool.units.entries()) {
    const allotted = allotmentOf(unit, capacity);
    const used = sum(allotted.map(({ accelerators }) => accelerators));
    for (const { group, accelerators } of allotted) {
      const { id } = group.rackGroup;
      tokens.set(id, (tokens.get(id) ?? 0) + (all * (parts[index] ?? 0) * accelerators) / used);
    }
  }
  return tokens;
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
