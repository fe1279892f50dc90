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

/** Hours up to the deadline. Work that may not move in time takes them as they come; among equal costs the sooner is first. */
export const slotsOf = (places: readonly Place[], job: OfflineJob, costOf: SlotCost | null): Slot[] => {
  const all = places.map((_, place) => place);
  const hours = Array.from({ length: Math.min(DAY, Math.ceil(job.deadlineHours)) }, (_, after) => after);
  if (!costOf) return hours.map((after) => ({ after, among: all }));
  const hourOf = (after: number): number => (job.releaseHourUtc + after) % DAY;
  const single = (after: number): (Slot & { cost: number })[] =>
    all.map((place) => ({ after, among: [place], cost: costOf(place, hourOf(after)) }));
  const cheapest = <T extends { readonly cost: number }>(slots: readonly T[]): T[] =>
    slots.toSorted((a, b) => a.cost - b.cost);
  if (job.arrivals !== null)
    return hours.flatMap((after): Slot[] => (job.mayMove ? cheapest(single(after)) : [{ after, among: all }]));
  if (job.mayMove) return cheapest(hours.flatMap(single));
  const whole = places.reduce((sum, { capacity }) => sum + capacity, 0);
  const meanCost = (after: number): number =>
    all.reduce((sum, place) => sum + ((places[place]?.capacity ?? 0) / whole) * costOf(place, hourOf(after)), 0);
  return cheapest(hours.map((after) => ({ after, among: all, cost: meanCost(after) })));
};
