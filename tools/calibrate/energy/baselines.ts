/**
 * What the power law is held against on the same rows: a constant share of board power, fitted to the groups that are not left out, and
 * the formula of EcoLogits for the energy of one GPU per output token.
 */
import { quantile } from './fit-law.ts';
import type { Run } from './observations.ts';

/** log(predicted ÷ measured) of watts per accelerator, by rows in the order given. */
export type PowerErrors = readonly number[];

/** The median share of board power of every other group: the best that one number can do for absolute errors of its logarithm. */
export const constantShareErrors = (runs: readonly Run[], groupOf: (run: Run) => string): PowerErrors =>
  runs.map((run) => {
    const rest = runs.filter((one) => groupOf(one) !== groupOf(run)).map(({ share }) => share);
    return Math.log(quantile(rest, 0.5) / run.share);
  });

// Source: genai-impact/ecologits, ecologits/impacts/llm.py (version 0.9), fitted there to ML.ENERGY runs on H100.
const ALPHA = 1.166_527_317_045_191_4e-6;
const BETA = -0.011_205_921_025_579_175;
const GAMMA = 4.052_928_146_734_005e-5;
const JOULES_PER_WH = 3_600;

/** Joules that one GPU spends on an output token; `active` in billions of parameters. */
export const ecologitsJoulesPerToken = (active: number, batch: number): number =>
  (ALPHA * Math.exp(BETA * batch) * active + GAMMA) * JOULES_PER_WH;

/** Its watts at the measured rate and batch; beyond the batches it was fitted to it may give any number, and is taken as it is. */
export const ecologitsErrors = (runs: readonly Run[]): PowerErrors =>
  runs.map(({ row, activeParameters }) => {
    const { avgBatchSize, outputTokS, powerWPerAccelerator } = row;
    if (avgBatchSize === null || outputTokS === null || powerWPerAccelerator === null) {
      throw new Error(`${row.id}: batch, rate or power is not stated`);
    }
    const watts = ecologitsJoulesPerToken(activeParameters / 1e9, avgBatchSize) * outputTokS;
    return Math.log(watts / powerWPerAccelerator);
  });

export interface ErrorSummary {
  readonly median: number;
  readonly mean: number;
  readonly p90: number;
}

/** Absolute percentage errors as shares. */
export const summaryOf = (errors: PowerErrors): ErrorSummary => {
  const absolute = errors.map((error) => Math.abs(Math.expm1(error)));
  return {
    median: quantile(absolute, 0.5),
    mean: absolute.reduce((sum, one) => sum + one, 0) / absolute.length,
    p90: quantile(absolute, 0.9),
  };
};
