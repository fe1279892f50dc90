import { expect, test } from 'vitest';
import { linearAxis, logAxis, wholeAxis } from './axis.ts';

test('a linear axis starts at 0 and ends on a round tick above the peak', () => {
  expect(linearAxis(1_014).ticks).toEqual([0, 400, 800, 1_200]);
  expect(linearAxis(0.29).ticks).toEqual([0, 0.1, 0.2, 0.3]);
  expect(linearAxis(0)).toEqual({ max: 1, ticks: [0, 1] });
});

test('a log axis holds its values between decades and thirds', () => {
  expect(logAxis(0.4, 7.4)).toEqual({ min: 0.3, max: 10, ticks: [0.3, 1, 3, 10] });
});

test('an axis of counts has whole ticks where a linear one has halves', () => {
  expect(linearAxis(8.4).ticks).toEqual([0, 2.5, 5, 7.5, 10]);
  expect(wholeAxis(8.4).ticks).toEqual([0, 4, 8, 12]);
  expect(wholeAxis(3).ticks).toEqual([0, 1, 2, 3]);
});
