/**
 * Open load on a group of equal instances behind one router: waits, percentiles, and the largest load at which every target
 * holds. Waiting is added once, here; the service curve has none [Q1–Q3].
 */
import type { Percentiles } from '../catalogue/figures.ts';
import { normalQuantile } from '../maths/log-normal.ts';
import { erlangC, manyServerWaitProbability, meanWait } from '../maths/queue.ts';
import { lastTrue } from '../maths/search.ts';
import type { EngineTerms } from '../calibration/calibration.ts';
import { percentilesOf, type RequestClass } from './requests.ts';
import { saturationOf, servicePointAt, tpotAt, type ServiceCurve, type ServicePoint } from './service-curve.ts';

export interface InstanceGroup {
  readonly curve: ServiceCurve;
  readonly instances: number;
  readonly engine: EngineTerms;
}

/** A group at one load: its mean state and the tail of its wait. */
export interface LoadState {
  readonly point: ServicePoint;
  readonly waitProbability: number;
  /** Mean wait of those who wait, seconds. */
  readonly waitScale: number;
}

/**
 * One-minute dispersion carried to a shorter window, 1 + (I − 1)·(w/60)^0.62. Against the Azure 2023 code trace (167 at 60 s):
 * 56 at 10 s where it has 72, 14 at 1 s where it has 13.
 */
const dispersionOver = (perMinute: number, seconds: number): number =>
  Math.max(0.1, 1 + (perMinute - 1) * Math.min(1, seconds / 60) ** 0.62);

/** An instance of the group at a load of all of it; null at or beyond saturation. */
export const groupPointAt = ({ curve, instances }: InstanceGroup, requestsPerSecond: number): ServicePoint | null => {
  const each = requestsPerSecond / instances;
  if (each >= saturationOf(curve)) return null;
  const point = servicePointAt(curve, each);
  return (each * point.prefillOccupancy) / curve.prefillServers < 1 ? point : null;
};

/**
 * Waits at `requestsPerSecond` over the whole group: for an engine that prefills, and for a sequence slot (felt only near the cap).
 * The arrivals' variability is the dispersion over the queue's relaxation time, S/(1 − √ρ)² as in M/M/1. Null at or beyond saturation. Eq. Q3
 */
export const loadStateAt = (group: InstanceGroup, requestsPerSecond: number): LoadState | null => {
  const { curve, instances } = group;
  const point = groupPointAt(group, requestsPerSecond);
  if (!point) return null;
  const servers = instances * curve.prefillServers;
  const prefillUse = ((requestsPerSecond / instances) * point.prefillOccupancy) / curve.prefillServers;
  const { mix } = curve;
  const relaxation = point.prefillOccupancy / (1 - Math.sqrt(prefillUse)) ** 2;
  const prefillWaits = erlangC(servers, requestsPerSecond * point.prefillOccupancy);
  const prefillVariability = (dispersionOver(mix.dispersionPerMinute, relaxation) + mix.prefillVariability) / 2;
  const prefillWait = meanWait(prefillWaits, prefillVariability, point.prefillOccupancy, servers, prefillUse);
  const slots = curve.cap * instances;
  const slotUse = Math.min(0.999_999, (requestsPerSecond * point.endToEnd) / slots);
  const slotWaits = manyServerWaitProbability(slots, slotUse);
  const slotVariability = (dispersionOver(mix.dispersionPerMinute, point.endToEnd) + 1) / 2;
  const slotWait = meanWait(slotWaits, slotVariability, point.endToEnd, slots, slotUse);
  const waitProbability = 1 - (1 - prefillWaits) * (1 - slotWaits);
  return { point, waitProbability, waitScale: waitProbability > 0 ? (prefillWait + slotWait) / waitProbability : 0 };
};

/** Unwaited time to first token of a prompt with `fresh` tokens to compute. Eq. S2 */
const unwaitedTtft = (group: InstanceGroup, state: LoadState, fresh: number): number => {
  const { engine, curve } = group;
  const { point } = state;
  const meanFresh = Math.max(1, curve.mix.inputTokens - curve.mix.cachedTokens);
  // Handing KV over and fetching it takes its time also where nothing of a prompt is left to compute.
  const { passage = 0 } = point;
  const perToken = (point.prefillBeyondStep - passage) / meanFresh;
  const response = (engine.responseSeconds + curve.responseSteps * point.stepTime) * curve.responseFactor;
  return response + point.stepTime + perToken * fresh + passage;
};

/** One prompt size with its unwaited time, ascending like the sizes. */
interface UnwaitedSize {
  readonly seconds: number;
  readonly weight: number;
}

const unwaitedSizes = (group: InstanceGroup, state: LoadState, requests: RequestClass): UnwaitedSize[] =>
  requests.prefillSizes.map(({ tokens, weight }) => ({ seconds: unwaitedTtft(group, state, tokens), weight }));

/** Share of requests whose first token is out within `limit` seconds: wait with an exponential tail ⊗ prompt sizes. Eq. Q3 */
const shareWithin = (state: LoadState, sizes: readonly UnwaitedSize[], limit: number): number => {
  const { waitProbability, waitScale } = state;
  let share = 0;
  for (const { seconds, weight } of sizes) {
    if (seconds > limit) break;
    share += waitScale > 0 ? weight * (1 - waitProbability * Math.exp((seconds - limit) / waitScale)) : weight;
  }
  return share;
};

