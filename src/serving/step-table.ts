/**
 * Kernel times of one instance, tabulated once so that a simulation can ask for a step in nanoseconds: decode over the sequences in
 * flight and two contexts, and what prompt tokens add to a step. Engine terms come on top afterwards, so that they can be fitted [S1].
 */
import type { EngineTerms } from '../calibration/calibration.ts';
import type { Instance } from '../performance/instance.ts';
import { kernelSeconds } from '../performance/ledger.ts';
import { kernelsOf } from '../performance/step-time.ts';

export interface StepTableQuestion {
  readonly instance: Instance;
  /** Most sequences decoding at once, and most prompt tokens of one step, over the instance. */
  readonly sequences: number;
  readonly stepTokens: number;
  /** Tokens of a prompt, and of its answer: KV runs from one to their sum. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Tokens each sequence brings to a step: drafts and one. */
  readonly verified: number;
}

export interface StepTable {
  readonly verified: number;
  readonly attnDp: number;
  readonly layers: number;
  readonly moeLayers: number;
  /** Kernel seconds by whole number of sequences, at the contexts `low` and `high`. */
  readonly low: number;
  readonly high: number;
  readonly decodeLow: Float64Array;
  readonly decodeHigh: Float64Array;
  /** Kernel seconds that `tokens[i]` prompt tokens add, beside no and all sequences. */
  readonly tokens: Float64Array;
  readonly added: readonly [Float64Array, Float64Array];
}

/** From one to `last`, one knot per doubling, whole numbers. */
const ladder = (last: number): number[] => {
  const knots = [1];
  for (let x = 2; x < last; x *= 2) knots.push(x);
  return last > 1 ? [...knots, last] : knots;
};

/** Values at 0..last from those at the knots; zero sequences cost what one costs less its own slope. */
const dense = (knots: readonly number[], values: readonly number[], last: number): Float64Array => {
  const out = new Float64Array(last + 1);
  let at = 0;
  for (let x = 0; x <= last; x++) {
    while (at < knots.length - 2 && x > (knots[at + 1] ?? 0)) at++;
    const [x0, x1] = [knots[at] ?? 0, knots[at + 1] ?? knots[at] ?? 0];
    const [y0, y1] = [values[at] ?? 0, values[at + 1] ?? values[at] ?? 0];
    out[x] = x1 > x0 ? y0 + ((y1 - y0) * (x - x0)) / (x1 - x0) : y0;
  }
  return out;
};

/** Eq. S1 */
export const stepTableOf = (question: StepTableQuestion): StepTable => {
  const { instance, inputTokens, outputTokens, verified } = question;
  const sequences = Math.max(1, Math.ceil(question.sequences));
  const [low, high] = [inputTokens, inputTokens + outputTokens];
  const knots = ladder(sequences);
  const decode = (context: number): Float64Array =>
    dense(
      knots,
      knots.map((count) => decodeKernels(instance, count, context, verified)),
      sequences,
    );
  const decodeLow = decode(low);
  const decodeHigh = decode(high);
  const tokens = Float64Array.from(promptLadder(inputTokens, question.stepTokens));
  const none = beside(question, tokens, 0);
  const all = beside(question, tokens, sequences);
  const { layers, moeLayers, layout } = instance;
  return {
    verified,
    attnDp: layout.attnDp,
    layers,
    moeLayers,
    low,
    high,
    decodeLow,
    decodeHigh,
    tokens,
    added: [none, all],
  };
};

/** Prompt tokens of a step worth tabulating: parts of one prompt, one prompt, and several up to the budget. */
const promptLadder = (inputTokens: number, stepTokens: number): number[] => {
  const largest = Math.max(stepTokens, Math.min(inputTokens, 64));
  const knots: number[] = [];
  for (let x = Math.min(64, inputTokens); x < inputTokens && x < largest; x *= 4) knots.push(x);
  for (let x = Math.min(inputTokens, largest); x < largest; x *= 2) knots.push(x);
  return [...knots, largest];
};

const decodeKernels = (instance: Instance, sequences: number, context: number, verified: number): number =>
  kernelSeconds(kernelsOf(instance, { sequences, context, prompts: 0, promptTokens: 0, promptPast: 0, verified }));

const ALMOST_NONE = 1e-3;

/** What each number of prompt tokens adds to a step that decodes `sequences`. */
const beside = (
  { instance, inputTokens, outputTokens, verified }: StepTableQuestion,
  tokens: Float64Array,
  sequences: number,
): Float64Array => {
  const decoding = Math.max(ALMOST_NONE, sequences);
  const context = inputTokens + outputTokens / 2;
  const alone = decodeKernels(instance, decoding, context, verified);
  return tokens.map((size) => {
    const promptTokens = Math.min(size, inputTokens);
    const prompts = size / promptTokens;
    // A chunk of a longer prompt attends to what came before it: half of the rest on average.
    const promptPast = (inputTokens - promptTokens) / 2;
    const mixed = kernelsOf(instance, { sequences: decoding, context, prompts, promptTokens, promptPast, verified });
    return Math.max(0, kernelSeconds(mixed) - alone);
  });
};

/** Seconds of steps with an engine's terms on the kernels. */
export interface EngineSteps {
  readonly decode: (sequences: number, context: number) => number;
  readonly mixed: (
    sequences: number,
    context: number,
    prompts: number,
    promptTokens: number,
    promptPast: number,
  ) => number;
}

const along = (column: Float64Array, at: number, share: number): number => {
  const here = column[at] ?? 0;
  return here + share * ((column[at + 1] ?? here) - here);
};

/** Eq. S1: kernels times the engine's factor, its host step, its gaps between layers and its cost per sequence and prompt. */
export const engineSteps = (table: StepTable, engine: EngineTerms): EngineSteps => {
  const { decodeLow, decodeHigh, tokens, added, low, high, verified, attnDp, layers, moeLayers } = table;
  const drafting = 1 + (verified - 1) / layers;
  const kernel = engine.kernelFactor * drafting;
  const fixed =
    engine.hostStepSeconds +
    engine.layerGapSeconds * layers +
    engine.moeLayerSeconds * moeLayers +
    (verified > 1 ? engine.draftStepSeconds : 0);
  const last = decodeLow.length - 1;
  const slope = high > low ? 1 / (high - low) : 0;
  const decode = (sequences: number, context: number): number => {
    const d = Math.min(last, Math.max(0, Math.round(sequences)));
    const a = decodeLow[d] ?? 0;
    const share = (context - low) * slope;
    const kernels = a + share * ((decodeHigh[d] ?? 0) - a);
    const rank = Math.max(Math.min(1, sequences), sequences / attnDp);
    return kernel * kernels + fixed + engine.perSequenceSeconds * rank * verified;
  };
  const mixed = (sequences: number, context: number, prompts: number, promptTokens: number): number => {
    const size = prompts * promptTokens;
    let at = 0;
    while (at < tokens.length - 2 && size > (tokens[at + 1] ?? 0)) at++;
    const [x0, x1] = [tokens[at] ?? 0, tokens[at + 1] ?? 0];
    const share = x1 > x0 ? Math.max(0, (size - x0) / (x1 - x0)) : size / Math.max(1, x0);
    const between = Math.min(1, sequences / last);
    const extra = along(added[0], at, share) * (1 - between) + along(added[1], at, share) * between;
    return (
      decode(sequences, context) +
      kernel * engine.prefillKernelFactor * extra +
      engine.prefillLayerSeconds * layers +
      engine.prefillMoeLayerSeconds * moeLayers +
      engine.perSequenceSeconds * Math.max(1, prompts / attnDp)
    );
  };
  return { decode, mixed };
};
