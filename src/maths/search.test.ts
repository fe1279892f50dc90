/** Bisection, positions in tables and linear interpolation, with the ends that go wrong first. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, lastTrue, locate } from './search.ts';

describe('lastTrue', () => {
  test('finds where a predicate turns false', () => {
    expect(lastTrue(0, 10, (x) => x * x <= 2)).toBeCloseTo(Math.SQRT2, 9);
  });

  test('is the upper end when it always holds, the lower when it never does', () => {
    expect(lastTrue(0, 10, () => true)).toBe(10);
    expect(lastTrue(2, 10, () => false)).toBe(2);
  });

  test('returns a value for which the predicate holds', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 99, noNaN: true }), (edge) => {
        const found = lastTrue(0, 100, (x) => x <= edge);
        expect(found).toBeLessThanOrEqual(edge);
        expect(found).toBeCloseTo(edge, 6);
      }),
      { seed: 7, numRuns: 100 },
    );
  });
});

describe('locate and at', () => {
  const xs = [1, 2, 4, 8];
  const ys = [10, 20, 30, 70];

  // 3 lies half way from 2 to 4; 6 half way from 4 to 8.
  test('a position between two points', () => {
    expect(locate(xs, 3)).toEqual({ index: 1, share: 0.5 });
    expect(at(ys, locate(xs, 3))).toBe(25);
    expect(at(ys, locate(xs, 6))).toBe(50);
  });

  test('points themselves, and both ends clamped', () => {
    expect(xs.map((x) => at(ys, locate(xs, x)))).toEqual(ys);
    expect(at(ys, locate(xs, 0))).toBe(10);
    expect(at(ys, locate(xs, 99))).toBe(70);
  });

  // The smallest root of c = λ·E2E(c) is wanted where throughput has a plateau: the first point of it.
  test('on a plateau, at a single point and on none', () => {
    expect(at([5], locate([1], 7))).toBe(5);
    expect(at([], locate([], 7))).toBe(0);
    expect(locate([1, 1, 2], 0.5)).toEqual({ index: 0, share: 0 });
  });
});
