/** What the simulation of one serving engine is asked and what it answers; it knows no hardware, step times are handed in. */
import type { RequestsPerSecond, Seconds, TokensPerSecond } from '../units/quantity.ts';

/** Durations of engine steps, seconds. Called once per event, so answer from tables. */
export interface StepTimes {
  /** A step that decodes `sequences` (a mean, so perhaps a fraction) with mean KV length `context`. */
  decode(sequences: number, context: number): number;
  /**
   * A step that decodes and also prefills `prompts` pieces of `promptTokens` new tokens each (mean) on top of
   * `promptPast` tokens already cached. The past is the mean that keeps the number of attended pairs.
   */
  mixed(sequences: number, context: number, prompts: number, promptTokens: number, promptPast: number): number;
}

/**
 * How prompts share steps with decoding.
 * - mixed-chunked: decodes ride along in every step, prompts are cut to the budget left beside them (vLLM).
 * - mixed-whole: whole prompts join while they fit in the budget; the first joins always, cut only at the full budget (TensorRT-LLM).
 * - prefill-first: steps of prompts alone, decoding stands still while a prompt waits that may be admitted (SGLang).
 */
export type PrefillPolicy = 'mixed-chunked' | 'mixed-whole' | 'prefill-first';

/** Lengths of the requests: uniform in [lengthLow, 1] · nominal, on a seeded lattice whose mean is exact. */
export interface Lengths {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly lengthLow: number;
  readonly seed: number;
}

/** The closed-loop protocol: `users` requests at t = 0, and one more whenever one completes, until `prompts` are issued. */
export interface ClosedLoop {
  readonly users: number;
  readonly prompts: number;
  /** Simulate this many waves of `users` prompts and weigh them as the whole protocol; all of them when absent and few. */
  readonly waves?: number;
}

export interface Engine {
  readonly policy: PrefillPolicy;
  /** Tokens per step over all attention ranks. */
  readonly budgetTokens: number;
  /** Tokens of the budget a decoding sequence takes: drafts + 1 with speculation. 1 when absent. */
  readonly budgetPerSequence?: number;
  /** Most sequences admitted at once. */
  readonly slots: number;
  /** KV capacity over the instance, tokens; may be Infinity. */
  readonly kvTokens: number;
  /** Admit by the final length (no eviction) rather than by the mean occupancy isl + 0.6·osl of an engine that grows. */
  readonly reservesFinalLength: boolean;
  /** Expected tokens a sequence gains per step: 1, or more with speculation. */
  readonly tokensPerStep: number;
  /** Seconds added to TTFT before the engine sees the prompt; they do not occupy it. */
  readonly responseDelay: number;
}

export type ReplicaQuestion = ClosedLoop & Lengths & Engine;

/** Prefill and decode on different workers: prompts queue for prefill workers, KV travels, then sequences queue for decode slots. */
export interface DisaggregatedQuestion extends ClosedLoop, Lengths {
  readonly prefillWorkers: number;
  /** Prompts are batched up to this many tokens per prefill worker; at least one. */
  readonly prefillBatchTokens: number;
  /** Seconds of one batch of `prompts` of `promptTokens` each (mean) on one prefill worker. */
  prefill(prompts: number, promptTokens: number): number;
  /** Seconds from the end of a prefill until the decode worker holds the KV. */
  readonly transferSeconds: number;
  readonly decodeWorkers: number;
  readonly slotsPerWorker: number;
  readonly kvTokensPerWorker: number;
  readonly reservesFinalLength: boolean;
  readonly tokensPerStep: number;
  readonly responseDelay: number;
  /** Seconds of a step of one decode worker that holds `sequences`. */
  decode(sequences: number, context: number): number;
}

/** Means over the requests of the whole protocol, opening burst and final drain included unless said otherwise. */
export interface ReplicaAnswer {
  readonly meanTtft: Seconds;
  /** Without the opening burst and the drain. */
  readonly meanTtftSteady: Seconds;
  readonly medianTtft: Seconds;
  /** (E2E − TTFT)/(output tokens − 1), over the requests with at least two output tokens; 0 when there are none. */
  readonly meanTpot: Seconds;
  readonly outputTokensPerSecond: TokensPerSecond;
  readonly requestsPerSecond: RequestsPerSecond;
  /** Time average of the sequences that are past their first token (and of those about to get it from a decode worker). */
  readonly meanInFlightDecoding: number;
  /** Engine steps simulated. */
  readonly steps: number;
}
