/** The report of a validation for a terminal: all rows, then each slice, then why rows were refused. */
import { significant } from '../../src/units/significant.ts';
import { REPORTED_SLICES, type SliceReport, type ValidationReport } from '../../src/validation/report.ts';
import type { ErrorStatistics } from '../../src/validation/statistics.ts';
import { printable } from './text-report.ts';

const UNITS: Readonly<Record<string, string>> = {
  ttft: 'TTFT',
  ttft_unqueued: 'TTFT, unqueued',
  tpot: 'TPOT',
  throughput: 'throughput',
  power: 'W per accelerator',
  energy: 'J per token',
  energy_end_to_end: 'J per token, end to end',
};

const COLUMNS = ['rows', 'median', 'mean', 'p90', 'bias', 'by group', '≤10', '≤20', '≤30', 'in band'];

/** Errors and shares in percent; `by group` is the median over curves, `in band` the share inside the 80 % band. */
export const validationText = (report: ValidationReport): string => {
  const lines = [
    `${report.n} rows, ${report.answered} answered, ${report.refused} refused, ${significant(report.seconds)} s; errors in %`,
    '',
    ...table(metricRows(report)),
  ];
  for (const slice of REPORTED_SLICES) {
    const parts = Object.entries(report.by[slice]);
    if (parts.length < 2) continue;
    lines.push('', `by ${slice}`);
    lines.push(...table(parts.flatMap(([name, part]) => metricRows(part).map((row) => [name, ...row]))));
  }
  if (report.refusals.length > 0)
    lines.push('', 'refused', ...report.refusals.map(({ reason, n }) => `  ${n} × ${reason}`));
  return `${lines.map(printable).join('\n')}\n`;
};

const metricRows = (part: SliceReport): readonly (readonly string[])[] =>
  Object.entries(part.metrics).map(([metric, statistics]) => [UNITS[metric] ?? metric, ...cellsOf(statistics)]);

const cellsOf = (one: ErrorStatistics): readonly string[] => [
  String(one.n),
  ...[one.median_ape, one.mean_ape, one.p90_ape, one.bias, one.group_median_ape].map(figure),
  ...[one.within_10, one.within_20, one.within_30, one.in_band].map(figure),
];

const figure = (value: number | null): string => (value === null ? '–' : significant(value));

/** Aligned under a heading; words to the left, numbers to the right. */
const table = (rows: readonly (readonly string[])[]): readonly string[] => {
  const width = rows[0]?.length ?? 0;
  const words = width - COLUMNS.length;
  const all = [[...Array.from({ length: words }, () => ''), ...COLUMNS], ...rows];
  const widths = Array.from({ length: width }, (_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)));
  return all.map(
    (row) =>
      `  ${row.map((cell, at) => (at < words ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ')}`,
  );
};
