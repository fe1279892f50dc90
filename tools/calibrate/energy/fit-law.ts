/**
 * Fits the power law: Gauss–Newton on the logarithm of power with a robust loss. The common law first, then one law per generation,
 * each coefficient held near the common one by a prior: two generations are too few to let them drift apart.
 */
import type { Generation, PowerCalibration, PowerLaw } from '../../../src/calibration/power.ts';
import { workingShare } from '../../../src/economics/power-law.ts';
import type { Metered, Run } from './observations.ts';

const NAMES = ['static', 'kernels', 'memory', 'compute'] as const satisfies readonly (keyof PowerLaw)[];

/** Where the search starts, and how far from it the common law may go: almost anywhere. */
const START: PowerLaw = { static: 0.1, kernels: 0.3, memory: 0.2, compute: 1 };
const FREE = 3;
const LEAST_FREE = 0.2;
/** How far a generation may be from the common law: prior standard deviation in parts of the coefficient. */
const SHRINK = 0.3;
const LEAST_SHRINK = 0.1;
/** Runs of one configuration on other machines differ by this much, and more than this is an outlier. */
const NOISE = 0.1;
const STEP = 1e-4;

export const SHARPNESS = 4;

export const residualOf = (law: PowerLaw, one: Metered): number =>
  Math.log(workingShare(law, SHARPNESS, one.idleShare, one.use) / one.share);

export const fitLaws = (list: readonly Metered[]): PowerCalibration['laws'] => {
  const common = fitLaw(list, START, FREE, LEAST_FREE);
  const own = (generation: Generation): PowerLaw =>
    fitLaw(
      list.filter((one) => one.generation === generation),
      common,
      SHRINK,
      LEAST_SHRINK,
    );
  return { common, hopper: own('hopper'), blackwell: own('blackwell') };
};

/** Pace of the metered runs beside the step model, by generation. */
export const fitPace = (runs: readonly Run[]): PowerCalibration['runPace'] => {
  const of = (list: readonly Run[]): number => (list.length === 0 ? 1 : Math.exp(median(list.map(({ pace }) => pace))));
  const own = (generation: Generation): number => of(runs.filter((run) => run.generation === generation));
  return { common: of(runs), hopper: own('hopper'), blackwell: own('blackwell') };
};

export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.round(share * (values.length - 1))] ?? NaN;

const median = (values: readonly number[]): number => quantile(values, 0.5);

const huber = (e: number): number => (Math.abs(e) < NOISE ? e * e : 2 * NOISE * Math.abs(e) - NOISE * NOISE);

const lossOf = (list: readonly Metered[], law: PowerLaw, prior: PowerLaw, deviations: PowerLaw): number => {
  let loss = 0;
  for (const one of list) loss += huber(residualOf(law, one)) / NOISE ** 2;
  for (const name of NAMES) loss += ((law[name] - prior[name]) / deviations[name]) ** 2;
  return loss;
};

const fitLaw = (list: readonly Metered[], prior: PowerLaw, spread: number, least: number): PowerLaw => {
  const deviation = (value: number): number => spread * Math.max(least, value);
  const deviations: PowerLaw = {
    static: deviation(prior.static),
    kernels: deviation(prior.kernels),
    memory: deviation(prior.memory),
    compute: deviation(prior.compute),
  };
  let law = prior;
  let loss = lossOf(list, law, prior, deviations);
  let damping = 1e-2;
  for (let round = 0; round < 60 && damping < 1e6; round++) {
    const next = moved(law, stepOf(list, law, prior, deviations, damping));
    const nextLoss = lossOf(list, next, prior, deviations);
    if (nextLoss >= loss) {
      damping *= 4;
      continue;
    }
    const gain = loss - nextLoss;
    [law, loss, damping] = [next, nextLoss, damping / 3];
    if (gain < 1e-9) break;
  }
  return law;
};

/** No part of a working accelerator gives power back. */
const moved = (law: PowerLaw, by: readonly number[]): PowerLaw => {
  const at = (i: number): number => Math.max(0, law[NAMES[i] ?? 'static'] + (by[i] ?? 0));
  return { static: at(0), kernels: at(1), memory: at(2), compute: at(3) };
};

const stepOf = (
  list: readonly Metered[],
  law: PowerLaw,
  prior: PowerLaw,
  deviations: PowerLaw,
  damping: number,
): readonly number[] => {
  const size = NAMES.length;
  const matrix = Array.from({ length: size }, () => Array.from({ length: size + 1 }, () => 0));
  const add = (row: number, column: number, value: number): void => {
    const line = matrix[row];
    if (line) line[column] = (line[column] ?? 0) + value;
  };
  for (const one of list) {
    const e = residualOf(law, one);
    const weight = (Math.abs(e) < NOISE ? 1 : NOISE / Math.abs(e)) / NOISE ** 2;
    const slope = NAMES.map((name) => (residualOf({ ...law, [name]: law[name] + STEP }, one) - e) / STEP);
    slope.forEach((a, i) => {
      add(i, size, -weight * a * e);
      slope.forEach((b, j) => add(i, j, weight * a * b));
    });
  }
  NAMES.forEach((name, i) => {
    const strength = 1 / deviations[name] ** 2;
    add(i, size, -strength * (law[name] - prior[name]));
    add(i, i, strength + damping * ((matrix[i]?.[i] ?? 0) + strength));
  });
  return solved(matrix);
};

/** Gauss–Jordan on a small positive definite system with its right side in the last column. */
const solved = (matrix: readonly number[][]): readonly number[] => {
  const size = matrix.length;
  matrix.forEach((pivotRow, i) => {
    const pivot = pivotRow[i] ?? 1;
    for (let j = i; j <= size; j++) pivotRow[j] = (pivotRow[j] ?? 0) / pivot;
    matrix.forEach((row, k) => {
      const factor = row[i] ?? 0;
      if (k === i || factor === 0) return;
      for (let j = i; j <= size; j++) row[j] = (row[j] ?? 0) - factor * (pivotRow[j] ?? 0);
    });
  });
  return matrix.map((row) => row[size] ?? 0);
};
