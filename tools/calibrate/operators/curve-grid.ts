/**
 * Fits grids whose first axis is the size along which time is read off between knots as the closed form grows (`betweenKnots`), and whose
 * times never fall along the rising axes. That reading is not linear in the values: Gauss–Newton, from the plain least squares.
 */
import { packGrid, type Grid } from '../../../src/calibration/grid.ts';
import { betweenKnots } from '../../../src/performance/operators/along-curve.ts';
import { cornersOf, dot, fitRows, fitValues, type Corner, type Row, type Sample } from '../fit-grid.ts';
import { lineOf, product, raised, refined, SLACK, STEPS, type Line, type RisingFit } from './monotone-grid.ts';

const ROUNDS = 3;
/** One sample of so many is left out of a second fit, which gives the errors. */
const FOLDS = 5;

/** Grid of all samples; its errors are those of a fit without every fifth sample, on those. */
export const fitCurveGrid = (axes: Grid['axes'], samples: readonly Sample[], options: RisingFit): Grid => {
  const lines = curveLines(axes, options);
  const all = samples.map((sample) => readingOf(axes, sample, options.closed));
  const kept = (_: unknown, i: number): boolean => i % FOLDS !== 0;
  const fit = (some: readonly Sample[], readings: readonly Reading[]): Float64Array => {
    let values = fitValues(axes, some, options);
    for (let round = 0; round < ROUNDS; round++) values = fitRows(axes, tangents(values, readings), options);
    return raised(values, lines);
  };
  const values = fit(samples, all);
  const without = fit(samples.filter(kept), all.filter(kept));
  const errors = all
    .filter((_, i) => i % FOLDS === 0)
    .map((reading) => Math.abs(read(without, reading).value - reading.value))
    .toSorted((a, b) => a - b);
  const quantile = (p: number): number => Number((errors[Math.floor(p * (errors.length - 1))] ?? 0).toFixed(4));
  return { axes, values: packGrid(values), errors: [quantile(0.5), quantile(0.9)] };
};

/** A sample with the knots on both sides of it and the closed forms there; beyond the knots both sides are one. */
interface Reading {
  readonly value: number;
  readonly low: Corner;
  readonly high: Corner;
  readonly closed: number;
  readonly closedLow: number;
  readonly closedHigh: number;
  readonly share: number;
}

const readingOf = (axes: Grid['axes'], { place, value }: Sample, closed: RisingFit['closed']): Reading => {
  const knots = axes[0] ?? [];
  const [x = 0, ...rest] = place;
  const inside = x > (knots[0] ?? 0) && x < (knots.at(-1) ?? 0);
  const at = inside ? knots.findIndex((knot) => knot > x) : -1;
  const [low, high] = at > 0 ? [knots[at - 1] ?? x, knots[at] ?? x] : [x, x];
  return {
    value,
    low: cornersOf(axes, [low, ...rest]),
    high: cornersOf(axes, [high, ...rest]),
    closed: Math.exp(closed(place)),
    closedLow: Math.exp(closed([low, ...rest])),
    closedHigh: Math.exp(closed([high, ...rest])),
    share: high > low ? (x - low) / (high - low) : 0,
  };
};

/** Logarithm over the closed form as the look-up reads it, and how much of the time is the upper knot's. */
const read = (values: Float64Array, reading: Reading): { readonly value: number; readonly upper: number } => {
  const { closed, closedLow, closedHigh, share } = reading;
  const low = closedLow * Math.exp(dot(values, reading.low));
  const high = closedHigh * Math.exp(dot(values, reading.high));
  const time = betweenKnots(closed, closedLow, closedHigh, low, Math.max(low, high), share);
  const way = betweenKnots(closed, closedLow, closedHigh, 0, 1, share);
  return { value: Math.log(time / closed), upper: (way * high) / ((1 - way) * low + way * high) };
};

const tangents = (values: Float64Array, readings: readonly Reading[]): Row[] =>
  readings.map((reading) => {
    const { value, upper } = read(values, reading);
    const corner = blended(reading.low, reading.high, upper);
    return { corner, value: reading.value - value + dot(values, corner), weight: 1 };
  });

const blended = (low: Corner, high: Corner, upper: number): Corner => {
  if (upper <= 0) return low;
  if (upper >= 1) return high;
  const count = low.indices.length;
  const indices = new Int32Array(count + high.indices.length);
  const weights = new Float64Array(indices.length);
  indices.set(low.indices);
  indices.set(high.indices, count);
  low.weights.forEach((weight, i) => (weights[i] = weight * (1 - upper)));
  high.weights.forEach((weight, i) => (weights[count + i] = weight * upper));
  return { indices, weights };
};

/** Along the first axis the knots must be in order, along the others also the places between. */
const curveLines = (axes: Grid['axes'], { closed, rising }: RisingFit): Line[] =>
  rising.flatMap((axis) => {
    const along = refined(axes[axis] ?? [], axis === 0 ? 1 : STEPS);
    const others = axes.map((knots, i) => (i === axis ? [0] : refined(knots, i === 0 ? 1 : 2)));
    return product(others).flatMap((place) =>
      along.slice(1).map((knot, step) => {
        const [low, high] = [place.with(axis, along[step] ?? 0), place.with(axis, knot)];
        return lineOf(axes, low, high, closed(low) - closed(high) - SLACK);
      }),
    );
  });
