/** The LP format: as its readers expect it, and understood by HiGHS. */
import loadHighs from 'highs';
import { expect, test } from 'vitest';
import { lpText, type LinearProgram } from './lp-text.ts';
import { solveBy } from './solver.ts';

const workshop: LinearProgram = {
  objective: [
    { factor: -30, name: 'chairs' },
    { factor: -50, name: 'tables' },
  ],
  rows: [
    {
      name: 'carpentry',
      terms: [
        { factor: 1, name: 'chairs' },
        { factor: 2, name: 'tables' },
      ],
      relation: '<=',
      bound: 40,
    },
    {
      name: 'finishing',
      terms: [
        { factor: 2, name: 'chairs' },
        { factor: 1, name: 'tables' },
      ],
      relation: '<=',
      bound: 50,
    },
  ],
  limits: [{ name: 'tables', limit: 8.5 }],
};

test('one term a line, sections in their order', () => {
  expect(lpText(workshop)).toBe(
    [
      'Minimize',
      'obj: - 30 chairs',
      '- 50 tables',
      'Subject To',
      'carpentry: + 1 chairs',
      '+ 2 tables <= 40',
      'finishing: + 2 chairs',
      '+ 1 tables <= 50',
      'Bounds',
      'tables <= 8.5',
      'End',
      '',
    ].join('\n'),
  );
});

test('HiGHS reads it: 8.5 tables leave 20.75 chairs, the finishing used up', async () => {
  const { status, values } = solveBy(await loadHighs(), 5)(lpText(workshop));
  expect(status).toBe('optimal');
  expect(values.get('tables')).toBeCloseTo(8.5, 9);
  expect(values.get('chairs')).toBeCloseTo(20.75, 9);
});

test('very small and very large factors are read as numbers', async () => {
  const program: LinearProgram = {
    objective: [{ factor: 1, name: 'x' }],
    rows: [{ name: 'least', terms: [{ factor: 1.5e-7, name: 'x' }], relation: '>=', bound: 3e-7 }],
    limits: [{ name: 'x', limit: 1e21 }],
  };
  expect(solveBy(await loadHighs(), 5)(lpText(program)).values.get('x')).toBeCloseTo(2, 6);
});

test('a program that nothing satisfies has no values', async () => {
  const rows = [{ name: 'most', terms: [{ factor: 1, name: 'x' }], relation: '<=' as const, bound: -1 }];
  const text = lpText({ objective: [{ factor: 1, name: 'x' }], rows, limits: [] });
  expect(solveBy(await loadHighs(), 5)(text)).toEqual({ status: 'failed', values: new Map() });
});

test('a number that is none is refused', () => {
  expect(() => lpText({ ...workshop, objective: [{ factor: NaN, name: 'chairs' }] })).toThrow(/NaN/);
});
