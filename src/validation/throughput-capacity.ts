/**
 * What one instance gets through with everything queued, output tokens per second: X(c) = c ÷ (T_dec(c, L) + c/osl·t_prefill) over the
 * sequences in flight, up to what memory and the engine's slots hold.
 */
import type { Instance } from '../performance/instance.ts';
import { mixedStep, stepWithoutPrompts } from '../performance/step-time.ts';
import type { OperatorClass } from '../performance/step.ts';
import type { Lengths } from './throughput-datasets.ts';
import { sequencesHeld } from './throughput-memory.ts';

/** Largest batch of one attention rank that the published offline runs configure. */
const MOST_SEQUENCES = 2_048;
/** Points per factor of two of the sequences in flight. */
const POINTS_PER_OCTAVE = 1;
const LEAST_SEQUENCES = 32;

export interface CapacityPoint {
  /** Sequences in flight over the instance. */
  readonly inFlight: number;
  /** Seconds per output token of a sequence, prompts of the others included. */
  readonly tpot: number;
}

/** Points from few sequences to as many as fit, ascending; null where not one fits. */
export const capacityPoints = (instance: Instance, lengths: Lengths): readonly CapacityPoint[] | null => {
  const { layout } = instance;
  const held = sequencesHeld(instance, lengths.inputTokens, lengths.outputTokens);
  if (held < 1) return null;
  const cap = Math.min(held, MOST_SEQUENCES * layout.attnDp * layout.pp);
  const least = Math.min(cap, LEAST_SEQUENCES);
  const count = Math.ceil(POINTS_PER_OCTAVE * Math.log2(cap / least)) + 1;
  return Array.from({ length: count }, (_, i) => {
    const inFlight = count === 1 ? cap : least * (cap / least) ** (i / (count - 1));
    return { inFlight, tpot: meanStep(instance, lengths, inFlight) };
  });
};

/** Most output tokens per second of the instance; null where not one sequence fits. */
export const queuedThroughput = (instance: Instance, lengths: Lengths): number | null => {
  const points = capacityPoints(instance, lengths);
  return points && Math.max(...points.map(({ inFlight, tpot }) => inFlight / tpot));
};

/** Work that each attention rank does for its own prompts; the experts see the prompts of all ranks. */
const OF_THE_RANK: readonly OperatorClass[] = ['projection', 'attention', 'ffn', 'collective', 'head', 'elementwise'];

/**
 * Mean seconds of a step that decodes `inFlight` sequences while prompts take the places of those that end. One rank mixes as many as
 * end per step. Several ranks step together, and prompts fall to them by chance: the busiest decides. Eq. S1, Eq. S4
 */
const meanStep = (instance: Instance, { inputTokens, outputTokens }: Lengths, inFlight: number): number => {
  const { layout, engine } = instance;
  const ranks = layout.attnDp;
  const chunks = Math.max(1, inputTokens / engine.stepTokens);
  const promptTokens = inputTokens / chunks;
  const most = Math.max(1, Math.floor(engine.stepTokens / promptTokens));
  // A sequence that ends makes room for a prompt, and so every rank sees so many pieces of prompts per step.
  const perStep = (inFlight * chunks) / outputTokens / ranks / layout.pp;
  const busiest = ranks > 1 ? meanOfLargest(perStep, ranks) : perStep;
  const pieces = Math.max(1, Math.min(most, busiest));
  const context = inputTokens + outputTokens / 2;
  const alone = stepWithoutPrompts(instance, inFlight, context);
  const work = {
    sequences: inFlight,
    context,
    prompts: pieces * ranks * layout.pp,
    promptTokens,
    promptPast: (promptTokens * (chunks - 1)) / 2,
  };
  const mixed = mixedStep(instance, work, alone);
  const added = (operator: OperatorClass): number =>
    Math.max(0, mixed.ledger.seconds[operator] - alone.ledger.seconds[operator]);
  const own = OF_THE_RANK.reduce((sum, operator) => sum + added(operator), 0);
  const anyPrompt = ranks > 1 ? -Math.expm1(-perStep * ranks) : Math.min(1, perStep);
  return alone.time + (own * busiest) / pieces + (added('moe') * perStep) / pieces + added('host') * anyPrompt;
};

/** Mean of the largest of `ranks` independent Poisson counts: Σ over k of P(largest > k). */
export const meanOfLargest = (mean: number, ranks: number): number => {
  const enough = mean + 8 * Math.sqrt(mean) + 8;
  let [sum, term, below] = [0, Math.exp(-mean), 0];
  for (let k = 0; k < enough; k++) {
    below += term;
    sum += 1 - Math.min(1, below) ** ranks;
    term *= mean / (k + 1);
  }
  return sum;
};
