/** How far power lets each unit of a pool be loaded, hour by hour [E1]. */
import { HOURS } from '../serving/demand.ts';
import type { ServingUnit } from './pool-capacity.ts';
import { shareWithin, type PowerCurve } from './power-curve.ts';

/**
 * By unit and UTC hour, as a share of the unit's own full load: what the tightest of its rack groups may draw. Infinity where power does
 * not limit it, or nobody knows what it draws. `allotments` in IT watts by rack group id.
 */
export const unitLimitsOf = (
  units: readonly ServingUnit[],
  curves: ReadonlyMap<string, PowerCurve | null>,
  allotments: ReadonlyMap<string, readonly number[] | null>,
): number[][] =>
  units.map(({ unit }) => {
    const groups = [unit, unit.prefill, unit.ffn].flatMap((part) => part?.groups ?? []);
    const limited = [...new Set(groups.map(({ rackGroup }) => rackGroup.id))].flatMap((id) => {
      const [curve, watts] = [curves.get(id), allotments.get(id)];
      return curve && watts ? [{ curve, watts }] : [];
    });
    if (limited.length === 0) return HOURS.map(() => Infinity);
    return HOURS.map((hour) =>
      Math.min(...limited.map(({ curve, watts }) => shareWithin(curve, watts[hour] ?? Infinity))),
    );
  });
