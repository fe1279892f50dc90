/** Engines and step times for the tests, with round numbers. */
import type { DisaggregatedQuestion, ReplicaQuestion, StepTimes } from './question.ts';

/** Ten milliseconds a decode step, 100 µs more per prompt token. */
export const constantSteps: StepTimes = {
  decode: () => 0.01,
  mixed: (_sequences, _context, prompts, promptTokens) => 0.01 + prompts * promptTokens * 1e-4,
};

/** Steps as a real engine's: a base, a part per sequence, a part per KV token read, a part per prompt token and per attended pair. */
export const realisticSteps: StepTimes = {
  decode: (sequences, context) => 0.008 + sequences * (1e-5 + context * 2e-9),
  mixed: (sequences, context, prompts, promptTokens, promptPast) =>
    0.008 +
    sequences * (1e-5 + context * 2e-9) +
    prompts * promptTokens * (5e-6 + (promptPast + promptTokens / 2) * 1e-10),
};

/** One user, fixed lengths, an engine that mixes and never runs out. */
export const oneUser: ReplicaQuestion = {
  users: 1,
  prompts: 2,
  inputTokens: 100,
  outputTokens: 11,
  lengthLow: 1,
  seed: 1,
  policy: 'mixed-chunked',
  budgetTokens: 8192,
  slots: 1024,
  kvTokens: Infinity,
  reservesFinalLength: false,
  tokensPerStep: 1,
  responseDelay: 0,
};

/** The published protocol: 1,024 in, 1,024 out, ten prompts per user. */
export const benchmark = (users: number): ReplicaQuestion => ({
  ...oneUser,
  users,
  prompts: 10 * users,
  inputTokens: 1024,
  outputTokens: 1024,
  lengthLow: 0.8,
  slots: users,
  responseDelay: 0.02,
});

/** The same protocol on separate pools that never run out. */
export const separate = (users: number): DisaggregatedQuestion => ({
  users,
  prompts: 10 * users,
  inputTokens: 1024,
  outputTokens: 1024,
  lengthLow: 0.8,
  seed: 1,
  prefillWorkers: 2,
  prefillBatchTokens: 16_384,
  prefill: (prompts, promptTokens) => 0.01 + prompts * promptTokens * 2e-6,
  transferSeconds: 0.01,
  decodeWorkers: 2,
  slotsPerWorker: users,
  kvTokensPerWorker: Infinity,
  reservesFinalLength: true,
  tokensPerStep: 1,
  responseDelay: 0.02,
  decode: realisticSteps.decode,
});
