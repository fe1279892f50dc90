/** What offline work costs, in dollars or grams, by the unit and hour that it is done in [E4]. */
import type { SlotCost } from '../serving/fill-order.ts';
import type { ServingUnit } from './pool-capacity.ts';
import { wattsAt, type PowerCurve } from './power-curve.ts';

/** Price and carbon of a joule that IT draws on a site, by UTC hour, cooling and distribution included. */
export interface JouleHours {
  readonly usdPerJoule: readonly number[];
  readonly gramsPerJoule: readonly number[];
}

/** One rack group of a unit: all its copies, and what a joule of it costs by hour. */
interface Drawing {
  readonly curve: PowerCurve;
  readonly copies: number;
  readonly perJoule: readonly number[];
}

/** Of each unit. */
export type FillCosts = readonly (readonly Drawing[])[];

/** Null where a rack group has no power figure or its site no price: nothing can be compared. */
export const fillCostsOf = (
  units: readonly ServingUnit[],
  curves: ReadonlyMap<string, PowerCurve | null>,
  sites: ReadonlyMap<string, JouleHours>,
  goal: 'cost' | 'carbon',
): FillCosts | null => {
  const all = units.map(({ unit }) => {
    const groups = new Set([unit, unit.prefill, unit.ffn].flatMap((part) => part?.groups ?? []));
    return [...groups].map(({ rackGroup, site }): Drawing | null => {
      const curve = curves.get(rackGroup.id);
      const hours = sites.get(site.id);
      if (!curve || !hours) return null;
      return { curve, copies: unit.copies, perJoule: goal === 'cost' ? hours.usdPerJoule : hours.gramsPerJoule };
    });
  });
  const known = all.map((drawings) => drawings.flatMap((one) => one ?? []));
  return known.every((drawings, index) => drawings.length === all[index]?.length) ? known : null;
};

const drawnCost = (drawings: readonly Drawing[], from: number, to: number, hour: number): number =>
  drawings.reduce(
    (sum, { curve, copies, perJoule }) =>
      sum + copies * (perJoule[hour] ?? 0) * (wattsAt(curve, to) - wattsAt(curve, from)),
    0,
  );

/** Shares of each unit's own full load: what interactive work takes, and how far offline work may go, by UTC hour. */
export interface UnitRoom {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/**
 * Cost of a unit of work: the slope of the unit's power over the whole room of the hour. `full` is the part of the pool's capacity that
 * each unit has. Worked out once for all jobs of a day. Eq. E4
 */
export const slotCostOf = (costs: FillCosts, rooms: readonly UnitRoom[], full: readonly number[]): SlotCost => {
  const table = costs.map((drawings, unit) => {
    const { from, to } = rooms[unit] ?? { from: [], to: [] };
    return from.map((low, hour) => {
      const width = (to[hour] ?? 0) - low;
      const part = full[unit] ?? 0;
      return width > 0 && part > 0 ? drawnCost(drawings, low, low + width, hour) / (width * part) : Infinity;
    });
  });
  return (place, hour) => table[place]?.[hour] ?? Infinity;
};

/** What the offline work of a day really draws: along the curves, not along their mean slope. */
export const fillCost = (
  costs: FillCosts,
  rooms: readonly UnitRoom[],
  offline: readonly (readonly number[])[],
): number =>
  costs.reduce(
    (sum, drawings, unit) =>
      sum +
      (offline[unit] ?? []).reduce((day, share, hour) => {
        const from = rooms[unit]?.from[hour] ?? 0;
        return share > 0 ? day + drawnCost(drawings, from, from + share, hour) : day;
      }, 0),
    0,
  );
