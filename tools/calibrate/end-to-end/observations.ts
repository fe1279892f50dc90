/** Published latency rows as observations of a fit: prepared once, weighted, and named by the groups they belong to. */
import { groupKeys } from '../../../src/calibration/effects.ts';
import type { ConfigurationContext } from '../../../src/validation/configuration.ts';
import { groupNamesOf } from '../../../src/validation/group-names.ts';
import { prepareE2e, type PreparedRow } from '../../../src/validation/predict-e2e.ts';
import type { E2eRow } from '../../../src/validation/rows/e2e-row.ts';
import { qualityOf } from './row-quality.ts';

export interface Observation {
  readonly row: E2eRow;
  readonly prepared: PreparedRow;
  readonly keys: readonly string[];
  readonly core: boolean;
  readonly queued: boolean;
  readonly logTpot: number;
  /** Null where the row has none. */
  readonly logTtft: number | null;
  readonly tpotWeight: number;
  readonly ttftWeight: number;
}

export interface Observations {
  readonly list: readonly Observation[];
  readonly refused: readonly { readonly row: E2eRow; readonly reason: string }[];
}

/** First tokens that queued say more about the burst than about the engine; they steer nothing. */
const isQueued = (row: E2eRow): boolean => row.flags.some((flag) => flag === 'ttft-queueing' || flag === 'ttft>10s');

export const observationsOf = (rows: readonly E2eRow[], context: ConfigurationContext): Observations => {
  const tables = new Map();
  const perCurve = new Map<string, number>();
  for (const row of rows) perCurve.set(row.group, (perCurve.get(row.group) ?? 0) + 1);
  const list: Observation[] = [];
  const refused: { row: E2eRow; reason: string }[] = [];
  for (const row of rows) {
    const read = prepareE2e(row, context, tables);
    if (!read.ok) {
      refused.push({ row, reason: read.reason });
      continue;
    }
    if (row.tpotMs === null) continue;
    const quality = qualityOf(row);
    const weight = quality.weight / Math.sqrt(perCurve.get(row.group) ?? 1);
    const queued = isQueued(row);
    list.push({
      row,
      prepared: read.prepared,
      keys: groupKeys(groupNamesOf(read.prepared)),
      core: quality.core,
      queued,
      logTpot: Math.log(row.tpotMs),
      logTtft: row.ttftMs === null ? null : Math.log(row.ttftMs),
      tpotWeight: weight,
      ttftWeight: queued || row.ttftMs === null ? 0 : weight,
    });
  }
  return { list, refused };
};
