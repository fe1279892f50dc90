/** Table values of the normal distribution, and the inverse of the quantiles. */
import { describe, expect, test } from 'vitest';
import { normalQuantile, quantileOf } from './log-normal.ts';
import { normalShareBelow, shareAtMost } from './normal.ts';

describe('the normal distribution', () => {
  test.each([
    [0, 0.5],
    [1, 0.841_344_75],
    [-1, 0.158_655_25],
    [1.959_964, 0.975],
    [-3, 0.001_349_9],
  ])('has its table value below %s', (x, share) => expect(normalShareBelow(x)).toBeCloseTo(share, 6));

  test('inverts the quantile', () => {
    for (const p of [0.001, 0.02, 0.3, 0.5, 0.81, 0.999]) expect(normalShareBelow(normalQuantile(p))).toBeCloseTo(p, 6);
  });
});

describe('a clipped log-normal', () => {
  const gaps = { median: 12.3, sigma: 1.22, min: 1, max: 3_600 };

  test('has the share of its quantile below it', () => {
    for (const p of [0.1, 0.5, 0.9]) expect(shareAtMost(gaps, quantileOf(gaps, p))).toBeCloseTo(p, 6);
  });

  test('begins and ends at its clips', () => {
    expect(shareAtMost(gaps, 0.99)).toBe(0);
    // ln(1 ÷ 12.3) ÷ 1.22 = −2.057: 2 % of the draws lie on the lower clip.
    expect(shareAtMost(gaps, 1)).toBeCloseTo(0.0198, 3);
    expect(shareAtMost(gaps, 3_600)).toBe(1);
  });

  test('without spread is a step', () => {
    const always = { median: 5, sigma: 0, min: 0, max: Infinity };
    expect([shareAtMost(always, 4.9), shareAtMost(always, 5)]).toEqual([0, 1]);
  });
});
