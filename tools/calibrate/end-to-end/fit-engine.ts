/**
 * Fits the terms of one engine to its observations: Gauss–Newton on the logarithms of TPOT and TTFT with a robust loss, each term held
 * near its starting value by a prior, since host, gaps and scheduling cannot be told apart by the data alone.
 */
import type { EngineTerms } from '../../../src/calibration/calibration.ts';
import { answerE2e } from '../../../src/validation/predict-e2e.ts';
import type { Observation } from './observations.ts';

interface Term {
  readonly name: keyof EngineTerms & string;
  /** Prior standard deviation of the logarithm. */
  readonly spread: number;
}

const TERMS: readonly Term[] = [
  { name: 'kernelFactor', spread: 0.1 },
  { name: 'hostStepSeconds', spread: 0.5 },
  { name: 'layerGapSeconds', spread: 0.4 },
  { name: 'moeLayerSeconds', spread: 0.5 },
  { name: 'perSequenceSeconds', spread: 0.4 },
  { name: 'prefillKernelFactor', spread: 0.2 },
  { name: 'prefillLayerSeconds', spread: 0.7 },
  { name: 'prefillMoeLayerSeconds', spread: 0.7 },
  { name: 'responseSeconds', spread: 0.6 },
  { name: 'responseSteps', spread: 0.6 },
  { name: 'attentionDpSteps', spread: 0.6 },
  { name: 'acceptance', spread: 0.08 },
  { name: 'acceptanceDisaggregated', spread: 0.08 },
];

const SCALE = 0.1;
/** First tokens scatter more than steps, and the step is what a plan rests on. */
const TTFT_SHARE = 0.3;

export interface Offsets {
  readonly tpot: (observation: Observation) => number;
  readonly ttft: (observation: Observation) => number;
}

export const NO_OFFSETS: Offsets = { tpot: () => 0, ttft: () => 0 };

/** log(predicted ÷ measured) of TPOT and TTFT, group terms included, for every observation. */
export const residualsOf = (
  list: readonly Observation[],
  engine: EngineTerms,
  offsets: Offsets,
): { readonly tpot: Float64Array; readonly ttft: Float64Array } => {
  const tpot = new Float64Array(list.length);
  const ttft = new Float64Array(list.length);
  list.forEach((observation, i) => {
    const answer = answerE2e(observation.prepared, engine);
    tpot[i] = Math.log(answer.tpotMs) - observation.logTpot + offsets.tpot(observation);
    if (observation.logTtft !== null)
      ttft[i] = Math.log(answer.ttftMs) - observation.logTtft + offsets.ttft(observation);
  });
  return { tpot, ttft };
};

const moved = (engine: EngineTerms, name: Term['name'], step: number): EngineTerms => ({
  ...engine,
  [name]: Number(engine[name]) * Math.exp(step),
});

const STEP = 0.03;

/** Terms after `rounds` rounds from `start`; `prior` is what they are held to. */
export const fitEngine = (
  list: readonly Observation[],
  start: EngineTerms,
  prior: EngineTerms,
  rounds: number,
  offsets: Offsets = NO_OFFSETS,
): EngineTerms => {
  const terms = TERMS.filter(({ name }) => Number(prior[name]) > 0);
  let engine = start;
  for (let round = 0; round < rounds; round++) {
    const here = residualsOf(list, engine, offsets);
    const columns = terms.map(({ name }) => {
      const there = residualsOf(list, moved(engine, name, STEP), offsets);
      return {
        tpot: there.tpot.map((value, i) => (value - (here.tpot[i] ?? 0)) / STEP),
        ttft: there.ttft.map((value, i) => (value - (here.ttft[i] ?? 0)) / STEP),
      };
    });
    const size = terms.length;
    const matrix = Array.from({ length: size }, () => new Float64Array(size));
    const right = new Float64Array(size);
    const take = (residual: number, weight: number, slopes: readonly number[]): void => {
      const trusted = weight / SCALE ** 2 / (1 + (residual / (2 * SCALE)) ** 2);
      for (let a = 0; a < size; a++) {
        right[a] = (right[a] ?? 0) - trusted * (slopes[a] ?? 0) * residual;
        const line = matrix[a];
        if (line)
          for (let b = 0; b < size; b++) line[b] = (line[b] ?? 0) + trusted * (slopes[a] ?? 0) * (slopes[b] ?? 0);
      }
    };
    list.forEach((observation, i) => {
      take(
        here.tpot[i] ?? 0,
        observation.tpotWeight,
        columns.map(({ tpot }) => tpot[i] ?? 0),
      );
      take(
        here.ttft[i] ?? 0,
        TTFT_SHARE * observation.ttftWeight,
        columns.map(({ ttft }) => ttft[i] ?? 0),
      );
    });
    terms.forEach(({ name, spread }, a) => {
      const line = matrix[a];
      if (line) line[a] = (line[a] ?? 0) + 1 / spread ** 2;
      right[a] = (right[a] ?? 0) - Math.log(Number(engine[name]) / Number(prior[name])) / spread ** 2;
    });
    const change = solve(matrix, right);
    terms.forEach(({ name }, a) => {
      const step = Math.max(-0.5, Math.min(0.5, change[a] ?? 0));
      engine = moved(engine, name, step);
    });
  }
  return {
    ...engine,
    acceptance: Math.min(0.95, engine.acceptance),
    acceptanceDisaggregated: Math.min(0.95, engine.acceptanceDisaggregated),
  };
};

/** Solves a small symmetric system by Gaussian elimination. */
const solve = (matrix: readonly Float64Array[], right: Float64Array): Float64Array => {
  const rows = matrix.map((row, i) => Float64Array.of(...row, right[i] ?? 0));
  const n = rows.length;
  for (let k = 0; k < n; k++) {
    const pivot = rows[k];
    if (!pivot) continue;
    for (let i = k + 1; i < n; i++) {
      const row = rows[i];
      if (!row) continue;
      const factor = (row[k] ?? 0) / (pivot[k] ?? 1);
      for (let j = k; j <= n; j++) row[j] = (row[j] ?? 0) - factor * (pivot[j] ?? 0);
    }
  }
  const x = new Float64Array(n);
  for (let k = n - 1; k >= 0; k--) {
    const row = rows[k];
    let sum = row?.[n] ?? 0;
    for (let j = k + 1; j < n; j++) sum -= (row?.[j] ?? 0) * (x[j] ?? 0);
    x[k] = sum / (row?.[k] ?? 1);
  }
  return x;
};
