/**
 * Offline work in the room that interactive work leaves, hour by hour and place by place: the earliest deadline first between
 * workloads; within one, the soonest hours or those that cost least. What its deadline leaves undone is done late in what the day
 * still holds. For one class on one place no other order finishes sooner, and none costs less where cost is per work done [E4].
 */
import { slotsOf, type SlotCost } from './fill-order.ts';
import { levelFill } from './level-fill.ts';
import type { OfflineJob, Place } from './offline-job.ts';

export interface FilledJob {
  /** Work done by UTC hour: within the deadline, and after it. */
  readonly shareByHour: readonly number[];
  readonly lateByHour: readonly number[];
  /** By place and UTC hour: both together, and the late part of them. */
  readonly byPlace: readonly (readonly number[])[];
  readonly lateByPlace: readonly (readonly number[])[];
  readonly doneShare: number;
  readonly lateShare: number;
  /** Hours after release when the last of it is done; null when the deadline passes first. */
  readonly finishedAfterHours: number | null;
  readonly cumulativeByHourAfterRelease: readonly number[];
  /** Whether the room of a whole day would hold the work, deadline aside: if not, it piles up from day to day. */
  readonly fitsInDay: boolean;
}

const DAY = 24;
const HOURS = Array.from({ length: DAY }, (_, hour) => hour);
/** Work below this share of the day's is rounding. */
const ROUNDING = 1e-9;

/** A job while it is being filled; all hours count from its release. */
interface Filling {
  readonly job: OfflineJob;
  /** By place, and all places together. */
  readonly inTime: number[][];
  readonly late: number[][];
  readonly doneByHour: number[];
  readonly arrivedByHour: readonly number[];
  finishedAfterHours: number | null;
}

/** `costOf` a unit of work in a place and UTC hour; null: the soonest hours. Eq. E4 */
export const backFill = (
  places: readonly Place[],
  jobs: readonly OfflineJob[],
  costOf: SlotCost | null = null,
): FilledJob[] => {
  const left = places.map(({ room }) => room.map((share) => Math.max(0, share)));
  const fillings = jobs.map((job) => fillingOf(places, job));
  const urgentFirst = fillings.toSorted((a, b) => a.job.deadlineHours - b.job.deadlineHours);
  for (const filling of urgentFirst) followPlan(left, filling);
  for (const filling of urgentFirst) fillInTime(left, places, filling, costOf);
  for (const filling of urgentFirst) fillLate(left, places, filling);
  return fillings.map(answerOf);
};

const fillingOf = (places: readonly Place[], job: OfflineJob): Filling => {
  let arrived = 0;
  return {
    job,
    inTime: places.map(() => HOURS.map(() => 0)),
    late: places.map(() => HOURS.map(() => 0)),
    doneByHour: HOURS.map(() => 0),
    arrivedByHour: HOURS.map(
      (after) =>
        (arrived += job.workPerDay * (job.arrivals?.[after] ?? (after === 0 && job.arrivals === null ? 1 : 0))),
    ),
    finishedAfterHours: null,
  };
};

const hourOf = ({ releaseHourUtc }: OfflineJob, after: number): number => (releaseHourUtc + after) % DAY;

/** Part of an hour after release that lies before the deadline; work that arrives later has a later one. */
const partBefore = ({ deadlineHours, arrivals }: OfflineJob, after: number): number =>
  arrivals !== null ? 1 : Math.min(1, Math.max(0, deadlineHours - after));

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Work that has arrived by an hour and is not spoken for, there or later. */
const openAt = ({ doneByHour, arrivedByHour, job }: Filling, from: number): number => {
  if (job.arrivals === null) return job.workPerDay - total(doneByHour);
  let [done, open] = [0, Infinity];
  for (const after of HOURS) {
    done += doneByHour[after] ?? 0;
    if (after >= from) open = Math.min(open, (arrivedByHour[after] ?? 0) - done);
  }
  return open;
};

const take = (
  left: number[][],
  { job, doneByHour }: Filling,
  into: number[][],
  place: number,
  after: number,
  work: number,
): void => {
  const [room, hours] = [left[place], into[place]];
  if (!room || !hours || work <= 0) return;
  const hour = hourOf(job, after);
  room[hour] = Math.max(0, (room[hour] ?? 0) - work);
  hours[after] = (hours[after] ?? 0) + work;
  doneByHour[after] = (doneByHour[after] ?? 0) + work;
};

const followPlan = (left: number[][], filling: Filling): void => {
  const { job, inTime } = filling;
  if (!job.planned) return;
  for (const after of HOURS)
    for (const [place, hours] of job.planned.entries()) {
      const hour = hourOf(job, after);
      const room = (left[place]?.[hour] ?? 0) * partBefore(job, after);
      take(left, filling, inTime, place, after, Math.min(hours[hour] ?? 0, room, openAt(filling, after)));
    }
};

