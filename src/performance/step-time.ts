/**
 * Time of one step of an instance: decoding sequences, and prompt pieces that share the step.
 * Kernels are summed over the distinct blocks of the model; the engine adds its own terms [S1].
 */
import { quantity, type Seconds } from '../units/quantity.ts';
import { pointToPoint } from './collectives.ts';
import { straddles } from './fabric-straddle.ts';
import { draftInstanceOf } from './drafter.ts';
import type { Instance } from './instance.ts';
import { emptyLedger, enter, enterExchange, kernelSeconds, OPERATOR_CLASSES, type Ledger } from './ledger.ts';
import { enterFeedForward, reduceOverTp } from './operators/feed-forward.ts';
import { enterGemm } from './operators/gemm.ts';
import { enterMixer, type RankWork } from './operators/mixer.ts';

/** What an instance works on in one step; counts are means and may be fractions. */
export interface StepWork {
  readonly sequences: number;
  readonly context: number;
  readonly prompts: number;
  readonly promptTokens: number;
  readonly promptPast: number;
  /** Tokens that each decoding sequence brings: one unless said otherwise, with speculation its drafts and one [S7]. */
  readonly verified?: number;
}

/** The part of the work that falls to the busiest attention rank: a lone sequence occupies one rank fully. */
const rankWorkOf = ({ sequences, context, prompts, promptTokens, promptPast }: StepWork, attnDp: number): RankWork => ({
  sequences: Math.max(Math.min(1, sequences), sequences / attnDp),
  context,
  prompts: Math.max(Math.min(1, prompts), prompts / attnDp),
  promptTokens,
  promptPast,
});

/** Kernels of one step on the busiest rank. With pipeline stages `work` is what one stage sees at a time. Eq. O1, Eq. O3, Eq. O5, Eq. O6 */
export const kernelsOf = (instance: Instance, work: StepWork): Ledger => {
  const { model, device, layout, calibration } = instance;
  const ledger = emptyLedger();
  const rank = rankWorkOf(work, layout.attnDp);
  const { verified = 1 } = work;
  const tokens = {
    rank: rank.sequences * verified + rank.prompts * rank.promptTokens,
    instance: work.sequences * verified + work.prompts * work.promptTokens,
  };
  enterMixers(ledger, instance, rank, verified);
  for (const { count } of model.mixers) reduceOverTp(ledger, instance, tokens.rank, count);
  let width = 0;
  for (const { spec, count } of model.ffns) {
    enterFeedForward(ledger, instance, spec, tokens, count);
    width +=
      count *
      (spec.kind === 'dense' ? spec.intermediate : spec.sharedIntermediate + spec.expertsPerToken * spec.intermediate);
  }
  // Norms, rotary embedding, activations, quantisation: bytes per token over 0.8 of the bandwidth.
  const bytes = tokens.rank * (instance.layers * 16 * model.hiddenSize + (6 * width) / layout.tp);
  const { bandwidthShare } = calibration.operators.elementwise;
  enter(ledger, 'elementwise', bytes / (device.bandwidth * bandwidthShare), 0, bytes, 1);
  if (model.task === 'generate') {
    const emitting = rank.sequences + rank.prompts;
    enterGemm(
      ledger,
      instance,
      'head',
      instance.arithmetic.head,
      emitting,
      model.hiddenSize,
      model.vocabSize / layout.tp,
      // The drafter projects onto the vocabulary once per token it drafts, at less than the batch of the step.
      1 + HEAD_PER_DRAFT * (verified - 1),
    );
  }
  if (layout.pp > 1) {
    const handed = tokens.rank * model.hiddenSize * 2;
    const crossing = straddles(layout, device).boundaries;
    // Without a published card nothing crosses, and its rate of zero must not be asked for.
    if (crossing > 0) enterExchange(ledger, pointToPoint(device, handed, true, calibration), crossing);
    enterExchange(ledger, pointToPoint(device, handed, false, calibration), layout.pp - 1 - crossing);
  }
  return ledger;
};

/** Share of the output head, and of the attention of a step, that each verified token beyond the first adds [S7]. */
const HEAD_PER_DRAFT = 0.7;
const ATTENTION_PER_DRAFT = 0.3;

/** Verified tokens share the KV their sequence reads, so attention grows by less than the projections. Eq. S7 */
const enterMixers = (ledger: Ledger, instance: Instance, rank: RankWork, verified: number): void => {
  const { mixers } = instance.model;
  if (verified === 1) {
    for (const { spec, count } of mixers) enterMixer(ledger, instance, spec, rank, count);
    return;
  }
  const once = emptyLedger();
  const all = emptyLedger();
  for (const { spec, count } of mixers) {
    enterMixer(once, instance, spec, rank, count);
    enterMixer(all, instance, spec, { ...rank, sequences: rank.sequences * verified }, count);
  }
  const attention = once.seconds.attention * (1 + ATTENTION_PER_DRAFT * (verified - 1));
  ledger.seconds.attention += Math.min(all.seconds.attention, attention);
  ledger.seconds.projection += all.seconds.projection;
  ledger.flop += all.flop;
  ledger.dramBytes += once.dramBytes;
};

