/** Demand by UTC hour: peak, ratio of the weekend, time zones. Eq. E4 */
import { describe, expect, test } from 'vitest';
import { defaultCatalogue as catalogue } from '../catalogue/default-catalogue.ts';
import { busiestWeek, calendarOf, weekDemandOf } from './demand.ts';

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

describe('users in several regions', () => {
  // Half live at UTC, half 12 hours east: each peaks while the other is at its low, so both hours see 2 + 1 against 1 + 1 else.
  test('the sum peaks at the rate given, each share by its own clock', () => {
    const { weekday } = weekDemandOf({
      peakRequestsPerSecond: 9,
      shape: noon,
      utcOffsetHours: 0,
      elsewhere: [{ share: 0.5, utcOffsetHours: 12 }],
    });
    expect([weekday[0], weekday[12], weekday[6]]).toEqual([9, 9, 6]);
  });

  // A quarter elsewhere, 6 hours east: noon there is 6 UTC. Sums: 0.75·2 + 0.25 = 1.75 at 12, 0.75 + 0.5 = 1.25 at 6, else 1.
  test('a small share far away makes a small peak of its own', () => {
    const { weekday } = weekDemandOf({
      peakRequestsPerSecond: 7,
      shape: noon,
      utcOffsetHours: 0,
      elsewhere: [{ share: 0.25, utcOffsetHours: 6 }],
    });
    expect([weekday[12], weekday[6], weekday[0]]).toEqual([7, 5, 4]);
  });

  test('all of them elsewhere is the other clock', () => {
    const there = weekDemandOf({ peakRequestsPerSecond: 3, shape: noon, utcOffsetHours: 9 });
    const all = { share: 1, utcOffsetHours: 9 };
    expect(weekDemandOf({ peakRequestsPerSecond: 3, shape: noon, utcOffsetHours: 0, elsewhere: [all] })).toEqual(there);
  });
});

describe('a year', () => {
  const week = weekDemandOf({ peakRequestsPerSecond: 10, shape: noon, utcOffsetHours: 0 });
  const summer = Array.from({ length: 12 }, (_, month) => (month === 6 || month === 7 ? 1.5 : 1));

  test('without a shape has one month, twelve times', () => {
    const months = calendarOf(week, undefined, undefined);
    expect(new Set(months).size).toBe(1);
    expect(months[3]?.asked).toBe(week);
    expect(months[3]?.admitted).toBe(week);
  });

  test('multiplies the peak month by month; months alike are one', () => {
    const months = calendarOf(week, summer, undefined);
    expect(new Set(months).size).toBe(2);
    expect(months[6]).toBe(months[7]);
    expect(Math.max(...(months[6]?.asked.weekday ?? []))).toBe(15);
    expect(busiestWeek(months)).toBe(months[6]?.admitted);
  });

  // Quota 8/s: of 10 asked at noon 8 come in, in July 8 of 15 and 7.5 of 7.5 in other hours.
  test('lets in what the quota allows', () => {
    const months = calendarOf(week, summer, 8);
    expect([months[0]?.asked.weekday[12], months[0]?.admitted.weekday[12]]).toEqual([10, 8]);
    expect([months[6]?.asked.weekday[12], months[6]?.admitted.weekday[12]]).toEqual([15, 8]);
    expect(months[6]?.admitted.weekday[0]).toBe(7.5);
    expect(months[0]?.admitted.weekend).toEqual(week.weekend);
  });
});
