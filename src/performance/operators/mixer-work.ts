/**
 * FLOPs and bytes of the token mixers of one rank in one step, for steps and for the fit of measured mixers alike [O1].
 * Bytes are those of flash kernels: queries, keys, values, outputs and recurrent state only.
 */
import type { Mixer } from '../../catalogue/figures.ts';
import { quantity, type Bytes, type Flop } from '../../units/quantity.ts';
import { mixerDecodeFlops, mixerEncodeFlops, mixerPrefillFlops } from '../attention-flops.ts';
import { stateBytesOf } from '../kv-cache.ts';
import { kvReadElements, queryElements } from '../mixer-traffic.ts';

/** One new token of each of `sequences` sequences that hold `context` tokens. Eq. O1 */
export const decodeFlop = (mixer: Mixer, tp: number, sequences: number, context: number): Flop =>
  quantity<'FLOP'>((mixerDecodeFlops(mixer, context) * sequences) / tp);

export const decodeBytes = (mixer: Mixer, tp: number, kvBytes: number, sequences: number, context: number): Bytes => {
  const kv = kvReadElements(mixer, context, tp) * kvBytes;
  const state = (2 * stateBytesOf(mixer)) / tp;
  return quantity<'B'>(sequences * (kv + 2 * queryElements(mixer, tp) + state));
};

/** `tokens` new tokens of each of `prompts` prompts of which `past` tokens are in the cache. Encoders see every token from every token. Eq. O1 */
export const prefillFlop = (
  mixer: Mixer,
  tp: number,
  causal: boolean,
  prompts: number,
  tokens: number,
  past: number,
): Flop => {
  const one = causal ? mixerPrefillFlops(mixer, tokens, past) : mixerEncodeFlops(mixer, tokens);
  return quantity<'FLOP'>((one * prompts) / tp);
};

export const prefillBytes = (
  mixer: Mixer,
  tp: number,
  kvBytes: number,
  prompts: number,
  tokens: number,
  past: number,
): Bytes => {
  const read = kvReadElements(mixer, past + tokens, tp) * kvBytes;
  const state = (2 * stateBytesOf(mixer)) / tp;
  return quantity<'B'>(prompts * (read + 2 * tokens * queryElements(mixer, tp) + state));
};
