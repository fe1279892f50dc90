/** The report of a validation: statistics of every metric, over all rows and by slice. Field names are those of its JSON. */
import { METRICS, type Metric } from './predicted.ts';
import { SLICES, type Slice } from './row-kind.ts';
import { errorStatistics, type ErrorStatistics, type Pair } from './statistics.ts';
import type { Outcome } from './validate.ts';

/** TTFT is reported a second time without rows whose TTFT is mostly waiting. */
export type ReportedMetric = Metric | 'ttft_unqueued';

export interface SliceReport {
  readonly n: number;
  readonly answered: number;
  readonly refused: number;
  /** Metrics that any row of the slice carries. */
  readonly metrics: Readonly<Partial<Record<ReportedMetric, ErrorStatistics>>>;
}

export interface Refusals {
  readonly reason: string;
  readonly n: number;
}

export interface ValidationReport extends SliceReport {
  readonly seconds: number;
  /** By value of the slice; `tier` counts refused rows under `refused`. */
  readonly by: Readonly<Record<Slice | 'tier', Readonly<Record<string, SliceReport>>>>;
  /** Reasons for refusals, the most frequent first. */
  readonly refusals: readonly Refusals[];
}

/** Report of outcomes that took `seconds` to make. */
export const reportOf = (outcomes: readonly Outcome[], seconds: number): ValidationReport => ({
  ...sliceReport(outcomes),
  seconds,
  by: {
    system: sliced(outcomes, (one) => one.slices.system),
    model: sliced(outcomes, (one) => one.slices.model),
    backend: sliced(outcomes, (one) => one.slices.backend),
    mode: sliced(outcomes, (one) => one.slices.mode),
    precision: sliced(outcomes, (one) => one.slices.precision),
    spec_decode: sliced(outcomes, (one) => one.slices.spec_decode),
    modality: sliced(outcomes, (one) => one.slices.modality),
    source: sliced(outcomes, (one) => one.slices.source),
    tier: sliced(outcomes, (one) => one.tier ?? 'refused'),
  },
  refusals: refusalsOf(outcomes),
});

/** The slices of a report in the order they are printed. */
export const REPORTED_SLICES: readonly (Slice | 'tier')[] = [...SLICES, 'tier'];

/** Measured and predicted value of one metric; null when the row does not carry it. A missing answer is a refused one. */
export const pairOf = (outcome: Outcome, metric: Metric): Pair | null => {
  const measured = outcome.measured[metric];
  if (measured === undefined) return null;
  const predicted = outcome.predicted[metric] ?? null;
  return { group: outcome.group, measured, predicted, band: outcome.band[metric] ?? null };
};

const sliceReport = (outcomes: readonly Outcome[]): SliceReport => {
  const refused = outcomes.filter((one) => one.refusal !== null).length;
  const metrics: Partial<Record<ReportedMetric, ErrorStatistics>> = {};
  for (const metric of METRICS) {
    const statistics = errorStatistics(pairsOf(outcomes, metric));
    if (statistics) metrics[metric] = statistics;
    if (metric !== 'ttft') continue;
    const unqueued = errorStatistics(
      pairsOf(
        outcomes.filter((one) => !one.queued),
        metric,
      ),
    );
    if (unqueued) metrics.ttft_unqueued = unqueued;
  }
  return { n: outcomes.length, answered: outcomes.length - refused, refused, metrics };
};

const pairsOf = (outcomes: readonly Outcome[], metric: Metric): readonly Pair[] =>
  outcomes.flatMap((outcome) => pairOf(outcome, metric) ?? []);

/** Largest slice first; a value nobody published is `not stated`. */
const sliced = (outcomes: readonly Outcome[], value: (outcome: Outcome) => string): Record<string, SliceReport> => {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const key = value(outcome) || 'not stated';
    const group = groups.get(key);
    if (group) group.push(outcome);
    else groups.set(key, [outcome]);
  }
  const largestFirst = [...groups].toSorted(([, a], [, b]) => b.length - a.length);
  return Object.fromEntries(largestFirst.map(([key, group]) => [key, sliceReport(group)]));
};

const refusalsOf = (outcomes: readonly Outcome[]): readonly Refusals[] => {
  const counts = new Map<string, number>();
  for (const { refusal } of outcomes) if (refusal !== null) counts.set(refusal, (counts.get(refusal) ?? 0) + 1);
  return [...counts].map(([reason, n]) => ({ reason, n })).toSorted((a, b) => b.n - a.n);
};
