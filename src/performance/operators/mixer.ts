/**
 * Token mixers of a block on one attention rank: projections in and out, then attention or the recurrent update itself,
 * for the sequences that decode and for the prompt pieces that prefill in the same step.
 */
import type { Mixer } from '../../catalogue/figures.ts';
import type { Instance } from '../instance.ts';
import { enter, type Ledger } from '../ledger.ts';
import { projectionsOf } from '../projections.ts';
import { enterGemm } from './gemm.ts';
import { enterMla } from './mla.ts';
import { measuredMixer } from './measured-mixer.ts';
import {
  decodeBytes,
  decodeClosed,
  decodeFlop,
  prefillBytes,
  prefillClosed,
  prefillFlop,
  scoreTraffic,
} from './mixer-work.ts';

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

/** Eq. O1: bytes of attention are Q, K, V, O and recurrent state, and without flash kernels its scores. */
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
  if (instance.techniques.flashAttention) return;
  const scores = scoreTraffic(instance, mixer, work);
  enter(ledger, 'attention', scores.seconds, 0, scores.bytes, count);
};

/** Eq. O2, Eq. O3 */
const enterDecode = (ledger: Ledger, instance: Instance, mixer: Mixer, work: RankWork, count: number): void => {
  const { precision, layout } = instance;
  const { sequences, context } = work;
  const closed = decodeClosed(instance, mixer, sequences, context);
  const measured = measuredMixer(instance, mixer).decode;
  enter(
    ledger,
    'attention',
    measured ? measured(work, closed) : closed,
    decodeFlop(mixer, layout.tp, sequences, context),
    decodeBytes(mixer, layout.tp, precision.kvBytes, sequences, context),
    count,
  );
};

/** Eq. O2, Eq. O3 */
const enterPrefill = (ledger: Ledger, instance: Instance, mixer: Mixer, work: RankWork, count: number): void => {
  const { precision, layout, model } = instance;
  const { prompts, promptTokens, promptPast } = work;
  const closed = prefillClosed(instance, mixer, prompts, promptTokens, promptPast);
  const measured = measuredMixer(instance, mixer).prefill;
  enter(
    ledger,
    'attention',
    measured ? measured(work, closed) : closed,
    prefillFlop(mixer, layout.tp, model.attention === 'causal', prompts, promptTokens, promptPast),
    prefillBytes(mixer, layout.tp, precision.kvBytes, prompts, promptTokens, promptPast),
    count,
  );
};
