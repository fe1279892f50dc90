/**
 * When and where offline work is done, as an optimiser found it; an input of the evaluation, which keeps within the room there is and
 * fills what the schedule leaves open by itself [E4].
 */

/** Of a workload's day of work, the share done in each UTC hour, by site id. All sites together come to 1 at most. */
export type ScheduledDay = Readonly<Record<string, readonly number[]>>;

/** By workload id. */
export type Schedule = Readonly<Record<string, { readonly weekday: ScheduledDay; readonly weekend: ScheduledDay }>>;
