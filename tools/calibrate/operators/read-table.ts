/**
 * Reads a gzipped CSV of measurements into columns. Numbers are parsed straight from the bytes and words are interned: the largest
 * tables have 400,000 rows, and strings of their fields would take longer to make than the fit takes to run.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

export interface Table {
  readonly rows: number;
  readonly columns: readonly string[];
  /** A column of numbers; throws for an unknown one or one of words. */
  readonly numbers: (column: string) => Float64Array;
  /** A column of words; throws for an unknown one or one of numbers. */
  readonly words: (column: string) => readonly string[];
}

const [COMMA, NEWLINE, RETURN] = [44, 10, 13];

/** The measurements of one operator on one system; null where the folder has no such file. */
export const readTable = (folder: string, operator: string, system: string): Table | null => {
  const path = join(folder, operator, `${system}.csv.gz`);
  return existsSync(path) ? tableOf(gunzipSync(readFileSync(path))) : null;
};

/** Columns of a CSV without quotes; the first row decides which columns hold numbers. */
export const tableOf = (bytes: Uint8Array): Table => {
  const decoder = new TextDecoder();
  const headEnd = bytes.indexOf(NEWLINE);
  const columns = decoder.decode(bytes.subarray(0, headEnd)).trim().split(',');
  const firstEnd = bytes.indexOf(NEWLINE, headEnd + 1);
  const first = decoder
    .decode(bytes.subarray(headEnd + 1, firstEnd < 0 ? bytes.length : firstEnd))
    .trim()
    .split(',');
  const numeric = columns.map((_, i) => first[i] !== '' && !Number.isNaN(Number(first[i])));
  let rows = 0;
  for (let at = headEnd; at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(NEWLINE, at + 1)) rows++;
  const numbers = numeric.map((is) => new Float64Array(is ? rows : 0));
  const words = numeric.map((): string[] => []);
  const interned = numeric.map(() => new Map<string, string>());
  let [at, row, column] = [headEnd + 1, 0, 0];
  while (row < rows) {
    let end = at;
    while (end < bytes.length && bytes[end] !== COMMA && bytes[end] !== NEWLINE && bytes[end] !== RETURN) end++;
    if (numeric[column]) {
      const values = numbers[column];
      if (values) values[row] = parsed(bytes, at, end, decoder);
    } else {
      const word = decoder.decode(bytes.subarray(at, end));
      const known = interned[column];
      if (known && !known.has(word)) known.set(word, word);
      words[column]?.push(known?.get(word) ?? word);
    }
    if (bytes[end] === COMMA) column++;
    else {
      if (bytes[end] === RETURN) end++;
      column = 0;
      row++;
    }
    at = end + 1;
  }
  const place = (name: string, wanted: boolean): number => {
    const index = columns.indexOf(name);
    if (index < 0 || numeric[index] !== wanted) throw new Error(`no such column: ${name} (of ${columns.join(', ')})`);
    return index;
  };
  return {
    rows,
    columns,
    numbers: (name) => numbers[place(name, true)] ?? new Float64Array(0),
    words: (name) => words[place(name, false)] ?? [],
  };
};

/** Digits with at most one point by hand; anything else (an exponent, a sign) through a string. */
const parsed = (bytes: Uint8Array, start: number, end: number, decoder: TextDecoder): number => {
  let [whole, scale] = [0, 0];
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === 46 && scale === 0) scale = 1;
    else if (byte >= 48 && byte <= 57) {
      whole = whole * 10 + byte - 48;
      scale *= 10;
    } else return Number(decoder.decode(bytes.subarray(start, end)));
  }
  return scale > 1 ? whole / scale : whole;
};
