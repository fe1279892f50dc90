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
const LEAST_SEQUENCES = 4;

export interface CapacityPoint {
  /** Sequences in flight over the instance. */
  readonly inFlight: number;
  /** Seconds per output token of a sequence, prompts of the others included. */
  readonly tpot: number;
  /** Of it without prompts: a step that decodes alone. */
  readonly step: number;
  /** Seconds that one prompt occupies the engine while others wait for theirs. */
  readonly prompt: number;
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
    return pointAt(instance, lengths, inFlight);
  });
};

/** Most output tokens per second of the instance; null where not one sequence fits. */
export const queuedThroughput = (instance: Instance, lengths: Lengths): number | null => {
  const points = capacityPoints(instance, lengths);
  return points && Math.max(...points.map(({ inFlight, tpot }) => inFlight / tpot));
};

/** What schedulers and runs of equal lengths leave of the imbalance that chance would make between attention ranks. */
const CHANCE_LEFT = 0.3;
/** Squared coefficient of variation of the time that a batch spends in a pipeline stage: some carry prompts, others do not. */
const STAGE_VARIABILITY = 0.4;

/**
 * Share of the time a stage is busy when as many batches as stages go round: a closed ring, full for equal times and pp ÷ (2·pp − 1)
 * for exponential ones.
 */
const stageUse = (pp: number): number => pp / (pp + STAGE_VARIABILITY * (pp - 1));

/** Work that each attention rank does for its own prompts; the experts see the prompts of all ranks. */
const OF_THE_RANK: readonly OperatorClass[] = ['projection', 'attention', 'ffn', 'collective', 'head', 'elementwise'];

/**
 * The mean step that decodes `inFlight` sequences while prompts take the places of those that end. One rank mixes as many as
 * end per step. Several ranks step together, and prompts fall to them partly by chance: the busiest decides. Eq. S1, Eq. S4
 */
const pointAt = (instance: Instance, { inputTokens, outputTokens }: Lengths, inFlight: number): CapacityPoint => {
  const { layout, engine } = instance;
  const ranks = layout.attnDp;
  const chunks = Math.max(1, inputTokens / engine.stepTokens);
  const promptTokens = inputTokens / chunks;
  const most = Math.max(1, Math.floor(engine.stepTokens / promptTokens));
  // A sequence that ends makes room for a prompt, and so every rank sees so many pieces of prompts per step.
  const perStep = (inFlight * chunks) / outputTokens / ranks / layout.pp;
  const busiest = perStep + CHANCE_LEFT * (meanOfLargest(perStep, ranks) - perStep);
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
  const prompts = (own * busiest) / pieces + (added('moe') * perStep) / pieces + added('host') * anyPrompt;
  const stretch = 1 / stageUse(layout.pp);
  return {
    inFlight,
    tpot: stretch * alone.time + prompts,
    step: stretch * alone.time,
    // Its own work and its share of a step full of prompts; several ranks take prompts at once.
    prompt: (chunks * ((stretch * alone.time) / most + Math.max(0, mixed.time - alone.time) / pieces)) / ranks,
  };
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
