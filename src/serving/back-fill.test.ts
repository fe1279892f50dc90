/** Offline work in the room that interactive work leaves: worked by hand, in order of deadline, and conserved. Eq. E4 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backFill as fillPlaces, type FilledJob } from './back-fill.ts';
import type { OfflineJob } from './offline-job.ts';

const room = (of: (hour: number) => number): number[] => Array.from({ length: 24 }, (_, hour) => of(hour));
/** One place that has it all. */
const backFill = (free: readonly number[], jobs: readonly OfflineJob[]): FilledJob[] =>
  fillPlaces([{ capacity: 1, room: free }], jobs);
const job = (workPerDay: number, more: Partial<OfflineJob> = {}): OfflineJob => ({
  workPerDay,
  releaseHourUtc: 0,
  deadlineHours: 24,
  arrivals: null,
  mayMove: false,
  ...more,
});

const only = (filled: ReturnType<typeof backFill>) => {
  const [first] = filled;
  if (!first) throw new Error('no job filled');
  return first;
};

describe('worked by hand', () => {
  // 1.25 capacity-hours, released at 22 UTC; free: 0.5 from 22, 0.25 from 23, 1.0 from 0. Hours 22 and 23 give 0.75,
  // the last 0.5 take half of hour 0: done 2.5 hours after release.
  test('across midnight', () => {
    const free = room((hour) => (hour === 22 ? 0.5 : hour === 23 ? 0.25 : 1));
    const { shareByHour, finishedAfterHours, doneShare, cumulativeByHourAfterRelease } = only(
      backFill(free, [job(1.25, { releaseHourUtc: 22, deadlineHours: 10 })]),
    );
    expect([shareByHour[22], shareByHour[23], shareByHour[0], shareByHour[1]]).toEqual([0.5, 0.25, 0.5, 0]);
    expect(finishedAfterHours).toBe(2.5);
    expect(doneShare).toBe(1);
    expect(cumulativeByHourAfterRelease.slice(0, 4)).toEqual([0.4, 0.6, 1, 1]);
  });

  // 3 capacity-hours with a deadline after 2.5 hours and 1 free per hour: 1 + 1 + 0.5 = 2.5 of 3 done, late.
  test('a deadline inside an hour ends the work there', () => {
    const { doneShare, finishedAfterHours, shareByHour } = only(
      backFill(
        room(() => 1),
        [job(3, { deadlineHours: 2.5 })],
      ),
    );
    expect(shareByHour.slice(0, 4)).toEqual([1, 1, 0.5, 0]);
    expect(doneShare).toBeCloseTo(2.5 / 3, 12);
    expect(finishedAfterHours).toBeNull();
  });

  // Both are released at 0 with 1 free per hour. The one due in 2 hours comes first although it is listed second.
  test('earliest deadline first', () => {
    const [late, soon] = backFill(
      room(() => 1),
      [job(2), job(1.5, { deadlineHours: 2 })],
    );
    expect(soon?.shareByHour.slice(0, 3)).toEqual([1, 0.5, 0]);
    expect(late?.shareByHour.slice(0, 5)).toEqual([0, 0.5, 1, 0.5, 0]);
    expect(soon?.finishedAfterHours).toBe(1.5);
  });

  // Work of 2.4 arriving evenly, 0.1 an hour: never more done than has arrived, and the last of it in the last hour.
  test('work that may not move is done as it arrives', () => {
    const arrivals = room(() => 1 / 24);
    const { shareByHour, finishedAfterHours } = only(
      backFill(
        room(() => 1),
        [job(2.4, { arrivals })],
      ),
    );
    shareByHour.forEach((share) => expect(share).toBeCloseTo(0.1, 12));
    expect(finishedAfterHours).toBe(24);
  });

  // Due 2 hours after it comes, whenever that is: evenly arriving work on room enough is never late.
  test('work that may not move has the deadline of its own arrival', () => {
    const arrivals = room(() => 1 / 24);
    const free = room(() => 1);
    const { doneShare, lateShare } = only(backFill(free, [job(2.4, { arrivals, deadlineHours: 2 })]));
    expect([doneShare, lateShare]).toEqual([expect.closeTo(1, 9), 0]);
    // Without room until hour 4: of the 0.5 that hour 4 does, what came in hours 0 to 2 is late, that of 3 and 4 in time.
    const later = room((hour) => (hour < 4 ? 0 : 1));
    const filled = only(backFill(later, [job(2.4, { arrivals, deadlineHours: 2 })]));
    expect(filled.lateByHour[4]).toBeCloseTo(0.3, 9);
    expect(filled.shareByHour[4]).toBeCloseTo(0.2, 9);
    expect(filled.lateShare).toBeCloseTo(0.125, 9);
    expect(filled.finishedAfterHours).toBeNull();
  });

  test('no room is none done; overloaded hours give no negative room', () => {
    const { doneShare, finishedAfterHours } = only(
      backFill(
        room(() => -0.5),
        [job(1)],
      ),
    );
    expect([doneShare, finishedAfterHours]).toEqual([0, null]);
  });

  test('no work is done at once', () => {
    const { doneShare, finishedAfterHours } = only(
      backFill(
        room(() => 1),
        [job(0)],
      ),
    );
    expect([doneShare, finishedAfterHours]).toEqual([1, 0]);
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

test('work is conserved: what fills the hours is what is done, within the room of each hour', () => {
  fc.assert(
    fc.property(anyRoom, fc.array(anyJob, { maxLength: 4 }), (free, jobs) => {
      const filled = backFill(free, jobs);
      filled.forEach((one, index) => {
        const work = jobs[index]?.workPerDay ?? 0;
        const sum = one.shareByHour.reduce((total, share) => total + share, 0);
        expect(Math.abs(sum - (work > 0 ? one.doneShare * work : 0))).toBeLessThan(1e-6);
        expect(Math.min(...one.shareByHour)).toBeGreaterThanOrEqual(0);
        expect(one.doneShare).toBeLessThanOrEqual(1);
        if (one.finishedAfterHours !== null) expect(one.doneShare).toBeGreaterThan(1 - 1e-6);
        const cumulative = one.cumulativeByHourAfterRelease;
        expect(cumulative.every((share, hour) => hour === 0 || share >= (cumulative[hour - 1] ?? 0))).toBe(true);
      });
      const used = room((hour) => filled.reduce((sum, { shareByHour }) => sum + (shareByHour[hour] ?? 0), 0));
      expect(used.every((share, hour) => share <= Math.max(0, free[hour] ?? 0) + 1e-9)).toBe(true);
    }),
    { seed: 31, numRuns: 200 },
  );
});

test('more room never leaves more undone', () => {
  fc.assert(
    fc.property(anyRoom, anyJob, (free, work) => {
      const [now] = backFill(free, [work]);
      const [more] = backFill(
        free.map((share) => share + 0.2),
        [work],
      );
      expect(more?.doneShare ?? 0).toBeGreaterThanOrEqual((now?.doneShare ?? 0) - 1e-9);
    }),
    { seed: 37, numRuns: 150 },
  );
});

describe('after the deadline', () => {
  // 4 capacity-hours due after 2, 1 free per hour until 3 and none after: 2 in time, 1 late, 1 not at all.
  test('work goes on in what the day leaves, and what it does not hold is left', () => {
    const filled = only(
      backFill(
        room((hour) => (hour < 3 ? 1 : 0)),
        [job(4, { deadlineHours: 2 })],
      ),
    );
    expect(filled.shareByHour.slice(0, 4)).toEqual([1, 1, 0, 0]);
    expect(filled.lateByHour.slice(0, 4)).toEqual([0, 0, 1, 0]);
    expect([filled.doneShare, filled.lateShare, filled.fitsInDay]).toEqual([0.5, 0.25, false]);
  });

  // The late part of the first would fit into hour 2, but the second needs that hour to be in time.
  test('late work makes no other late', () => {
    const [first, second] = backFill(
      room((hour) => (hour < 4 ? 1 : 0)),
      [job(3, { deadlineHours: 2 }), job(1, { deadlineHours: 3 })],
    );
    expect(second?.doneShare).toBe(1);
    expect(first?.lateByHour.slice(0, 4)).toEqual([0, 0, 0, 1]);
  });
});
