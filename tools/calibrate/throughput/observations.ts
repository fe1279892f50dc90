/** Published throughput rows as observations of a fit: what the model alone says of each, weighted, and named by its groups. */
import { throughputKeys } from '../../../src/calibration/throughput-terms.ts';
import { layoutKey } from '../../../src/performance/layout.ts';
import {
  prepareThroughput,
  throughputNames,
  type ThroughputContext,
} from '../../../src/validation/predict-throughput.ts';
import type { ThroughputRow } from '../../../src/validation/rows/throughput-row.ts';

export interface ThroughputObservation {
  readonly row: ThroughputRow;
  readonly keys: readonly string[];
  readonly model: string;
  readonly maker: string;
  readonly stack: string;
  readonly accelerator: string;
  readonly layout: string;
  /** log(measured ÷ predicted) without group terms. */
  readonly value: number;
  readonly weight: number;
}

export interface ThroughputObservations {
  readonly list: readonly ThroughputObservation[];
  readonly refused: readonly { readonly row: ThroughputRow; readonly reason: string }[];
}

/** Rows that make a campaign: a post with a handful would only be learned by heart. */
const CAMPAIGN = 10;

/** Repeats of one configuration count by the root of their number: one system submitted fifteen times is hardly more than one. */
export const throughputObservations = (
  rows: readonly ThroughputRow[],
  context: ThroughputContext,
): ThroughputObservations => {
  const refused: { row: ThroughputRow; reason: string }[] = [];
  const found: (Omit<ThroughputObservation, 'weight'> & { readonly key: string; readonly family: string })[] = [];
  for (const row of rows) {
    if (row.tokSTotal === null) continue;
    const read = prepareThroughput(row, context);
    if (!read.ok) {
      refused.push({ row, reason: read.reason });
      continue;
    }
    const { question, answer } = read.prepared;
    const names = throughputNames(row, question, context.calibration);
    found.push({
      row,
      keys: throughputKeys(names),
      model: names.model,
      maker: names.maker,
      stack: names.stack,
      accelerator: question.device.acceleratorId,
      family: names.family,
      layout: layoutKey(answer.layout),
      value: Math.log(row.tokSTotal / answer.tokensPerSecond),
      key: [names.family, names.model, question.device.acceleratorId].join('|'),
    });
  }
  const repeats = new Map<string, number>();
  const families = new Map<string, number>();
  for (const { key, family } of found) {
    repeats.set(key, (repeats.get(key) ?? 0) + 1);
    families.set(family, (families.get(family) ?? 0) + 1);
  }
  return {
    list: found.map(({ key, family, keys, ...rest }) => ({
      ...rest,
      keys: (families.get(family) ?? 0) < CAMPAIGN ? ['', '', '', keys[3] ?? ''] : keys,
      weight: 1 / Math.sqrt(repeats.get(key) ?? 1),
    })),
    refused,
  };
};
