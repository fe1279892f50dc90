/** p50 and p95 of timings, in milliseconds. */
export interface Quantiles {
  readonly p50: number;
  readonly p95: number;
}

/** Nearest-rank quantiles, to a hundredth of a millisecond. Throws on an empty list. */
export const quantilesOf = (times: readonly number[]): Quantiles => {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => {
    const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
    if (value === undefined) throw new Error('quantilesOf: no timings');
    return Math.round(value * 100) / 100;
  };
  return { p50: at(0.5), p95: at(0.95) };
};
