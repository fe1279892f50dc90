import { describe, expect, it } from 'vitest';
import { quantileOf, quantilesOf } from './distribution.ts';

describe('triangular', () => {
  const spread = { law: 'triangular', low: 0, base: 2, high: 10 } as const;

  it('has the quantiles of a triangle', () => {
    // Share below 2 is 2 ÷ 10; x² = p · 10 · 2 below it, (10 − x)² = (1 − p) · 10 · 8 above.
    expect(quantileOf(spread, 0.2)).toBeCloseTo(2, 12);
    expect(quantileOf(spread, 0.05)).toBeCloseTo(1, 12);
    expect(quantileOf(spread, 0.8)).toBeCloseTo(10 - 4, 12);
  });

  it('takes a mode at either edge, and a band of no width', () => {
    expect(quantileOf({ ...spread, base: 0 }, 0.75)).toBeCloseTo(5, 12);
    expect(quantileOf({ ...spread, base: 10 }, 0.25)).toBeCloseTo(5, 12);
    expect(quantileOf({ ...spread, low: 3, base: 3, high: 3 }, 0.4)).toBe(3);
  });
});

describe('split log-normal', () => {
  const spread = { law: 'split-log-normal', low: 0.7, base: 1, high: 1.4 } as const;

  it('has its edges at the 10 and 90 % quantiles and its median at base', () => {
    expect(quantileOf(spread, 0.1)).toBeCloseTo(0.7, 9);
    expect(quantileOf(spread, 0.5)).toBeCloseTo(1, 9);
    expect(quantileOf(spread, 0.9)).toBeCloseTo(1.4, 9);
    // 97.7 % lies 2 standard deviations up: 1.4 ^ (2 ÷ 1.2816).
    expect(quantileOf(spread, 0.977_249_868)).toBeCloseTo(1.4 ** (2 / 1.281_551_566), 6);
  });
});

it('refuses a band out of order and a logarithm of nothing', () => {
  expect(() => quantileOf({ law: 'triangular', low: 2, base: 1, high: 3 }, 0.5)).toThrow('out of order');
  expect(() => quantileOf({ law: 'split-log-normal', low: 0, base: 1, high: 3 }, 0.5)).toThrow('logarithm');
});

it('reads quantiles of draws between their middles', () => {
  // Ten draws stand for the middles of ten equal parts: 0.1 lies between the first and the second, 0.5 between the fifth and sixth.
  const draws = Float64Array.from([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  expect(quantilesOf(draws)).toEqual({ p10: 0.5, p50: 4.5, p90: 8.5, mean: 4.5 });
  expect(quantilesOf(Float64Array.from([3]))).toEqual({ p10: 3, p50: 3, p90: 3, mean: 3 });
  expect(quantilesOf(new Float64Array())).toBeNull();
});
