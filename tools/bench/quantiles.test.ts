/** Nearest rank by hand: of 1 … 20 the 50th percentile is the 10th value, the 95th the 19th. */
import { expect, it } from 'vitest';
import { quantilesOf } from './quantiles.ts';

it('takes the nearest rank', () => {
  const times = Array.from({ length: 20 }, (_, index) => 20 - index);
  expect(quantilesOf(times)).toEqual({ p50: 10, p95: 19 });
  expect(quantilesOf([1.23456])).toEqual({ p50: 1.23, p95: 1.23 });
  expect(() => quantilesOf([])).toThrow('no timings');
});
