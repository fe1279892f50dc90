/** In which order offline work looks at hours and places: the soonest first, or what costs least. */
import type { OfflineJob, Place } from './offline-job.ts';

/** Of a unit of work done in a place and UTC hour; only differences matter. */
export type SlotCost = (place: number, hourUtc: number) => number;

/** An hour after release, and the places that share what it takes. */
export interface Slot {
  readonly after: number;
  readonly among: readonly number[];
}

const DAY = 24;

/** Hours up to the deadline; where work arrives through the day, all of them. Work that may not move in time takes them as they come; among equal costs the sooner is first. */
export const slotsOf = (places: readonly Place[], job: OfflineJob, costOf: SlotCost | null): Slot[] => {
  const all = places.map((_, place) => place);
  const hours = Array.from(
    { length: job.arrivals === null ? Math.min(DAY, Math.ceil(job.deadlineHours)) : DAY },
    (_, after) => after,
  );
  if (!costOf) return hours.map((after) => ({ after, among: all }));
  const hourOf = (after: number): number => (job.releaseHourUtc + after) % DAY;
  const single = (after: number): (Slot & { cost: number })[] =>
    all.map((place) => ({ after, among: [place], cost: costOf(place, hourOf(after)) }));
  const cheapest = <T extends { readonly cost: number }>(slots: readonly T[]): T[] =>
    slots.toSorted((a, b) => a.cost - b.cost);
  if (job.arrivals !== null)
    return hours.flatMap((after): Slot[] => (job.mayMove ? cheapest(single(after)) : [{ after, among: all }]));
  if (job.mayMove) return cheapest(hours.flatMap(single));
  // Over the places that have room in the hour: one that is full, or has no capacity, takes none of it and has no cost.
  const meanCost = (after: number): number => {
    const hour = hourOf(after);
    let [room, cost] = [0, 0];
    for (const place of all) {
      const free = places[place]?.room[hour] ?? 0;
      if (free <= 0) continue;
      room += free;
      cost += free * costOf(place, hour);
    }
    return room > 0 ? cost / room : Infinity;
  };
  return cheapest(hours.map((after) => ({ after, among: all, cost: meanCost(after) })));
};
