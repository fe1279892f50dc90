/** Prefill alone and decoding alone, tokens per second of one instance: steps of one kind back to back. */
import type { Instance } from '../performance/instance.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import { tokensPerStep } from '../performance/speculation.ts';
import { decodeStep, mixedStep } from '../performance/step-time.ts';
import type { ThroughputQuestion } from './throughput-configuration.ts';
import { sequencesHeld } from './throughput-memory.ts';

/** Prompt tokens per second where every step is full of prompts; null where they do not fit. */
export const prefillThroughput = (
  { engine, inputTokens }: ThroughputQuestion,
  instance: Instance,
  tokensPerDevice: number | null,
): number | null => {
  const ranks = acceleratorsOf(instance.layout);
  if (sequencesHeld(instance, inputTokens, 0) < 1) return null;
  const tokens = (tokensPerDevice ?? engine.stepTokens) * (tokensPerDevice === null ? instance.layout.attnDp : ranks);
  const promptTokens = Math.min(inputTokens, tokens);
  const work = { sequences: 0, context: 1, prompts: tokens / promptTokens, promptTokens, promptPast: 0 };
  return tokens / mixedStep(instance, work).time;
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
  const { time } = decodeStep(instance, sequences, inputTokens + outputTokens / 2, verified);
  const accepted = tokensPerStep(engine.acceptanceDisaggregated, verified);
  return (sequences * accepted) / time;
};
