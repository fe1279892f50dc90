/** The program of a schedule, solved by HiGHS: worked by hand, never worse than the greedy fill, never outside what is allowed. Eq. E4 */
import fc from 'fast-check';
import loadHighs from 'highs';
import { describe, expect, test } from 'vitest';
import { backFill, type FilledJob } from '../serving/back-fill.ts';
import { doneInTime, greedyShares } from './greedy-as.ts';
import { DAYS, type Day, type Place, type PlaceDay, type ProgramInput, type Task } from './program-input.ts';
import { scheduleFrom, sumOf, type ReadSchedule } from './schedule-from.ts';
import { programOf, type ScheduleProgram } from './schedule-program.ts';
import { solveBy } from './solver.ts';

const solve = solveBy(await loadHighs(), 20);

const flat = (value: number): number[] => Array.from({ length: 24 }, () => value);
const HOUR = 3_600;
/** Weekdays in a mean month. */
const WEEKDAYS = ((8_760 / 12 / 24) * 5) / 7;

const solved = (input: ProgramInput): { program: ScheduleProgram; read: ReadSchedule } => {
  const program = programOf(input);
  const solution = solve(program.lp);
  expect(solution.status).toBe('optimal');
  const read = scheduleFrom(program, solution);
  if (!read) throw new Error('no schedule');
  return { program, read };
};

const dayAs = (room: readonly number[], grams: readonly number[]): PlaceDay => ({
  room,
  watts: flat(1),
  usdPerSecond: flat(1),
  gramsPerSecond: grams,
});

const placeAt = (siteId: string, room: readonly number[], grams: readonly number[], share = 1): Place => ({
  deploymentId: 'd',
  unit: 0,
  sites: [{ siteId, share: 1 }],
  share,
  weekday: dayAs(room, grams),
  weekend: dayAs(room, grams),
});

const taskOf = (work: number, over: Partial<Task> = {}): Task => ({
  workloadId: 'w',
  deploymentId: 'd',
  day: 'weekday',
  work,
  releaseHourUtc: 0,
  deadlineHours: 24,
  homes: null,
  heldHours: null,
  ...over,
});

/** Value at some hours, another one at all the others. */
const only = (hours: readonly number[], there: number, elsewhere: number): number[] =>
  flat(0).map((_, hour) => (hours.includes(hour) ? there : elsewhere));

describe('worked by hand', () => {
  test('three hours of work go into the three cleanest hours', () => {
    const grams = flat(0).map((_, hour) => 100 + hour);
    const input: ProgramInput = { goal: 'carbon', places: [placeAt('a', flat(2), grams)], tasks: [taskOf(6)] };
    const { read } = solved(input);
    expect(read.schedule['w']?.weekday['a']?.map((share) => Math.round(share * 3))).toEqual(only([0, 1, 2], 1, 0));
    // 2 units for an hour each at 100, 101 and 102 g/s.
    expect(read.gramsPerMonth).toBeCloseTo(2 * HOUR * (100 + 101 + 102) * WEEKDAYS, 3);
  });

  test('a deadline in the middle of an hour lets half of its room count', () => {
    const input: ProgramInput = {
      goal: 'carbon',
      places: [placeAt('a', flat(1), only([3], 1, 50))],
      tasks: [taskOf(2, { releaseHourUtc: 1, deadlineHours: 2.5 })],
    };
    const { read } = solved(input);
    // Hours 1 and 2, and the first half of hour 3, which is cleanest: 0.5 of 2 there, the rest before.
    expect(read.schedule['w']?.weekday['a']?.[3]).toBeCloseTo(0.25, 9);
    expect(read.undone[0]).toBeCloseTo(0, 9);
  });

  test('what finds no room is undone, and the program stays solvable', () => {
    const input: ProgramInput = { goal: 'carbon', places: [placeAt('a', flat(0.1), flat(1))], tasks: [taskOf(4.8)] };
    const { read } = solved(input);
    expect(read.undone[0]).toBeCloseTo(0.5, 9);
  });

  test('a clean place takes what may move, and no more than its room', () => {
    const places = [placeAt('dirty', flat(1), flat(500), 0.5), placeAt('clean', flat(0.125), flat(20), 0.5)];
    const free = solved({ goal: 'carbon', places, tasks: [taskOf(6)] }).read.schedule['w']?.weekday;
    expect(total(free?.['clean'])).toBeCloseTo(0.5, 9);
    const held = solved({ goal: 'carbon', places, tasks: [taskOf(2, { homes: [0.5, 0.5] })] }).read.schedule['w']
      ?.weekday;
    expect(total(held?.['clean'])).toBeCloseTo(0.5, 9);
    expect(total(held?.['dirty'])).toBeCloseTo(0.5, 9);
  });

  test('work that keeps its hours moves in place only', () => {
    const places = [placeAt('a', flat(4), flat(300), 0.5), placeAt('b', flat(4), only([9], 400, 200), 0.5)];
    const task = taskOf(4, { heldHours: only([8, 9], 0.5, 0) });
    const day = solved({ goal: 'carbon', places, tasks: [task] }).read.schedule['w']?.weekday;
    expect(day?.['a']?.[9]).toBeCloseTo(0.5, 9);
    expect(day?.['b']?.[8]).toBeCloseTo(0.5, 9);
  });

  test('the dearer of two deadlines gives way where both want the one clean hour', () => {
    const grams = only([2], 10, 100);
    const input: ProgramInput = {
      goal: 'carbon',
      places: [placeAt('a', flat(1), grams)],
      tasks: [taskOf(1, { workloadId: 'first', deadlineHours: 3 }), taskOf(1, { workloadId: 'second' })],
    };
    const { read } = solved(input);
    expect(read.gramsPerMonth).toBeCloseTo((10 + 100) * HOUR * WEEKDAYS, 3);
    expect(read.undone).toEqual([0, 0]);
  });

  test('nothing to do, no room at all', () => {
    const input: ProgramInput = { goal: 'cost', places: [placeAt('a', flat(0), flat(1))], tasks: [taskOf(1)] };
    expect(solved(input).read.undone).toEqual([1]);
  });
});

