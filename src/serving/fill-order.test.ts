/** In which order hours are looked at, where places share what each takes. Eq. E4 */
import { expect, test } from 'vitest';
import { slotsOf } from './fill-order.ts';
import type { Place } from './offline-job.ts';

const job = { workPerDay: 1, releaseHourUtc: 0, deadlineHours: 24, arrivals: null, mayMove: false };
const place = (capacity: number, roomAt: (hour: number) => number): Place => ({
  capacity,
  room: Array.from({ length: 24 }, (_, hour) => roomAt(hour)),
});
const firstHour = (places: readonly Place[], costOf: (at: number, hour: number) => number) =>
  slotsOf(places, job, costOf)[0]?.after;

test('a place without capacity leaves the order by cost as it is', () => {
  const places = [place(1, () => 0.5), place(0, () => 0)];
  expect(firstHour(places, (at, hour) => (at === 1 ? Infinity : 24 - hour))).toBe(23);
});

test('one full place does not make an hour dear for the others', () => {
  const places = [place(1, () => 0.5), place(1, (hour) => (hour === 20 ? 0 : 0.5))];
  const costOf = (at: number, hour: number): number => (hour !== 20 ? 10 : at === 1 ? Infinity : 1);
  expect(firstHour(places, costOf)).toBe(20);
});

test('an hour without room anywhere is last', () => {
  const places = [place(1, (hour) => (hour === 0 ? 0 : 0.5))];
  const slots = slotsOf(places, job, (_, hour) => (hour === 0 ? Infinity : hour));
  expect(slots.at(-1)?.after).toBe(0);
});
