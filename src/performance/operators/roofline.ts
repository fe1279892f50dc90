/** Closed form of one operator: launch constant plus the longer of multiplying and moving [O1, O3]. */
import type { OperatorEfficiency } from '../../calibration/calibration.ts';

/**
 * Seconds of an operator of `flop` FLOPs and `bytes` bytes on a device of the given datasheet rates.
 * Efficiencies below one are what keeps a bare roofline, 65–85 % too fast, from being shown. Eq. O1, Eq. O3
 */
export const operatorSeconds = (
  flop: number,
  bytes: number,
  peak: number,
  bandwidth: number,
  efficiency: OperatorEfficiency,
): number =>
  efficiency.launchSeconds +
  Math.max(flop / (peak * efficiency.computeShare), bytes / (bandwidth * efficiency.bandwidthShare));
