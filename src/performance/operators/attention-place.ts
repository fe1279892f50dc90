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
  /** Whether the grid is of windowed attention: only then the window is in its residuals. */
  readonly windowed: boolean;
}

/** Key of a grid below operator and engine. */
export const attentionFormat = (kvBytes: 1 | 2, headDim: number, window: number | undefined): string =>
  `kv${8 * kvBytes}/hd${headDim}${window === undefined ? '' : `/w${window}`}`;

/** Head widths and windows that have grids. */
export const HEAD_DIMS: readonly number[] = [64, 128, 192, 256, 512];
export const WINDOWS: readonly number[] = [128, 1024];

/** A measured window stands for windows up to twice as long or as short. */
const STRETCH = 2;

/**
 * The windowed grid of the same head width where there is one, else full attention of the nearest head width; null where the system has
 * none of the operator. Windows of other sizes and widths run close to full attention over as many tokens; the windowed kernels of one head
 * width say nothing of another's.
 */
export const attentionGrid = (
  tables: SystemTables,
  operator: 'decode-attention' | 'prefill-attention',
  kernels: KernelSet,
  { windowTokens, qkHeadDim }: Attention,
  kvBytes: 1 | 2,
): AttentionGrid | null => {
  if (windowTokens !== undefined) {
    const formats = WINDOWS.filter((window) => Math.abs(Math.log2(windowTokens / window)) <= Math.log2(STRETCH)).map(
      (window) => attentionFormat(kvBytes, qkHeadDim, window),
    );
    const grid = firstGrid(tables, operator, kernels, formats);
    if (grid) return { grid, windowed: true };
  }
  const distance = (headDim: number): number => Math.abs(Math.log(headDim / qkHeadDim));
  const formats = HEAD_DIMS.toSorted((a, b) => distance(a) - distance(b)).map((headDim) =>
    attentionFormat(kvBytes, headDim, undefined),
  );
  const grid = firstGrid(tables, operator, kernels, formats);
  return grid && { grid, windowed: false };
};

/** KV tokens a decoding sequence holds, sequences × KV heads, query heads per KV head. */
export const decodePlace = (context: number, sequences: number, kvHeads: number, heads: number): readonly number[] => [
  Math.log2(Math.max(1, context)),
  Math.log2(sequences * kvHeads),
  Math.log2(heads / kvHeads),
];

/**
 * New tokens per prompt, prompts × query heads, query heads per KV head. With `past` tokens in the cache, as many new tokens as would give
 * as many pairs of query and key without: √(s² + 2·s·past). Measured were prompts without cached tokens only.
 */
export const prefillPlace = (
  tokens: number,
  past: number,
  prompts: number,
  kvHeads: number,
  heads: number,
): readonly number[] => [
  0.5 * Math.log2(tokens * (tokens + 2 * past)),
  Math.log2(prompts * heads),
  Math.log2(heads / kvHeads),
];
