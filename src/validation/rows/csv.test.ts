/** The CSV reader on what RFC 4180 allows and on what strangers send. */
import { describe, expect, it } from 'vitest';
import { csvText } from '../../report/csv.ts';
import { readCsv } from './csv.ts';

const cellsOf = (text: string): unknown => {
  const table = readCsv(text);
  return table.ok ? [table.value.header, ...table.value.rows.map((row) => row.cells)] : table.error;
};

describe('reads', () => {
  it.each([
    [
      'plain cells',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'CRLF, a byte order mark and no last line end',
      '\uFEFFa,b\r\n1,\r\n,2',
      [
        ['a', 'b'],
        ['1', ''],
        ['', '2'],
      ],
    ],
    [
      'commas, quotes and line ends in quotes',
      'a,b\r\n"x,y","he said ""no""\r\nand left"\r\n',
      [
        ['a', 'b'],
        ['x,y', 'he said "no"\r\nand left'],
      ],
    ],
    ['a quote inside a plain cell as it stands', 'a\n5" pipe\n', [['a'], ['5" pipe']]],
    [
      'an empty quoted cell',
      'a,b\n"",""\n',
      [
        ['a', 'b'],
        ['', ''],
      ],
    ],
    [
      'empty lines as nothing',
      'a,b\n\n1,2\n\n\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['a header alone', ' a , b', [['a', 'b']]],
  ])('%s', (_, text, expected) => {
    expect(cellsOf(text)).toEqual(expected);
  });

  it('an empty last cell at the very end', () => {
    expect(cellsOf('a,b\n1,')).toEqual([
      ['a', 'b'],
      ['1', ''],
    ]);
    expect(cellsOf('a,b\r\n1,\r\n')).toEqual([
      ['a', 'b'],
      ['1', ''],
    ]);
  });

  it('a long file of one column in one pass', () => {
    const table = readCsv(`a\n${'1\n'.repeat(300_000)}`);
    expect(table.ok && table.value.rows.length).toBe(300_000);
  });

  it('what csvText writes', () => {
    const lines = [
      ['a', 'b'],
      ['x "y"', 'p,q'],
      ['one\r\ntwo', '-3.5'],
    ];
    expect(cellsOf(csvText(lines))).toEqual(lines);
  });

  it('counts lines as an editor does', () => {
    const table = readCsv('a,b\n"1\n2",3\n\n4,5\n');
    expect(table.ok && table.value.rows.map((row) => row.line)).toEqual([2, 5]);
  });
});

describe('refuses with line and column', () => {
  it.each([
    [
      'an unclosed quote',
      'a,b\n1,2\n3,"4\n5,6\n',
      { line: 3, column: 'b', reason: 'a quote is opened here and never closed' },
    ],
    ['text behind a quote', 'a,b\n"1"x,2\n', { line: 2, column: 'a', reason: 'text follows a closing quote' }],
    ['too few cells', 'a,b\n1\n', { line: 2, column: '1', reason: '1 cells under a header of 2' }],
    ['too many cells', 'a,b\n1,2\n1,2,3\n', { line: 3, column: '3', reason: '3 cells under a header of 2' }],
    ['a name given twice', 'a,b,a\n', { line: 1, column: 'a', reason: 'two columns have this name' }],
    ['nothing', '', { line: 1, column: '1', reason: 'the file is empty' }],
    [
      'a huge cell',
      `a,b\n1,${'x'.repeat(100_001)}\n`,
      { line: 2, column: 'b', reason: 'longer than 100000 characters' },
    ],
    [
      'a huge quoted cell',
      `a,b\n1,"${'x\n'.repeat(50_001)}"\n`,
      { line: 2, column: 'b', reason: 'longer than 100000 characters' },
    ],
    [
      'a thousand columns',
      Array.from({ length: 1001 }, (_, at) => `c${at}`).join(','),
      { line: 1, column: '1001', reason: 'more than 1000 columns' },
    ],
  ])('%s', (_, text, expected) => {
    expect(cellsOf(text)).toEqual(expected);
  });
});
