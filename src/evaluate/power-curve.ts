/**
 * IT power of a rack group over the load of its unit: what hours, caps, schedules and draws of chance read instead of working out
 * every step again [E1].
 */
import { at, locate } from '../maths/search.ts';
import { quantity, type Watts } from '../units/quantity.ts';

/** Straight lines between points. Watts never fall with load. */
export interface PowerCurve {
  /** Ascending from 0: shares of the capacity of the unit inside its SLA; beyond 1 targets are missed. */
  readonly shares: readonly number[];
  readonly watts: readonly Watts[];
}

/** Watts at a share; beyond the last point the last. */
export const wattsAt = ({ shares, watts }: PowerCurve, share: number): Watts =>
  quantity<'J/s'>(at(watts, locate(shares, share)));

/** Largest share that draws no more than `limit`: 0 where even rest draws more, Infinity where no load does. */
export const shareWithin = ({ shares, watts }: PowerCurve, limit: number): number => {
  const above = watts.findIndex((one) => one > limit);
  if (above < 0) return Infinity;
  const [x1, y1] = [shares[above], watts[above]];
  const [x0, y0] = [shares[above - 1], watts[above - 1]];
  if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined) return 0;
  return x0 + ((x1 - x0) * (limit - y0)) / (y1 - y0);
};
