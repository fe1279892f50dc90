/** One serving engine under open load: arrivals that do not wait for completions. */
import { uniformsFrom } from '../maths/random.ts';
import { quantity } from '../units/quantity.ts';
import type { RequestsPerSecond, Seconds } from '../units/quantity.ts';
import { requestLengths } from './lengths.ts';
import type { Engine, Lengths, StepTimes } from './question.ts';
import { serve } from './serve.ts';

export interface OpenQuestion extends Engine, Lengths {
  readonly arrivalsPerSecond: RequestsPerSecond;
  /** Requests that arrive in all. */
  readonly prompts: number;
}

export interface OpenAnswer {
  readonly meanTtft: Seconds;
  readonly meanTpot: Seconds;
  /** Second of the last completion. */
  readonly end: Seconds;
  /** Value below which a share of all requests lies, the first and the last included; nothing is removed as warm-up. */
  ttft(share: number): Seconds;
  tpot(share: number): Seconds;
}

/** Seconds of `count` Poisson arrivals. */
export const poissonArrivals = (perSecond: number, count: number, seed: number): Float64Array => {
  if (!(perSecond > 0)) throw new Error(`arrivals: ${perSecond} per second`);
  const uniform = uniformsFrom(seed);
  let now = 0;
  return Float64Array.from({ length: count }, () => (now -= Math.log(1 - uniform()) / perSecond));
};

const percentiles = (values: Float64Array): ((share: number) => Seconds) => {
  const ascending = values.toSorted();
  return (share) => quantity(ascending[Math.min(ascending.length - 1, Math.floor(share * ascending.length))] ?? 0);
};

const meanOf = (values: Float64Array): Seconds => {
  let sum = 0;
  for (const value of values) sum += value;
  return quantity(sum / values.length);
};

/** Simulates one replica under Poisson arrivals. Says nothing on whether the load can be kept up. Same question, same answer. */
export const simulateOpen = (question: OpenQuestion, times: StepTimes): OpenAnswer => {
  const { prompts, seed } = question;
  if (!(Number.isInteger(prompts) && prompts >= 1)) throw new Error(`open load: ${prompts} prompts`);
  const arrivals = poissonArrivals(question.arrivalsPerSecond, prompts, 3 * seed + 2);
  // A prompt reaches the engine after the response delay, from which TTFT counts back.
  for (let i = 0; i < prompts; i++) arrivals[i] = (arrivals[i] ?? 0) + question.responseDelay;
  const served = serve({ ...requestLengths(question, prompts), arrivals, known: prompts }, question, times);
  return {
    meanTtft: meanOf(served.ttft),
    meanTpot: meanOf(served.tpot),
    end: quantity(served.end),
    ttft: percentiles(served.ttft),
    tpot: percentiles(served.tpot),
  };
};
