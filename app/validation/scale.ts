/** Where a value stands on the two equal log axes of the scatter. */
import { logAxis } from '../ui/charts/axis.ts';
import type { Compared } from './metrics.ts';

export interface Square {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
}

/** One range for both axes, so that equal is the diagonal. */
export const squareOf = (compared: readonly Compared[]): Square => {
  const all = compared.flatMap(({ measured, predicted }) => [measured, predicted]);
  if (all.length === 0) return { min: 1, max: 100, ticks: [1, 10, 100] };
  const axis = logAxis(Math.min(...all), Math.max(...all));
  return axis.ticks.length <= MOST_TICKS ? axis : { ...axis, ticks: axis.ticks.filter(isDecade) };
};

/** Thirds of decades stand between them only where there is room. */
const MOST_TICKS = 8;

const isDecade = (tick: number): boolean => Number.isInteger(Number(Math.log10(tick).toFixed(6)));

/** Share 0..1 of the axis. */
export const shareOf = ({ min, max }: Square, value: number): number => Math.log(value / min) / Math.log(max / min);

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const placeIn = (box: Box, square: Square, measured: number, predicted: number): { x: number; y: number } => ({
  x: box.left + box.width * shareOf(square, measured),
  y: box.top + box.height * (1 - shareOf(square, predicted)),
});

/** The line predicted = factor × measured, cut to the square: from where it enters to where it leaves. */
export const factorLine = (square: Square, factor: number): { readonly from: number; readonly to: number } => ({
  from: Math.max(square.min, square.min / factor),
  to: Math.min(square.max, square.max / factor),
});

/** Index of the point nearest to a place, or null where none is within `reach` px. */
export const nearestAt = (
  places: readonly { readonly x: number; readonly y: number }[],
  x: number,
  y: number,
  reach: number,
): number | null => {
  let best: number | null = null;
  let least = reach ** 2;
  places.forEach((place, index) => {
    const away = (place.x - x) ** 2 + (place.y - y) ** 2;
    if (away <= least) {
      least = away;
      best = index;
    }
  });
  return best;
};
