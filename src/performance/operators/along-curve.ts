/**
 * Measured time between two knots of an operator's size. The closed form says how time grows from one to the other: where it is flat, bound
 * by the launch, and where it rises. Interpolating the ratio to it instead would dip where measured and closed form bend at different sizes.
 */
import { gridAt, type Grid } from '../../calibration/grid.ts';

/**
 * Time at a size whose closed form is `closed`, between knots whose closed forms are `closedLow` and `closedHigh` and whose measured times are
 * `low` and `high`. Where the closed form does not grow, `share` of the way along the axis. Never falls with size. Eq. O2
 */
export const betweenKnots = (
  closed: number,
  closedLow: number,
  closedHigh: number,
  low: number,
  high: number,
  share: number,
): number => {
  const grown = closedHigh - closedLow;
  const way = grown > FLAT * closedLow ? Math.min(1, Math.max(0, (closed - closedLow) / grown)) : share;
  return low + Math.max(0, high - low) * way;
};

/** Closed forms that differ less than this are flat. */
const FLAT = 1e-6;

/**
 * Measured seconds at `place`, whose first coordinate is log2 of the size and whose closed form is `closed`; `closedAt` gives the closed form at
 * another such coordinate, all else equal. Above the knots the ratio stays as it is at the last; below them time is that of the first: less
 * than a tile takes as long as one. Eq. O2
 */
export const curveSeconds = (
  grid: Grid,
  place: readonly number[],
  closed: number,
  closedAt: (x: number) => number,
): number => {
  const knots = grid.axes[0] ?? [];
  const x = place[0] ?? 0;
  let high = 0;
  while (high < knots.length && x >= (knots[high] ?? 0)) high++;
  if (high === 0) return closedAt(knots[0] ?? 0) * Math.exp(gridAt(grid, place));
  if (high === knots.length) return closed * Math.exp(gridAt(grid, place));
  const [from = 0, to = 0] = [knots[high - 1], knots[high]];
  const there = [...place];
  there[0] = from;
  const closedLow = closedAt(from);
  const low = closedLow * Math.exp(gridAt(grid, there));
  there[0] = to;
  const closedHigh = closedAt(to);
  const top = closedHigh * Math.exp(gridAt(grid, there));
  return betweenKnots(closed, closedLow, closedHigh, low, top, (x - from) / (to - from));
};
