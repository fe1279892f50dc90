/** Power over load on an even grid: read many times, without a search. */
import { wattsAt, type PowerCurve } from '../../evaluate/power-curve.ts';

export interface PowerTable {
  readonly watts: Float64Array;
  /** Steps of the grid for a share of 1. */
  readonly perShare: number;
}

/** Far more than the rows of a service curve. */
const STEPS = 512;

export const tableOf = (curve: PowerCurve): PowerTable => {
  const end = curve.shares.at(-1) ?? 0;
  const step = end > 0 ? end / STEPS : 1;
  return {
    watts: Float64Array.from({ length: STEPS + 1 }, (_, index) => wattsAt(curve, index * step)),
    perShare: 1 / step,
  };
};

/** Beyond the last point the last. */
export const wattsIn = ({ watts, perShare }: PowerTable, share: number): number => {
  const place = share * perShare;
  const below = Math.floor(place);
  if (below >= STEPS) return watts[STEPS] ?? 0;
  const low = watts[below] ?? 0;
  return low + (place - below) * ((watts[below + 1] ?? low) - low);
};
