/** What the steps of an instance make each of its accelerators do: the inputs of the power law [E1]. */
import type { StepUse } from '../calibration/power.ts';
import type { Component, WeightFormat } from '../catalogue/figures.ts';
import { decodeAttentionFlops, prefillAttentionFlops } from '../performance/attention-flops.ts';
import type { Arithmetic, Instance } from '../performance/instance.ts';
import { draftInstanceOf } from '../performance/drafter.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import { OPERATOR_CLASSES } from '../performance/ledger.ts';
import { linearFlopsPerToken } from '../performance/parameters.ts';
import { kernelsOf, type StepWork } from '../performance/step-time.ts';
import { gainedBy, verifiedBy } from '../performance/techniques.ts';
import type { PrefillOnly } from './disaggregated-curve.ts';
import type { RequestMix } from './requests.ts';
import type { OperatorSeconds } from './service-curve.ts';

/** A row of the service curve: sequences in flight, and seconds of a decode step and of what prompts add to a share of the steps. */
export interface ServedRow {
  readonly inFlight: number;
  readonly decode: OperatorSeconds;
  readonly added: OperatorSeconds;
  readonly mixedShare: number;
}

type Lengths = Pick<RequestMix, 'inputTokens' | 'cachedTokens' | 'outputTokens'>;

/** `secondsPerToken` is the mean time between two tokens of a sequence, whatever it is spent on. Eq. E1 */
export const stepUseOf = (instance: Instance, lengths: Lengths, row: ServedRow, secondsPerToken: number): StepUse => {
  const { device } = instance;
  // With speculation a step gains a sequence several tokens, so it has the time of several. Eq. S7
  const secondsPerStep = gainedBy(instance.techniques) * secondsPerToken;
  return {
    kernelShare: Math.min(1, kernelSecondsPerStep(row) / secondsPerStep),
    memoryShare: bytesPerStep(instance, lengths, row.inFlight) / (secondsPerStep * device.bandwidth),
    computeShare: flopPerStep(instance, lengths, row.inFlight) / (secondsPerStep * device.peak.bf16),
  };
};

/** What an engine that only prefills does while it is busy, in steps full of prompts. Eq. E1 */
export const prefillUseOf = (instance: Instance, lengths: Lengths, prefill: PrefillOnly): StepUse => {
  const { device, model, layout } = instance;
  const { step, prompts, chunks } = prefill;
  const fresh = freshTokens(lengths);
  const kernels = OPERATOR_CLASSES.filter((operator) => operator !== 'host').reduce(
    (sum, operator) => sum + step.ledger.seconds[operator],
    0,
  );
  const bytes = kernelsOf(widenedTwin(instance), {
    sequences: 0,
    context: lengths.inputTokens,
    prompts: prompts / layout.pp,
    promptTokens: fresh / chunks,
    promptPast: lengths.cachedTokens,
  }).dramBytes;
  const prompt = fresh * linearFlopsPerToken(model, false) + prefillAttentionFlops(model, fresh, lengths.cachedTokens);
  return {
    kernelShare: Math.min(1, kernels / step.time),
    memoryShare: bytes / (step.time * device.bandwidth),
    computeShare: (prompts * prompt) / (chunks * acceleratorsOf(layout) * step.time * device.peak.bf16),
  };
};

const kernelSecondsPerStep = ({ decode, added, mixedShare }: ServedRow): number =>
  OPERATOR_CLASSES.filter((operator) => operator !== 'host').reduce(
    (sum, operator) => sum + decode[operator] + mixedShare * added[operator],
    0,
  );

/** Prompts that enter per step: as many as leave. */
const promptsPerStep = ({ techniques }: Instance, { outputTokens }: Lengths, inFlight: number): number =>
  (gainedBy(techniques) * inFlight) / outputTokens;

const freshTokens = ({ inputTokens, cachedTokens }: Lengths): number => Math.max(1, inputTokens - cachedTokens);

const meanContext = ({ inputTokens, outputTokens }: Lengths): number => inputTokens + outputTokens / 2;

/** Passes through all blocks, in tokens, of each sequence in a step: what is verified, and a block for each token drafted. Eq. S7 */
export const passesPerStep = ({ techniques, layers }: Instance): number => {
  const verified = verifiedBy(techniques);
  return verified + (techniques.speculation?.draft ? 0 : (verified - 1) / layers);
};

/** How often a step reads the weights: once, and a block again for each token that a block drafts. Eq. S7 */
export const readsPerStep = ({ techniques, layers }: Instance): number =>
  techniques.speculation?.draft ? 1 : 1 + (verifiedBy(techniques) - 1) / layers;

