/**
 * Prefill alone and decoding alone, tokens per second of one instance: steps of one kind back to back. Runs that spread experts over
 * many ranks split each batch in two, so that the exchange of one half hides behind the work of the other.
 */
import type { Instance } from '../performance/instance.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import { tokensPerStep } from '../performance/speculation.ts';
import { decodeStep, mixedStep, type Step } from '../performance/step-time.ts';
import { visitProbability } from '../performance/collectives.ts';
import type { ThroughputQuestion } from './throughput-configuration.ts';
import { sequencesHeld } from './throughput-memory.ts';

/** Wide expert parallelism begins where a server ends. */
const WIDE = 8;

/** A step whose exchange takes `exchange` seconds: beside the rest in turn, or hidden behind it where ranks are many. */
const overlapped = (instance: Instance, step: Step, exchange: number): number => {
  const rest = step.time - step.ledger.seconds.collective;
  return instance.layout.attnDp > WIDE ? Math.max(rest, exchange) : rest + exchange;
};

/** Share of the network card that exchanges of large batches reach. */
const NETWORK_SHARE = 0.9;

/**
 * Exchange of a large batch across servers: each token crosses once to every other server that holds one of its experts, and spreads
 * inside over the faster links. Seconds over all MoE blocks; the model's own where the instance stays in one domain. Eq. O6
 */
const exchangeOfPrompts = (instance: Instance, step: Step, tokensPerRank: number): number => {
  const { device, layout, model } = instance;
  if (layout.ep <= device.domain) return step.ledger.seconds.collective;
  const servers = layout.ep / device.domain;
  const bytes = instance.arithmetic.routedExperts.activationBytes + 2;
  let seconds = 0;
  for (const { spec, count } of model.ffns) {
    if (spec.kind !== 'moe') continue;
    const crossings = (servers - 1) * visitProbability(spec.experts, spec.expertsPerToken, servers);
    seconds += (count * tokensPerRank * crossings * spec.inputDim * bytes) / (device.scaleOut * NETWORK_SHARE);
  }
  return seconds;
};

/** Prompt tokens per second where every step is full of prompts; null where they do not fit. */
export const prefillThroughput = (
  { engine, inputTokens }: ThroughputQuestion,
  instance: Instance,
  tokensPerDevice: number | null,
): number | null => {
  const ranks = acceleratorsOf(instance.layout);
  if (sequencesHeld(instance, inputTokens, 0) < 1) return null;
  const tokens = tokensPerDevice === null ? engine.stepTokens * instance.layout.attnDp : tokensPerDevice * ranks;
  const promptTokens = Math.min(inputTokens, tokens);
  const work = { sequences: 0, context: 1, prompts: tokens / promptTokens, promptTokens, promptPast: 0 };
  const step = mixedStep(instance, work);
  return tokens / overlapped(instance, step, exchangeOfPrompts(instance, step, tokens / ranks));
};

/** Most sequences of a device that decode alone. */
const MOST_PER_DEVICE = 1_024;

/** Output tokens per second of so many sequences per device, or of as many as fit. */
export const decodeThroughput = (
  { engine, inputTokens, outputTokens, verified }: ThroughputQuestion,
  instance: Instance,
  perDevice: number | null,
): number | null => {
  const ranks = acceleratorsOf(instance.layout);
  const held = sequencesHeld(instance, inputTokens, outputTokens);
  if (held < 1) return null;
  const sequences = Math.min(held, perDevice === null ? MOST_PER_DEVICE * ranks : Math.max(1, perDevice * ranks));
  const step = decodeStep(instance, sequences, inputTokens + outputTokens / 2, verified);
  const accepted = tokensPerStep(engine.acceptanceDisaggregated, verified);
  return (sequences * accepted) / overlapped(instance, step, step.ledger.seconds.collective);
};
