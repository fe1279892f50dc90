/** Published CSV files as text cells by column name, so that a chosen row is written exactly as it was published. */
import { csvText } from '../../../src/report/csv.ts';
import { readCsv } from '../../../src/validation/rows/csv.ts';

export type RawRow = Readonly<Record<string, string>>;

/** Rows of a CSV text. Throws with line and column when it is none. */
export const rawRows = (text: string): readonly RawRow[] => {
  const read = readCsv(text);
  if (!read.ok) throw new Error(`line ${read.error.line}, column ${read.error.column}: ${read.error.reason}`);
  const { header, rows } = read.value;
  return rows.map(({ cells }) => Object.fromEntries(header.map((name, index) => [name, cells[index]?.trim() ?? ''])));
};

/** Those columns of the rows as CSV, lines ending with LF. Throws on a column the rows do not have. */
export const tableText = (columns: readonly string[], rows: readonly RawRow[]): string =>
  csvText([
    columns,
    ...rows.map((row) =>
      columns.map((column) => {
        const cell = row[column];
        if (cell === undefined) throw new Error(`no column ${column}`);
        return cell;
      }),
    ),
  ]).replaceAll('\r\n', '\n');