const fillInTime = (left: number[][], places: readonly Place[], filling: Filling, costOf: SlotCost | null): void => {
  const { job, inTime } = filling;
  const before = left.map((hours) => [...hours]);
  const roomIn = (place: number, after: number): number => {
    const [part, free] = [partBefore(job, after), left[place]?.[hourOf(job, after)] ?? 0];
    // What a plan put into the hour of the deadline has had its part of the room.
    const taken = inTime[place]?.[after] ?? 0;
    return part === 1 ? free : Math.max(0, Math.min(free, (free + taken) * part - taken));
  };
  for (const { after, among } of slotsOf(places, job, costOf)) {
    const open = openAt(filling, after);
    if (open <= 0 && job.arrivals === null) break;
    const [only] = among;
    if (among.length === 1 && only !== undefined) {
      take(left, filling, inTime, only, after, Math.min(open, roomIn(only, after)));
      continue;
    }
    const works = levelFill(
      open,
      among.map((place) => places[place]?.capacity ?? 0),
      among.map((place) => roomIn(place, after)),
    );
    for (const [index, work] of works.entries()) take(left, filling, inTime, among[index] ?? 0, after, work);
  }
  partLate(filling);
  filling.finishedAfterHours = finishOf(filling, before);
};

/** Of work that arrives through the day the oldest is done first: late is what is done a deadline or more after its own hour. */
const partLate = ({ job, inTime, late, doneByHour, arrivedByHour }: Filling): void => {
  if (job.arrivals === null) return;
  let before = 0;
  for (const after of HOURS) {
    const done = doneByHour[after] ?? 0;
    const overdue = Math.min(done, (arrivedByHour[after - Math.max(1, Math.ceil(job.deadlineHours))] ?? 0) - before);
    before += done;
    if (overdue <= job.workPerDay * ROUNDING) continue;
    for (const [place, hours] of inTime.entries()) {
      const lateHours = late[place];
      const part = ((hours[after] ?? 0) * overdue) / done;
      if (!lateHours) continue;
      hours[after] = Math.max(0, (hours[after] ?? 0) - part);
      lateHours[after] = (lateHours[after] ?? 0) + part;
    }
  }
};

/** When the last of it is done: within its hour, after the part of the room that it takes; arrivals come until the end of theirs. */
const finishOf = (
  { job, inTime, late, doneByHour }: Filling,
  before: readonly (readonly number[])[],
): number | null => {
  if (job.workPerDay <= 0) return 0;
  if (total(doneByHour) < job.workPerDay * (1 - ROUNDING)) return null;
  const last = doneByHour.findLastIndex((work) => work > job.workPerDay * ROUNDING);
  if (late.some((hours) => total(hours) > 0)) return null;
  if (job.arrivals !== null) return last + 1;
  const parts = inTime.map((hours, place) => {
    const work = hours[last] ?? 0;
    const free = before[place]?.[hourOf(job, last)] ?? 0;
    return work > 0 ? Math.min(1, work / Math.max(work, free)) : 0;
  });
  return last + Math.max(...parts);
};

/** After its deadline, in what all others leave of its day. */
const fillLate = (left: number[][], places: readonly Place[], filling: Filling): void => {
  const { job, late, doneByHour } = filling;
  // What arrives through the day has had all that the day holds.
  if (job.arrivals !== null || job.workPerDay - total(doneByHour) <= job.workPerDay * ROUNDING) return;
  const capacities = places.map(({ capacity }) => capacity);
  for (const after of HOURS.slice(Math.min(DAY, Math.floor(job.deadlineHours)))) {
    const hour = hourOf(job, after);
    const rooms = left.map((hours, place) =>
      Math.min(hours[hour] ?? 0, Math.max(0, places[place]?.room[hour] ?? 0) * (1 - partBefore(job, after))),
    );
    const works = levelFill(openAt(filling, after), capacities, rooms);
    for (const [place, work] of works.entries()) take(left, filling, late, place, after, work);
  }
};

const answerOf = ({ job, inTime, late, finishedAfterHours }: Filling): FilledJob => {
  const work = job.workPerDay;
  const byUtc = (hours: readonly number[]): number[] =>
    HOURS.map((hour) => hours[(hour - job.releaseHourUtc + DAY) % DAY] ?? 0);
  const together = (parts: readonly (readonly number[])[]): number[] =>
    HOURS.map((hour) => parts.reduce((sum, hours) => sum + (hours[hour] ?? 0), 0));
  const [done, afterwards] = [together(inTime), together(late)];
  let sofar = 0;
  const cumulative = done.map((share) => (work > 0 ? (sofar += share) / work : 1));
  const lateShare = work > 0 ? Math.min(1, total(afterwards) / work) : 0;
  const doneShare = work > 0 ? Math.min(1, total(done) / work) : 1;
  return {
    shareByHour: byUtc(done),
    lateByHour: byUtc(afterwards),
    byPlace: inTime.map((hours, place) => byUtc(hours.map((share, after) => share + (late[place]?.[after] ?? 0)))),
    lateByPlace: late.map(byUtc),
    doneShare,
    lateShare,
    finishedAfterHours,
    cumulativeByHourAfterRelease: cumulative,
    fitsInDay: doneShare + lateShare >= 1 - ROUNDING,
  };
};
