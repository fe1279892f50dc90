/** Where a gated delta rule of one rank lies in the grids of measured ones (convolution and recurrence together, heads of 128). */

/** Sequences, value heads of the rank. */
export const deltaDecodePlace = (sequences: number, valueHeads: number): readonly number[] => [
  Math.log2(sequences),
  Math.log2(valueHeads),
];

/** New tokens per prompt, prompts, value heads of the rank. */
export const deltaPrefillPlace = (tokens: number, prompts: number, valueHeads: number): readonly number[] => [
  Math.log2(tokens),
  Math.log2(prompts),
  Math.log2(valueHeads),
];
