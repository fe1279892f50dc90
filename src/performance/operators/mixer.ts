/**
 * Token mixers of a block on one attention rank: projections in and out, then attention or the recurrent update itself,
 * for the sequences that decode and for the prompt pieces that prefill in the same step.
 */
import { gridAt } from '../../calibration/grid.ts';
import type { Mixer } from '../../catalogue/figures.ts';
import type { Instance } from '../instance.ts';
import { enter, type Ledger } from '../ledger.ts';
import { projectionsOf } from '../projections.ts';
import { enterGemm } from './gemm.ts';
import { enterMla } from './mla.ts';
import { decodeBytes, decodeFlop, prefillBytes, prefillFlop } from './mixer-work.ts';
import { measuredMixer } from './measured-mixer.ts';
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
  if (enterMla(ledger, instance, mixer, work, count)) return;
  const { tp } = instance.layout;
  const arithmetic = instance.arithmetic.mixer;
  const tokens = work.sequences + work.prompts * work.promptTokens;
  for (const { inputs, outputs } of projectionsOf(mixer, instance.model.hiddenSize, tp)) {
    enterGemm(ledger, instance, 'projection', arithmetic, tokens, inputs, outputs, count);
  }
  if (work.sequences > 0) enterDecode(ledger, instance, mixer, work, count);
  if (work.prompts > 0) enterPrefill(ledger, instance, mixer, work, count);
};

/** Eq. O2, Eq. O3 */
const enterDecode = (ledger: Ledger, instance: Instance, mixer: Mixer, work: RankWork, count: number): void => {
  const { device, calibration, precision, layout } = instance;
  const flop = decodeFlop(mixer, layout.tp, work.sequences, work.context);
  const bytes = decodeBytes(mixer, layout.tp, precision.kvBytes, work.sequences, work.context);
  const latent = mixer.kind === 'mla' || mixer.kind === 'compressed';
  const efficiency = latent ? calibration.operators.mlaDecode : calibration.operators.decodeAttention;
  const closed = operatorTime(flop, bytes, device.peak.bf16, device.bandwidth, efficiency);
  const measured = measuredMixer(instance, mixer).decode;
  const seconds = measured ? closed * Math.exp(gridAt(measured.grid, measured.place(work))) : closed;
  enter(ledger, 'attention', seconds, flop, bytes, count);
};

/** Eq. O2, Eq. O3 */
const enterPrefill = (ledger: Ledger, instance: Instance, mixer: Mixer, work: RankWork, count: number): void => {
  const { device, calibration, precision, layout, model } = instance;
  const { prompts, promptTokens, promptPast } = work;
  const flop = prefillFlop(mixer, layout.tp, model.attention === 'causal', prompts, promptTokens, promptPast);
  const bytes = prefillBytes(mixer, layout.tp, precision.kvBytes, prompts, promptTokens, promptPast);
  const latent = mixer.kind === 'mla' || mixer.kind === 'compressed';
  const efficiency = latent ? calibration.operators.mlaPrefill : calibration.operators.prefillAttention;
  const closed = operatorTime(flop, bytes, device.peak.bf16, device.bandwidth, efficiency);
  const measured = measuredMixer(instance, mixer).prefill;
  const seconds = measured ? closed * Math.exp(gridAt(measured.grid, measured.place(work))) : closed;
  enter(ledger, 'attention', seconds, flop, bytes, count);
};
