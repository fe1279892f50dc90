/** Every predicted value beside its measurement, for a spreadsheet: one line per row and metric. */
import { csvText } from '../../src/report/csv.ts';
import { METRICS } from '../../src/validation/predicted.ts';
import { pairOf } from '../../src/validation/report.ts';
import { apeOf } from '../../src/validation/statistics.ts';
import type { Outcome } from '../../src/validation/validate.ts';

const HEADER = ['id', 'group', 'metric', 'measured', 'predicted', 'ape', 'band_low', 'band_high', 'tier', 'refusal'];

/** `ape` in percent, the rest in the unit of the metric. A row without any measured value has no line. */
export const outcomesCsv = (outcomes: readonly Outcome[]): string =>
  csvText([
    HEADER,
    ...outcomes.flatMap((outcome) =>
      METRICS.flatMap((metric) => {
        const pair = pairOf(outcome, metric);
        if (pair === null) return [];
        const { measured, predicted, band } = pair;
        const numbers = [measured, predicted, apeOf(pair), band?.[0] ?? null, band?.[1] ?? null];
        return [
          [
            outcome.id,
            outcome.group,
            metric,
            ...numbers.map((value) => (value === null ? '' : String(value))),
            outcome.tier ?? '',
            outcome.refusal ?? (predicted === null ? 'not answered' : ''),
          ],
        ];
      }),
    ),
  ]);
