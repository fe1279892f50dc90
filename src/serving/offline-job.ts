/** Offline work that is to be done, and where there is room for it. */
/** Where work can be done: its capacity, and the room by UTC hour, in the unit of work. */
export interface Place {
  readonly capacity: number;
  readonly room: readonly number[];
}

/** Work is counted as the share of the pool's SLA capacity that it takes for an hour. */
export interface OfflineJob {
  readonly workPerDay: number;
  readonly releaseHourUtc: number;
  /** Hours after release, or after the hour of arrival, by which it must be done; at most the 24 of its own day are used. */
  readonly deadlineHours: number;
  /** Where it may not move in time, the share of its day's work that arrives in each hour after release. */
  readonly arrivals: readonly number[] | null;
  /** Whether it may choose among places; else all of them share it in proportion to capacity, as far as they have room. */
  readonly mayMove: boolean;
  /** Work an optimiser put into each place and UTC hour: done there first, as far as room, arrival and deadline allow. */
  readonly planned?: readonly (readonly number[])[];
}
