/**
 * Which MLPerf results the planner carries: per model, accelerator and scenario one entry of the newest round, the one in the middle
 * of its submitters; models in turn until the list is full. Closed division only: open entries may change the model.
 */
import type { ThroughputRow } from '../../../src/validation/rows/throughput-row.ts';
import { alphabetical, groupBy } from './choose-latency.ts';

export const MOST_MLPERF_POINTS = 60;

const MLPERF = /^MLPerf Inference v/;

/** Ids of the chosen rows. `acceleratorOf` gives one name to the spellings of an accelerator, null to what the catalogue lacks. */
export const chooseMlperf = (
  rows: readonly ThroughputRow[],
  acceleratorOf: (row: ThroughputRow) => string | null,
  most = MOST_MLPERF_POINTS,
): ReadonlySet<string> => {
  const closed = rows.filter(
    (row) => row.score && MLPERF.test(row.source) && row.sourceRef.startsWith('closed/') && acceleratorOf(row) !== null,
  );
  const cases = groupBy(closed, (row) => [row.model, row.scenario, acceleratorOf(row)].join('|'));
  const perModel = [...groupBy([...cases.values()], ([first]) => first?.model ?? '')]
    .toSorted(([a], [b]) => alphabetical(a, b))
    .map(([, of]) => of.toSorted((a, b) => b.length - a.length || alphabetical(keyOf(a), keyOf(b))));
  const chosen = new Set<string>();
  const deepest = Math.max(0, ...perModel.map((of) => of.length));
  for (let round = 0; round < deepest; round++) {
    for (const of of perModel) {
      const entry = middleOf(of[round] ?? []);
      if (entry && chosen.size < most) chosen.add(entry.id);
    }
  }
  return chosen;
};

const keyOf = (entries: readonly ThroughputRow[]): string => entries[0]?.group ?? '';

/** Of the newest round the entry in the middle by tokens per accelerator. */
const middleOf = (entries: readonly ThroughputRow[]): ThroughputRow | undefined => {
  const newest = entries
    .map(({ source }) => source)
    .toSorted(alphabetical)
    .at(-1);
  const sorted = entries
    .filter(({ source }) => source === newest)
    .toSorted((a, b) => (a.tokSPerAccelerator ?? 0) - (b.tokSPerAccelerator ?? 0) || alphabetical(a.id, b.id));
  return sorted[Math.floor((sorted.length - 1) / 2)];
};
