/** Where a point of the frontier stands: tokens per second of one user from 0 to the right, output on a log axis upwards. */
import { linearAxis, logAxis } from '../ui/charts/axis.ts';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface FrontierScale {
  readonly box: Box;
  readonly xMax: number;
  readonly xTicks: readonly number[];
  readonly yMin: number;
  readonly yMax: number;
  readonly yTicks: readonly number[];
}

export interface Line {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** Room beside the outermost thing drawn, as a factor. */
const ROOM_RIGHT = 1.04;
const ROOM_ABOVE = 1.5;
const ROOM_BELOW = 1.6;
/** px a tick needs. */
const TICK_WIDE = 72;
const TICK_TALL = 24;

/** Axes that hold the front, its band and the measured runs. Null while nothing is to be drawn. */
export const scaleOf = (box: Box, front: Line, others: Line): FrontierScale | null => {
  const [xs, ys] = [
    [...front.x, ...others.x],
    [...front.y, ...others.y],
  ];
  if (front.x.length === 0 || box.width <= 0 || box.height <= 0) return null;
  const xMax = Math.max(...xs) * ROOM_RIGHT;
  const yMin = Math.min(...ys) / ROOM_BELOW;
  const yMax = Math.max(...ys) * ROOM_ABOVE;
  const inside = logAxis(yMin, yMax).ticks.filter((tick) => tick >= yMin && tick <= yMax);
  const most = Math.max(2, box.height / TICK_TALL);
  return {
    box,
    xMax,
    xTicks: linearAxis(xMax, Math.max(2, Math.floor(box.width / TICK_WIDE))).ticks.filter((tick) => tick <= xMax),
    yMin,
    yMax,
    yTicks: inside.length <= most ? inside : inside.filter(isDecade),
  };
};

const isDecade = (tick: number): boolean => Number.isInteger(Number(Math.log10(tick).toFixed(6)));

export const xOf = ({ box, xMax }: FrontierScale, value: number): number => box.left + (box.width * value) / xMax;

export const yOf = ({ box, yMin, yMax }: FrontierScale, value: number): number =>
  box.top + box.height * (1 - Math.log(value / yMin) / Math.log(yMax / yMin));

/** px of the front at a px from the left: straight between its points; the highest left of them, none right of them. */
export const frontHeightAt = (scale: FrontierScale, { x, y }: Line, px: number): number | null => {
  const bottom = scale.box.top + scale.box.height;
  const after = x.findIndex((value) => xOf(scale, value) >= px);
  if (after === -1) return bottom;
  const [x1, y1] = [x[after], y[after]];
  if (x1 === undefined || y1 === undefined) return null;
  const [x0, y0] = [x[after - 1], y[after - 1]];
  if (x0 === undefined || y0 === undefined) return yOf(scale, y1);
  const [left, right] = [xOf(scale, x0), xOf(scale, x1)];
  const share = right > left ? (px - left) / (right - left) : 1;
  return yOf(scale, y0) + share * (yOf(scale, y1) - yOf(scale, y0));
};
