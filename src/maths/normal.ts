/** Normal distribution, and what of a clipped log-normal lies below a value. */
import type { ClippedLogNormal } from './log-normal.ts';

/**
 * Share of the standard normal distribution below x; absolute error below 7.5e-8.
 * Abramowitz and Stegun 1964, 26.2.17.
 */
export const normalShareBelow = (x: number): number => {
  const t = 1 / (1 + 0.231_641_9 * Math.abs(x));
  const tail =
    t * (0.319_381_53 + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
  const beyond = (tail * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
  return x > 0 ? 1 - beyond : beyond;
};

/** Share of the draws that are at most `value`: 0 below the lower clip, 1 from the upper clip on. */
export const shareAtMost = (distribution: ClippedLogNormal, value: number): number => {
  const { median, sigma, min, max } = distribution;
  if (value < min) return 0;
  if (value >= max) return 1;
  if (sigma === 0) return value >= median ? 1 : 0;
  return normalShareBelow(Math.log(value / median) / sigma);
};
