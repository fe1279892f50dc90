/** How a pool's load falls on its units: all alike, or the nearest first; none above what its power and its batch allow. */
import { HOURS } from '../serving/demand.ts';
import { levelFill } from '../serving/level-fill.ts';
import { fullLoadOf } from './pool-activity.ts';
import type { PoolCapacity, ServingUnit } from './pool-capacity.ts';
import type { PoolWorkload } from './pool.ts';

export interface LoadSpread {
  /** Load that share 1 of each unit stands for, requests of the mix per second; 0 for one that no load reaches. */
  readonly full: readonly number[];
  /** Of the pool: their sum. */
  readonly whole: number;
  /** Saturation of each unit, as a share of its own full load. */
  readonly saturated: readonly number[];
  /** What power leaves each unit by UTC hour, as a share of its own full load; Infinity where it does not count. */
  readonly limits: readonly (readonly number[])[];
  /** Units at one distance, nearest first; null where all are loaded alike. */
  readonly order: readonly (readonly number[])[] | null;
  /** Share of a unit that may be used before the next is. */
  readonly utilisationCap: number;
}

export const loadSpreadOf = (
  pool: PoolCapacity,
  limits: readonly (readonly number[])[],
  utilisationCap: number,
): LoadSpread => {
  const full = pool.units.map((serving) => fullLoadOf(serving, pool));
  return {
    full,
    whole: full.reduce((sum, load) => sum + load, 0),
    saturated: pool.units.map(({ capacity }, index) => (full[index] ? capacity.saturation / full[index] : 0)),
    limits,
    order: pool.input.deployment.routing === 'nearest-first' ? nearestFirst(pool) : null,
    utilisationCap,
  };
};

/** Units by round trip to the users of the largest interactive workload. */
const nearestFirst = (pool: PoolCapacity): number[][] => {
  const { workloads } = pool.input;
  const interactive = workloads.filter(({ urgency }) => urgency !== 'offline');
  const workOf = ({ workload, week }: PoolWorkload): number =>
    Math.max(...week.weekday) * (pool.weights.get(workload.id) ?? 1);
  const [largest] = (interactive.length > 0 ? interactive : workloads).toSorted((a, b) => workOf(b) - workOf(a));
  const distanceOf = ({ unit }: ServingUnit): number => unit.roundTrips[largest?.workload.id ?? ''] ?? 0;
  const distances = [...new Set(pool.units.map(distanceOf))].toSorted((a, b) => a - b);
  return distances.map((distance) =>
    pool.units.flatMap((serving, index) => (distanceOf(serving) === distance ? [index] : [])),
  );
};

/** Largest share of its own full load a unit can take in an hour; null is an hour without a limit of power. */
const mostOf = ({ saturated, limits }: LoadSpread, unit: number, hour: number | null): number =>
  Math.min(saturated[unit] ?? 0, hour === null ? Infinity : (limits[unit]?.[hour] ?? Infinity));

const mostAt = (spread: LoadSpread, hour: number | null): number[] =>
  spread.saturated.map((_, unit) => mostOf(spread, unit, hour));

/** The same share of each, the common case; null where one cannot take it. */
const evenShares = (spread: LoadSpread, load: number, hour: number | null): number[] | null => {
  const { full, whole } = spread;
  const level = whole > 0 ? load / whole : 0;
  const shares: number[] = [];
  for (let unit = 0; unit < full.length; unit++) {
    const one = full[unit] ?? 0;
    if (level * one > mostOf(spread, unit, hour) * one) return null;
    shares.push(one > 0 ? (level * one) / one : 0);
  }
  return shares;
};

/**
 * Share of its own full load that each unit carries when the pool is asked for `share` of its own. They fall short of it only where every
 * unit is at its most. Eq. Q5
 */
export const unitSharesAt = (spread: LoadSpread, share: number, hour: number | null): number[] => {
  const { full, whole, order, utilisationCap } = spread;
  const load = share * whole;
  const even = order === null ? evenShares(spread, load, hour) : null;
  if (even) return even;
  const most = mostAt(spread, hour);
  const asShares = (loads: readonly number[]): number[] =>
    loads.map((one, index) => (full[index] ? one / full[index] : 0));
  const limits = most.map((one, index) => one * (full[index] ?? 0));
  if (order === null) return asShares(levelFill(load, full, limits));
  const inside = most.map((one, index) => Math.min(one, utilisationCap) * (full[index] ?? 0));
  // Where even all of them together are not enough, they are loaded alike again.
  if (load > inside.reduce((sum, one) => sum + one, 0)) return asShares(levelFill(load, full, limits));
  const loads = full.map(() => 0);
  let left = load;
  for (const tier of order) {
    const of = (values: readonly number[]): number[] => tier.map((index) => values[index] ?? 0);
    const parts = levelFill(left, of(full), of(inside));
    for (const [place, index] of tier.entries()) loads[index] = parts[place] ?? 0;
    left -= parts.reduce((sum, part) => sum + part, 0);
    if (left <= 0) break;
  }
  return asShares(loads);
};

/** By UTC hour, as shares of the capacity of a pool: what it takes inside its targets and until it is saturated, power limits included. */
export interface PoolRoom {
  readonly inside: readonly number[];
  readonly most: readonly number[];
}

export const roomByHour = (spread: LoadSpread, meetsTargets: boolean): PoolRoom => {
  const { full, whole } = spread;
  const sumAt = (hour: number | null, highest: number): number =>
    mostAt(spread, hour).reduce((sum, share, index) => sum + Math.min(share, highest) * (full[index] ?? 0), 0) / whole;
  return {
    inside: HOURS.map((hour) => (meetsTargets ? sumAt(hour, 1) : 0)),
    most: HOURS.map((hour) => sumAt(hour, Infinity)),
  };
};
