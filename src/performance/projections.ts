/**
 * Matrices of a mixer on one of `tp` ranks, as inputs × outputs. Heads are divided; what every head shares
 * (latents, down-projections, KV heads below one per rank) stands whole on each rank.
 */
import type { Mixer } from '../catalogue/figures.ts';

export interface Projection {
  readonly inputs: number;
  readonly outputs: number;
}

const known = new WeakMap<Mixer, Map<string, readonly Projection[]>>();

/** Sums to the mixer parameters of the block at tp 1, biases, convolutions and index norms aside. */
export const projectionsOf = (mixer: Mixer, hidden: number, tp: number): readonly Projection[] => {
  let byShape = known.get(mixer);
  if (!byShape) known.set(mixer, (byShape = new Map()));
  const key = `${hidden}/${tp}`;
  const remembered = byShape.get(key);
  if (remembered) return remembered;
  const projections = derive(mixer, hidden, tp).filter(({ inputs, outputs }) => inputs > 0 && outputs > 0);
  byShape.set(key, projections);
  return projections;
};

const derive = (mixer: Mixer, hidden: number, tp: number): Projection[] => {
  switch (mixer.kind) {
    case 'gqa': {
      const kvHeads = Math.ceil(mixer.kvHeads / tp);
      const heads = mixer.heads / tp;
      const kv = kvHeads * (mixer.qkHeadDim + (mixer.keysAreValues ? 0 : mixer.vHeadDim));
      const query = heads * mixer.qkHeadDim * (mixer.outputGate ? 2 : 1) + (mixer.headGate ? heads : 0);
      const rank = mixer.qLoraRank;
      const into = rank
        ? [
            { inputs: hidden, outputs: rank + kv },
            { inputs: rank, outputs: query },
          ]
        : [{ inputs: hidden, outputs: query + kv }];
      return [...into, { inputs: heads * mixer.vHeadDim, outputs: hidden }];
    }
    case 'mla': {
      const heads = mixer.heads / tp;
      const query = heads * (mixer.nopeHeadDim + mixer.ropeHeadDim);
      const latent = mixer.kvLoraRank + mixer.ropeHeadDim;
      const into = mixer.qLoraRank
        ? [
            { inputs: hidden, outputs: mixer.qLoraRank + latent },
            { inputs: mixer.qLoraRank, outputs: query },
          ]
        : [{ inputs: hidden, outputs: query + latent }];
      const index =
        mixer.index?.ownsKeys === true
          ? [
              { inputs: mixer.qLoraRank ?? hidden, outputs: mixer.index.heads * mixer.index.headDim },
              { inputs: hidden, outputs: mixer.index.headDim + mixer.index.heads },
            ]
          : [];
      return [
        ...into,
        ...index,
        { inputs: mixer.kvLoraRank, outputs: heads * (mixer.nopeHeadDim + mixer.vHeadDim) },
        { inputs: hidden, outputs: mixer.outputGate ? heads * mixer.vHeadDim : 0 },
        { inputs: heads * mixer.vHeadDim, outputs: hidden },
      ];
    }
    case 'compressed': {
      const heads = mixer.heads / tp;
      const compressor =
        mixer.ratio === 0
          ? 0
          : mixer.ratio <= 16
            ? 4 * mixer.headDim + mixer.index.heads + 4 * mixer.index.headDim
            : 2 * mixer.headDim;
      const indexQuery = mixer.ratio > 0 && mixer.ratio <= 16 ? mixer.index.heads * mixer.index.headDim : 0;
      return [
        { inputs: hidden, outputs: mixer.qLoraRank + mixer.headDim + compressor },
        { inputs: mixer.qLoraRank, outputs: heads * mixer.headDim + indexQuery },
        { inputs: heads * mixer.headDim, outputs: mixer.oLoraRank },
        { inputs: (mixer.oGroups * mixer.oLoraRank) / tp, outputs: hidden },
      ];
    }
    case 'block-sparse': {
      const heads = mixer.heads / tp;
      const kv = Math.ceil(mixer.kvHeads / tp) * (mixer.qkHeadDim + mixer.vHeadDim);
      const index = mixer.index.headDim * (mixer.index.heads + 1);
      return [
        { inputs: hidden, outputs: heads * mixer.qkHeadDim + kv + index },
        { inputs: heads * mixer.vHeadDim, outputs: hidden },
      ];
    }
    case 'gated-delta': {
      const keys = (2 * mixer.keyHeads * mixer.keyHeadDim) / tp;
      const values = (mixer.valueHeads * mixer.vHeadDim) / tp;
      return [
        { inputs: hidden, outputs: keys + 2 * values + (2 * mixer.valueHeads) / tp },
        { inputs: values, outputs: hidden },
      ];
    }
    case 'kimi-delta': {
      const width = (mixer.heads * mixer.headDim) / tp;
      const lowRank = [
        { inputs: hidden, outputs: mixer.headDim },
        { inputs: mixer.headDim, outputs: width },
      ];
      const gate = mixer.fullRankGate ? [{ inputs: hidden, outputs: width }] : lowRank;
      return [
        { inputs: hidden, outputs: 3 * width + mixer.heads / tp },
        ...lowRank,
        ...gate,
        { inputs: width, outputs: hidden },
      ];
    }
    case 'mamba2': {
      const width = mixer.heads * mixer.headDim;
      return [
        { inputs: hidden, outputs: (2 * width + 2 * mixer.groups * mixer.stateSize + mixer.heads) / tp },
        { inputs: width / tp, outputs: hidden },
      ];
    }
  }
};
