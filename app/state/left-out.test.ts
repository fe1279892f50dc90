import { expect, test } from 'vitest';
import { summaryOf } from './left-out.ts';

const row = { how: 'combination', slice: 'all', metric: 'tpot', n: 2086, median: 10.4, p90: 25.1 };

test('rows of the generated file are read; what is none of them is left out', () => {
  expect(summaryOf({ leftOut: [row], noise: {} })).toEqual({ leftOut: [row], noise: {} });
  expect(summaryOf({ leftOut: [row, { ...row, how: 'day' }, { ...row, median: 'low' }, null] }).leftOut).toEqual([row]);
  expect(summaryOf({})).toEqual({ leftOut: [], noise: {} });
  expect(summaryOf(null)).toEqual({ leftOut: [], noise: {} });
});

test('noise is read where it has both figures', () => {
  const tpot = { sameImage: 0.5, otherImage: 1.8 };
  expect(summaryOf({ noise: { tpot, ttft: { sameImage: 3.4 } } }).noise).toEqual({ tpot });
});
