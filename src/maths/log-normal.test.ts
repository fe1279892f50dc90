/** Normal quantiles against tables, and means of clipped log-normals against the closed form exp(σ²/2). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectationOf, meanOf, normalQuantile, quantileOf } from './log-normal.ts';

const wide = (median: number, sigma: number) => ({ median, sigma, min: 0, max: Infinity });

describe('normal quantile', () => {
  // Tables of the standard normal distribution.
  test.each([
    [0.5, 0],
    [0.841_344_746, 1],
    [0.95, 1.644_853_627],
    [0.975, 1.959_963_985],
    [0.99, 2.326_347_874],
    [0.999, 3.090_232_306],
    [0.01, -2.326_347_874],
  ])('at %f is %f', (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 7);
  });

  test('is odd about a half, rises, and is infinite at the ends', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 0.5, noNaN: true }), (p) => {
        expect(normalQuantile(p) + normalQuantile(1 - p)).toBeCloseTo(0, 6);
        expect(normalQuantile(p * 0.99)).toBeLessThan(normalQuantile(p));
      }),
      { seed: 5, numRuns: 60 },
    );
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  });
});

describe('log-normal', () => {
  // Median 100, σ = 0.5: p99 = 100·exp(0.5·2.3263) = 320.1; mean = 100·exp(0.125) = 113.31.
  test('quantiles and mean', () => {
    expect(quantileOf(wide(100, 0.5), 0.99)).toBeCloseTo(320.02, 1);
    expect(Math.abs(meanOf(wide(100, 0.5)) / 113.315 - 1)).toBeLessThan(0.005);
    expect(meanOf(wide(100, 0))).toBe(100);
  });

  test.each([0.2, 0.5, 1])('mean within 1 % of exp(σ²/2) at σ = %f', (sigma) => {
    expect(Math.abs(meanOf(wide(1, sigma)) / Math.exp(sigma ** 2 / 2) - 1)).toBeLessThan(0.01);
  });

  // As the workflows are: clipped at twenty medians. Against the same midpoint rule with a hundred times the strips.
  test('mean within 0.5 % at σ = 1.5 when the tail is clipped', () => {
    const clipped = { median: 1, sigma: 1.5, min: 0, max: 20 };
    const fine = Array.from({ length: 20_000 }, (_, i) => quantileOf(clipped, (i + 0.5) / 20_000));
    const mean = fine.reduce((sum, value) => sum + value, 0) / fine.length;
    expect(Math.abs(meanOf(clipped) / mean - 1)).toBeLessThan(0.005);
  });

  // Clipped at its median from below: half the draws are 1, the rest lie above.
  test('clipping moves the mean inside the range', () => {
    const clipped = { median: 1, sigma: 1, min: 1, max: 4 };
    expect(meanOf(clipped)).toBeGreaterThan(1);
    expect(meanOf(clipped)).toBeLessThan(4);
    expect(quantileOf(clipped, 0.1)).toBe(1);
    expect(quantileOf(clipped, 0.99)).toBe(4);
  });

  test('the mean of a square is at least the square of the mean', () => {
    const draws = wide(3, 0.8);
    expect(expectationOf(draws, (x) => x ** 2)).toBeGreaterThan(meanOf(draws) ** 2);
  });
});
