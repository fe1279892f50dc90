/** The table of an evaluation for a terminal: one block per thing, one line per figure, then what the planner has to say. */
import type { TableRow } from '../../src/report/row.ts';
import { rowText } from '../../src/report/row-text.ts';
import { text } from '../../src/units/format.ts';

/** Rows that apply, under a heading per group and name; columns are figure, value, trust. `said` are the issues as text. */
export const textReport = (rows: readonly TableRow[], said: readonly string[]): string => {
  const shown = rows.filter((row) => row.value !== null);
  const metricWidth = widthOf(shown.map((row) => row.metric));
  const valueWidth = widthOf(shown.map(valueText));
  const lines: string[] = [];
  let heading = '';
  for (const row of shown) {
    const own = `${row.group}: ${row.name}`;
    if (own !== heading) lines.push(...(heading === '' ? [] : ['']), own);
    heading = own;
    const cells = [row.metric.padEnd(metricWidth), valueText(row).padEnd(valueWidth), row.tier ?? 'stated'];
    lines.push(`  ${cells.join('  ')}`);
  }
  if (said.length > 0) lines.push('', 'issues', ...said.map((line) => `  ${line}`));
  return `${lines.map(printable).join('\n')}\n`;
};

const valueText = (row: TableRow): string => text(rowText(row)).replaceAll('\u00a0', ' ');

const widthOf = (cells: readonly string[]): number => cells.reduce((width, cell) => Math.max(width, cell.length), 0);

/** Names come from strangers; a terminal obeys control characters. */
export const printable = (line: string): string => line.replaceAll(/\p{Cc}/gu, '?');
