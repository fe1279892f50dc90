/** CSV against a small reader of RFC 4180 written here: what is written is what is read, and nothing read is a formula. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvText, toCsv } from './csv.ts';

/** Cells of a text by RFC 4180, section 2. */
const read = (text: string): string[][] => {
  const lines: string[][] = [];
  let line: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text.charAt(i + 1) === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ',') {
      line.push(cell);
      cell = '';
    } else if (char === '\r' && text.charAt(i + 1) === '\n') {
      lines.push([...line, cell]);
      line = [];
      cell = '';
      i += 1;
    } else cell += char;
  }
  return lines;
};

const nasty = fc.string({
  unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', "'", 'a', '1', '.', 'é'),
});

describe('csvText', () => {
  it('is read back cell by cell, up to the apostrophe of a defused cell', () => {
    fc.assert(
      fc.property(fc.array(fc.array(nasty, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (cells) => {
        const back = read(csvText(cells));
        expect(back.map((line) => line.length)).toEqual(cells.map((line) => line.length));
        back.flat().forEach((cell, index) => {
          const given = cells.flat()[index];
          expect([given, `'${given}`]).toContain(cell);
        });
      }),
    );
  });

  it('leaves no cell that begins like a formula, except numbers', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const cell = read(csvText([[text]]))[0]?.[0] ?? '';
        if (/^[=+\-@\t\r]/.test(cell)) expect(Number.isFinite(Number(cell))).toBe(true);
      }),
    );
  });

  it('keeps every finite number as it is', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(read(csvText([[String(value)]]))[0]?.[0])).toBe(Number(String(value)));
      }),
    );
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['-1.5e-7', '-1.5e-7'],
    ['+49', '+49'],
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['=a,b', `"'=a,b"`],
  ])('writes %j as %j', (given, written) => {
    expect(csvText([[given]])).toBe(`${written}\r\n`);
  });
});

describe('toCsv', () => {
  it('writes header, words for absent values and an empty cell where a figure does not apply', () => {
    const row = { group: 'workload', name: 'Chat', metric: 'TTFT p99', unit: 's', tier: 'estimated' } as const;
    expect(
      toCsv([
        { ...row, value: 0.35 },
        { ...row, value: 'overloaded', unit: '' },
        { ...row, value: null, tier: null },
      ]),
    ).toBe(
      'group,name,metric,value,unit,trust\r\n' +
        'workload,Chat,TTFT p99,0.35,s,estimated\r\n' +
        'workload,Chat,TTFT p99,overloaded,,estimated\r\n' +
        'workload,Chat,TTFT p99,,s,stated\r\n',
    );
  });
});
