/**
 * What a pool's cost, energy and carbon come to per token of each of its workloads: shared by the work each request takes,
 * and within a request by the engine time of its prefill and its decode [E3].
 */
import { costPerMtok } from '../economics/token-price.ts';
import { quantity, type Dollars, type GramsCo2e, type Joules } from '../units/quantity.ts';
import type { Instance } from '../performance/instance.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import { gainedBy } from '../performance/techniques.ts';
import { ofOneCopy, type PartInstances } from './capacity-question.ts';
import { kvBytesPerSequencePerRank } from '../performance/kv-cache.ts';
import { servicePointAt } from '../serving/service-curve.ts';
import type { WorkloadAnswer } from './evaluation.ts';
import { requestsOfMonth } from './month-requests.ts';
import type { PoolAnswer } from './pool-answer.ts';
import type { ServingUnit } from './pool-capacity.ts';
import type { PoolWorkload } from './pool.ts';
import { cachedTokensOf, foundAtPeak } from './workload-answer.ts';

export interface PoolTotals {
  readonly costPerMonth: Dollars | null;
  readonly energyPerMonth: Joules | null;
  readonly carbonPerMonth: GramsCo2e | null;
}

/** Requests of one workload served in a mean month, late ones too. */
export const requestsPerMonth = (workload: PoolWorkload, pool: PoolAnswer): number => {
  const { served, late } = requestsOfMonth(workload, pool);
  return served + late;
};

const largestOf = (pool: PoolAnswer): ServingUnit =>
  pool.units.reduce((best, one) => (one.capacity.saturation > best.capacity.saturation ? one : best));

/**
 * Engine seconds of one request, its own share of the steps it took part in: what its prompt adds to them, and its part of the
 * decoding batch. Taken at the SLA limit of the largest unit, or at half of saturation where that is more.
 */
const engineTime = (workload: PoolWorkload, pool: PoolAnswer): { prefill: number; decode: number } => {
  const largest = largestOf(pool);
  const { curve, instances } = largest.capacity.group;
  const { slaCapacity, saturation } = ofOneCopy(largest.capacity, largest.unit);
  const load = Math.max(slaCapacity, 0.5 * saturation) / instances;
  const { inFlight, tpot, stepTime, prefillTime, prefillOccupancy } = servicePointAt(curve, load);
  const { requests } = workload;
  // Rows of the curve prefill what was not found; so does a request.
  const found = foundAtPeak(pool);
  const meanFresh = Math.max(1, curve.mix.inputTokens - found * curve.mix.cachedTokens);
  const fresh = (requests.inputTokens - found * requests.cachedTokens) / meanFresh;
  const { instance, prefill, ffn } = largest.capacity;
  const step = stepTime / gainedBy(instance.techniques);
  const decode = (requests.outputTokens * step) / Math.max(1, inFlight);
  if (prefill) {
    // Each side counts as many seconds as it has accelerators.
    const sizeOf = (part: PartInstances): number => acceleratorsOf(part.instance.layout);
    return {
      prefill: fresh * prefillOccupancy * sizeOf(prefill),
      decode:
        decode * (largest.capacity.instances * sizeOf(largest.capacity) + (ffn ? ffn.instances * sizeOf(ffn) : 0)),
    };
  }
  // Eq. S1 solved for the time one prompt adds; alone on an instance it takes all of its steps.
  const added = inFlight > 1.5 ? ((tpot - step) * curve.mix.outputTokens) / (inFlight - 1) : prefillTime;
  return { prefill: added * fresh, decode };
};

type Money = Pick<WorkloadAnswer, 'costPerMtok' | 'energyPerOutputToken' | 'carbonPerMtokOutput'>;

/** By workload id. What is served splits the whole bill: idle hours are in the price. */
export const tokenMoneyOf = (pool: PoolAnswer, totals: PoolTotals): Map<string, Money> => {
  const rows = pool.input.workloads.map((workload) => {
    const requests = requestsPerMonth(workload, pool);
    const time = engineTime(workload, pool);
    return { workload, requests, time, work: requests * (time.prefill + time.decode) };
  });
  const allWork = rows.reduce((sum, { work }) => sum + work, 0);
  return new Map(
    rows.map(({ workload, requests, time, work }) => [
      workload.workload.id,
      moneyOf(workload, pool, totals, requests, time, allWork > 0 ? work / allWork : 0, allWork),
    ]),
  );
};

const moneyOf = (
  workload: PoolWorkload,
  pool: PoolAnswer,
  totals: PoolTotals,
  requests: number,
  time: { prefill: number; decode: number },
  share: number,
  allWork: number,
): Money => {
  const { inputTokens, outputTokens } = workload.requests;
  const cachedTokens = cachedTokensOf(workload, pool);
  const tokens = requests * outputTokens;
  // Less than one token a month is no demand.
  if (tokens < 1) return { costPerMtok: null, energyPerOutputToken: null, carbonPerMtokOutput: null };
  return {
    costPerMtok:
      totals.costPerMonth === null
        ? null
        : pricesOf(pool, totals.costPerMonth, time, allWork, { inputTokens, cachedTokens, outputTokens }),
    energyPerOutputToken:
      totals.energyPerMonth === null ? null : quantity<'J'>((totals.energyPerMonth * share) / tokens),
    carbonPerMtokOutput:
      totals.carbonPerMonth === null ? null : quantity<'gCO2e'>((totals.carbonPerMonth * share * 1e6) / tokens),
  };
};

/** The engine second carries the whole bill of the pool, so prices times tokens add up to it, but for the reload of cached input. */
const pricesOf = (
  pool: PoolAnswer,
  costPerMonth: Dollars,
  time: { prefill: number; decode: number },
  allWork: number,
  tokens: { inputTokens: number; cachedTokens: number; outputTokens: number },
): NonNullable<Money['costPerMtok']> => {
  const usdPerInstanceHour = (costPerMonth / allWork) * 3_600;
  const part = (
    secondsPerRequest: number,
  ): { usdPerInstanceHour: number; secondsPerRequest: ReturnType<typeof quantity<'s'>>; utilisation: number } => ({
    usdPerInstanceHour,
    secondsPerRequest: quantity<'s'>(secondsPerRequest),
    utilisation: 1,
  });
  // Cached KV stays in the memory it was computed in: using it again costs one read of it, which attention ranks and stages share out.
  const { instance, prefill } = largestOf(pool).capacity;
  const context = Math.max(1, tokens.inputTokens);
  // Where prefill is apart, seconds are those of accelerators, not of instances.
  const reload = (readSeconds(instance, context) * (prefill ? acceleratorsOf(instance.layout) : 1)) / context;
  const fresh = tokens.inputTokens - tokens.cachedTokens;
  return costPerMtok({
    prefill: part(fresh > 0 ? time.prefill : 0),
    decode: part(time.decode + (fresh > 0 ? 0 : time.prefill)),
    ...tokens,
    reloadSecondsPerCachedToken: quantity<'s'>(reload),
    storageUsdPerCachedToken: 0,
  });
};

/** Time an instance takes to read the KV of one sequence once. */
const readSeconds = ({ model, precision, layout, device }: Instance, context: number): number =>
  kvBytesPerSequencePerRank(model, context, precision.kvBytes, layout.tp) /
  (device.bandwidth * layout.attnDp * layout.pp);
