/** Hours of a day and the months of a year. */
import { expect, it } from 'vitest';
import { quantity } from '../units/quantity.ts';
import { everyDay, hourTotals, HOURS_PER_YEAR, MONTH, YEAR } from './hourly.ts';

// 8,760 h ÷ 12 = 730 h.
it('a month has 730 hours', () => {
  expect(MONTH).toBe(730 * 3_600);
  expect(12 * MONTH).toBe(YEAR);
  expect(YEAR / 3_600).toBe(HOURS_PER_YEAR);
});

// 1 kW for an hour is 3.6 MJ.
it('a rate adds up hour by hour', () => {
  expect(hourTotals<'J'>([quantity<'J/s'>(1_000), quantity<'J/s'>(0)])).toEqual([3.6e6, 0]);
});

it('every day is the same day', () => {
  const hours = [1, 2, 3];
  expect(everyDay(hours)).toEqual({ weekday: hours, weekend: hours });
});
