/**
 * What a workflow asks of a model, per request: sessions are turns with a growing context [K5], a request is one turn.
 * Means size the capacity; the spread of prompt sizes and output lengths makes the percentiles.
 */
import type { LogNormal, Percentiles, Workflow } from '../catalogue/figures.ts';
import { expectationOf, meanOf, quantileOf } from '../maths/log-normal.ts';
import { quantity } from '../units/quantity.ts';

/** One class of requests: a workload as the pool sees it. Token figures are means per request. */
export interface RequestClass {
  readonly requestsPerSession: number;
  readonly inputTokens: number;
  /** Found in the prefix cache; they keep their KV but are not computed. */
  readonly cachedTokens: number;
  readonly outputTokens: number;
  /** Input and output that 1 of 100 requests exceeds. */
  readonly longestTokens: number;
  /** Sizes of the part that must be prefilled, with the share of requests each stands for; finer towards the long ones. */
  readonly prefillSizes: readonly WeightedSize[];
  readonly outputQuantiles: { readonly p50: number; readonly p95: number; readonly p99: number };
  /** Variance ÷ mean of arrivals per minute. */
  readonly dispersionPerMinute: number;
}

export interface WeightedSize {
  readonly tokens: number;
  readonly weight: number;
}

/** Figures a user replaced; absent ones stay the workflow's. */
export interface WorkflowOverrides {
  readonly turns?: number | undefined;
  readonly firstInputTokens?: number | undefined;
  readonly newInputTokensPerTurn?: number | undefined;
  readonly outputTokens?: number | undefined;
  readonly prefixHitShare?: number | undefined;
}

/** Edges of the strips of probability that stand for the prompt sizes: narrow where p95 and p99 are decided. */
const STRIP_EDGES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.87, 0.92, 0.95, 0.97, 0.985, 0.993, 1];

const withMean = (distribution: LogNormal, mean: number | undefined): LogNormal => {
  if (mean === undefined) return distribution;
  const factor = mean / meanOf(distribution);
  const { median, sigma, min, max } = distribution;
  return { median: median * factor, sigma, min: min * factor, max: max * factor };
};

/**
 * Requests of a workflow on a model whose context holds `contextMaxTokens`: turn t brings first + (t − 1)·(new + output) tokens,
 * held at the context limit as agents do by compacting; the mean over requests weighs long sessions by their turns. Eq. K5
 */
export const requestClassOf = (
  workflow: Workflow,
  overrides: WorkflowOverrides,
  contextMaxTokens: number | null,
  prefixCaching: boolean,
): RequestClass => {
  const turns = withMean(workflow.turns, overrides.turns);
  const first = meanOf(withMean(workflow.firstInputTokens, overrides.firstInputTokens));
  const fresh =
    workflow.newInputTokensPerTurn === null
      ? (overrides.newInputTokensPerTurn ?? 0)
      : meanOf(withMean(workflow.newInputTokensPerTurn, overrides.newInputTokensPerTurn));
  const output = withMean(workflow.outputTokens, overrides.outputTokens);
  const outputTokens = meanOf(output);
  const growth = fresh + outputTokens;
  const limit = Math.max(1, (contextMaxTokens ?? Number.MAX_SAFE_INTEGER) - outputTokens);
  const requestsPerSession = meanOf(turns);
  const inputTokens =
    expectationOf(turns, (n) => sumOverTurns(n, Math.min(first, limit), growth, limit)) / requestsPerSession;
  const hit = prefixCaching ? (overrides.prefixHitShare ?? workflow.prefixHitShare) : 0;
  const computed = (1 - hit) * inputTokens;
  const spread =
    requestsPerSession > 1.5 && workflow.newInputTokensPerTurn
      ? workflow.newInputTokensPerTurn
      : workflow.firstInputTokens;
  return {
    requestsPerSession,
    inputTokens,
    cachedTokens: hit * inputTokens,
    outputTokens,
    longestTokens: longestOf(workflow, overrides, { turns, output, growth, limit }),
    prefillSizes: sizesAround(spread, computed),
    outputQuantiles: { p50: quantileOf(output, 0.5), p95: quantileOf(output, 0.95), p99: quantileOf(output, 0.99) },
    dispersionPerMinute: workflow.dispersionPerMinute,
  };
};

