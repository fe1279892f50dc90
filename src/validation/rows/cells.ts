/**
 * Typed cells of a row by column name. A cell that is not what its column holds is noted, not thrown: the first fault of
 * a file is reported with its line and column. A column that is absent reads as empty.
 */
import { failure, success, type Result } from '../../scenario/result.ts';
import { readCsv, type CsvError, type CsvRow } from './csv.ts';

export interface Cells {
  line(): number;
  /** Trimmed text; empty when not published. */
  text(column: string): string;
  /** A finite number of at least 0 and at most `max`, in the unit of the column; null when empty. */
  amount(column: string, max?: number): number | null;
  /** A whole number from 1 (0 with `from`); null when empty. `8.0` is whole. */
  count(column: string, max?: number, from?: 0 | 1): number | null;
  /** As `amount`, but above 0: errors relative to it must exist. */
  measured(column: string): number | null;
  /** Notes that this cell is not what its column holds. */
  refuse(column: string, reason: string): null;
}

const MAX_AMOUNT = 1e15;
const MAX_COUNT = 1e6;
const DECIMAL = /^\+?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Every row of `text` as `toRow` reads it, or the first fault. Columns of `required` must exist; their cells may be empty. */
export const readRows = <Row>(
  text: string,
  required: readonly string[],
  toRow: (cells: Cells) => Row,
): Result<readonly Row[], CsvError> => {
  const table = readCsv(text);
  if (!table.ok) return table;
  const missing = required.find((name) => !table.value.header.includes(name));
  if (missing !== undefined) return failure({ line: 1, column: missing, reason: 'this column is missing' });
  const reader = cellReader(table.value.header);
  const rows: Row[] = [];
  for (const row of table.value.rows) {
    rows.push(toRow(reader.at(row)));
    const fault = reader.fault();
    if (fault !== null) return failure(fault);
  }
  return success(rows);
};

/** One reader that moves from row to row: thousands of rows must not make tens of thousands of functions. */
const cellReader = (header: readonly string[]) => {
  const index = new Map(header.map((name, place) => [name, place]));
  let row: CsvRow = { line: 1, cells: [] };
  let first: CsvError | null = null;
  const fault = (column: string, reason: string): null => {
    first ??= { line: row.line, column, reason };
    return null;
  };
  const text = (column: string): string => row.cells[index.get(column) ?? -1]?.trim() ?? '';
  const amount = (column: string, max = MAX_AMOUNT): number | null => {
    const cell = text(column);
    if (cell === '') return null;
    const value = DECIMAL.test(cell) ? Number(cell) : Number.NaN;
    if (value >= 0 && value <= max) return value;
    return fault(column, `${JSON.stringify(cell.slice(0, 40))} is not a number from 0 to ${max}`);
  };
  const cells: Cells = {
    line: () => row.line,
    text,
    amount,
    count: (column, max = MAX_COUNT, from = 1) => {
      const value = amount(column, max);
      if (value === null || (Number.isInteger(value) && value >= from)) return value;
      return fault(column, `${value} is not a whole number from ${from}`);
    },
    refuse: fault,
    measured: (column) => {
      const value = amount(column);
      return value === 0 ? fault(column, 'a measured value of 0') : value;
    },
  };
  return {
    at: (next: CsvRow): Cells => {
      row = next;
      return cells;
    },
    fault: (): CsvError | null => first,
  };
};
