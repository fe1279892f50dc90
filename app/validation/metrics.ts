/** The three figures that predictions and measurements are compared by: their names, units and points. */
import type { Tier } from '../../src/calibration/tier.ts';
import { number, text } from '../../src/units/format.ts';
import { change } from '../../src/units/format-change.ts';
import { whole } from '../../src/units/significant.ts';
import type { PredictedPoint } from '../../src/validation/point-run.ts';
import type { Point } from '../../src/validation/points.ts';

export type PageMetric = 'tpot' | 'ttft' | 'throughput';

export interface MetricWords {
  readonly id: PageMetric;
  readonly name: string;
  readonly long: string;
  readonly unit: string;
  /** What a prediction above the measurement means. */
  readonly above: string;
}

export const METRICS: readonly MetricWords[] = [
  { id: 'tpot', name: 'TPOT', long: 'time per output token', unit: 'ms', above: 'predicted slower than measured' },
  { id: 'ttft', name: 'TTFT', long: 'time to first token', unit: 'ms', above: 'predicted slower than measured' },
  {
    id: 'throughput',
    name: 'Throughput',
    long: 'tokens per second of the whole system',
    unit: 'tok/s',
    above: 'predicted more than measured',
  },
];

/** A point with one of its figures, answered. */
export interface Compared {
  readonly point: Point;
  readonly group: string;
  readonly measured: number;
  readonly predicted: number;
  /** (predicted − measured) ÷ measured. */
  readonly error: number;
  readonly tier: Tier;
  readonly band: readonly [number, number] | null;
}

export interface Comparison {
  /** In the order of their measured values. */
  readonly compared: readonly Compared[];
  readonly refused: readonly {
    readonly point: Point;
    readonly group: string;
    readonly measured: number;
    readonly reason: string;
  }[];
  /** Runs whose first tokens are mostly waiting, when those are left out. */
  readonly queued: number;
}

/** Points that carry the metric. TTFT of runs that queued judges the queue: `withQueued` says whether they count. */
export const comparisonOf = (
  points: readonly PredictedPoint[],
  metric: PageMetric,
  withQueued: boolean,
): Comparison => {
  const carrying = points.filter(({ outcome }) => outcome.measured[metric] !== undefined);
  const counted = metric === 'ttft' && !withQueued ? carrying.filter(({ outcome }) => !outcome.queued) : carrying;
  const compared: Compared[] = [];
  const refused: Comparison['refused'][number][] = [];
  for (const { point, outcome } of counted) {
    const measured = outcome.measured[metric] ?? 0;
    const predicted = outcome.predicted[metric];
    const { group, tier } = outcome;
    if (predicted === undefined || tier === null)
      refused.push({ point, group, measured, reason: outcome.refusal ?? 'not answered' });
    else {
      const error = (predicted - measured) / measured;
      compared.push({ point, group, measured, predicted, error, tier, band: outcome.band[metric] ?? null });
    }
  }
  return {
    compared: compared.toSorted((a, b) => a.measured - b.measured),
    refused,
    queued: carrying.length - counted.length,
  };
};

/** A value of a metric with its unit. */
export const metricText = (value: number, { unit }: MetricWords): string => text(number(value, unit));

/** `+12 %`, or beyond four times the factor. */
export const errorText = (error: number): string => text(change(1 + error, 1));

/** In full: 1,024 tokens are not 1,020. */
export const count = (value: number, unit: string): string => text({ value: whole(value), unit });

/** Measured rows in one line: "64 users, 1,024 in, 1,024 out, 8 accelerators". */
export const loadWords = ({ users, inputTokens, outputTokens, accelerators }: Point): string =>
  [
    users === null ? '' : count(users, users === 1 ? 'user' : 'users'),
    inputTokens === null ? '' : count(inputTokens, 'in'),
    outputTokens === null ? '' : count(outputTokens, 'out'),
    accelerators === null ? '' : count(accelerators, accelerators === 1 ? 'accelerator' : 'accelerators'),
  ]
    .filter((part) => part !== '')
    .join(', ');