const total = (hours: readonly number[] | undefined): number => (hours ?? []).reduce((sum, share) => sum + share, 0);

const level = fc.double({ min: 0, max: 1, noNaN: true });
const day24 = (most: number): fc.Arbitrary<number[]> =>
  fc.array(
    level.map((one) => (one < 0.15 ? 0 : one * most)),
    { minLength: 24, maxLength: 24 },
  );
const anyDay = fc.record({ room: day24(2), watts: day24(5), usdPerSecond: day24(3), gramsPerSecond: day24(700) });

const anyTask = fc.record({
  work: fc.double({ min: 0.001, max: 20, noNaN: true }),
  releaseHourUtc: fc.nat(23),
  deadlineHours: fc.oneof(fc.constant(24), fc.double({ min: 0.25, max: 24, noNaN: true })),
  arrivals: day24(1),
  time: fc.boolean(),
  place: fc.boolean(),
});

const anyInput = fc.record({
  goal: fc.constantFrom('cost' as const, 'carbon' as const),
  days: fc.array(fc.tuple(anyDay, anyDay, fc.double({ min: 0.1, max: 1, noNaN: true })), {
    minLength: 1,
    maxLength: 3,
  }),
  tasks: fc.array(anyTask, { minLength: 1, maxLength: 3 }),
});

type AnyInput = typeof anyInput extends fc.Arbitrary<infer T> ? T : never;

/** The fill of the evaluation on the same figures, by task. */
const greedyOf = (made: AnyInput, places: readonly Place[], day: Day): FilledJob[] =>
  backFill(
    places.map((place) => ({ capacity: place.share, room: place[day].room })),
    made.tasks.map(({ work, releaseHourUtc, deadlineHours, arrivals, time, place }) => {
      const sum = total(arrivals);
      return {
        workPerDay: work,
        releaseHourUtc,
        deadlineHours,
        arrivals: time || sum === 0 ? null : arrivals.map((share) => share / sum),
        mayMove: place,
      };
    }),
    (place, hour) =>
      (made.goal === 'cost' ? places[place]?.[day].usdPerSecond : places[place]?.[day].gramsPerSecond)?.[hour] ?? 0,
  );

