/**
 * What the scheduling of offline work needs to know of an estate, and nothing else: where there is room in which hour, what work done
 * there takes at the meter, and which work waits for it [E4].
 */

export const DAYS = ['weekday', 'weekend'] as const;
export type Day = (typeof DAYS)[number];

/** By UTC hour. Work is counted as the share of its pool's capacity that it takes for an hour. */
export interface PlaceDay {
  /** Work that fits. */
  readonly room: readonly number[];
  /** At the meter, for each second that a unit of work is done in the hour. */
  readonly watts: readonly number[];
  readonly usdPerSecond: readonly number[];
  readonly gramsPerSecond: readonly number[];
}

/** A serving unit: racks alike that share the work of an hour. */
export interface Place {
  readonly deploymentId: string;
  /** Of its pool. */
  readonly unit: number;
  /** Where it stands: one site, unless the place decides nothing. Shares add up to 1. */
  readonly sites: readonly { readonly siteId: string; readonly share: number }[];
  /** Share of the capacity of its pool. */
  readonly share: number;
  readonly weekday: PlaceDay;
  readonly weekend: PlaceDay;
}

/** A day's offline work of one workload. */
export interface Task {
  readonly workloadId: string;
  readonly deploymentId: string;
  readonly day: Day;
  readonly work: number;
  readonly releaseHourUtc: number;
  /** Hours after release by which it must be done, at most 24. */
  readonly deadlineHours: number;
  /** Work that may not move in place: the most that each place may do of it, in the order of the places. Null where it may. */
  readonly homes: readonly number[] | null;
  /** Work that may not move in time keeps its hours: the share done in each UTC hour. Null where it may. */
  readonly heldHours: readonly number[] | null;
}

export interface ProgramInput {
  readonly goal: 'cost' | 'carbon';
  readonly places: readonly Place[];
  readonly tasks: readonly Task[];
}
