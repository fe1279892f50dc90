/**
 * Where an attention of one rank lies in the grids of measured attentions, and which grid that is. Measured were full causal attention
 * and sliding windows of one size per head width, without cached tokens.
 */
import type { Grid } from '../../calibration/grid.ts';
import type { KernelSet } from '../../calibration/calibration.ts';
import type { SystemTables } from '../../calibration/system-tables.ts';
import type { Mixer } from '../../catalogue/figures.ts';
import { firstGrid } from './measured.ts';

type Attention = Extract<Mixer, { kind: 'gqa' }>;

export interface AttentionGrid {
  readonly grid: Grid;
  /** The attention whose time the grid gives, in place of the one asked for. */
  readonly measured: Attention;
  /** Time of the one asked for ÷ time of the measured one, for the same pairs of query and key: that of their head widths. */
  readonly share: number;
}

/** Key of a grid below operator and engine. */
export const attentionFormat = (kvBytes: number, headDim: number, window: number | undefined): string =>
  `kv${8 * kvBytes}/hd${headDim}${window === undefined ? '' : `/w${window}`}`;

/** Head widths that have grids. */
export const HEAD_DIMS: readonly number[] = [64, 128, 192, 256, 512];

/**
 * The grid of the same window and head width where there is one, else of full attention of the nearest head width; null where the system
 * has none of the operator. Other windows run close to full attention over as many tokens; the windowed kernels of one head width say
 * nothing of another's. Four-bit caches were not measured: they are read at the share of the bandwidth that eight-bit ones reach.
 */
export const attentionGrid = (
  tables: SystemTables,
  operator: 'decode-attention' | 'prefill-attention',
  kernels: KernelSet,
  mixer: Attention,
  bytesPerElement: number,
): AttentionGrid | null => {
  const kvBytes = bytesPerElement < 2 ? 1 : 2;
  let found = known.get(tables);
  if (!found) known.set(tables, (found = new Map()));
  const key = `${operator}/${kernels}/${mixer.windowTokens}/${mixer.qkHeadDim}/${kvBytes}`;
  let nearest = found.get(key);
  if (nearest === undefined) found.set(key, (nearest = find(tables, operator, kernels, mixer, kvBytes)));
  if (nearest === null) return null;
  const { grid, headDim, windowed } = nearest;
  const { windowTokens: _, ...full } = mixer;
  return {
    grid,
    measured: { ...(windowed ? mixer : full), qkHeadDim: headDim, vHeadDim: headDim },
    share: (mixer.qkHeadDim + mixer.vHeadDim) / (2 * headDim),
  };
};

interface Nearest {
  readonly grid: Grid;
  readonly headDim: number;
  readonly windowed: boolean;
}

/** A search over layouts asks the same for every one of them. */
const known = new WeakMap<SystemTables, Map<string, Nearest | null>>();

const find = (
  tables: SystemTables,
  operator: 'decode-attention' | 'prefill-attention',
  kernels: KernelSet,
  { windowTokens, qkHeadDim }: Attention,
  kvBytes: 1 | 2,
): Nearest | null => {
  const distance = (headDim: number): number => Math.abs(Math.log(headDim / qkHeadDim));
  const choices = [
    ...(windowTokens === undefined ? [] : [{ headDim: qkHeadDim, window: windowTokens }]),
    ...HEAD_DIMS.toSorted((a, b) => distance(a) - distance(b)).map((headDim) => ({ headDim, window: undefined })),
  ];
  for (const { headDim, window } of choices) {
    const grid = firstGrid(tables, operator, kernels, [attentionFormat(kvBytes, headDim, window)]);
    if (grid) return { grid, headDim, windowed: window !== undefined };
  }
  return null;
};

/** KV tokens a decoding sequence holds, sequences × KV heads, query heads per KV head. */
export const decodePlace = (context: number, sequences: number, kvHeads: number, heads: number): readonly number[] => [
  Math.log2(Math.max(1, context)),
  Math.log2(sequences * kvHeads),
  Math.log2(heads / kvHeads),
];

/** Tokens of a prompt, prompts × query heads, query heads per KV head. */
export const prefillPlace = (tokens: number, prompts: number, kvHeads: number, heads: number): readonly number[] => [
  Math.log2(tokens),
  Math.log2(prompts * heads),
  Math.log2(heads / kvHeads),
];

/** Pairs of query and key of a causal prompt of `tokens` tokens, each of which sees at most `window`. Eq. O1 */
export const causalPairs = (tokens: number, window: number): number => {
  const near = Math.min(tokens, window);
  return (near * (near + 1)) / 2 + Math.max(0, tokens - near) * near;
};

/** The prompt that has so many pairs: the inverse of `causalPairs`. */
export const tokensOfPairs = (pairs: number, window: number): number => {
  const near = (Math.sqrt(1 + 8 * pairs) - 1) / 2;
  return near <= window ? near : pairs / window + (window - 1) / 2;
};
