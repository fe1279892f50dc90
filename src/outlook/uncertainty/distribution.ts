/** How an uncertain figure is spread, and what is read off the draws [T2]. */
import { normalQuantile } from '../../maths/log-normal.ts';

/**
 * `triangular`: between low and high with the mode at base, as the bands of the catalogue are meant. `split-log-normal`: low and high
 * are the 10 and 90 % quantiles around the median base, log-normal to either side, as the bands of left-out rows are read.
 */
export type Law = 'triangular' | 'split-log-normal';

export interface Spread {
  readonly law: Law;
  readonly low: number;
  readonly base: number;
  readonly high: number;
}

/** Standard deviations from the median to the 90 % quantile of a normal distribution. */
const TENTH = normalQuantile(0.9);

/** Value below which a share `p` of the draws lies, 0 < p < 1. Throws for a band out of order, or not above 0 where the law needs it. */
export const quantileOf = ({ law, low, base, high }: Spread, p: number): number => {
  if (!(low <= base && base <= high)) throw new Error(`band ${low}, ${base}, ${high} is out of order`);
  if (low === high) return base;
  if (law === 'triangular') {
    const peak = (base - low) / (high - low);
    return p < peak
      ? low + Math.sqrt(p * (high - low) * (base - low))
      : high - Math.sqrt((1 - p) * (high - low) * (high - base));
  }
  if (!(low > 0)) throw new Error(`band ${low}, ${base}, ${high} has no logarithm`);
  const away = normalQuantile(p) / TENTH;
  return base * (away < 0 ? (base / low) ** away : (high / base) ** away);
};

/** What the draws say of one quantity; P10 means that a tenth of the draws lies below. */
export interface Quantiles {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly mean: number;
}

/** Between the ordered draws, each in the middle of its own equal part of probability. Null for none. */
export const quantilesOf = (draws: Float64Array): Quantiles | null => {
  if (draws.length === 0) return null;
  const ordered = draws.toSorted();
  const at = (p: number): number => {
    const place = Math.min(ordered.length - 1, Math.max(0, p * ordered.length - 0.5));
    const below = Math.floor(place);
    const [a = 0, b = a] = [ordered[below], ordered[Math.min(ordered.length - 1, below + 1)]];
    return a + (place - below) * (b - a);
  };
  return {
    p10: at(0.1),
    p50: at(0.5),
    p90: at(0.9),
    mean: ordered.reduce((sum, one) => sum + one, 0) / ordered.length,
  };
};