/** Context of the last turn of a long session, with a long answer. */
const longestOf = (
  workflow: Workflow,
  overrides: WorkflowOverrides,
  { turns, output, growth, limit }: { turns: LogNormal; output: LogNormal; growth: number; limit: number },
): number => {
  const first = quantileOf(withMean(workflow.firstInputTokens, overrides.firstInputTokens), 0.99);
  const grown = first + Math.max(0, quantileOf(turns, 0.95) - 1) * growth;
  return Math.min(grown, limit) + quantileOf(output, 0.99);
};

/** Σ over turns 1..n of min(limit, first + (t − 1)·growth), for real n. */
const sumOverTurns = (n: number, first: number, growth: number, limit: number): number => {
  const untilLimit = growth > 0 ? Math.min(n, (limit - first) / growth + 1) : n;
  return first * untilLimit + (growth * untilLimit * (untilLimit - 1)) / 2 + (n - untilLimit) * limit;
};

const sizesAround = (shape: LogNormal, mean: number): WeightedSize[] => {
  const strips = STRIP_EDGES.slice(1).map((edge, i) => {
    const from = STRIP_EDGES[i] ?? 0;
    return { tokens: quantileOf(shape, (from + edge) / 2), weight: edge - from };
  });
  const factor = mean / momentOf(strips, 1);
  return strips.map(({ tokens, weight }) => ({ tokens: tokens * factor, weight }));
};

const momentOf = (sizes: readonly WeightedSize[], power: 1 | 2): number =>
  sizes.reduce((sum, { tokens, weight }) => sum + weight * tokens ** power, 0);

/** A pool's requests as one: means weighted by the rates of its classes. */
export interface RequestMix {
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  /** What an engine without paging reserves for each; absent: the mean of input and output. */
  readonly longestTokens?: number;
  readonly dispersionPerMinute: number;
  /** Squared coefficient of variation of prompt sizes to prefill. */
  readonly prefillVariability: number;
}

/** Null when nothing arrives. Weights are requests per second. */
export const mixOf = (
  classes: readonly { readonly requests: RequestClass; readonly weight: number }[],
): RequestMix | null => {
  const total = classes.reduce((sum, { weight }) => sum + weight, 0);
  if (total <= 0) return null;
  // Shares first: one class alone has the share 1, and its figures stay what they are to the last bit at any load.
  const mean = (of: (requests: RequestClass) => number): number =>
    classes.reduce((sum, { requests, weight }) => sum + (weight / total) * of(requests), 0);
  const first = mean(({ prefillSizes }) => momentOf(prefillSizes, 1));
  const second = mean(({ prefillSizes }) => momentOf(prefillSizes, 2));
  return {
    inputTokens: mean(({ inputTokens }) => inputTokens),
    cachedTokens: mean(({ cachedTokens }) => cachedTokens),
    outputTokens: mean(({ outputTokens }) => outputTokens),
    longestTokens: Math.max(...classes.map(({ requests }) => requests.longestTokens)),
    dispersionPerMinute: mean(({ dispersionPerMinute }) => dispersionPerMinute),
    prefillVariability: first > 0 ? Math.max(0, second / first ** 2 - 1) : 0,
  };
};

export const percentilesOf = (of: (p: 0.5 | 0.95 | 0.99) => number): Percentiles => ({
  p50: quantity<'s'>(of(0.5)),
  p95: quantity<'s'>(of(0.95)),
  p99: quantity<'s'>(of(0.99)),
});

/** Every level later by so many seconds. */
export const addSeconds = ({ p50, p95, p99 }: Percentiles, seconds: number): Percentiles => ({
  p50: quantity<'s'>(p50 + seconds),
  p95: quantity<'s'>(p95 + seconds),
  p99: quantity<'s'>(p99 + seconds),
});

/** Users beside the racks. */
export const AT_HAND: Percentiles = percentilesOf(() => 0);
