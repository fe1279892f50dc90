/** KV that published runs held beside the weights, and how many sequences that is. */
import { kvBytesPerSequencePerRank } from '../performance/kv-cache.ts';
import type { Instance } from '../performance/instance.ts';
import { weightBytesPerRank } from '../performance/memory.ts';

/** Share of memory that serving was given in published runs, and what it needs beside weights and KV. */
const MEMORY_SHARE = 0.93;
const RESERVE_BYTES = 2e9;
/** Small devices are run closer to the edge. */
const LEAST_RESERVE_SHARE = 0.02;
/** A sequence in flight holds its prompt and on average about half of its answer. */
const MEAN_OCCUPANCY = 0.55;

/** Bytes for KV on one rank; negative where the weights do not fit. */
export const kvRoomOfRun = (instance: Instance): number => {
  const { capacity } = instance.device;
  const reserve = Math.min(RESERVE_BYTES, LEAST_RESERVE_SHARE * capacity);
  return MEMORY_SHARE * capacity - reserve - weightBytesPerRank(instance);
};

/** Sequences of mean lengths an instance holds, less than one where not even one fits. */
export const sequencesHeld = (instance: Instance, inputTokens: number, outputTokens: number): number => {
  const { layout, model, precision } = instance;
  const held = inputTokens + (instance.engine.reservesFinalLength ? 1 : MEAN_OCCUPANCY) * outputTokens;
  const each = kvBytesPerSequencePerRank(model, held, precision.kvBytes, layout.tp) / layout.pp;
  const room = kvRoomOfRun(instance);
  if (room <= 0) return 0;
  return each > 0 ? (layout.attnDp * room) / each : Infinity;
};

/** Tokens of KV an instance holds when sequences are `tokens` long. */
export const kvTokensHeld = (instance: Instance, tokens: number): number => {
  const { layout, model, precision } = instance;
  const perToken = kvBytesPerSequencePerRank(model, tokens, precision.kvBytes, layout.tp) / tokens / layout.pp;
  const room = Math.max(0, kvRoomOfRun(instance));
  return perToken > 0 ? (layout.attnDp * room) / perToken : Infinity;
};
