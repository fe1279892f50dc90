/**
 * One figure of the report: what it belongs to, what it is, its value and unit, and how far it may be trusted.
 * Values are in base units; an absent value is a word, and null only where the figure does not apply.
 */
import type { Percentiles } from '../catalogue/figures.ts';
import type { Verdict } from '../evaluate/evaluation.ts';
import type { Totals } from '../evaluate/totals-answer.ts';
import { monthName } from '../units/format-time.ts';

export type Tier = Totals['tier'];

export type RowGroup = 'total' | 'workload' | 'pool' | 'rack group' | 'site';

export interface TableRow {
  readonly group: RowGroup;
  readonly name: string;
  readonly metric: string;
  readonly value: number | string | null;
  /** Empty for words and plain counts. */
  readonly unit: string;
  /** Null for what the scenario or the catalogue states. */
  readonly tier: Tier | null;
}

export type Value = TableRow['value'];

/** Adds one row; rows of one thing share group, name and, unless told otherwise, tier. */
export type AddRow = (metric: string, value: Value, unit?: string, tier?: Tier | null) => void;

/** The rows `fill` adds about one thing. */
export const rowsOf = (group: RowGroup, name: string, tier: Tier | null, fill: (add: AddRow) => void): TableRow[] => {
  const rows: TableRow[] = [];
  fill((metric, value, unit = '', own = tier) => {
    const absent = typeof value === 'string';
    rows.push({ group, name, metric, value, unit: absent ? '' : unit, tier: own });
  });
  return rows;
};

/** The value, or the verdict that stands in its place: an overloaded pool has no latency. */
export const orVerdict = (value: number | null, verdict: Verdict): Value => value ?? verdict;

/** The three limits or answers of a distribution, one row each. */
export const addPercentiles = (
  add: AddRow,
  metric: string,
  values: Percentiles | null,
  absent: Value,
  tier?: Tier | null,
): void => {
  for (const p of ['p50', 'p95', 'p99'] as const)
    add(`${metric} ${p}`, values === null ? absent : values[p], 's', tier);
};

/** One row for each month of the year: "carbon: March". */
export const addMonths = (
  add: AddRow,
  metric: string,
  values: readonly Value[],
  unit: string,
  tier?: Tier | null,
): void => values.forEach((value, month) => add(`${metric}: ${monthName(month)}`, value, unit, tier));

/** The largest of a series; 0 for an empty one. */
export const peakOf = (series: readonly number[]): number => series.reduce((peak, value) => Math.max(peak, value), 0);
