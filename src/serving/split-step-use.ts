/** What a step of attention and FFN apart [S6] makes the accelerators of either side do: the inputs of the power law [E1]. */
import type { StepUse } from '../calibration/power.ts';
import { decodeAttentionFlops } from '../performance/attention-flops.ts';
import type { Instance } from '../performance/instance.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import { linearFlopsPerToken } from '../performance/parameters.ts';
import { attentionKernels, attentionSideOf, ffnKernels, ffnSideOf } from '../performance/split-step.ts';
import { sramKernels } from '../performance/split-step-sram.ts';
import { verifiedBy } from '../performance/techniques.ts';
import { estimatesFor, ffnCount, ffnInstance, type SplitSides, type SplitStep } from './attention-ffn-step.ts';
import type { RequestMix } from './requests.ts';
import { passesPerStep, readsPerStep, widenedTwin } from './step-use.ts';

/**
 * `step` is that of `inFlight` sequences over all instances. Bytes are those of the busiest rank and FLOPs those that serve tokens, as where
 * both run together. SRAM parts hold and multiply FP8 alone: no metered run says that they draw as if it were wider, so it counts as stored.
 * Eq. E1, Eq. S6
 */
export const splitUseOf = (
  sides: SplitSides,
  { inputTokens, outputTokens }: Pick<RequestMix, 'inputTokens' | 'outputTokens'>,
  inFlight: number,
  step: SplitStep,
): { readonly attention: StepUse; readonly ffn: StepUse } => {
  const { attention, attentions, ffn } = sides;
  const context = inputTokens + outputTokens / 2;
  const reads = readsPerStep(attention);
  const tokens = inFlight * passesPerStep(attention);
  const held = attentionSideOf(attention).model;
  const shares = ({ device }: Instance, kernels: number, bytes: number, flop: number): StepUse => ({
    kernelShare: kernels / step.time,
    memoryShare: bytes / (step.time * device.bandwidth),
    computeShare: flop / (step.time * device.peak.bf16),
  });
  const beyond = ffnInstance(ffn);
  const ffnRanks = ffn.kind === 'sram' ? ffn.pool.parts : ffnCount(ffn) * acceleratorsOf(beyond.layout);
  return {
    attention: shares(
      attention,
      step.kernels.attention,
      reads * attentionBytes(sides, inFlight, context, step.microBatches),
      (tokens * (linearFlopsPerToken(held, true) + decodeAttentionFlops(held, context))) /
        (attentions * acceleratorsOf(attention.layout)),
    ),
    ffn: shares(
      beyond,
      step.kernels.ffn,
      reads * step.microBatches * ffnBytes(sides, step.ffnTokens),
      (tokens * linearFlopsPerToken(ffnSideOf(beyond).model, false)) / ffnRanks,
    ),
  };
};

/** Of the busiest attention rank: every micro-batch reads the weights again, the output head is read once for all of them. */
const attentionBytes = (
  { attention, attentions }: SplitSides,
  inFlight: number,
  context: number,
  microBatches: number,
): number => {
  const twin = widenedTwin(attention);
  const inBatch = inFlight / microBatches;
  const sequences = Math.max(Math.min(1, inBatch), inBatch / attentions);
  const { dramBytes } = attentionKernels(twin, { sequences, context, verified: verifiedBy(attention.techniques) });
  const { model, layout, arithmetic } = twin;
  const head = (model.vocabSize * model.hiddenSize * arithmetic.head.weightBytes) / layout.tp;
  return microBatches * dramBytes - (microBatches - 1) * head;
};

/** Of one accelerator of the FFN side, for the tokens of a micro-batch into one instance; SRAM parts share those of all blocks. */
const ffnBytes = (sides: SplitSides, tokens: number): number => {
  const { ffn } = sides;
  return ffn.kind === 'sram'
    ? sramKernels(ffn.instance, ffn.pool, tokens, estimatesFor(sides)).dramBytes / ffn.pool.parts
    : ffnKernels(widenedTwin(ffn.instance), tokens).dramBytes;
};
