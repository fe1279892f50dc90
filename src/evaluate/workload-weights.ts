/** What a request of each workload costs its pool, measured in requests of the mix: the unit in which loads are added up. */
import { servicePointAt } from '../serving/service-curve.ts';
import { ofOneCopy } from './capacity-question.ts';
import type { ServingUnit } from './pool-capacity.ts';
import type { PoolInput } from './pool.ts';

/** Work of one request of each workload relative to the mix: its time in service at the SLA limit of the largest unit. */
export const weightsOf = (pool: PoolInput, units: readonly ServingUnit[]): Map<string, number> => {
  const largest = units.reduce(
    (best, one) => (one.capacity.slaCapacity > best.capacity.slaCapacity ? one : best),
    units[0] ?? fail(),
  );
  const { curve, instances } = largest.capacity.group;
  const { slaCapacity } = ofOneCopy(largest.capacity, largest.unit);
  const point = servicePointAt(curve, slaCapacity / instances);
  const fresh = Math.max(1, curve.mix.inputTokens - curve.mix.cachedTokens);
  const time = (freshTokens: number, outputTokens: number): number =>
    (point.prefillTime * freshTokens) / fresh + outputTokens * point.tpot;
  const mixTime = time(fresh, curve.mix.outputTokens);
  return new Map(
    pool.workloads.map(({ workload, requests }) => [
      workload.id,
      time(requests.inputTokens - requests.cachedTokens, requests.outputTokens) / mixTime,
    ]),
  );
};

const fail = (): never => {
  throw new Error('pool: no unit');
};