/**
 * Bytes of one accelerator in a step. Prompts gather in a share of the steps, one per attention rank at least,
 * as in the service curve; with stages an accelerator works on a part of the sequences at a time. Eq. O1, Eq. S4
 */
const bytesPerStep = (instance: Instance, lengths: Lengths, inFlight: number): number => {
  const { pp, attnDp } = instance.layout;
  const twin = widenedTwin(instance);
  const bytesWith = (prompts: number): number => {
    const work = {
      sequences: inFlight / pp,
      context: meanContext(lengths),
      prompts: prompts / pp,
      promptTokens: freshTokens(lengths),
      promptPast: lengths.cachedTokens,
      verified: verifiedBy(instance.techniques),
    };
    return readsPerStep(instance) * kernelsOf(twin, work).dramBytes + draftBytes(instance, work);
  };
  const entering = promptsPerStep(instance, lengths, inFlight);
  const together = Math.max(entering, Math.min(attnDp, Math.max(1, inFlight)));
  const decode = bytesWith(0);
  return decode + (entering / together) * (bytesWith(together) - decode);
};

/** Of a model that drafts, on the accelerators of one attention rank: its own step for each draft, the first with the prompts. Eq. S7 */
const draftBytes = (instance: Instance, work: StepWork): number => {
  const draft = draftInstanceOf(instance);
  if (!draft) return 0;
  const { attnDp } = instance.layout;
  const onRank = (count: number): number => Math.max(Math.min(1, count), count / attnDp);
  const bytesWith = (prompts: number): number =>
    kernelsOf(widenedTwin(draft), { ...work, sequences: onRank(work.sequences), prompts, verified: 1 }).dramBytes;
  return bytesWith(onRank(work.prompts)) + (verifiedBy(instance.techniques) - 2) * bytesWith(0);
};

/** FLOPs that serve tokens, drafts among them, on one accelerator; what kernels pad is not among them. Eq. O1, Eq. S7 */
const flopPerStep = (instance: Instance, lengths: Lengths, inFlight: number): number => {
  const { model, layout, techniques } = instance;
  const fresh = freshTokens(lengths);
  const decodeOf = (one: Instance['model']): number =>
    linearFlopsPerToken(one, true) + decodeAttentionFlops(one, meanContext(lengths));
  const promptOf = (one: Instance['model']): number =>
    fresh * linearFlopsPerToken(one, false) + prefillAttentionFlops(one, fresh, lengths.cachedTokens);
  const draft = techniques.speculation?.draft;
  const decode =
    passesPerStep(instance) * decodeOf(model) + (draft ? (verifiedBy(techniques) - 1) * decodeOf(draft) : 0);
  const prompt = promptOf(model) + (draft ? promptOf(draft) : 0);
  return (inFlight * decode + promptsPerStep(instance, lengths, inFlight) * prompt) / acceleratorsOf(layout);
};

const twins = new WeakMap<Instance, Instance>();

/**
 * The instance with its weights as wide as they weigh on power. Metered runs of FP8 weights, and of MXFP4 weights on parts without FP4
 * units, draw as if those were two bytes wide: what they save in bytes goes into scaling and unpacking. Metered kernels of FP4 on parts
 * that multiply it draw what bf16 ones do at the same bandwidth: there they count as stored.
 */
export const widenedTwin = (instance: Instance): Instance => {
  let twin = twins.get(instance);
  if (!twin) twins.set(instance, (twin = { ...instance, tables: null, arithmetic: widened(instance) }));
  return twin;
};

const FOUR_BITS: readonly WeightFormat[] = ['nvfp4', 'mxfp4'];

const widened = ({ arithmetic, device, precision }: Instance): Record<Component, Arithmetic> => {
  const multipliesFp4 = device.peak.fp4 > device.peak.fp8;
  const wide = (component: Component): Arithmetic => {
    const one = arithmetic[component];
    return multipliesFp4 && FOUR_BITS.includes(precision.weights[component]) ? one : { ...one, weightBytes: 2 };
  };
  return {
    embedding: wide('embedding'),
    head: wide('head'),
    mixer: wide('mixer'),
    routedExperts: wide('routedExperts'),
    sharedExperts: wide('sharedExperts'),
    router: wide('router'),
    denseFfn: wide('denseFfn'),
    latentProjection: wide('latentProjection'),
    norms: wide('norms'),
  };
};
