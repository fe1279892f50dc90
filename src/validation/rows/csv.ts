/**
 * Reads CSV text (RFC 4180; lines may end with LF): a header, then rows of as many cells. Files come from strangers, so
 * length, cells and columns are bounded, and a refusal says where.
 */
import { failure, success, type Result } from '../../scenario/result.ts';

/** Where and why a file was refused; `line` counts from 1 as an editor does, `column` is a name of the header or a number. */
export interface CsvError {
  readonly line: number;
  readonly column: string;
  readonly reason: string;
}

export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
}

const MAX_CHARS = 64e6;
const MAX_CELL_CHARS = 1e5;
const MAX_COLUMNS = 1000;
const QUOTE = 34;

/** One cell, or why it is none; `next` is the place of the comma or line end behind it. */
type Cell = { readonly text: string; readonly next: number } | { readonly refused: string };

/** The table in `text`. Empty lines are skipped; names in the header are trimmed and must differ. */
export const readCsv = (text: string): Result<CsvTable, CsvError> => {
  if (text.length > MAX_CHARS) return refuse(1, '1', `the file is longer than ${MAX_CHARS} characters`);
  const rows: CsvRow[] = [];
  let header: readonly string[] | null = null;
  let at = text.codePointAt(0) === 0xfeff ? 1 : 0;
  let line = 1;
  let lineEnd = -1;
  let comma = -1;
  while (at < text.length) {
    const start = line;
    const cells: string[] = [];
    let more = true;
    while (more) {
      // Searched again only when passed: in a file without commas a search per cell would run to its end each time.
      if (lineEnd < at) lineEnd = placeOf('\n', text, at);
      if (comma < at) comma = placeOf(',', text, at);
      const cell = text.charCodeAt(at) === QUOTE ? quotedCell(text, at) : plainCell(text, at, comma, lineEnd);
      const column = header?.[cells.length] ?? String(cells.length + 1);
      if ('refused' in cell) return refuse(line, column, cell.refused);
      if (cell.text.length > MAX_CELL_CHARS) return refuse(line, column, `longer than ${MAX_CELL_CHARS} characters`);
      if (cells.length >= MAX_COLUMNS) return refuse(line, column, `more than ${MAX_COLUMNS} columns`);
      cells.push(cell.text);
      if (text.charCodeAt(at) === QUOTE) line += cell.text.split('\n').length - 1;
      more = text[cell.next] === ',';
      at = cell.next + (text.startsWith('\r\n', cell.next) ? 2 : 1);
    }
    line += 1;
    if (cells.length === 1 && cells[0] === '') continue;
    if (header === null) {
      header = cells.map((name) => name.trim());
      const twice = header.find((name, index) => header?.indexOf(name) !== index);
      if (twice !== undefined) return refuse(start, twice, 'two columns have this name');
    } else if (cells.length === header.length) rows.push({ line: start, cells });
    else return refuse(start, String(cells.length), `${cells.length} cells under a header of ${header.length}`);
  }
  return header === null ? refuse(1, '1', 'the file is empty') : success({ header, rows });
};

/** A cell that ends before `comma` or `lineEnd`, the first of each from `at` on, whichever comes first. */
const plainCell = (text: string, at: number, comma: number, lineEnd: number): Cell => {
  if (comma < lineEnd) return { text: text.slice(at, comma), next: comma };
  const next = lineEnd > at && lineEnd < text.length && text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
  return { text: text.slice(at, next), next };
};

const quotedCell = (text: string, at: number): Cell => {
  let end = text.indexOf('"', at + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end < 0) return { refused: 'a quote is opened here and never closed' };
  const next = end + 1;
  const behind = text[next];
  const ends = behind === undefined || behind === ',' || behind === '\n' || text.startsWith('\r\n', next);
  return ends
    ? { text: text.slice(at + 1, end).replaceAll('""', '"'), next }
    : { refused: 'text follows a closing quote' };
};

/** Of the first `mark` from `at` on, or the end of the text. */
const placeOf = (mark: string, text: string, at: number): number => {
  const found = text.indexOf(mark, at);
  return found < 0 ? text.length : found;
};

const refuse = (line: number, column: string, reason: string) => failure<CsvError>({ line, column, reason });
