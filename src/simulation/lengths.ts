/** Request lengths, evenly spaced and shuffled: small runs have the exact mean, yet their order is as random as measured traffic. */
import { uniformsFrom } from '../maths/random.ts';
import type { Lengths } from './question.ts';

export interface RequestLengths {
  readonly inputs: Int32Array;
  readonly outputs: Int32Array;
}

/** Many questions differ in everything but the number of requests, and the shuffle costs a fifth of a run. */
const remembered = new Map<string, Int32Array>();
const REMEMBERED_SHUFFLES = 256;
const LONGEST_REMEMBERED = 8192;

/** 0 … count − 1 in random order. */
const shuffled = (count: number, seed: number): Int32Array => {
  const key = `${seed}:${count}`;
  const known = remembered.get(key);
  if (known) return known;
  const uniform = uniformsFrom(seed);
  const order = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    // Inside-out Fisher–Yates.
    const other = Math.floor(uniform() * (i + 1));
    order[i] = order[other] ?? 0;
    order[other] = i;
  }
  if (remembered.size >= REMEMBERED_SHUFFLES) remembered.clear();
  if (count <= LONGEST_REMEMBERED) remembered.set(key, order);
  return order;
};

/**
 * `count` integers evenly spaced over [low, 1] · nominal, at least 1, in random order. A lattice or a sequence of low
 * discrepancy would do without the shuffle, but its regular order keeps users in step and halves the wait after the burst.
 */
const spread = (count: number, nominal: number, low: number, seed: number): Int32Array => {
  const tokens = new Int32Array(count);
  if (low === 1) return tokens.fill(Math.max(1, Math.round(nominal)));
  const order = shuffled(count, seed);
  const pitch = ((1 - low) * nominal) / count;
  // The array drops the fraction: half a token more rounds, several times faster than Math.round.
  const from = low * nominal + 0.5 * pitch + 0.5;
  for (let i = 0; i < count; i++) tokens[i] = Math.max(1, from + pitch * (order[i] ?? 0));
  return tokens;
};

/** Input and output tokens of `count` requests in the order they are issued. */
export const requestLengths = (lengths: Lengths, count: number): RequestLengths => {
  const { inputTokens, outputTokens, lengthLow, seed } = lengths;
  if (!(inputTokens >= 1 && outputTokens >= 1 && lengthLow >= 0 && lengthLow <= 1))
    throw new Error(`lengths: ${inputTokens} in, ${outputTokens} out, low ${lengthLow}`);
  return {
    inputs: spread(count, inputTokens, lengthLow, 2 * seed),
    outputs: spread(count, outputTokens, lengthLow, 2 * seed + 1),
  };
};
