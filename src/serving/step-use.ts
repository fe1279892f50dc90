/** What the steps of an instance make each of its accelerators do: the inputs of the power law [E1]. */
import type { StepUse } from '../calibration/power.ts';
import type { Component, WeightFormat } from '../catalogue/figures.ts';
import { decodeAttentionFlops, prefillAttentionFlops } from '../performance/attention-flops.ts';
import type { Arithmetic, Instance } from '../performance/instance.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import { OPERATOR_CLASSES } from '../performance/ledger.ts';
import { linearFlopsPerToken } from '../performance/parameters.ts';
import { kernelsOf } from '../performance/step-time.ts';
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
  return {
    kernelShare: Math.min(1, kernelSecondsPerToken(row) / secondsPerToken),
    memoryShare: bytesPerToken(instance, lengths, row.inFlight) / (secondsPerToken * device.bandwidth),
    computeShare: flopPerToken(instance, lengths, row.inFlight) / (secondsPerToken * device.peak.bf16),
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

const kernelSecondsPerToken = ({ decode, added, mixedShare }: ServedRow): number =>
  OPERATOR_CLASSES.filter((operator) => operator !== 'host').reduce(
    (sum, operator) => sum + decode[operator] + mixedShare * added[operator],
    0,
  );

/** Prompts that enter per token of a sequence: as many as leave. */
const promptsPerToken = ({ outputTokens }: Lengths, inFlight: number): number => inFlight / outputTokens;

const freshTokens = ({ inputTokens, cachedTokens }: Lengths): number => Math.max(1, inputTokens - cachedTokens);

const meanContext = ({ inputTokens, outputTokens }: Lengths): number => inputTokens + outputTokens / 2;

/**
 * Bytes of one accelerator while every sequence gains a token. Prompts gather in a share of the steps, one per attention rank at least,
 * as in the service curve; with stages an accelerator works on a part of the sequences at a time. Eq. O1, Eq. S4
 */
const bytesPerToken = (instance: Instance, lengths: Lengths, inFlight: number): number => {
  const { pp, attnDp } = instance.layout;
  const twin = widenedTwin(instance);
  const bytesWith = (prompts: number): number =>
    kernelsOf(twin, {
      sequences: inFlight / pp,
      context: meanContext(lengths),
      prompts: prompts / pp,
      promptTokens: freshTokens(lengths),
      promptPast: lengths.cachedTokens,
    }).dramBytes;
  const entering = promptsPerToken(lengths, inFlight);
  const together = Math.max(entering, Math.min(attnDp, Math.max(1, inFlight)));
  const decode = bytesWith(0);
  return decode + (entering / together) * (bytesWith(together) - decode);
};

/** FLOPs that serve tokens, on one accelerator; what kernels pad is not among them. Eq. O1 */
const flopPerToken = (instance: Instance, lengths: Lengths, inFlight: number): number => {
  const { model, layout } = instance;
  const fresh = freshTokens(lengths);
  const decode = linearFlopsPerToken(model, true) + decodeAttentionFlops(model, meanContext(lengths));
  const prompt = fresh * linearFlopsPerToken(model, false) + prefillAttentionFlops(model, fresh, lengths.cachedTokens);
  return (inFlight * decode + promptsPerToken(lengths, inFlight) * prompt) / acceleratorsOf(layout);
};

const twins = new WeakMap<Instance, Instance>();

/**
 * The instance with its weights as wide as they weigh on power. Metered runs of FP8 weights, and of MXFP4 weights on parts without FP4
 * units, draw as if those were two bytes wide: what they save in bytes goes into scaling and unpacking. Metered kernels of FP4 on parts
 * that multiply it draw what bf16 ones do at the same bandwidth: there they count as stored.
 */
const widenedTwin = (instance: Instance): Instance => {
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
