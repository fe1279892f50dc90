/** Layout out of words such as `TP4,PP2`, `DEP8 (attention DP + expert parallel)` or `EP72 (9 nodes)`. */

/** Sizes as published; null where the words do not say. */
export interface PublishedLayout {
  readonly tp: number | null;
  readonly pp: number | null;
  /** Attention data-parallel size. */
  readonly attnDp: number | null;
  readonly ep: number | null;
  /** Experts are spread, even where no size is given. */
  readonly expertParallel: boolean;
  /** Counted units in one accelerator: 2 where sizes count the TensorCores of a chip. */
  readonly unitsPerAccelerator: number;
}

/** Null for an empty cell or words without any size. */
export const parallelismOf = (cell: string): PublishedLayout | null => {
  const dep = sizeOf(cell, /\bDEP(\d{1,4})\b/);
  const ep = dep ?? sizeOf(cell, /\bEP(\d{1,4})\b/) ?? sizeOf(cell, /\bwide EP \((\d{1,4}) /);
  const tp = sizeOf(cell, /\bTP(\d{1,4})\b/);
  if (tp === null && ep === null) return null;
  const cores = /\((\d{1,4}) TensorCores of (\d{1,4}) chips?\)/.exec(cell);
  return {
    tp,
    pp: sizeOf(cell, /\bPP(\d{1,4})\b/),
    attnDp: dep ?? sizeOf(cell, /\bDP(\d{1,4})\b/),
    ep,
    expertParallel: ep !== null || /\bEP\b/.test(cell),
    unitsPerAccelerator: cores === null ? 1 : Number(cores[1]) / Number(cores[2]),
  };
};

const sizeOf = (cell: string, pattern: RegExp): number | null => {
  const size = Number(pattern.exec(cell)?.[1] ?? 0);
  return size > 0 ? size : null;
};
