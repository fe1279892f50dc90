/**
 * Fits a grid to scattered measurements: least squares on the multilinear interpolation, with second differences kept small so that
 * cells without data continue their neighbours, and a light pull towards zero, the closed form. Solved by conjugate gradients.
 */
import type { Grid } from '../../src/calibration/grid.ts';

export interface Sample {
  /** One coordinate per axis, as the look-up will give it. */
  readonly place: readonly number[];
  /** log(measured ÷ closed form). */
  readonly value: number;
  readonly weight?: number;
}

export interface GridFitOptions {
  /** Weight of squared second differences against one sample per knot, and of squared values. */
  readonly smoothness?: number;
  readonly shrinkage?: number;
}

export interface Corner {
  readonly indices: Int32Array;
  readonly weights: Float64Array;
}

export const cornersOf = (axes: Grid['axes'], place: readonly number[]): Corner => {
  let indices = [0];
  let weights = [1];
  axes.forEach((knots, axis) => {
    const x = place[axis] ?? 0;
    const last = knots.length - 1;
    let low = 0;
    while (low < last - 1 && x >= (knots[low + 1] ?? 0)) low++;
    const [a, b] = [knots[low] ?? 0, knots[Math.min(last, low + 1)] ?? 0];
    const share = b > a ? Math.min(1, Math.max(0, (x - a) / (b - a))) : 0;
    const high = Math.min(last, low + 1);
    const nextIndices: number[] = [];
    const nextWeights: number[] = [];
    indices.forEach((index, i) => {
      const weight = weights[i] ?? 0;
      for (const [knot, part] of [
        [low, 1 - share],
        [high, share],
      ] as const) {
        if (part === 0) continue;
        nextIndices.push(index * knots.length + knot);
        nextWeights.push(weight * part);
      }
    });
    indices = nextIndices;
    weights = nextWeights;
  });
  return { indices: Int32Array.from(indices), weights: Float64Array.from(weights) };
};

/** Second differences along every axis, as sparse rows over unevenly spaced knots. */
const bendsOf = (axes: Grid['axes']): Corner[] => {
  const sizes = axes.map((knots) => knots.length);
  const total = sizes.reduce((a, b) => a * b, 1);
  const bends: Corner[] = [];
  let stride = total;
  axes.forEach((knots) => {
    stride /= knots.length;
    for (let index = 0; index < total; index++) {
      const at = Math.floor(index / stride) % knots.length;
      if (at === 0 || at === knots.length - 1) continue;
      const [a, b, c] = [knots[at - 1] ?? 0, knots[at] ?? 0, knots[at + 1] ?? 0];
      const left = (c - b) / (c - a);
      bends.push({
        indices: Int32Array.of(index - stride, index, index + stride),
        weights: Float64Array.of(left, -1, 1 - left),
      });
    }
  });
  return bends;
};

/** Values at the knots, last axis fastest. */
export const fitValues = (axes: Grid['axes'], samples: readonly Sample[], options: GridFitOptions = {}): Float64Array =>
  fitRows(
    axes,
    samples.map(({ place, value, weight = 1 }) => ({ corner: cornersOf(axes, place), value, weight })),
    options,
  );

/** A weighted sum of knots, and what it should be. */
export interface Row {
  readonly corner: Corner;
  readonly value: number;
  readonly weight: number;
}

/** The same for any linear functions of the knots. */
export const fitRows = (axes: Grid['axes'], rows: readonly Row[], options: GridFitOptions = {}): Float64Array => {
  const { smoothness = 0.1, shrinkage = 1e-4 } = options;
  const size = axes.reduce((product, knots) => product * knots.length, 1);
  const scale = Math.max(1, rows.length / size);
  const normal = new NormalMatrix(size);
  const right = new Float64Array(size);
  for (const { corner, value, weight } of rows) {
    addRow(right, corner, weight * value);
    normal.add(corner, weight);
  }
  for (const bend of bendsOf(axes)) normal.add(bend, smoothness * scale);
  for (let i = 0; i < size; i++)
    normal.add({ indices: Int32Array.of(i), weights: Float64Array.of(1) }, shrinkage * scale);
  return conjugateGradients(normal.finished(), right);
};

/** The normal equations, gathered once: tens of thousands of samples fall on a few hundred knots that touch only their neighbours. */
class NormalMatrix {
  readonly #size: number;
  readonly #sums: Float64Array;

  constructor(size: number) {
    this.#size = size;
    this.#sums = new Float64Array(size * size);
  }

  add({ indices, weights }: Corner, factor: number): void {
    const sums = this.#sums;
    for (let i = 0; i < indices.length; i++) {
      const row = (indices[i] ?? 0) * this.#size;
      const part = factor * (weights[i] ?? 0);
      for (let j = 0; j < indices.length; j++) {
        const at = row + (indices[j] ?? 0);
        sums[at] = (sums[at] ?? 0) + part * (weights[j] ?? 0);
      }
    }
  }

  /** Product with a vector. */
  finished(): (x: Float64Array) => Float64Array {
    const rows: Corner[] = [];
    for (let i = 0; i < this.#size; i++) {
      const row = this.#sums.subarray(i * this.#size, (i + 1) * this.#size);
      const indices: number[] = [];
      for (let column = 0; column < row.length; column++) if (row[column] !== 0) indices.push(column);
      rows.push({
        indices: Int32Array.from(indices),
        weights: Float64Array.from(indices, (column) => row[column] ?? 0),
      });
    }
    return (x) => {
      const image = new Float64Array(rows.length);
      rows.forEach((row, i) => (image[i] = dot(x, row)));
      return image;
    };
  }
}

/** Sum of a row over the values at the knots. */
export const dot = (x: Float64Array, row: Corner | undefined): number => {
  let sum = 0;
  if (row) for (let i = 0; i < row.indices.length; i++) sum += (x[row.indices[i] ?? 0] ?? 0) * (row.weights[i] ?? 0);
  return sum;
};

const addRow = (y: Float64Array, row: Corner | undefined, factor: number): void => {
  if (!row) return;
  for (let i = 0; i < row.indices.length; i++) {
    const index = row.indices[i] ?? 0;
    y[index] = (y[index] ?? 0) + factor * (row.weights[i] ?? 0);
  }
};

const conjugateGradients = (product: (x: Float64Array) => Float64Array, right: Float64Array): Float64Array => {
  const x = new Float64Array(right.length);
  let residual = right.slice();
  let direction = residual.slice();
  let square = squared(residual);
  const enough = 1e-14 * square;
  for (let round = 0; round < 600 && square > enough; round++) {
    const image = product(direction);
    const step = square / direction.reduce((sum, value, i) => sum + value * (image[i] ?? 0), 0);
    for (let i = 0; i < x.length; i++) x[i] = (x[i] ?? 0) + step * (direction[i] ?? 0);
    residual = residual.map((value, i) => value - step * (image[i] ?? 0));
    const next = squared(residual);
    direction = residual.map((value, i) => value + (next / square) * (direction[i] ?? 0));
    square = next;
  }
  return x;
};

const squared = (x: Float64Array): number => x.reduce((sum, value) => sum + value * value, 0);
