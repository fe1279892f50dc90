/**
 * Shapes of the blocks a model is made of, its components and the formats they are stored in. Widths in elements.
 */

/** Token mixer of one block. Widths in elements. */
export type Mixer =
  | {
      readonly kind: 'gqa';
      readonly heads: number;
      readonly kvHeads: number;
      readonly qkHeadDim: number;
      readonly vHeadDim: number;
      readonly windowTokens?: number;
      /** Window is a fixed chunk (Llama 4), not sliding. */
      readonly chunked?: boolean;
      readonly keysAreValues?: boolean;
      readonly outputGate?: boolean;
      readonly headGate?: boolean;
      readonly qLoraRank?: number;
      readonly qkvBias?: boolean;
    }
  | {
      readonly kind: 'mla';
      readonly heads: number;
      readonly qLoraRank: number | null;
      readonly kvLoraRank: number;
      readonly nopeHeadDim: number;
      readonly ropeHeadDim: number;
      readonly vHeadDim: number;
      readonly outputGate?: boolean;
      /** DSA: attends to the best `topkTokens`; only blocks with `ownsKeys` store index keys. */
      readonly index?: SparseIndex & { readonly ownsKeys: boolean };
    }
  | {
      /** DeepSeek-V4: window plus KV compressed by `ratio` (0: window only). */
      readonly kind: 'compressed';
      readonly ratio: number;
      readonly heads: number;
      readonly headDim: number;
      readonly ropeHeadDim: number;
      readonly qLoraRank: number;
      readonly oLoraRank: number;
      readonly oGroups: number;
      readonly windowTokens: number;
      readonly index: SparseIndex;
    }
  | {
      readonly kind: 'block-sparse';
      readonly heads: number;
      readonly kvHeads: number;
      readonly qkHeadDim: number;
      readonly vHeadDim: number;
      readonly blockTokens: number;
      readonly topkBlocks: number;
      readonly index: SparseIndex;
    }
  | {
      readonly kind: 'gated-delta';
      readonly keyHeads: number;
      readonly valueHeads: number;
      readonly keyHeadDim: number;
      readonly vHeadDim: number;
      readonly convKernel: number;
    }
  | {
      readonly kind: 'kimi-delta';
      readonly heads: number;
      readonly headDim: number;
      readonly convKernel: number;
      readonly fullRankGate: boolean;
    }
  | {
      readonly kind: 'mamba2';
      readonly heads: number;
      readonly headDim: number;
      readonly stateSize: number;
      readonly groups: number;
      readonly convKernel: number;
    };

export interface SparseIndex {
  readonly heads: number;
  readonly headDim: number;
  readonly topkTokens: number;
}

export type FeedForward =
  | { readonly kind: 'dense'; readonly intermediate: number; readonly matrices: 2 | 3 }
  | {
      readonly kind: 'moe';
      readonly experts: number;
      readonly expertsPerToken: number;
      readonly intermediate: number;
      readonly inputDim: number;
      readonly sharedIntermediate: number;
      readonly matrices: 2 | 3;
      readonly latentDim?: number;
      readonly expertBias?: boolean;
    };

/** Storage formats of weights; bytes per parameter include scales (`weight-format.ts`). */
export type WeightFormat = 'fp32' | 'bf16' | 'fp8' | 'mxfp8' | 'nvfp4' | 'mxfp4' | 'int4-g32' | 'int4-g128' | 'int8';

/** Parameters by the part of the model they belong to: the split every mixed-precision sum uses. */
export type Component =
  | 'embedding'
  | 'head'
  | 'mixer'
  | 'routedExperts'
  | 'sharedExperts'
  | 'router'
  | 'denseFfn'
  | 'latentProjection'
  | 'norms';
