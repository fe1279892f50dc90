/**
 * FLOPs and bytes of the token mixers of one rank in one step, for steps and for the fit of measured mixers alike [O1].
 * Bytes are those of flash kernels: queries, keys, values, outputs and recurrent state only; what others move besides is apart.
 */
import type { Mixer } from '../../catalogue/figures.ts';
import { quantity, type Bytes, type Flop, type Seconds } from '../../units/quantity.ts';
import type { OperatorName } from '../../calibration/calibration.ts';
import { mixerDecodeFlops, mixerEncodeFlops, mixerPrefillFlops } from '../attention-flops.ts';
import { stateBytesOf } from '../kv-cache.ts';
import type { Instance } from '../instance.ts';
import { kvReadElements, queryElements, scoreElements } from '../mixer-traffic.ts';
import type { RankWork } from './mixer.ts';
import { operatorTime } from './roofline.ts';

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

/** What the closed forms need to know of an instance. */
export interface MixerRates extends Pick<Instance, 'device' | 'calibration'> {
  readonly layout: { readonly tp: number };
  readonly precision: { readonly kvBytes: number };
  readonly model: { readonly attention: 'causal' | 'bidirectional' };
}

/** Seconds of `decodeFlop` and `decodeBytes`. Eq. O3 */
export const decodeClosed = (rates: MixerRates, mixer: Mixer, sequences: number, context: number): Seconds => {
  const { device, calibration, layout, precision } = rates;
  return operatorTime(
    decodeFlop(mixer, layout.tp, sequences, context),
    decodeBytes(mixer, layout.tp, precision.kvBytes, sequences, context),
    device.peak.bf16,
    device.bandwidth,
    calibration.operators[DECODE[mixer.kind] ?? 'decodeAttention'],
  );
};

/** Seconds of `prefillFlop` and `prefillBytes`. Eq. O3 */
export const prefillClosed = (
  rates: MixerRates,
  mixer: Mixer,
  prompts: number,
  tokens: number,
  past: number,
): Seconds => {
  const { device, calibration, layout, precision, model } = rates;
  return operatorTime(
    prefillFlop(mixer, layout.tp, model.attention === 'causal', prompts, tokens, past),
    prefillBytes(mixer, layout.tp, precision.kvBytes, prompts, tokens, past),
    device.peak.bf16,
    device.bandwidth,
    calibration.operators[PREFILL[mixer.kind] ?? 'prefillAttention'],
  );
};

/** Scores are written once and read once, two bytes each time. */
const SCORE_BYTES = 4;

/**
 * What attention moves besides when it is not fused: the scores of every query and key go to memory and come back, 2·B·h·L²·2 bytes for B
 * prompts of L tokens (the half that causality masks is there too) and a row of them for a token that decodes. They are passes of their
 * own, so their time comes on top of the products'. Nothing with flash attention. Eq. O1, Eq. O3
 */
export const scoreTraffic = (instance: Instance, mixer: Mixer, work: RankWork): { bytes: number; seconds: number } => {
  const { techniques, layout, device, calibration } = instance;
  if (techniques.flashAttention) return { bytes: 0, seconds: 0 };
  const { sequences, context, prompts, promptTokens, promptPast } = work;
  const { tp } = layout;
  const decode = SCORE_BYTES * sequences * scoreElements(mixer, context, tp);
  const prefill = SCORE_BYTES * prompts * promptTokens * scoreElements(mixer, promptPast + promptTokens, tp);
  const rate = (operator: OperatorName): number => device.bandwidth * calibration.operators[operator].bandwidthShare;
  return {
    bytes: decode + prefill,
    seconds:
      decode / rate(DECODE[mixer.kind] ?? 'decodeAttention') +
      prefill / rate(PREFILL[mixer.kind] ?? 'prefillAttention'),
  };
};

/** Mixers on latents have efficiencies of their own. */
const DECODE: Partial<Record<Mixer['kind'], OperatorName>> = { mla: 'mlaDecode', compressed: 'mlaDecode' };
const PREFILL: Partial<Record<Mixer['kind'], OperatorName>> = { mla: 'mlaPrefill', compressed: 'mlaPrefill' };