/** One step as the engine runs it. */
export interface Step {
  readonly time: Seconds;
  readonly ledger: Ledger;
  /** Summed kernels before the engine's factor, seconds. */
  readonly kernels: number;
}

/** Engine terms outside the kernels: host step, gaps between layers, scheduling per sequence of a rank's own scheduler [S1]. */
const hostSeconds = (instance: Instance, work: StepWork): number => {
  const { engine, layers, moeLayers } = instance;
  const { verified = 1 } = work;
  const rank = rankWorkOf(work, instance.layout.attnDp);
  const prefill =
    work.prompts > 0 ? engine.prefillLayerSeconds * layers + engine.prefillMoeLayerSeconds * moeLayers : 0;
  return (
    engine.hostStepSeconds +
    engine.layerGapSeconds * layers +
    engine.moeLayerSeconds * moeLayers +
    engine.perSequenceSeconds * (rank.sequences * verified + rank.prompts) +
    (verified > 1 ? engine.draftStepSeconds : 0) +
    prefill
  );
};

const perStage = (work: StepWork, pp: number): StepWork =>
  pp === 1 ? work : { ...work, sequences: work.sequences / pp, prompts: work.prompts / pp };

/** A step in which every sequence emits one token. Eq. S1 */
export const decodeStep = (instance: Instance, sequences: number, context: number, verified = 1): Step => {
  const work = perStage(
    { sequences, context, prompts: 0, promptTokens: 0, promptPast: 0, verified },
    instance.layout.pp,
  );
  const ledger = kernelsOf(instance, work);
  return closed(instance, ledger, instance.engine.kernelFactor, work);
};

/** A step reads the weights whoever is in it: without sequences, what prompts add is measured against this many. */
const ALMOST_NONE = 1e-3;

/** What a mixed step would be without its prompts. */
export const stepWithoutPrompts = (instance: Instance, sequences: number, context: number, verified = 1): Step =>
  decodeStep(instance, Math.max(sequences, ALMOST_NONE), context, verified);

/** A step that also prefills: what the prompts add to the kernels costs more than its parts by the engine's factor.
 *  `decoding` is the step of its sequences alone, where the caller has it. Eq. S1, Eq. S4 */
export const mixedStep = (instance: Instance, work: StepWork, decoding?: Step): Step => {
  const stage = perStage(work, instance.layout.pp);
  const ledger = kernelsOf(instance, stage);
  const { kernelFactor, prefillKernelFactor } = instance.engine;
  const alone = (decoding ?? stepWithoutPrompts(instance, work.sequences, work.context, work.verified)).kernels;
  const mixed = kernelSeconds(ledger);
  const factor = mixed > 0 ? (alone + prefillKernelFactor * Math.max(0, mixed - alone)) / mixed : 1;
  return closed(instance, ledger, kernelFactor * factor, stage);
};

const closed = (instance: Instance, ledger: Ledger, engineFactor: number, work: StepWork): Step => {
  const { layers, factors } = instance;
  const { verified = 1 } = work;
  const kernels = kernelSeconds(ledger);
  const draft = verified > 1 ? draftInstanceOf(instance) : null;
  // Each drafted token passes the drafter: a model of its own, or one layer of the model's own kind.
  const factor = engineFactor * (draft ? 1 : 1 + (verified - 1) / layers) * factors.step;
  for (const operator of OPERATOR_CLASSES) ledger.seconds[operator] *= factor;
  ledger.seconds.host += hostSeconds(instance, work) * factors.step;
  let time = kernels * factor + ledger.seconds.host;
  if (draft) time += enterDrafts(ledger, draft, rankWorkOf(work, instance.layout.attnDp), verified - 1, factors.step);
  return { time: quantity<'s'>(time), ledger, kernels };
};

/**
 * Steps of the drafting model on one attention rank, one for each token drafted: the first also reads the prompts. Its kernels are launched
 * layer by layer like the model's. Returns the seconds entered. Eq. S7
 */
const enterDrafts = (ledger: Ledger, draft: Instance, rank: RankWork, drafts: number, group: number): number => {
  const { engine, layers, moeLayers } = draft;
  const decoding = { ...rank, sequences: Math.max(rank.sequences, ALMOST_NONE) };
  const alone = kernelsOf(draft, { ...decoding, prompts: 0, promptTokens: 0, promptPast: 0 });
  const first = rank.prompts > 0 ? kernelsOf(draft, decoding) : alone;
  let seconds = 0;
  for (const operator of OPERATOR_CLASSES) {
    const own = (first.seconds[operator] + (drafts - 1) * alone.seconds[operator]) * engine.kernelFactor * group;
    ledger.seconds[operator] += own;
    seconds += own;
  }
  const gaps = drafts * (engine.layerGapSeconds * layers + engine.moeLayerSeconds * moeLayers) * group;
  ledger.seconds.host += gaps;
  ledger.flop += first.flop + (drafts - 1) * alone.flop;
  ledger.dramBytes += first.dramBytes + (drafts - 1) * alone.dramBytes;
  ledger.linkBytes += first.linkBytes + (drafts - 1) * alone.linkBytes;
  return seconds + gaps;
};