/** The same question to the program: work held in its hours or places is held where the fill put it. */
const inputOf = (made: AnyInput): { input: ProgramInput; greedy: readonly FilledJob[] } => {
  const whole = made.days.reduce((sum, [, , weight]) => sum + weight, 0);
  const places = made.days.map(([weekday, weekend, weight], index): Place => ({
    deploymentId: 'd',
    unit: index,
    sites: [{ siteId: `s${index}`, share: 1 }],
    share: weight / whole,
    weekday,
    weekend,
  }));
  const filled = DAYS.map((day) => greedyOf(made, places, day));
  const greedy = made.tasks.flatMap((_, index) => filled.flatMap((jobs) => jobs[index] ?? []));
  const tasks = made.tasks.flatMap((one, index) =>
    DAYS.map((day, at): Task => {
      const job = filled[at]?.[index];
      const done = job ? doneInTime(job) : [];
      return {
        workloadId: `w${index}`,
        deploymentId: 'd',
        day,
        work: one.work,
        releaseHourUtc: one.releaseHourUtc,
        deadlineHours: one.deadlineHours,
        homes: one.place ? null : places.map(({ share }, place) => Math.max(share, total(done[place]) / one.work)),
        heldHours:
          one.time || total(one.arrivals) === 0 ? null : (job?.shareByHour ?? []).map((work) => work / one.work),
      };
    }),
  );
  return { input: { goal: made.goal, places, tasks }, greedy };
};

test('never worse than the greedy fill, and never outside room, release, deadline, place or hour', () => {
  fc.assert(
    fc.property(anyInput, (made) => {
      const { input, greedy } = inputOf(made);
      const { program, read } = solved(input);
      const yardstick = sumOf(
        program,
        greedyShares(program, (task) => {
          const job = greedy[task];
          return job ? doneInTime(job) : [];
        }),
      );
      expect(read.objective).toBeLessThanOrEqual(yardstick.objective * (1 + 1e-6) + 1e-6);
      expectAllowed(input, read);
    }),
    { seed: 41, numRuns: 80 },
  );
}, 20_000);

const expectAllowed = ({ places, tasks }: ProgramInput, { schedule }: ReadSchedule): void => {
  const shareAt = (task: Task, siteId: string, hour: number): number =>
    schedule[task.workloadId]?.[task.day][siteId]?.[hour] ?? 0;
  const siteOf = ({ sites }: Place): string => sites[0]?.siteId ?? '';
  const hours = flat(0).map((_, hour) => hour);
  for (const task of tasks) {
    const done = hours.map((hour) => places.reduce((sum, place) => sum + shareAt(task, siteOf(place), hour), 0));
    expect(total(done)).toBeLessThanOrEqual(1 + 1e-9);
    for (const hour of hours) {
      const after = (hour - task.releaseHourUtc + 24) % 24;
      const part = Math.min(1, Math.max(0, task.deadlineHours - after));
      expect((done[hour] ?? 0) * task.work).toBeLessThanOrEqual(
        places.reduce((sum, place) => sum + (place[task.day].room[hour] ?? 0) * part, 0) + 1e-6,
      );
      if (task.heldHours) expect(done[hour]).toBeLessThanOrEqual((task.heldHours[hour] ?? 0) + 1e-6);
    }
    for (const [index, most] of (task.homes ?? []).entries()) {
      const place = places[index];
      if (place)
        expect(total(hours.map((hour) => shareAt(task, siteOf(place), hour)))).toBeLessThanOrEqual(most + 1e-6);
    }
  }
  for (const place of places)
    for (const day of DAYS)
      for (const hour of hours) {
        const taken = tasks
          .filter((task) => task.day === day)
          .reduce((sum, task) => sum + task.work * shareAt(task, siteOf(place), hour), 0);
        expect(taken).toBeLessThanOrEqual((place[day].room[hour] ?? 0) + 1e-5);
      }
};

test('equal to the greedy fill for one class on one place', () => {
  fc.assert(
    fc.property(
      anyInput.map((made) => ({
        ...made,
        days: made.days.slice(0, 1),
        tasks: made.tasks.slice(0, 1).map((one) => ({ ...one, time: true })),
      })),
      (made) => {
        const { input, greedy } = inputOf(made);
        const { program, read } = solved(input);
        const yardstick = sumOf(
          program,
          greedyShares(program, (task) => {
            const job = greedy[task];
            return job ? doneInTime(job) : [];
          }),
        );
        // The fill breaks ties by hour only between equals; the program weighs an hour later as a ten-thousandth of the dearest.
        expect(read.objective).toBeGreaterThanOrEqual(yardstick.objective * (1 - 1e-3) - 1e-4 * input.tasks.length);
        expect(read.objective).toBeLessThanOrEqual(yardstick.objective * (1 + 1e-6) + 1e-6);
      },
    ),
    { seed: 42, numRuns: 40 },
  );
}, 20_000);
