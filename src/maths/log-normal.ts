/** Log-normal distribution clipped to a range: quantiles and means, as the workload figures are given. */

export interface ClippedLogNormal {
  readonly median: number;
  readonly sigma: number;
  readonly min: number;
  readonly max: number;
}

/** Inverse of the standard normal distribution, Acklam's rational approximation (relative error below 1.2e-9). */
export const normalQuantile = (p: number): number => {
  if (p <= 0) return -Infinity;
  if (p >= 1) return Infinity;
  const tail = 0.02425;
  if (p < tail) return tailQuantile(Math.sqrt(-2 * Math.log(p)));
  if (p > 1 - tail) return -tailQuantile(Math.sqrt(-2 * Math.log(1 - p)));
  const q = p - 0.5;
  const r = q * q;
  return (
    ((((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
      2.506628277459239) *
      q) /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
      1)
  );
};

const tailQuantile = (q: number): number =>
  (((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q +
    4.374664141464968) *
    q +
    2.938163982698783) /
  ((((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1);

/** Value below which a share `p` of the draws lies. */
export const quantileOf = (distribution: ClippedLogNormal, p: number): number => {
  const { median, sigma, min, max } = distribution;
  return Math.min(max, Math.max(min, sigma === 0 ? median : median * Math.exp(sigma * normalQuantile(p))));
};

/** Strips of equal probability by which clipped means are taken; a midpoint rule, within 0.5 % for the clipped tails of the workflows (sigma up to 1.5, clipped within 3 sigma). */
const STRIPS = 200;

/** `count` equally likely values: the midpoints of as many strips. */
const midpointsOf = (distribution: ClippedLogNormal, count: number): number[] =>
  Array.from({ length: count }, (_, i) => quantileOf(distribution, (i + 0.5) / count));

/** Mean of a function of the draws. */
export const expectationOf = (distribution: ClippedLogNormal, of: (value: number) => number): number => {
  if (distribution.sigma === 0) return of(quantileOf(distribution, 0.5));
  let sum = 0;
  for (const value of midpointsOf(distribution, STRIPS)) sum += of(value);
  return sum / STRIPS;
};

/** Mean of the draws. */
export const meanOf = (distribution: ClippedLogNormal): number => expectationOf(distribution, (value) => value);
