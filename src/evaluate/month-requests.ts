/** Requests of a mean month of one workload, over all twelve: asked, served, late and shed [E4]. */
import { MONTH } from '../economics/hourly.ts';
import type { HourFlow } from './class-flows.ts';
import type { RequestsOfMonth } from './demand-answer.ts';
import type { PoolAnswer } from './pool-answer.ts';
import type { MonthDays } from './pool-calendar.ts';
import type { PoolWorkload } from './pool.ts';

const NONE: RequestsOfMonth = { asked: 0, served: 0, late: 0, shed: 0 };

const meanOfDay = (hours: readonly number[]): number => hours.reduce((sum, rate) => sum + rate, 0) / 24;

/** Money, tokens and answers ask for the same: what a pool was found to answer stands as long as its answer. */
const known = new WeakMap<PoolAnswer, Map<string, RequestsOfMonth>>();

/** Of a pool that answers nothing, nothing is asked. Eq. E4 */
export const requestsOfMonth = ({ workload }: PoolWorkload, pool: PoolAnswer | null): RequestsOfMonth => {
  if (!pool) return NONE;
  let ofPool = known.get(pool);
  if (!ofPool) known.set(pool, (ofPool = new Map()));
  let one = ofPool.get(workload.id);
  if (!one) ofPool.set(workload.id, (one = meanMonth(pool, workload.id)));
  return one;
};

const meanMonth = (pool: PoolAnswer, id: string): RequestsOfMonth => {
  const months = new Map<MonthDays, RequestsOfMonth>();
  let sum = NONE;
  for (const month of pool.calendar) {
    const one = months.get(month) ?? monthOf(month, id);
    months.set(month, one);
    sum = addParts(sum, one, 1 / pool.calendar.length);
  }
  return sum;
};

const monthOf = ({ weekday, weekend }: MonthDays, id: string): RequestsOfMonth => {
  const total = (part: keyof HourFlow): number =>
    MONTH *
    ((5 / 7) * meanOfDay(weekday.flows.get(id)?.[part] ?? []) +
      (2 / 7) * meanOfDay(weekend.flows.get(id)?.[part] ?? []));
  return { asked: total('asked'), served: total('served'), late: total('late'), shed: total('shed') };
};

const addParts = (a: RequestsOfMonth, b: RequestsOfMonth, weight: number): RequestsOfMonth => ({
  asked: a.asked + weight * b.asked,
  served: a.served + weight * b.served,
  late: a.late + weight * b.late,
  shed: a.shed + weight * b.shed,
});
