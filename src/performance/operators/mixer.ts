/**
 * Token mixers of a block on one attention rank: projections in and out, then attention or the recurrent update itself,
 * for the sequences that decode and for the prompt pieces that prefill in the same step.
 */
import type { Mixer } from '../../catalogue/figures.ts';
import { mixerDecodeFlops, mixerEncodeFlops, mixerPrefillFlops } from '../attention-flops.ts';
import type { Instance } from '../instance.ts';
import { stateBytesOf } from '../kv-cache.ts';
import { enter, type Ledger } from '../ledger.ts';
import { kvReadElements, queryElements } from '../mixer-traffic.ts';
import { projectionsOf } from '../projections.ts';
import { enterGemm } from './gemm.ts';
import { quantity } from '../../units/quantity.ts';
import { operatorTime } from './roofline.ts';

/** What one attention rank works on in one step. Counts may be fractions: they are means. */
export interface RankWork {
  readonly sequences: number;
  /** KV tokens of a decoding sequence, mean. */
  readonly context: number;
  readonly prompts: number;
  /** New tokens of each prompt in this step, and tokens of it that are in the cache already. */
  readonly promptTokens: number;
  readonly promptPast: number;
}

/** Eq. O1 for attention with flash kernels: bytes are Q, K, V, O and recurrent state only. */
export const enterMixer = (ledger: Ledger, instance: Instance, mixer: Mixer, work: RankWork, count: number): void => {
  const { tp } = instance.layout;
  const arithmetic = instance.arithmetic.mixer;
  const tokens = work.sequences + work.prompts * work.promptTokens;
  for (const { inputs, outputs } of projectionsOf(mixer, instance.model.hiddenSize, tp)) {
    enterGemm(ledger, instance, 'projection', arithmetic, tokens, inputs, outputs, count);
  }
  if (work.sequences > 0) enterDecode(ledger, instance, mixer, work, count);
  if (work.prompts > 0) enterPrefill(ledger, instance, mixer, work, count);
};

const enterDecode = (ledger: Ledger, instance: Instance, mixer: Mixer, work: RankWork, count: number): void => {
  const { device, calibration, precision, layout } = instance;
  const flop = quantity<'FLOP'>((mixerDecodeFlops(mixer, work.context) * work.sequences) / layout.tp);
  const kv = kvReadElements(mixer, work.context, layout.tp) * precision.kvBytes;
  const state = (2 * stateBytesOf(mixer)) / layout.tp;
  const bytes = quantity<'B'>(work.sequences * (kv + 2 * queryElements(mixer, layout.tp) + state));
  const efficiency =
    mixer.kind === 'mla' || mixer.kind === 'compressed'
      ? calibration.operators.mlaDecode
      : calibration.operators.decodeAttention;
  enter(
    ledger,
    'attention',
    operatorTime(flop, bytes, device.peak.bf16, device.bandwidth, efficiency),
    flop,
    bytes,
    count,
  );
};

const enterPrefill = (ledger: Ledger, instance: Instance, mixer: Mixer, work: RankWork, count: number): void => {
  const { device, calibration, precision, layout } = instance;
  const one =
    instance.model.attention === 'causal'
      ? mixerPrefillFlops(mixer, work.promptTokens, work.promptPast)
      : mixerEncodeFlops(mixer, work.promptTokens);
  const flop = quantity<'FLOP'>((one * work.prompts) / layout.tp);
  const read = kvReadElements(mixer, work.promptPast + work.promptTokens, layout.tp) * precision.kvBytes;
  const state = (2 * stateBytesOf(mixer)) / layout.tp;
  const bytes = quantity<'B'>(work.prompts * (read + 2 * work.promptTokens * queryElements(mixer, layout.tp) + state));
  const efficiency =
    mixer.kind === 'mla' || mixer.kind === 'compressed'
      ? calibration.operators.mlaPrefill
      : calibration.operators.prefillAttention;
  enter(
    ledger,
    'attention',
    operatorTime(flop, bytes, device.peak.bf16, device.bandwidth, efficiency),
    flop,
    bytes,
    count,
  );
};
