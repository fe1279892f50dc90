/** Geometry of an edited curve: where a point stands, what a place on the drawing means, and what a key does to a point. */
import { linearAxis, type Axis } from '../../ui/charts/axis.ts';
import { innerHeight, innerWidth, type Plot } from '../../ui/charts/plot.ts';

/** Ground left above the highest point, so that it can be lifted. */
const ROOM = 1.15;
/** Steps of the keyboard and of the pointer in the height of the axis. */
const STEPS = 200;
const ROUND_STEPS = [1, 2, 5, 10];
/** Page up and page down. */
const LARGE_STEP = 10;

/** An axis from 0 that holds every value with room above it; `least` is the value it reaches at least. */
export const curveAxis = (values: readonly number[], least = 0): Axis =>
  linearAxis(Math.max(least, ...values) * ROOM, 3);

/** The round amount one key press changes a value by, and to which dragged values are rounded. */
export const stepOf = (axisMax: number): number => {
  const raw = axisMax / STEPS;
  const power = 10 ** Math.floor(Math.log10(raw));
  return Number((power * (ROUND_STEPS.find((step) => step * power >= raw * (1 - 1e-9)) ?? 10)).toPrecision(1));
};

/** The multiple of the step that is nearest, never below 0; written without the tail of a product. */
export const snapped = (value: number, step: number): number =>
  Math.max(0, Number((Math.round(value / step) * step).toPrecision(6)));

/** The value at a height of the drawing, px from its top, snapped to the step; bounded by the axis. */
export const valueAt = (plot: Plot, axisMax: number, y: number): number => {
  const share = 1 - (y - plot.top) / Math.max(1, innerHeight(plot));
  return snapped(Math.min(1, Math.max(0, share)) * axisMax, stepOf(axisMax));
};

/** px from the left of the drawing: edge before the point `index` of `count`. */
export const edgeAt = (plot: Plot, index: number, count: number): number =>
  plot.left + (innerWidth(plot) * index) / count;

/** px from the left of the drawing: the point `index` of `count`. */
export const middleAt = (plot: Plot, index: number, count: number): number => edgeAt(plot, index + 0.5, count);

/** The path of a stepped line over all points; closed down to the foot of the drawing for an area. */
export const steppedPath = (plot: Plot, values: readonly number[], axisMax: number, closed: boolean): string => {
  const y = (value: number): string => (plot.top + innerHeight(plot) * (1 - Math.min(1, value / axisMax))).toFixed(1);
  const x = (index: number): string => edgeAt(plot, index, values.length).toFixed(1);
  const line = values
    .map((value, index) => `${index === 0 ? 'M' : 'L'}${x(index)} ${y(value)}H${x(index + 1)}`)
    .join('');
  return closed ? `${line}V${y(0)}H${x(0)}Z` : line;
};

export interface KeyedPoint {
  readonly index: number;
  readonly value: number;
}

/** What a key does to the point that has the focus: up and down change its value, left and right pass on. Null: nothing. */
export const afterKey = (key: string, index: number, values: readonly number[], step: number): KeyedPoint | null => {
  const value = values[index];
  if (value === undefined) return null;
  const to = (next: number): KeyedPoint | null => {
    const bounded = Math.min(values.length - 1, Math.max(0, next));
    return { index: bounded, value: values[bounded] ?? value };
  };
  const by = (steps: number): KeyedPoint => ({ index, value: snapped(value + steps * step, step) });
  switch (key) {
    case 'ArrowUp':
      return by(1);
    case 'ArrowDown':
      return by(-1);
    case 'PageUp':
      return by(LARGE_STEP);
    case 'PageDown':
      return by(-LARGE_STEP);
    case 'ArrowLeft':
      return to(index - 1);
    case 'ArrowRight':
      return to(index + 1);
    case 'Home':
      return to(0);
    case 'End':
      return to(values.length - 1);
    default:
      return null;
  }
};

/** The point where two curves lie furthest apart: there a word beside one of them cannot be taken for the other. */
export const widestApart = (one: readonly number[], other: readonly number[]): number => {
  const gaps = one.map((value, index) => Math.abs(value - (other[index] ?? value)));
  return gaps.indexOf(Math.max(...gaps));
};