/** Halvings in the search of a quantile: a thousandth of a per cent of its upper bound. */
const QUANTILE_ROUNDS = 17;

const quantileWithin = (state: LoadState, sizes: readonly UnwaitedSize[], p: number): number => {
  const slowest = sizes.at(-1)?.seconds ?? 0;
  const high = slowest + state.waitScale * Math.max(0, Math.log(state.waitProbability / (1 - p) || 1)) + 1e-9;
  return lastTrue(0, high, (t) => shareWithin(state, sizes, t) < p, QUANTILE_ROUNDS);
};

/** Quantile of the time to first token, seconds. Eq. S2, Eq. Q3 */
export const ttftQuantile = (group: InstanceGroup, state: LoadState, requests: RequestClass, p: number): number =>
  quantileWithin(state, unwaitedSizes(group, state, requests), p);

/** Quantile of the mean time per output token: from the spread of the sequences in flight, variance = mean. Eq. Q3 */
export const tpotQuantile = (group: InstanceGroup, state: LoadState, p: number): number => {
  const { inFlight } = state.point;
  const crowded = inFlight + Math.max(0, normalQuantile(p)) * Math.sqrt(inFlight);
  return Math.max(state.point.tpot, tpotAt(group.curve, Math.min(group.curve.cap, crowded)));
};

/** Percentiles of one class at one load. End to end is the comonotone bound: late first token, long output, slow tokens together.
 *  `roundTrip` to the users counts in TTFT and E2E, seconds. */
export interface ClassLatency {
  readonly ttft: Percentiles;
  readonly tpot: Percentiles;
  readonly e2e: Percentiles;
}

const keyOf = (p: number): keyof Percentiles => (p === 0.5 ? 'p50' : p === 0.95 ? 'p95' : 'p99');

export const latencyOf = (
  group: InstanceGroup,
  state: LoadState,
  requests: RequestClass,
  roundTrip: Percentiles,
): ClassLatency => {
  const sizes = unwaitedSizes(group, state, requests);
  const ttft = percentilesOf((p) => roundTrip[keyOf(p)] + quantileWithin(state, sizes, p));
  const tpot = percentilesOf((p) => tpotQuantile(group, state, p));
  const { outputQuantiles } = requests;
  return {
    ttft,
    tpot,
    e2e: percentilesOf((p) => {
      const key = keyOf(p);
      return ttft[key] + Math.max(0, outputQuantiles[key] - 1) * tpot[key];
    }),
  };
};

/** Limits of one class; null where it sets none. Round trip to the users counts against TTFT and E2E. */
export interface ClassTargets {
  readonly requests: RequestClass;
  readonly ttft: Percentiles | null;
  readonly tpot: Percentiles | null;
  readonly e2e: Percentiles | null;
  readonly roundTrip: Percentiles;
}

const LEVELS = [
  ['p50', 0.5],
  ['p95', 0.95],
  ['p99', 0.99],
] as const;

/** Whether every percentile of every class holds at a state. */
export const targetsHold = (group: InstanceGroup, state: LoadState, classes: readonly ClassTargets[]): boolean =>
  classes.every(({ requests, ttft, tpot, e2e, roundTrip }) => {
    const sizes = ttft ? unwaitedSizes(group, state, requests) : [];
    if (ttft && LEVELS.some(([key, p]) => shareWithin(state, sizes, ttft[key] - roundTrip[key]) < p)) return false;
    if (tpot && LEVELS.some(([key, p]) => tpotQuantile(group, state, p) > tpot[key])) return false;
    if (!e2e) return true;
    const latency = latencyOf(group, state, requests, roundTrip);
    return LEVELS.every(([key]) => latency.e2e[key] <= e2e[key]);
  });

/** Largest load, requests per second over the group, at which every target holds, waiting included; 0 when none does. Eq. Q1 */
export const slaCapacityOf = (group: InstanceGroup, classes: readonly ClassTargets[]): number => {
  const saturation = saturationOf(group.curve) * group.instances;
  const holds = (load: number): boolean => {
    const state = loadStateAt(group, load);
    return state !== null && targetsHold(group, state, classes);
  };
  const least = saturation * 1e-4;
  if (!holds(least)) return 0;
  return lastTrue(least, saturation * (1 - 1e-6), holds, 24);
};

/** Largest load of one instance, requests per second, at which every target holds if nobody waits: a bound for any number of them. */
export const waitlessCapacityOf = (
  curve: ServiceCurve,
  engine: EngineTerms,
  classes: readonly ClassTargets[],
): number => {
  const group: InstanceGroup = { curve, instances: 1, engine };
  const saturation = saturationOf(curve);
  const holds = (load: number): boolean =>
    targetsHold(group, { point: servicePointAt(curve, load), waitProbability: 0, waitScale: 0 }, classes);
  return holds(saturation * 1e-4) ? lastTrue(saturation * 1e-4, saturation, holds, 20) * (1 + 1e-5) : 0;
};

/** Offline work has no latency limit; it may use all but this share of saturation, which keeps its queue finite. */
const OFFLINE_UTILISATION = 0.95;

export const offlineCapacityOf = (group: InstanceGroup): number =>
  OFFLINE_UTILISATION * saturationOf(group.curve) * group.instances;
