/** Closed form of one operator: launch constant plus the longer of multiplying and moving [O1, O3]. */
import type { OperatorEfficiency } from '../../calibration/calibration.ts';
import {
  add,
  longest,
  over,
  scale,
  type Bytes,
  type BytesPerSecond,
  type Flop,
  type FlopPerSecond,
  type Seconds,
} from '../../units/quantity.ts';

/**
 * Time of an operator on a device of the given datasheet rates.
 * Efficiencies below one are what keeps a bare roofline, 65–85 % too fast, from being shown. Eq. O1, Eq. O3
 */
export const operatorTime = (
  work: Flop,
  moved: Bytes,
  peak: FlopPerSecond,
  bandwidth: BytesPerSecond,
  { launchSeconds, computeShare, bandwidthShare }: OperatorEfficiency,
): Seconds =>
  add(launchSeconds, longest(over(work, scale(peak, computeShare)), over(moved, scale(bandwidth, bandwidthShare))));
