/** Offline work of a pool that may move, and the room of its units for it [E4]. */
import type { FilledJob } from '../serving/back-fill.ts';
import { isOffline, type DayLoad } from '../evaluate/day-load.ts';
import type { UnitRoom } from '../evaluate/fill-costs.ts';
import type { PoolAnswer } from '../evaluate/pool-answer.ts';
import type { PoolWorkload } from '../evaluate/pool.ts';
import { DAYS, type Day, type Task } from './program-input.ts';

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3_600;

const mayMove = ({ workload: { offline } }: PoolWorkload): boolean => offline.mayShiftInTime || offline.mayShiftInPlace;

/** Tasks of a pool; `before` and `after` are the numbers of places of other pools in the order of all places. */
export const tasksOf = (pool: PoolAnswer, before: number, after: number): Task[] =>
  pool.input.workloads
    .filter((one) => isOffline(one) && mayMove(one))
    .flatMap((one) => DAYS.flatMap((day) => taskOf(pool, one, day, before, after)));

const taskOf = (pool: PoolAnswer, one: PoolWorkload, day: Day, before: number, after: number): Task[] => {
  const { workload, targets } = one;
  const { releaseHourUtc, mayShiftInTime, mayShiftInPlace } = workload.offline;
  const work = workOf(pool, one, day);
  const job = pool[day].jobs.get(workload.id);
  if (!job || !(work > 0)) return [];
  return [
    {
      workloadId: workload.id,
      deploymentId: pool.input.deployment.id,
      day,
      work,
      releaseHourUtc,
      // Work that waits for its own arrivals has deadlines all day; what the fill does in time of it is held below.
      deadlineHours: mayShiftInTime ? Math.min(24, (targets.deadline ?? DAY_SECONDS) / HOUR_SECONDS) : 24,
      homes: mayShiftInPlace ? null : [...none(before), ...homesOf(pool, job, work), ...none(after)],
      heldHours: mayShiftInTime ? null : job.shareByHour.map((share) => share / work),
    },
  ];
};

const none = (count: number): number[] => Array.from({ length: count }, () => 0);

/** A day's work of the busiest month, in shares of the pool's capacity for an hour. */
const workOf = (
  { weights, spread, busiestMonth }: PoolAnswer,
  { workload, calendar }: PoolWorkload,
  day: Day,
): number =>
  (calendar[busiestMonth]?.admitted[day] ?? []).reduce((sum, rate) => sum + rate, 0) *
  ((weights.get(workload.id) ?? 1) / spread.whole);

/** Each unit's part of the capacity, or what falls to it where others have no room. */
const homesOf = ({ spread }: PoolAnswer, job: FilledJob, work: number): number[] =>
  spread.full.map((full, unit) =>
    Math.max(full / spread.whole, (job.byPlace[unit] ?? []).reduce((sum, share) => sum + share, 0) / work),
  );

/** From interactive work, and offline work that may not move at all, to what the cap and power leave. */
export const roomsOf = (pool: PoolAnswer, day: Day, offlineCap: number): UnitRoom[] =>
  pool[day].units.map(({ interactive }, unit) => {
    const full = (pool.spread.full[unit] ?? 0) / pool.spread.whole;
    const fixed = fixedAt(pool, pool[day], unit);
    return {
      from: interactive.map((share, hour) => share + (full > 0 ? (fixed[hour] ?? 0) / full : 0)),
      to: interactive.map((_, hour) => Math.min(offlineCap, pool.spread.limits[unit]?.[hour] ?? Infinity)),
    };
  });

const fixedAt = ({ input }: PoolAnswer, { jobs }: DayLoad, unit: number): number[] => {
  const fixed = input.workloads.filter((one) => isOffline(one) && !mayMove(one));
  return Array.from({ length: 24 }, (_, hour) =>
    fixed.reduce((sum, { workload }) => sum + (jobs.get(workload.id)?.byPlace[unit]?.[hour] ?? 0), 0),
  );
};
