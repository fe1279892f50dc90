/**
 * Parameters of a model by component, from the widths of its blocks, and the bytes they take.
 * Formulas: one per block kind, as the checkpoints store them; norms and biases are too small to model and are given.
 */
import type { Component, FeedForward, Mixer, Model, WeightFormat } from '../catalogue/figures.ts';
import { bytesPerParameter } from '../catalogue/weight-format.ts';
import { quantity } from '../units/quantity.ts';
import type { Bytes, Flop } from '../units/quantity.ts';

/** What the sums need of a model; an imported config supplies its own norms. */
export type ModelWidths = Pick<
  Model,
  'hiddenSize' | 'vocabSize' | 'tiedEmbeddings' | 'positionRows' | 'mixers' | 'ffns'
> & {
  readonly parameters: Pick<Model['parameters'], 'norms'>;
};

/** Parameters by component, counts. MTP modules and vision towers are outside. */
export function parametersOf(model: ModelWidths): Record<Component, number> {
  const { hiddenSize, vocabSize } = model;
  const sums: Record<Component, number> = {
    embedding: (vocabSize + (model.positionRows ?? 0)) * hiddenSize,
    head: model.tiedEmbeddings ? 0 : vocabSize * hiddenSize,
    mixer: 0,
    routedExperts: 0,
    sharedExperts: 0,
    router: 0,
    denseFfn: 0,
    latentProjection: 0,
    norms: model.parameters.norms,
  };
  for (const { spec, count } of model.mixers) sums.mixer += count * mixerParameters(spec, hiddenSize);
  for (const { spec, count } of model.ffns) {
    if (spec.kind === 'dense') sums.denseFfn += count * spec.matrices * hiddenSize * spec.intermediate;
    else {
      sums.routedExperts += count * spec.experts * expertParameters(spec, hiddenSize);
      sums.sharedExperts += count * spec.matrices * hiddenSize * spec.sharedIntermediate;
      sums.router += count * hiddenSize * spec.experts;
      sums.latentProjection += count * 2 * hiddenSize * (spec.latentDim ?? 0);
    }
  }
  return sums;
}

/** Parameters one token passes through, embedding and head included. */
export function activeParametersOf(model: ModelWidths): number {
  const sums = parametersOf(model);
  let total = -sums.routedExperts + routedActive(model);
  for (const part of Object.values(sums)) total += part;
  return total;
}

/** Bytes of all weights in the given formats, scales included. Eq. K1 (weights of the whole model, before any split). */
export function weightBytes(
  model: Pick<Model, 'parameters'>,
  formats: Readonly<Record<Component, WeightFormat>>,
): Bytes {
  const { parameters } = model;
  // Eq. K1
  const bytes =
    parameters.embedding * bytesPerParameter(formats.embedding) +
    parameters.head * bytesPerParameter(formats.head) +
    parameters.mixer * bytesPerParameter(formats.mixer) +
    parameters.routedExperts * bytesPerParameter(formats.routedExperts) +
    parameters.sharedExperts * bytesPerParameter(formats.sharedExperts) +
    parameters.router * bytesPerParameter(formats.router) +
    parameters.denseFfn * bytesPerParameter(formats.denseFfn) +
    parameters.latentProjection * bytesPerParameter(formats.latentProjection) +
    parameters.norms * bytesPerParameter(formats.norms);
  return quantity<'B'>(bytes);
}

/**
 * FLOPs of all matrix products for one token, attention scores left out: 2 per active parameter, without embedding
 * and norms. The head runs once per emitted token, so decode includes it and prefill does not.
 */
export function linearFlopsPerToken(model: LinearModel, withHead: boolean): Flop {
  const { mixer, sharedExperts, router, denseFfn, latentProjection } = model.parameters;
  const head = withHead ? model.vocabSize * model.hiddenSize : 0;
  const active = mixer + sharedExperts + router + denseFfn + latentProjection + routedActive(model) + head;
  // Eq. O1
  return quantity<'FLOP'>(2 * active);
}

type LinearModel = Pick<Model, 'parameters' | 'ffns' | 'hiddenSize' | 'vocabSize'>;

function routedActive(model: Pick<Model, 'ffns' | 'hiddenSize'>): number {
  let active = 0;
  for (const { spec, count } of model.ffns) {
    if (spec.kind === 'moe') active += count * spec.expertsPerToken * expertParameters(spec, model.hiddenSize);
  }
  return active;
}

