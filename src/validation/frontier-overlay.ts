/**
 * Published runs that may stand beside a frontier: same model, same accelerator, prompts and answers of similar length. They are shown as
 * they were measured, next to what the planner says about the very same run.
 */
import type { Point, PointFiles, Points } from './points.ts';
import type { Values } from './predicted.ts';
import type { E2eRow } from './rows/e2e-row.ts';

/** What a frontier is about. */
export interface OverlayPlace {
  readonly modelId: string;
  readonly acceleratorIds: readonly string[];
  /** Mean tokens of a request. */
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface OverlayPoint {
  readonly point: Point;
  /** Output tokens per second to one user, 1 ÷ the published TPOT, and of one accelerator of the run. */
  readonly tokensPerSecondPerUser: number;
  readonly tokensPerSecondPerAccelerator: number;
  /** False: no rate is published; it follows from users, TTFT and TPOT of the closed loop. */
  readonly rateStated: boolean;
  /** Mean output of the run: lengths spread below the nominal one are shorter than it. */
  readonly meanOutputTokens: number | null;
  /** As published: `fp4`, `fp8`. */
  readonly weightPrecision: string;
}

/** The same figures of a prediction of that run. */
export type OverlayRates = Pick<OverlayPoint, 'tokensPerSecondPerUser' | 'tokensPerSecondPerAccelerator'>;

type Placed = Pick<OverlayPoint, 'point' | 'rateStated' | 'meanOutputTokens'>;

/** Lengths differ by at most this factor either way. */
const SIMILAR = 2;
/** Room for a factor that comes out of a division. */
const ROUNDING = 1e-9;

/** Mean of lengths spread evenly over the upper fifth, as a share of the nominal one. */
const SPREAD_MEAN = 0.9;

const similar = (published: number | null, own: number): boolean =>
  published !== null && published > 0 && Math.abs(Math.log(published / own)) <= Math.log(SIMILAR) + ROUNDING;

/** Runs that lack a figure for one of the axes are left out. */
export const overlayPoints = ({ latency }: Points, place: OverlayPlace): readonly OverlayPoint[] =>
  latency.flatMap(({ point, row }): OverlayPoint[] => {
    const { inputTokens, outputTokens } = point;
    if (!row.score || !sameSubject(point, place)) return [];
    if (!similar(inputTokens, place.inputTokens) || !similar(outputTokens, place.outputTokens)) return [];
    const rateStated = row.outputTokS !== null;
    const spread = row.lengthDistribution.startsWith('uniform[0.8') ? SPREAD_MEAN : 1;
    const placed: Placed = {
      point,
      rateStated,
      meanOutputTokens: outputTokens === null ? null : spread * outputTokens,
    };
    const rates = overlayRates(placed, measuredOf(row));
    return rates ? [{ ...placed, ...rates, weightPrecision: row.weightPrecision }] : [];
  });

/** Runs of the same model on the same accelerators whose lengths are not similar. */
export interface OtherLengths {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly count: number;
}

/** Most runs first. */
export const otherLengths = ({ latency }: Points, place: OverlayPlace): readonly OtherLengths[] => {
  const found = new Map<string, OtherLengths>();
  for (const { point, row } of latency) {
    const { inputTokens, outputTokens } = point;
    if (!row.score || !sameSubject(point, place) || inputTokens === null || outputTokens === null) continue;
    if (similar(inputTokens, place.inputTokens) && similar(outputTokens, place.outputTokens)) continue;
    const key = `${inputTokens}/${outputTokens}`;
    found.set(key, { inputTokens, outputTokens, count: (found.get(key)?.count ?? 0) + 1 });
  }
  return [...found.values()].toSorted((a, b) => b.count - a.count);
};

const sameSubject = ({ modelId, acceleratorId }: Point, place: OverlayPlace): boolean =>
  modelId === place.modelId && acceleratorId !== null && place.acceleratorIds.includes(acceleratorId);

const measuredOf = ({ ttftMs, tpotMs, outputTokS }: E2eRow): Values => ({
  ...(ttftMs === null ? {} : { ttft: ttftMs }),
  ...(tpotMs === null ? {} : { tpot: tpotMs }),
  ...(outputTokS === null ? {} : { throughput: outputTokS }),
});

/**
 * Where measured or predicted values of a run stand on the axes; null where one is missing. Without a published rate: `users` requests are
 * always under way, each for TTFT + (mean output − 1) · TPOT, for both alike (Little's law).
 */
export const overlayRates = (
  { point: { users, accelerators }, rateStated, meanOutputTokens }: Placed,
  { ttft, tpot, throughput }: Values,
): OverlayRates | null => {
  if (tpot === undefined || !(tpot > 0) || accelerators === null) return null;
  const rate = rateStated ? throughput : closedLoopRate(users, meanOutputTokens, ttft, tpot);
  if (rate === undefined) return null;
  return { tokensPerSecondPerUser: 1e3 / tpot, tokensPerSecondPerAccelerator: rate / accelerators };
};

const closedLoopRate = (
  users: number | null,
  outputTokens: number | null,
  ttft: number | undefined,
  tpot: number,
): number | undefined =>
  users === null || outputTokens === null || ttft === undefined
    ? undefined
    : (1e3 * users * outputTokens) / (ttft + (outputTokens - 1) * tpot);

/**
 * The files with no more than a prediction of these points needs: the whole curve of each, since rows of a curve share their tables. A
 * point is then predicted exactly as in a run over all of them.
 */
export const overlayFiles = (files: PointFiles, points: Points, shown: readonly OverlayPoint[]): PointFiles => {
  const ids = new Set(shown.map(({ point }) => point.id));
  const groups = new Set(points.latency.filter(({ point }) => ids.has(point.id)).map(({ row }) => row.group));
  const wanted = new Set(points.latency.filter(({ row }) => groups.has(row.group)).map(({ row }) => row.line));
  const keep = (text: string, line: (number: number) => boolean): string =>
    text
      .split('\n')
      .filter((_, index) => index === 0 || line(index + 1))
      .join('\n');
  return {
    latency: keep(files.latency, (line) => wanted.has(line)),
    mlperf: keep(files.mlperf, () => false),
    sources: files.sources,
  };
};
