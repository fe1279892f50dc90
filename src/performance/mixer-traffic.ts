/** What one sequence makes a mixer read from memory in one step: KV of the attended tokens, or its recurrent state. */
import type { Mixer } from '../catalogue/figures.ts';
import { indexedRatio } from './parameters.ts';

/**
 * Elements of KV (and index keys) that one sequence with `context` tokens reads on one of `tp` ranks. Heads divide down to one
 * per rank; latents are whole on every rank. Eq. K2, read side
 */
export const kvReadElements = (mixer: Mixer, context: number, tp: number): number => {
  switch (mixer.kind) {
    case 'gqa': {
      const attended = mixer.windowTokens === undefined ? context : Math.min(context, mixer.windowTokens);
      return Math.ceil(mixer.kvHeads / tp) * (mixer.qkHeadDim + mixer.vHeadDim) * attended;
    }
    case 'mla': {
      const attended = mixer.index ? Math.min(context, mixer.index.topkTokens) : context;
      const indexKeys = mixer.index?.ownsKeys ? mixer.index.headDim * context : 0;
      return (mixer.kvLoraRank + mixer.ropeHeadDim) * attended + indexKeys;
    }
    case 'compressed': {
      const window = Math.min(context, mixer.windowTokens);
      if (mixer.ratio === 0) return mixer.headDim * window;
      const entries = context / mixer.ratio;
      if (mixer.ratio > 16) return mixer.headDim * (window + entries);
      return mixer.headDim * (window + Math.min(entries, mixer.index.topkTokens)) + mixer.index.headDim * entries;
    }
    case 'block-sparse': {
      const attended = Math.min(context, mixer.index.topkTokens);
      return (
        Math.ceil(mixer.kvHeads / tp) * (mixer.qkHeadDim + mixer.vHeadDim) * attended + mixer.index.headDim * context
      );
    }
    case 'gated-delta':
    case 'kimi-delta':
    case 'mamba2':
      return 0;
  }
};

/**
 * Scores of one query on one of `tp` ranks, all its heads: one for each key it attends to. What an index scores is not among them: it
 * keeps the sum over its heads. Eq. O1
 */
export const scoreElements = (mixer: Mixer, keys: number, tp: number): number => {
  switch (mixer.kind) {
    case 'gqa':
      return (mixer.heads * Math.min(keys, mixer.windowTokens ?? Infinity)) / tp;
    case 'mla':
      return (mixer.heads * Math.min(keys, mixer.index?.topkTokens ?? Infinity)) / tp;
    case 'block-sparse':
      return (mixer.heads * Math.min(keys, mixer.index.topkTokens)) / tp;
    case 'compressed': {
      const window = Math.min(keys, mixer.windowTokens);
      if (mixer.ratio === 0) return (mixer.heads * window) / tp;
      const entries = keys / mixer.ratio;
      const far = mixer.ratio === indexedRatio ? Math.min(entries, mixer.index.topkTokens) : entries;
      return (mixer.heads * (window + far)) / tp;
    }
    case 'gated-delta':
    case 'kimi-delta':
    case 'mamba2':
      return 0;
  }
};

/** Elements of query and output that one token brings and takes on one of `tp` ranks. */
export const queryElements = (mixer: Mixer, tp: number): number => {
  switch (mixer.kind) {
    case 'gqa':
    case 'block-sparse':
      return (mixer.heads * (mixer.qkHeadDim + mixer.vHeadDim)) / tp;
    case 'mla':
      return (mixer.heads * (mixer.nopeHeadDim + mixer.ropeHeadDim + mixer.vHeadDim)) / tp;
    case 'compressed':
    case 'kimi-delta':
    case 'mamba2':
      return (2 * mixer.heads * mixer.headDim) / tp;
    case 'gated-delta':
      return (mixer.keyHeads * mixer.keyHeadDim + mixer.valueHeads * mixer.vHeadDim) / tp;
  }
};
