/**
 * Rows as CSV: RFC 4180, UTF-8, CRLF. A name in a shared plan is data from a stranger, and spreadsheets run cells that
 * begin like a formula; such a cell gets a leading apostrophe, plain numbers stay as they are.
 */
import type { TableRow } from './row.ts';

/** Cells that a spreadsheet may take for a formula (OWASP, CSV injection). */
const FORMULA_START = /^[=+\-@\t\r]/;
const PLAIN_NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const NEEDS_QUOTES = /[",\r\n]/;

const HEADER = ['group', 'name', 'metric', 'value', 'unit', 'trust'];

/** The table with a header line; every line ends with CRLF. Does not apply is an empty cell; absent values are words. */
export const toCsv = (rows: readonly TableRow[]): string =>
  csvText([
    HEADER,
    ...rows.map(({ group, name, metric, value, unit, tier }) => [
      group,
      name,
      metric,
      value === null ? '' : String(value),
      unit,
      tier ?? 'stated',
    ]),
  ]);

/** Any cells as CSV text. */
export const csvText = (lines: readonly (readonly string[])[]): string =>
  lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');

const csvCell = (text: string): string => {
  const safe = FORMULA_START.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
