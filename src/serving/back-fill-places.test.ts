/** Offline work over several places: by capacity, by cost, by plan; never beyond room, release or deadline. Eq. E4 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backFill, type FilledJob } from './back-fill.ts';
import type { OfflineJob, Place } from './offline-job.ts';

const room = (of: (hour: number) => number): number[] => Array.from({ length: 24 }, (_, hour) => of(hour));
const job = (workPerDay: number, more: Partial<OfflineJob> = {}): OfflineJob => ({
  workPerDay,
  releaseHourUtc: 0,
  deadlineHours: 24,
  arrivals: null,
  mayMove: false,
  ...more,
});

const only = (filled: readonly FilledJob[]): FilledJob => {
  const [first] = filled;
  if (!first) throw new Error('no job filled');
  return first;
};

describe('several places', () => {
  const two = (a: (hour: number) => number, b: (hour: number) => number): Place[] => [
    { capacity: 2, room: room(a) },
    { capacity: 1, room: room(b) },
  ];

  // 3 units of room 2 and 1 in each hour: shared two to one. In hour 1 the first has room for 1 only, so the other takes 1 as well.
  test('share work that may not move by capacity, as far as each has room', () => {
    const { byPlace } = only(
      backFill(
        two(
          (hour) => (hour === 1 ? 1 : 2),
          () => 1,
        ),
        [job(4.5)],
      ),
    );
    expect(byPlace.map((hours) => hours.slice(0, 3))).toEqual([
      [2, 1, 0],
      [1, 0.5, 0],
    ]);
  });

  // Cheap is place 1 from 4 on, then place 0; dear is everything else.
  const cost = (place: number, hour: number): number =>
    place === 1 && hour >= 4 ? 1 : place === 0 && hour >= 4 ? 2 : 3;

  test('the cheapest hour of the cheapest place first, before the deadline', () => {
    const filled = only(
      backFill(
        two(
          () => 2,
          () => 1,
        ),
        [job(7, { deadlineHours: 6, mayMove: true })],
        cost,
      ),
    );
    expect(filled.byPlace[1]?.slice(0, 6)).toEqual([0, 0, 0, 0, 1, 1]);
    // 6 fit into what is cheap; the last goes to the soonest of the rest.
    expect(filled.byPlace[0]?.slice(0, 6)).toEqual([1, 0, 0, 0, 2, 2]);
    expect(filled.finishedAfterHours).toBe(6);
  });

  test('by cost of the hour where it may not choose the place', () => {
    const filled = only(
      backFill(
        two(
          () => 2,
          () => 1,
        ),
        [job(4.5, { deadlineHours: 6 })],
        cost,
      ),
    );
    expect(filled.shareByHour.slice(3, 6)).toEqual([0, 3, 1.5]);
    expect(filled.byPlace[0]?.slice(4, 6)).toEqual([2, 1]);
  });

  // Planned: 1 in place 1 at hour 0 and 5 in place 0 at hour 2, which has room for 2 only. The rest goes to the soonest hours.
  test('what is planned goes first, as far as there is room', () => {
    const planned = [room((hour) => (hour === 2 ? 5 : 0)), room((hour) => (hour === 0 ? 1 : 0))];
    const filled = only(
      backFill(
        two(
          () => 2,
          () => 1,
        ),
        [job(6, { planned, mayMove: true })],
      ),
    );
    expect(filled.byPlace[0]?.slice(0, 3)).toEqual([2, 2 / 3, 2]);
    expect(filled.byPlace[1]?.slice(0, 3)).toEqual([1, 1 / 3, 0]);
  });

  test('a plan does no work before it has arrived', () => {
    const planned = [room((hour) => (hour === 0 ? 2 : 0)), room(() => 0)];
    const arrivals = room((hour) => (hour === 3 ? 1 : 0));
    const filled = only(
      backFill(
        two(
          () => 2,
          () => 1,
        ),
        [job(2, { planned, arrivals })],
      ),
    );
    expect(filled.shareByHour.slice(0, 5)).toEqual([0, 0, 0, 2, 0]);
  });
});

const anyRoom = fc.array(fc.double({ min: -0.5, max: 1, noNaN: true }), { minLength: 24, maxLength: 24 });
const anyJob = fc.record({
  workPerDay: fc.double({ min: 0, max: 10, noNaN: true }),
  mayMove: fc.boolean(),
  releaseHourUtc: fc.integer({ min: 0, max: 23 }),
  deadlineHours: fc.double({ min: 0.1, max: 24, noNaN: true }),
  arrivals: fc.constantFrom(
    null,
    room(() => 1 / 24),
    room((hour) => (hour === 3 ? 1 : 0)),
  ),
});

const anyPlaces = fc.array(fc.tuple(fc.double({ min: 0.1, max: 1, noNaN: true }), anyRoom), {
  minLength: 1,
  maxLength: 3,
});
const anyCosts = fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 72, maxLength: 72 });

const costOf = (costs: readonly number[], { byPlace }: FilledJob): number =>
  byPlace.reduce(
    (sum, hours, place) => sum + hours.reduce((day, work, hour) => day + work * (costs[24 * place + hour] ?? 0), 0),
    0,
  );

test('by cost as by time: nothing beyond room, before its release, after its deadline but as late', () => {
  fc.assert(
    fc.property(anyPlaces, fc.array(anyJob, { maxLength: 3 }), fc.option(anyCosts), (of, jobs, costs) => {
      const places = of.map(([capacity, free]): Place => ({ capacity, room: free }));
      const filled = backFill(places, jobs, costs && ((place, hour) => costs[24 * place + hour] ?? 0));
      places.forEach(({ room: free }, place) => {
        for (let hour = 0; hour < 24; hour++) {
          const used = filled.reduce((sum, { byPlace }) => sum + (byPlace[place]?.[hour] ?? 0), 0);
          expect(used).toBeLessThanOrEqual(Math.max(0, free[hour] ?? 0) + 1e-9);
        }
      });
      filled.forEach((one, index) => {
        const { workPerDay = 0, releaseHourUtc = 0, deadlineHours = 24, arrivals = null } = jobs[index] ?? {};
        let [done, arrived] = [0, arrivals ? 0 : workPerDay];
        for (let after = 0; after < 24; after++) {
          const hour = (releaseHourUtc + after) % 24;
          if (arrivals) arrived += workPerDay * (arrivals[after] ?? 0);
          if (!arrivals && after >= deadlineHours) expect(one.shareByHour[hour]).toBe(0);
          if (after + 1 <= (arrivals ? Math.ceil(deadlineHours) : deadlineHours)) expect(one.lateByHour[hour]).toBe(0);
          done += (one.shareByHour[hour] ?? 0) + (one.lateByHour[hour] ?? 0);
          expect(done).toBeLessThanOrEqual(arrived + 1e-9);
        }
        expect(one.doneShare + one.lateShare).toBeLessThanOrEqual(1 + 1e-9);
        if (one.finishedAfterHours !== null)
          expect(one.finishedAfterHours).toBeLessThanOrEqual(arrivals ? 24 : Math.max(1, deadlineHours) + 1e-9);
      });
    }),
    { seed: 43, numRuns: 200 },
  );
});

test('one class costs no more than in the soonest hours, and does as much in time', () => {
  fc.assert(
    fc.property(anyPlaces, anyJob, anyCosts, (of, one, costs) => {
      const places = of.map(([capacity, free]): Place => ({ capacity, room: free }));
      const movable = { ...one, arrivals: null, mayMove: true };
      const soonest = only(backFill(places, [movable]));
      const cheapest = only(backFill(places, [movable], (place, hour) => costs[24 * place + hour] ?? 0));
      expect(cheapest.doneShare).toBeCloseTo(soonest.doneShare, 9);
      if (soonest.doneShare > 1 - 1e-9)
        expect(costOf(costs, cheapest)).toBeLessThanOrEqual(costOf(costs, soonest) + 1e-9);
    }),
    { seed: 47, numRuns: 200 },
  );
});