/** One routed expert; with biases one per intermediate unit of gate and up, one per output (gpt-oss). */
export function expertParameters(spec: Extract<FeedForward, { kind: 'moe' }>, hiddenSize: number): number {
  const bias = spec.expertBias === true ? (spec.matrices - 1) * spec.intermediate + hiddenSize : 0;
  return spec.matrices * spec.inputDim * spec.intermediate + bias;
}

/** Parameters of the mixer of one block, by kind; `hidden` is the width of the residual stream. */
export function mixerParameters(spec: Mixer, hidden: number): number {
  switch (spec.kind) {
    case 'gqa': {
      const query =
        spec.qLoraRank === undefined
          ? hidden * spec.heads * spec.qkHeadDim * (spec.outputGate === true ? 2 : 1)
          : hidden * spec.qLoraRank + spec.qLoraRank * spec.heads * spec.qkHeadDim;
      const value = spec.keysAreValues === true ? 0 : hidden * spec.kvHeads * spec.vHeadDim;
      const gate = spec.headGate === true ? hidden * spec.heads : 0;
      return query + hidden * spec.kvHeads * spec.qkHeadDim + value + spec.heads * spec.vHeadDim * hidden + gate;
    }
    case 'block-sparse': {
      const keysAndValues = hidden * spec.kvHeads * (spec.qkHeadDim + spec.vHeadDim);
      const index = hidden * (spec.index.heads + 1) * spec.index.headDim;
      return hidden * spec.heads * spec.qkHeadDim + keysAndValues + spec.heads * spec.vHeadDim * hidden + index;
    }
    case 'mla':
      return mlaParameters(spec, hidden);
    case 'compressed': {
      const { heads, headDim, qLoraRank, oLoraRank, oGroups, index } = spec;
      const core =
        hidden * qLoraRank +
        qLoraRank * heads * headDim +
        hidden * headDim +
        heads * headDim * oLoraRank +
        oGroups * oLoraRank * hidden;
      if (spec.ratio === 0) return core;
      if (spec.ratio !== indexedRatio) return core + 2 * hidden * headDim;
      const indexer = qLoraRank * index.heads * index.headDim + hidden * index.heads + 4 * hidden * index.headDim;
      return core + 4 * hidden * headDim + indexer;
    }
    case 'gated-delta': {
      const values = spec.valueHeads * spec.vHeadDim;
      const mixed = 2 * spec.keyHeads * spec.keyHeadDim + values;
      return hidden * (mixed + values + 2 * spec.valueHeads) + mixed * spec.convKernel + values * hidden;
    }
    case 'kimi-delta': {
      const width = spec.heads * spec.headDim;
      const lowRank = hidden * spec.headDim + spec.headDim * width;
      const gate = spec.fullRankGate ? hidden * width : lowRank;
      return 4 * hidden * width + 3 * width * spec.convKernel + hidden * spec.heads + lowRank + gate;
    }
    case 'mamba2': {
      const width = spec.heads * spec.headDim;
      const state = spec.groups * spec.stateSize;
      const projected = 2 * width + 2 * state + spec.heads;
      return hidden * projected + (width + 2 * state) * spec.convKernel + width * hidden;
    }
  }
}

/** Compression ratio of the blocks that select by index (CSA); the coarser ones (HCA) read everything. */
export const indexedRatio = 4;

function mlaParameters(spec: Extract<Mixer, { kind: 'mla' }>, hidden: number): number {
  const { heads, qLoraRank, kvLoraRank, nopeHeadDim, ropeHeadDim, vHeadDim, index } = spec;
  const queryWidth = heads * (nopeHeadDim + ropeHeadDim);
  const query = qLoraRank === null ? hidden * queryWidth : hidden * qLoraRank + qLoraRank * queryWidth;
  const keysAndValues = hidden * (kvLoraRank + ropeHeadDim) + kvLoraRank * heads * (nopeHeadDim + vHeadDim);
  const gate = spec.outputGate === true ? hidden * heads * vHeadDim : 0;
  const indexer =
    index?.ownsKeys === true
      ? (qLoraRank ?? hidden) * index.heads * index.headDim + hidden * (index.headDim + index.heads)
      : 0;
  return query + keysAndValues + heads * vHeadDim * hidden + gate + indexer;
}
