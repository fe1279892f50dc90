/** Error statistics against numbers worked by hand. */
import { describe, expect, it } from 'vitest';
import { errorStatistics, quantile, type Pair } from './statistics.ts';

const pair = (group: string, measured: number, predicted: number | null, band: Pair['band'] = null): Pair => ({
  group,
  measured,
  predicted,
  band,
});

describe('error statistics', () => {
  it('of answered rows: 100 → 110, 80, 100, 95 and 10 → 20', () => {
    // Signed errors 10, −20, 0, −5, 100 %; sorted sizes 0, 5, 10, 20, 100.
    const pairs = [pair('a', 100, 110), pair('a', 100, 80), pair('a', 100, 100), pair('b', 100, 95), pair('c', 10, 20)];
    expect(errorStatistics(pairs)).toEqual({
      n: 5,
      median_ape: 10,
      mean_ape: 27,
      // Place 0.9 · 4 = 3.6 between 20 and 100: 20 + 0.6 · 80.
      p90_ape: expect.closeTo(68, 10) as number,
      bias: 17,
      // Medians of the groups: 10, 5, 100.
      group_median_ape: 10,
      within_10: 60,
      within_20: 80,
      within_30: 80,
      in_band: null,
    });
  });

  it('counts a refused value as 100 % and leaves it out of the bias', () => {
    const statistics = errorStatistics([pair('a', 5, 6), pair('a', 7, null)]);
    expect(statistics).toMatchObject({ n: 2, mean_ape: 60, bias: 20, within_30: 50 });
    expect(errorStatistics([pair('a', 7, null)])).toMatchObject({ median_ape: 100, bias: null });
  });

  it('counts measured values inside the bands that were given, ends included', () => {
    const pairs = [
      pair('a', 10, 10, [8, 12]),
      pair('a', 12, 10, [8, 12]),
      pair('a', 13, 10, [8, 12]),
      pair('a', 10, 10, [11, 12]),
      pair('a', 10, 10),
    ];
    expect(errorStatistics(pairs)?.in_band).toBe(50);
  });

  it('of nothing are none', () => {
    expect(errorStatistics([])).toBeNull();
  });
});

describe('quantile', () => {
  it('is linear between neighbours', () => {
    expect(quantile([1, 2, 4, 8], 0.5)).toBe(3);
    expect(quantile([1, 2, 4, 8], 0)).toBe(1);
    expect(quantile([1, 2, 4, 8], 1)).toBe(8);
    expect(quantile([7], 0.9)).toBe(7);
  });

  it('of nothing is a bug', () => {
    expect(() => quantile([], 0.5)).toThrow('of 0 values');
  });
});
