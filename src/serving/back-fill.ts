/**
 * Offline work in the room that interactive work leaves, hour by hour: earliest first from its release, earliest deadline first
 * between workloads. For one class on one pool no other order finishes sooner.
 */

/** Work is counted as the share of the pool's SLA capacity that it takes for an hour. */
export interface OfflineJob {
  readonly workPerDay: number;
  readonly releaseHourUtc: number;
  /** Hours after release by which it must be done; at most the 24 of its own day are used. */
  readonly deadlineHours: number;
  /** Where it may not move in time, the share of its day's work that arrives in each hour after release. */
  readonly arrivals: readonly number[] | null;
}

export interface FilledJob {
  /** By UTC hour. */
  readonly shareByHour: readonly number[];
  readonly doneShare: number;
  /** Hours after release when the last of it is done; null when the deadline passes first. */
  readonly finishedAfterHours: number | null;
  readonly cumulativeByHourAfterRelease: readonly number[];
  /** Whether the room of a whole day would hold the work, deadline aside: if not, it piles up from day to day. */
  readonly fitsInDay: boolean;
}

const DAY = 24;

/** Fills `room` (share of capacity free in each UTC hour) with the jobs, in order of deadline. Eq. E4 */
export const backFill = (room: readonly number[], jobs: readonly OfflineJob[]): FilledJob[] => {
  const left = [...room].map((share) => Math.max(0, share));
  const order = jobs
    .map((job, index) => ({ job, index }))
    .toSorted((a, b) => a.job.deadlineHours - b.job.deadlineHours || a.index - b.index);
  const filled = new Map<number, FilledJob>();
  for (const { job, index } of order) filled.set(index, fill(left, job));
  return jobs.map((job, index) => filled.get(index) ?? fill(left, job));
};

const fill = (left: number[], job: OfflineJob): FilledJob => {
  const shareByHour = Array.from({ length: DAY }, () => 0);
  const cumulative: number[] = [];
  let afterDeadline = 0;
  let [done, arrived] = [0, job.arrivals === null ? job.workPerDay : 0];
  let finishedAfterHours: number | null = job.workPerDay > 0 ? null : 0;
  for (let after = 0; after < DAY; after++) {
    if (job.arrivals !== null) arrived += job.workPerDay * (job.arrivals[after] ?? 0);
    const hour = (job.releaseHourUtc + after) % DAY;
    const within = Math.min(1, Math.max(0, job.deadlineHours - after));
    const taken = Math.max(0, Math.min((left[hour] ?? 0) * within, arrived - done));
    if (finishedAfterHours === null && done + taken >= job.workPerDay * (1 - 1e-9)) {
      const free = left[hour] ?? 0;
      finishedAfterHours = after + (job.arrivals !== null || free === 0 ? 1 : taken / free);
    }
    afterDeadline += Math.max(0, left[hour] ?? 0) * (1 - within);
    done += taken;
    shareByHour[hour] = taken;
    left[hour] = (left[hour] ?? 0) - taken;
    cumulative.push(job.workPerDay > 0 ? done / job.workPerDay : 1);
  }
  return {
    shareByHour,
    doneShare: job.workPerDay > 0 ? Math.min(1, done / job.workPerDay) : 1,
    finishedAfterHours,
    cumulativeByHourAfterRelease: cumulative,
    fitsInDay: done + afterDeadline >= job.workPerDay * (1 - 1e-9),
  };
};
