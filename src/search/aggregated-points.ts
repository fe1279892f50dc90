/** Points of configurations whose engines prefill and decode: a row of the service curve for each batch. */
import { at, locate } from '../maths/search.ts';
import { CROWDING } from './frontier-limits.ts';
import type { NumberedUnit } from './frontier-points.ts';
import { addPoint, mayWin, usageOf, type Space } from './frontier-space.ts';
import type { StepTable } from './step-tables.ts';

/** A table with what the search calls it. */
export interface TableOf {
  readonly table: StepTable;
  readonly rack: number;
  readonly precision: number;
  readonly technique: number;
}

/** Adds the rows of one table; those that a front already beats at their best are counted, not worked out. Eq. S1, Eq. S2, Eq. S3 */
export const addAggregated = (space: Space, of: TableOf): void => {
  const { table, rack, precision, technique } = of;
  const { mix } = space.question;
  const { instance, inFlight } = table;
  const usage = usageOf(space.question, rack, table.accelerators);
  const layout = space.layoutIndex(instance.layout);
  const meanFresh = Math.max(1, mix.inputTokens - mix.cachedTokens);
  let unit: NumberedUnit | null = null;
  for (let row = inFlight.length - 1; row >= 0; row--) {
    const sequences = inFlight[row] ?? 1;
    if (space.prune) {
      const least = table.aggregatedAtLeast(row);
      if (!mayWin(space, least.tpot, sequences / least.endToEnd, usage)) {
        space.prunedPoints += 1;
        continue;
      }
    }
    const { tpot, endToEnd, prefillTime, prefillBeyondStep, stepTime } = table.aggregated(row);
    const response = endToEnd - prefillTime - (mix.outputTokens - 1) * tpot;
    unit ??= { usage, configuration: space.configurations.add({ rack, layout, precision, technique, apart: null }) };
    addPoint(space, {
      requestsPerSecond: sequences / endToEnd,
      inFlight: sequences,
      ttft: response + stepTime + prefillBeyondStep,
      base: response + stepTime,
      perToken: prefillBeyondStep / meanFresh,
      tpot: crowded(table, row, tpot),
      unit,
    });
  }
};

/** TPOT at the levels of the limits: it grows with the sequences in flight as the decode step does. Eq. Q3 */
const crowded = ({ inFlight, step, cap }: StepTable, row: number, tpot: number): [number, number, number] => {
  const sequences = inFlight[row] ?? 1;
  const own = step[row] ?? 1;
  const level = (which: number): number => {
    const more = Math.min(cap, sequences + (CROWDING[which] ?? 0) * Math.sqrt(sequences));
    return tpot * Math.max(1, at(step, locate(inFlight, more)) / own);
  };
  return [tpot, level(1), level(2)];
};
