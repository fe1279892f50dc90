/** What validation needs to know of a kind of measured rows: how to read them, and what each row measured. */
import type { Result } from '../scenario/result.ts';
import type { Values } from './predicted.ts';
import type { CsvError } from './rows/csv.ts';

export const KIND_NAMES = ['e2e', 'throughput', 'energy'] as const;
export type KindName = (typeof KIND_NAMES)[number];

export const SLICES = ['system', 'model', 'backend', 'mode', 'precision', 'spec_decode', 'modality', 'source'] as const;
export type Slice = (typeof SLICES)[number];

/** A row as the statistics see it. */
export interface RowFacts {
  readonly id: string;
  /** Identity of the curve the row is a point of. */
  readonly group: string;
  /** Fit for scoring. */
  readonly score: boolean;
  readonly measured: Values;
  /** TTFT holds waiting for a slot or for memory by the flags of the row, so it judges the queue and not the prefill. */
  readonly queued: boolean;
  readonly slices: Readonly<Record<Slice, string>>;
}

export interface RowKind<Row> {
  readonly name: KindName;
  /** Columns that only this kind has; a file with all of them is of this kind. */
  readonly signature: readonly string[];
  read(text: string): Result<readonly Row[], CsvError>;
  facts(row: Row): RowFacts;
}

/** `values` without what was not published. */
export const published = (values: Readonly<Record<string, number | null>>): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
