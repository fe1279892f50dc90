/** What a chart says at each of its positions: the hover card, the table behind the chart and screen readers read the same words. */
import type { Tier } from '../../../src/calibration/tier.ts';

export interface SampleRow {
  readonly name: string;
  /** With its unit, made by the formatter. */
  readonly value: string;
  /** CSS colour of the series, where it has one. */
  readonly colour?: string;
  readonly hatched?: boolean;
}

export interface Sample {
  readonly label: string;
  readonly rows: readonly SampleRow[];
  readonly tier?: Tier;
  /** Where the numbers come from, or what they leave out. */
  readonly note?: string;
}

export interface Samples {
  /** Head of the first column: "Hour, UTC". */
  readonly axis: string;
  /** Share 0..1 of the axis at which each sample stands. */
  readonly positions: readonly number[];
  readonly at: (index: number) => Sample;
}
