/** Tails of one unit over its load, worked out once, and where its targets end when an engine is slower or faster than predicted [T2]. */
import type { Percentiles } from '../../catalogue/figures.ts';
import { AT_HAND } from '../../serving/requests.ts';
import { stateAtShare, type PoolCapacity, type ServingUnit } from '../../evaluate/pool-capacity.ts';
import type { PoolWorkload } from '../../evaluate/pool.ts';
import { at, locate } from '../../maths/search.ts';
import { latencyOf } from '../../serving/open-load.ts';

/**
 * Factors of the times of an engine. One whose steps take `tpot` times as long is the same queue on a slower clock: at a load λ it is in
 * the state predicted for λ · tpot, with all its times longer by tpot. `ttft` is what measured first tokens were off besides.
 */
export interface Pace {
  readonly tpot: number;
  readonly ttft: number;
}

const LEVELS = ['p50', 'p95', 'p99'] as const;

type Level = (typeof LEVELS)[number];
type Curves = Readonly<Record<Level, Float64Array>>;

interface ClassTail {
  readonly workload: PoolWorkload;
  readonly roundTrip: Percentiles;
  /** Round trip left out. */
  readonly ttft: Curves;
}

export interface UnitTail {
  /** Load as a share of the unit's capacity inside its targets. */
  readonly shares: Float64Array;
  readonly saturation: number;
  readonly classes: readonly ClassTail[];
  readonly tpot: Curves;
}

const POINTS = 28;
/** Points lie denser towards saturation, where waits rise; the last one this near. */
const NEAREST = 0.998;

/** Null where the unit serves nothing. `shown` is the load it carries as evaluated, exact like the end of its targets. Tails never fall with load: what noise of sampled routing does to them is taken out. */
export const unitTailOf = (serving: ServingUnit, pool: PoolCapacity, full: number, shown: number): UnitTail | null => {
  const { capacity, unit } = serving;
  if (full <= 0) return null;
  const saturation = capacity.saturation / full;
  const shares: number[] = [];
  const states = Array.from({ length: POINTS }, (_, i) => {
    const left = 1 - (i + 1) / POINTS;
    return NEAREST * saturation * (1 - left ** 2);
  })
    .concat([1, shown].filter((share) => share > 0 && share < saturation))
    .toSorted((a, b) => a - b)
    .flatMap((share) => {
      const state = stateAtShare(serving, pool, share);
      if (state) shares.push(share);
      return state ?? [];
    });
  const workloads = pool.input.workloads.filter(({ urgency }) => urgency !== 'offline');
  const latencies = workloads.map((one) =>
    states.map((state) => latencyOf(capacity.group, state, one.requests, AT_HAND)),
  );
  const rising = (values: readonly number[]): Float64Array => {
    let highest = 0;
    return Float64Array.from(values, (value) => (highest = Math.max(highest, value)));
  };
  const curves = (of: (level: Level) => readonly number[]): Curves => ({
    p50: rising(of('p50')),
    p95: rising(of('p95')),
    p99: rising(of('p99')),
  });
  return {
    shares: Float64Array.from(shares),
    saturation,
    classes: workloads.map((workload, index) => ({
      workload,
      roundTrip: unit.delays[workload.workload.id] ?? AT_HAND,
      ttft: curves((level) => (latencies[index] ?? []).map(({ ttft }) => ttft[level])),
    })),
    tpot: curves((level) => (latencies[0] ?? []).map(({ tpot }) => tpot[level])),
  };
};

/** TTFT p99 of each class at a load the unit would see on its own clock; null at saturation. */
export const ttftAt = (tail: UnitTail, share: number, pace: Pace): Float64Array | null => {
  if (share >= tail.saturation) return null;
  const place = locate(tail.shares, share);
  return Float64Array.from(tail.classes, ({ ttft, roundTrip }) => roundTrip.p99 + pace.ttft * at(ttft.p99, place));
};

/** Largest load on the unit's own clock at which every target holds; 0 where none does. */
export const limitOf = (tail: UnitTail, pace: Pace): number => {
  let limit = tail.saturation;
  for (const { workload, ttft, roundTrip } of tail.classes) {
    const { targets, requests } = workload;
    for (const level of LEVELS) {
      const slow = tail.tpot[level];
      if (targets.ttft)
        limit = Math.min(limit, reach(tail, ttft[level], left(targets.ttft, level, roundTrip) / pace.ttft));
      if (targets.tpot) limit = Math.min(limit, reach(tail, slow, targets.tpot[level] / pace.tpot));
      if (targets.e2e) {
        const tokens = Math.max(0, requests.outputQuantiles[level] - 1);
        limit = Math.min(
          limit,
          endToEndReach(tail, ttft[level], slow, tokens, pace, left(targets.e2e, level, roundTrip)),
        );
      }
    }
  }
  return limit;
};

const left = (limit: Percentiles, level: Level, roundTrip: Percentiles): number => limit[level] - roundTrip[level];

/** Load at which a rising curve meets a limit: 0 below its first point, saturation beyond its last. */
const reach = ({ shares, saturation }: UnitTail, curve: Float64Array, limit: number): number => {
  const last = curve.length - 1;
  if (last < 0 || (curve[0] ?? 0) > limit) return 0;
  if ((curve[last] ?? 0) <= limit) return saturation;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((curve[middle] ?? 0) <= limit) low = middle;
    else high = middle;
  }
  return crossing(shares, low, curve[low] ?? 0, curve[high] ?? 0, limit);
};

const endToEndReach = (
  { shares, saturation }: UnitTail,
  ttft: Float64Array,
  tpot: Float64Array,
  tokens: number,
  pace: Pace,
  limit: number,
): number => {
  let before = 0;
  for (let index = 0; index < shares.length; index++) {
    const time = pace.ttft * (ttft[index] ?? 0) + pace.tpot * tokens * (tpot[index] ?? 0);
    if (time > limit) return index === 0 ? 0 : crossing(shares, index - 1, before, time, limit);
    before = time;
  }
  return saturation;
};

const crossing = (shares: Float64Array, index: number, low: number, high: number, limit: number): number => {
  const [a = 0, b = a] = [shares[index], shares[index + 1]];
  return high > low ? a + ((b - a) * (limit - low)) / (high - low) : b;
};
