/** Figures against what is published, by hand. */
import { expect, test } from 'vitest';
import type { SystemCheck } from './row.ts';
import { judged } from './verdict.ts';

const check = (changes: Partial<SystemCheck>): SystemCheck => ({
  id: 'x',
  figure: 'a figure',
  unit: '',
  of: () => 0,
  kind: 'reproduced',
  published: { values: [100, 50] },
  source: 'here',
  tolerance: 0.1,
  ...changes,
});

test('values one by one: 109 and 46 are within a tenth of 100 and 50, 109 and 44 are not, by −12 %', () => {
  expect(judged(check({}), [109, 46]).verdict).toBe('holds');
  const missed = judged(check({}), [109, 44]);
  expect(missed.verdict).toBe('misses');
  expect(missed.off).toBeCloseTo(-0.12, 12);
});

test('ranges: inside is no distance; beyond, the distance to the nearer end', () => {
  const range = check({ published: { least: 4, most: 6 } });
  expect(judged(range, 5)).toMatchObject({ verdict: 'holds', off: 0 });
  expect(judged(range, 9)).toMatchObject({ verdict: 'misses', off: 0.5 });
  expect(judged(range, 3)).toMatchObject({ verdict: 'misses', off: -0.25 });
});

test('a direction holds beyond its bound only, whatever the tolerance', () => {
  const rises = check({ kind: 'direction', published: { least: 1 } });
  expect(judged(rises, [1.2, 1.001]).verdict).toBe('holds');
  expect(judged(rises, [1.2, 1]).verdict).toBe('misses');
  expect(judged(check({ kind: 'direction', published: { most: 1 } }), 1).verdict).toBe('misses');
});

test('nothing published, and no figure', () => {
  expect(judged(check({ published: null }), 3).verdict).toBe('nothing to check against');
  expect(judged(check({}), { withheld: 'no power is published' })).toMatchObject({
    verdict: 'refused',
    withheld: 'no power is published',
  });
});

test('throws for what is no number or not as many figures as published', () => {
  expect(() => judged(check({}), [Number.NaN, 1])).toThrow('NaN');
  expect(() => judged(check({}), 100)).toThrow('1 figures against 2');
});
