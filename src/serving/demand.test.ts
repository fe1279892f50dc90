/** Demand by UTC hour: peak, ratio of the weekend, time zones. Eq. E4 */
import { describe, expect, test } from 'vitest';
import { defaultCatalogue as catalogue } from '../catalogue/default-catalogue.ts';
import { weekDemandOf } from './demand.ts';

/** Twice as busy from 12 to 13 local time as in every other hour; the weekend is flat. */
const noon = {
  weekday: Array.from({ length: 24 }, (_, hour) => (hour === 12 ? 2 : 1)),
  weekend: Array.from({ length: 24 }, () => 1),
};

describe('a day', () => {
  // The busiest hour gets the peak, 10/s; the others half of it.
  test('peaks at the rate given', () => {
    const { weekday } = weekDemandOf({ peakRequestsPerSecond: 10, shape: noon, utcOffsetHours: 0 });
    expect(weekday[12]).toBe(10);
    expect(weekday[0]).toBe(5);
    expect(Math.max(...weekday)).toBe(10);
  });

  // Noon in a zone 9 hours east of UTC is 3 UTC; 5 hours west it is 17 UTC.
  test.each([
    [9, 3],
    [-5, 17],
    [0, 12],
    [14, 22],
  ])('at UTC%i peaks at %i UTC', (utcOffsetHours, hour) => {
    const { weekday } = weekDemandOf({ peakRequestsPerSecond: 10, shape: noon, utcOffsetHours });
    expect(weekday.indexOf(Math.max(...weekday))).toBe(hour);
  });

  // Multipliers are of the mean of their own day. Unit = 10/2 = 5 req/s; weekend 0.4 of a weekday: 5·0.4·1 = 2 req/s.
  test('carries the weekend at the ratio of the trace', () => {
    const shape = { ...noon, weekendOverWeekday: 0.4 };
    const { weekend } = weekDemandOf({ peakRequestsPerSecond: 10, shape, utcOffsetHours: 0 });
    expect(new Set(weekend)).toEqual(new Set([2]));
  });

  test('without demand or with an empty shape is zero', () => {
    const nothing = { weekday: noon.weekday.map(() => 0), weekend: noon.weekend };
    const { weekday, weekend } = weekDemandOf({ peakRequestsPerSecond: 10, shape: nothing, utcOffsetHours: 0 });
    expect([...weekday, ...weekend].every((rate) => rate === 0)).toBe(true);
  });
});

test.each(Object.entries(catalogue.diurnalShapes))(
  '%s: the weekend mean stands to the weekday mean as published',
  (_, shape) => {
    const { weekday, weekend } = weekDemandOf({ peakRequestsPerSecond: 7, shape, utcOffsetHours: 3 });
    const mean = (hours: readonly number[]): number => hours.reduce((sum, rate) => sum + rate, 0) / 24;
    expect(Math.max(...weekday)).toBeCloseTo(7, 9);
    expect(Math.abs(mean(weekend) / mean(weekday) - (shape.weekendOverWeekday ?? 1))).toBeLessThan(0.02);
  },
);
