/**
 * How long the KV of an idle session is worth keeping: share of the hits of an unlimited cache that are still found when KV is
 * kept for so many seconds after its last use. Eq. K4
 */
import type { Workflow } from '../catalogue/figures.ts';
import { shareAtMost } from '../maths/normal.ts';

/** measured: counted in a trace; derived: from the gaps between turns; assumed: prefixes that all sessions share, so never idle. */
export type RetentionBasis = 'measured' | 'derived' | 'assumed';

export interface RetentionCurve {
  /** Ascending, above 0; `share` runs along it, does not fall and ends at 1. */
  readonly seconds: readonly number[];
  readonly share: readonly number[];
  /** Share found however short the retention. */
  readonly always: number;
  readonly basis: RetentionBasis;
  /** The share at each of RETENTION_SECONDS, from which all answers are read. */
  readonly sampled: Float64Array;
}

export type SessionGaps = Pick<
  Workflow,
  'gapBetweenTurnsSeconds' | 'humanGapSeconds' | 'humanGapShare' | 'retention' | 'waitsFor'
>;

const SHORTEST = 0.5;
const LONGEST_GAP = 1e5;
const GAPS_PER_DECADE = 8;
const LONGEST = 1e6;
const SAMPLES = 96;

/** 0, then from half a second to eleven days in equal steps of the logarithm. */
export const RETENTION_SECONDS: Float64Array = Float64Array.from({ length: SAMPLES }, (_, i) =>
  i === 0 ? 0 : SHORTEST * (LONGEST / SHORTEST) ** ((i - 1) / (SAMPLES - 2)),
);

/**
 * Points of the trace where hits were counted; else the share of gaps between turns that are shorter, tool waits and waits for a
 * person in their proportion; a workflow without gaps finds only what its sessions share. Eq. K4
 */
export const retentionCurveOf = (gaps: SessionGaps): RetentionCurve => {
  if (gaps.retention !== null) {
    return curveThrough(gaps.retention, 'measured');
  }
  if (gaps.gapBetweenTurnsSeconds === null) return curveThrough([], 'assumed', 1);
  const steps = Math.round(Math.log10(LONGEST_GAP / SHORTEST) * GAPS_PER_DECADE);
  const seconds = Array.from({ length: steps + 1 }, (_, i) => SHORTEST * (LONGEST_GAP / SHORTEST) ** (i / steps));
  return curveThrough(
    seconds.map((at) => [at, shareOfGapsAtMost(gaps, at)]),
    'derived',
  );
};

/** A curve through points (seconds, share), ascending; without points, the share that is always found. */
export const curveThrough = (
  points: readonly (readonly [seconds: number, share: number])[],
  basis: RetentionBasis,
  always = 0,
): RetentionCurve => {
  const curve = { seconds: points.map(([at]) => at), share: points.map(([, share]) => share), always, basis };
  return { ...curve, sampled: RETENTION_SECONDS.map((at) => shareFoundAfter(curve, at)) };
};

/** Share of the gaps between turns that last at most so long. */
export const shareOfGapsAtMost = (gaps: SessionGaps, seconds: number): number => {
  const usual = gaps.gapBetweenTurnsSeconds;
  if (usual === null) return 0;
  const person = gaps.humanGapSeconds === null ? 0 : gaps.humanGapShare;
  const waiting = gaps.humanGapSeconds === null ? 0 : shareAtMost(gaps.humanGapSeconds, seconds);
  return (1 - person) * shareAtMost(usual, seconds) + person * waiting;
};

/** Share found after so many seconds: straight in time up to the first point, in its logarithm between points. */
export const shareFoundAfter = (curve: Omit<RetentionCurve, 'sampled'>, seconds: number): number => {
  const [first, last] = [curve.seconds[0], curve.seconds.at(-1)];
  if (first === undefined || last === undefined) return curve.always;
  if (seconds >= last) return curve.share.at(-1) ?? 0;
  if (seconds <= first) return ((curve.share[0] ?? 0) * Math.max(0, seconds)) / first;
  const next = curve.seconds.findIndex((at) => at > seconds);
  const [from, to] = [curve.seconds[next - 1] ?? first, curve.seconds[next] ?? last];
  const [low, high] = [curve.share[next - 1] ?? 0, curve.share[next] ?? 0];
  return low + ((high - low) * Math.log(seconds / from)) / Math.log(to / from);
};
