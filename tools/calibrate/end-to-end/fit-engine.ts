/**
 * Fits the terms of one engine to its observations: Gauss–Newton on the logarithms of TPOT and TTFT with a robust loss, each term held
 * near an order of magnitude by a prior, since host, gaps and scheduling cannot be told apart by the data alone.
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
  { name: 'kernelFactor', spread: 0.03 },
  { name: 'hostStepSeconds', spread: 0.15 },
  { name: 'layerGapSeconds', spread: 0.12 },
  { name: 'moeLayerSeconds', spread: 0.2 },
  { name: 'perSequenceSeconds', spread: 0.15 },
  { name: 'prefillKernelFactor', spread: 0.08 },
  { name: 'prefillLayerSeconds', spread: 0.25 },
  { name: 'prefillMoeLayerSeconds', spread: 0.25 },
  { name: 'responseSeconds', spread: 0.3 },
  { name: 'responseSteps', spread: 0.3 },
  { name: 'pollSeconds', spread: 0.4 },
  { name: 'pollSteps', spread: 0.4 },
  { name: 'attentionDpSteps', spread: 0.3 },
  { name: 'acceptance', spread: 0.06 },
  { name: 'acceptanceDisaggregated', spread: 0.06 },
];

const SCALE = 0.05;
/** First tokens scatter more than steps, and the step is what a plan rests on. */
const TTFT_SHARE = 0.3;
const STEP = 0.03;

/** log(predicted ÷ measured) of one observation at some terms, and its slopes along the logarithms of the terms. */
interface Tangent {
  readonly tpot: number;
  readonly ttft: number;
  readonly tpotSlopes: Float64Array;
  readonly ttftSlopes: Float64Array;
}

/** The model of one engine near `terms`: in logarithms it is nearly straight, so that fits need no further simulation. */
export interface Tangents {
  readonly terms: EngineTerms;
  readonly names: readonly Term[];
  readonly of: ReadonlyMap<Observation, Tangent>;
}

/** One simulation of every observation for each term, and one more. */
export const tangentsAt = (list: readonly Observation[], terms: EngineTerms): Tangents => {
  const names = TERMS.filter(({ name }) => Number(terms[name]) > 0);
  const of = new Map<Observation, Tangent>();
  for (const observation of list) {
    const here = logErrors(observation, terms);
    const slopes = names.map(({ name }) => logErrors(observation, moved(terms, name, STEP)));
    of.set(observation, {
      ...here,
      tpotSlopes: Float64Array.from(slopes, ({ tpot }) => (tpot - here.tpot) / STEP),
      ttftSlopes: Float64Array.from(slopes, ({ ttft }) => (ttft - here.ttft) / STEP),
    });
  }
  return { terms, names, of };
};

interface LogErrors {
  readonly tpot: number;
  /** 0 where the row has no time to the first token. */
  readonly ttft: number;
}

const logErrors = (observation: Observation, terms: EngineTerms): LogErrors => {
  const answer = answerE2e(observation.prepared, terms);
  const { logTpot, logTtft } = observation;
  return { tpot: Math.log(answer.tpotMs) - logTpot, ttft: logTtft === null ? 0 : Math.log(answer.ttftMs) - logTtft };
};

const moved = (engine: EngineTerms, name: Term['name'], step: number): EngineTerms => ({
  ...engine,
  [name]: Number(engine[name]) * Math.exp(step),
});

/** Logarithms of terms ÷ those of the tangents. */
export type Move = Float64Array;

export const termsAfter = ({ terms, names }: Tangents, move: Move): EngineTerms =>
  names.reduce((engine, { name }, i) => moved(engine, name, move[i] ?? 0), terms);

/** Errors after a move, by the tangents. */
export const errorsAfter = ({ of }: Tangents, observation: Observation, move: Move): LogErrors => {
  const tangent = of.get(observation);
  if (!tangent) throw new Error('fit: an observation without tangent');
  let { tpot, ttft } = tangent;
  for (let i = 0; i < move.length; i++) {
    tpot += (tangent.tpotSlopes[i] ?? 0) * (move[i] ?? 0);
    ttft += (tangent.ttftSlopes[i] ?? 0) * (move[i] ?? 0);
  }
  return { tpot, ttft };
};

/** What group terms add to the logarithms. */
export interface Offsets {
  readonly tpot: (observation: Observation) => number;
  readonly ttft: (observation: Observation) => number;
}

export const NO_OFFSETS: Offsets = { tpot: () => 0, ttft: () => 0 };

const ROUNDS = 8;

/** The move that fits `list` best, each term held to `prior`. */
export const fitMove = (
  list: readonly Observation[],
  tangents: Tangents,
  prior: EngineTerms,
  offsets: Offsets = NO_OFFSETS,
): Move => {
  const { names, terms, of } = tangents;
  const size = names.length;
  let move: Move = new Float64Array(size);
  for (let round = 0; round < ROUNDS; round++) {
    const matrix = Array.from({ length: size }, () => new Float64Array(size));
    const right = new Float64Array(size);
    const take = (residual: number, weight: number, slopes: Float64Array): void => {
      const trusted = weight / SCALE ** 2 / (1 + (residual / (2 * SCALE)) ** 2);
      for (let a = 0; a < size; a++) {
        right[a] = (right[a] ?? 0) - trusted * (slopes[a] ?? 0) * residual;
        const line = matrix[a];
        if (line)
          for (let b = 0; b < size; b++) line[b] = (line[b] ?? 0) + trusted * (slopes[a] ?? 0) * (slopes[b] ?? 0);
      }
    };
    for (const observation of list) {
      const tangent = of.get(observation);
      if (!tangent) continue;
      const { tpot, ttft } = errorsAfter(tangents, observation, move);
      take(tpot + offsets.tpot(observation), observation.tpotWeight, tangent.tpotSlopes);
      take(ttft + offsets.ttft(observation), TTFT_SHARE * observation.ttftWeight, tangent.ttftSlopes);
    }
    names.forEach(({ name, spread }, a) => {
      const line = matrix[a];
      const from = Math.log(Number(terms[name]) / Number(prior[name])) + (move[a] ?? 0);
      if (line) line[a] = (line[a] ?? 0) + 1 / spread ** 2;
      right[a] = (right[a] ?? 0) - from / spread ** 2;
    });
    const change = solve(matrix, right);
    move = move.map((value, a) => value + Math.max(-0.5, Math.min(0.5, change[a] ?? 0)));
  }
  return move;
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
