/** The limits of the targets as bare numbers, for points by the ten thousand: which of them a point misses when nobody waits. Eq. S2, Eq. Q3 */
import { normalQuantile } from '../maths/log-normal.ts';
import type { ClassTargets } from '../serving/open-load.ts';

export const TTFT_MISSED = 1;
export const TPOT_MISSED = 2;
export const E2E_MISSED = 4;

const LEVELS = [
  ['p50', 0.5],
  ['p95', 0.95],
  ['p99', 0.99],
] as const;

/** Standard deviations of the sequences in flight at each level, from the median up. Eq. Q3 */
export const CROWDING: readonly number[] = LEVELS.map(([, p]) => Math.max(0, normalQuantile(p)));

interface Level {
  readonly level: number;
  /** Prompt tokens to compute and output tokens at that level. */
  readonly freshTokens: number;
  readonly outputTokens: number;
  readonly ttft: number;
  readonly tpot: number;
  readonly e2e: number;
}

export type Limits = readonly Level[];

/** Every limit of every class; what a class does not limit is infinite. */
export const limitsOf = (targets: readonly ClassTargets[]): Limits =>
  targets.flatMap(({ requests, ttft, tpot, e2e, roundTrip }) =>
    LEVELS.map(([key, p], level) => {
      let [share, freshTokens] = [0, 0];
      for (const { tokens, weight } of requests.prefillSizes) {
        if (share >= p) break;
        share += weight;
        freshTokens = tokens;
      }
      return {
        level,
        freshTokens,
        outputTokens: Math.max(0, requests.outputQuantiles[key] - 1),
        ttft: ttft ? ttft[key] - roundTrip[key] : Infinity,
        tpot: tpot ? tpot[key] : Infinity,
        e2e: e2e ? e2e[key] - roundTrip[key] : Infinity,
      };
    }),
  );

/** A point without waiting: a first token takes `base` and `perToken` for each token of its prompt; TPOT at the three levels. */
export interface UnwaitedPoint {
  readonly base: number;
  readonly perToken: number;
  readonly tpot: readonly [number, number, number];
}

/** Bits of the limits missed. */
export const missesOf = (limits: Limits, { base, perToken, tpot }: UnwaitedPoint): number => {
  let missed = 0;
  for (const limit of limits) {
    const first = base + perToken * limit.freshTokens;
    const each = tpot[limit.level] ?? Infinity;
    if (first > limit.ttft) missed |= TTFT_MISSED;
    if (each > limit.tpot) missed |= TPOT_MISSED;
    if (first + limit.outputTokens * each > limit.e2e) missed |= E2E_MISSED;
  }
  return missed;
};

/** Mean TPOT beyond which some limit is missed at any load: no percentile is faster than the mean. */
export const loosestTpot = (limits: Limits): number =>
  limits.reduce(
    (least, { tpot, e2e, outputTokens }) => Math.min(least, tpot, outputTokens > 0 ? e2e / outputTokens : Infinity),
    Infinity,
  );
