/**
 * Bytes a sequence keeps between steps: keys and values that grow with it, windows that fill up, and constant states.
 * Engines round up to blocks (`sequence-memory.ts`), and some store MLA padded (656 for 576 elements), which is not modelled.
 */
import type { Mixer, Model } from '../catalogue/figures.ts';
import { quantity } from '../units/quantity.ts';
import type { Bytes } from '../units/quantity.ts';
import { indexedRatio } from './parameters.ts';

type CachedModel = Pick<Model, 'mixers' | 'attention'>;

/** Recurrent states are kept in fp32, the tail of their convolution in bf16. */
const stateElementBytes = 4;
const convElementBytes = 2;

/** Growing bytes per token of one sequence, index keys included; windows and states are not part of it. Zero for encoders. */
export function kvBytesPerToken(model: CachedModel, bytesPerElement: number): Bytes {
  let elements = 0;
  // Eq. K2
  if (model.attention === 'causal') {
    for (const { spec, count } of model.mixers) elements += count * (growingElements(spec, 1) + indexElements(spec));
  }
  return quantity<'B'>(elements * bytesPerElement);
}

/** Bytes of one sequence of `tokens` tokens over the whole model: growing part, windows up to their size, states. */
export const kvBytesPerSequence = (model: CachedModel, tokens: number, bytesPerElement: number): Bytes =>
  kvBytesPerSequencePerRank(model, tokens, bytesPerElement, 1);

/**
 * The same on one rank of a tensor-parallel group of `tp`. GQA heads are shared out down to one KV head per rank;
 * latents (MLA, compressed), multi-query heads and index keys are whole on every rank; states divide by `tp`.
 */
export function kvBytesPerSequencePerRank(
  model: CachedModel,
  tokens: number,
  bytesPerElement: number,
  tp: number,
): Bytes {
  if (model.attention === 'bidirectional') return quantity<'B'>(0);
  let elements = 0;
  let stateBytes = 0;
  // Eq. K2
  for (const { spec, count } of model.mixers) {
    const growing = growingElements(spec, tp) + indexElements(spec);
    const held = windowElements(spec, tp) * Math.min(tokens, windowTokens(spec));
    elements += count * (growing * tokens + held);
    stateBytes += (count * stateBytesOf(spec)) / tp;
  }
  return quantity<'B'>(elements * bytesPerElement + stateBytes);
}

/** Constant bytes per sequence of the recurrent blocks of the whole model. */
export function stateBytesPerSequence(model: CachedModel): Bytes {
  let bytes = 0;
  for (const { spec, count } of model.mixers) bytes += count * stateBytesOf(spec);
  return quantity<'B'>(bytes);
}

/** Elements per token that grow without limit on one of `tp` ranks. */
function growingElements(spec: Mixer, tp: number): number {
  switch (spec.kind) {
    case 'gqa':
      return spec.windowTokens === undefined ? headElements(spec, tp) : 0;
    case 'block-sparse':
      return headElements(spec, tp);
    case 'mla':
      return spec.kvLoraRank + spec.ropeHeadDim;
    case 'compressed':
      return spec.ratio === 0 ? 0 : spec.headDim / spec.ratio;
    case 'gated-delta':
    case 'kimi-delta':
    case 'mamba2':
      return 0;
  }
}

/** Index keys per token: one head per block that selects by index, whole on every rank. */
function indexElements(spec: Mixer): number {
  switch (spec.kind) {
    case 'block-sparse':
      return spec.index.headDim;
    case 'mla':
      return spec.index?.ownsKeys === true ? spec.index.headDim : 0;
    case 'compressed':
      return spec.ratio === indexedRatio ? spec.index.headDim / indexedRatio : 0;
    default:
      return 0;
  }
}

/** Elements per token of a sliding or chunked window on one of `tp` ranks. */
function windowElements(spec: Mixer, tp: number): number {
  if (spec.kind === 'gqa') return spec.windowTokens === undefined ? 0 : headElements(spec, tp);
  return spec.kind === 'compressed' ? spec.headDim : 0;
}

function windowTokens(spec: Mixer): number {
  if (spec.kind === 'gqa') return spec.windowTokens ?? 0;
  return spec.kind === 'compressed' ? spec.windowTokens : 0;
}

/** Keys and values of the KV heads one rank holds; models that reuse keys as values still store both. */
function headElements(spec: Extract<Mixer, { kind: 'gqa' | 'block-sparse' }>, tp: number): number {
  return Math.ceil(spec.kvHeads / tp) * (spec.qkHeadDim + spec.vHeadDim);
}

/** Bytes of the recurrent state of one sequence in one block, its convolution tail included; 0 for attention. */
export function stateBytesOf(spec: Mixer): number {
  switch (spec.kind) {
    case 'gated-delta': {
      const conv = 2 * spec.keyHeads * spec.keyHeadDim + spec.valueHeads * spec.vHeadDim;
      const state = spec.valueHeads * spec.keyHeadDim * spec.vHeadDim;
      return state * stateElementBytes + conv * (spec.convKernel - 1) * convElementBytes;
    }
    case 'kimi-delta': {
      const conv = 3 * spec.heads * spec.headDim;
      const state = spec.heads * spec.headDim * spec.headDim;
      return state * stateElementBytes + conv * (spec.convKernel - 1) * convElementBytes;
    }
    case 'mamba2': {
      const conv = spec.heads * spec.headDim + 2 * spec.groups * spec.stateSize;
      const state = spec.heads * spec.headDim * spec.stateSize;
      return state * stateElementBytes + conv * (spec.convKernel - 1) * convElementBytes;
    }
    default:
      return 0;
  }
}
