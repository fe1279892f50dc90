/**
 * FLOPs of the token mixers beyond their projections: scores and weighted sums, index scoring, state updates.
 * Multiply and add count as two. Projections are in `linearFlopsPerToken`.
 */
import type { Mixer, Model } from '../catalogue/figures.ts';
import { quantity } from '../units/quantity.ts';
import type { Flop } from '../units/quantity.ts';
import { indexedRatio } from './parameters.ts';

type MixedModel = Pick<Model, 'mixers' | 'attention'>;

/** All blocks, one new token that attends to `contextTokens` tokens (itself included). Zero for encoders: they never decode. */
export function decodeAttentionFlops(model: MixedModel, contextTokens: number): Flop {
  let flops = 0;
  if (model.attention === 'causal') {
    for (const { spec, count } of model.mixers) flops += count * mixerDecodeFlops(spec, contextTokens);
  }
  return quantity<'FLOP'>(flops);
}

/** All blocks, `newTokens` tokens of one sequence after `cachedTokens` whose keys are already there. */
export function prefillAttentionFlops(model: MixedModel, newTokens: number, cachedTokens: number): Flop {
  let flops = 0;
  for (const { spec, count } of model.mixers) {
    flops +=
      count *
      (model.attention === 'causal'
        ? mixerPrefillFlops(spec, newTokens, cachedTokens)
        : mixerEncodeFlops(spec, newTokens + cachedTokens));
  }
  return quantity<'FLOP'>(flops);
}

/** One block, one new token at context L. */
export function mixerDecodeFlops(spec: Mixer, contextTokens: number): number {
  const L = contextTokens;
  // Eq. O1
  switch (spec.kind) {
    case 'gqa':
      return pairFlops(spec) * Math.min(L, spec.windowTokens ?? L);
    case 'mla': {
      if (spec.index === undefined) return absorbedPairFlops(spec) * L;
      return absorbedPairFlops(spec) * Math.min(L, spec.index.topkTokens) + indexFlops(spec.index) * L;
    }
    case 'compressed': {
      const near = Math.min(L, spec.windowTokens);
      if (spec.ratio === 0) return compressedPairFlops(spec) * near;
      if (spec.ratio !== indexedRatio) return compressedPairFlops(spec) * (near + L / spec.ratio);
      const far = Math.min(L / spec.ratio, spec.index.topkTokens);
      return compressedPairFlops(spec) * (near + far) + (compressedIndexFlops(spec) * L) / spec.ratio;
    }
    case 'block-sparse':
      return pairFlops(spec) * Math.min(L, spec.index.topkTokens) + 2 * spec.index.heads * spec.index.headDim * L;
    default:
      return stateFlops(spec);
  }
}

/** One block, `newTokens` after `cachedTokens`: the sum over positions, each attending to itself and what came before. */
export function mixerPrefillFlops(spec: Mixer, newTokens: number, cachedTokens: number): number {
  return causalFlops(spec, cachedTokens + newTokens) - causalFlops(spec, cachedTokens);
}

/** One block of an encoder: every token attends to every token. */
export function mixerEncodeFlops(spec: Mixer, tokens: number): number {
  if (spec.kind !== 'gqa') throw new Error(`encoder with a ${spec.kind} mixer`);
  return pairFlops(spec) * tokens * tokens;
}

/** Sum over positions 1..n. Chunked windows (Llama 4) are counted as sliding ones, an upper bound. */
function causalFlops(spec: Mixer, n: number): number {
  // Eq. O1
  switch (spec.kind) {
    case 'gqa':
      return pairFlops(spec) * (spec.windowTokens === undefined ? positions(n) : capped(n, spec.windowTokens));
    case 'mla':
      // Dense prefill expands the latents; sparse prefill works on them, as decode does.
      return spec.index === undefined
        ? expandedPairFlops(spec) * positions(n)
        : absorbedPairFlops(spec) * capped(n, spec.index.topkTokens) + indexFlops(spec.index) * positions(n);
    case 'compressed': {
      const near = capped(n, spec.windowTokens);
      if (spec.ratio === 0) return compressedPairFlops(spec) * near;
      if (spec.ratio !== indexedRatio) return compressedPairFlops(spec) * (near + positions(n) / spec.ratio);
      const far = capped(n, spec.index.topkTokens * spec.ratio) / spec.ratio;
      return compressedPairFlops(spec) * (near + far) + (compressedIndexFlops(spec) * positions(n)) / spec.ratio;
    }
    case 'block-sparse':
      return (
        pairFlops(spec) * capped(n, spec.index.topkTokens) + 2 * spec.index.heads * spec.index.headDim * positions(n)
      );
    default:
      return stateFlops(spec) * n;
  }
}

/** 1 + 2 + ... + n. */
const positions = (n: number): number => (n * (n + 1)) / 2;

/** Sum of min(p, cap) over p = 1..n. */
const capped = (n: number, cap: number): number => (n <= cap ? positions(n) : positions(cap) + (n - cap) * cap);

/** Score and weighted sum of all heads for one query-key pair. */
const pairFlops = (spec: Extract<Mixer, { kind: 'gqa' | 'block-sparse' }>): number =>
  2 * spec.heads * (spec.qkHeadDim + spec.vHeadDim);

type Mla = Extract<Mixer, { kind: 'mla' }>;

/** On the latents: scores over rank + rope, sums over rank. */
const absorbedPairFlops = (spec: Mla): number => 2 * spec.heads * (2 * spec.kvLoraRank + spec.ropeHeadDim);

const expandedPairFlops = (spec: Mla): number => 2 * spec.heads * (spec.nopeHeadDim + spec.ropeHeadDim + spec.vHeadDim);

/** A block that shares another's selection scores nothing itself. */
const indexFlops = (index: NonNullable<Mla['index']>): number => (index.ownsKeys ? 2 * index.heads * index.headDim : 0);

type Compressed = Extract<Mixer, { kind: 'compressed' }>;

const compressedPairFlops = (spec: Compressed): number => 4 * spec.heads * spec.headDim;
const compressedIndexFlops = (spec: Compressed): number => 2 * spec.index.heads * spec.index.headDim;

/** State update and read-out of a recurrent block, per token, at any context. */
function stateFlops(spec: Extract<Mixer, { kind: 'gated-delta' | 'kimi-delta' | 'mamba2' }>): number {
  switch (spec.kind) {
    case 'gated-delta':
      return 7 * spec.valueHeads * spec.keyHeadDim * spec.vHeadDim;
    case 'kimi-delta':
      return 7 * spec.heads * spec.headDim * spec.headDim;
    case 'mamba2':
      return 6 * spec.heads * spec.headDim * spec.stateSize;
  }
}
