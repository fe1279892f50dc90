/** Lists of multipliers, one for each hour or month. A list of ones says nothing, so it is left out of the document. */

/** Digits kept of a multiplier: finer than anyone can drag, and short in a link. */
const DIGITS = 4;

/** A multiplier to four significant digits. */
export const rounded = (multiplier: number): number => Number(multiplier.toPrecision(DIGITS));

/**
 * The list with one multiplier replaced; undefined where all of them are 1. An absent list is `length` ones. The same list when
 * there is no such index.
 */
export const withMultiplier = (
  list: readonly number[] | undefined,
  length: number,
  index: number,
  multiplier: number,
): number[] | undefined => {
  const before = Array.from({ length }, (_, at) => list?.[at] ?? 1);
  const next = before.map((value, at) => (at === index ? rounded(multiplier) : value));
  return next.every((value) => value === 1) ? undefined : next;
};
