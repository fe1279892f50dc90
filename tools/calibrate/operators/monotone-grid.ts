/**
 * Fits a grid whose times never fall along its sizes: more tokens, sequences or context are never faster. Least squares first, then the
 * values are moved as little as it takes, line by line in turn (Kaczmarz), until the times of neighbouring places stand in order.
 */
import { packGrid, type Grid } from '../../../src/calibration/grid.ts';
import { cornersOf, fitValues, type GridFitOptions, type Sample } from '../fit-grid.ts';

export interface RisingFit extends GridFitOptions {
  /** log of the closed form at a place. */
  readonly closed: (place: readonly number[]) => number;
  /** Axes along which time must not fall. */
  readonly rising: readonly number[];
}

/** Steps per cell along a rising axis: the closed form bends inside cells. The other axes are looked at on their knots and midway. */
export const STEPS = 4;
const SWEEPS = 200;
/** Times may fall by less than a packed value can tell. */
export const SLACK = 1e-4;
/** One sample of so many is left out of a second fit, which gives the errors. */
const FOLDS = 5;

/** Grid of all samples; its errors are those of a fit without every fifth sample, on those. */
export const fitRisingGrid = (axes: Grid['axes'], samples: readonly Sample[], options: RisingFit): Grid => {
  const lines = linesOf(axes, options);
  const values = raised(fitValues(axes, samples, options), lines);
  const kept = samples.filter((_, i) => i % FOLDS !== 0);
  const without = raised(fitValues(axes, kept, options), lines);
  const errors = samples
    .filter((_, i) => i % FOLDS === 0)
    .map(({ place, value }) => {
      const { indices, weights } = cornersOf(axes, place);
      let fitted = 0;
      indices.forEach((index, i) => (fitted += (without[index] ?? 0) * (weights[i] ?? 0)));
      return Math.abs(fitted - value);
    })
    .toSorted((a, b) => a - b);
  const quantile = (p: number): number => Number((errors[Math.floor(p * (errors.length - 1))] ?? 0).toFixed(4));
  return { axes, values: packGrid(values), errors: [quantile(0.5), quantile(0.9)] };
};

/** The sum of `weights` times values must not lie below `least`. */
export interface Line {
  readonly indices: Int32Array;
  readonly weights: Float64Array;
  readonly square: number;
  readonly least: number;
}

const linesOf = (axes: Grid['axes'], { closed, rising }: RisingFit): Line[] => {
  const lines: Line[] = [];
  for (const axis of rising) {
    const along = refined(axes[axis] ?? [], STEPS);
    for (const others of product(axes.map((knots, i) => (i === axis ? [0] : refined(knots, 2))))) {
      for (let step = 1; step < along.length; step++) {
        const [low, high] = [others.slice(), others.slice()];
        low[axis] = along[step - 1] ?? 0;
        high[axis] = along[step] ?? 0;
        lines.push(lineOf(axes, low, high, closed(low) - closed(high) - SLACK));
      }
    }
  }
  return lines;
};

export const lineOf = (axes: Grid['axes'], low: readonly number[], high: readonly number[], least: number): Line => {
  const sums = new Map<number, number>();
  for (const [place, sign] of [
    [low, -1],
    [high, 1],
  ] as const) {
    const { indices, weights } = cornersOf(axes, place);
    indices.forEach((index, i) => sums.set(index, (sums.get(index) ?? 0) + sign * (weights[i] ?? 0)));
  }
  const weights = Float64Array.from(sums.values());
  return {
    indices: Int32Array.from(sums.keys()),
    weights,
    square: weights.reduce((sum, weight) => sum + weight * weight, 0),
    least,
  };
};

/** Moves the values as little as it takes until no line is below its least. */
export const raised = (values: Float64Array, lines: readonly Line[]): Float64Array => {
  const x = values.slice();
  for (let sweep = 0, moved = true; moved && sweep < SWEEPS; sweep++) {
    moved = false;
    for (const { indices, weights, square, least } of lines) {
      let sum = 0;
      for (let i = 0; i < indices.length; i++) sum += (weights[i] ?? 0) * (x[indices[i] ?? 0] ?? 0);
      if (sum >= least) continue;
      moved = true;
      const step = (least + SLACK / 2 - sum) / square;
      for (let i = 0; i < indices.length; i++)
        x[indices[i] ?? 0] = (x[indices[i] ?? 0] ?? 0) + step * (weights[i] ?? 0);
    }
  }
  return x;
};

/** Knots with `parts` − 1 places between each two. */
export const refined = (knots: readonly number[], parts: number): number[] =>
  knots.flatMap((knot, i) => {
    const next = knots[i + 1];
    return next === undefined
      ? [knot]
      : Array.from({ length: parts }, (_, part) => knot + ((next - knot) * part) / parts);
  });

/** All combinations, the last choice fastest. */
export const product = (choices: readonly (readonly number[])[]): number[][] =>
  choices.reduce<number[][]>((sofar, choice) => sofar.flatMap((place) => choice.map((x) => [...place, x])), [[]]);
