/** FLOPs and bytes of a matrix product, and where it lies in the grids, for steps and for the fit of measured products alike [O1]. */
import type { OperatorEfficiency } from '../../calibration/calibration.ts';
import { quantity, type Bytes, type BytesPerSecond, type Flop, type Seconds } from '../../units/quantity.ts';
import type { Arithmetic } from '../instance.ts';
import { operatorTime } from './roofline.ts';

/** C[m, n] = A[m, k] · B[k, n]. Eq. O1 */
export const gemmFlop = (m: number, n: number, k: number): Flop => quantity<'FLOP'>(2 * m * n * k);

/** Weights, inputs and bf16 outputs. Eq. O1 */
export const gemmBytes = (
  m: number,
  n: number,
  k: number,
  { weightBytes, activationBytes }: Pick<Arithmetic, 'weightBytes' | 'activationBytes'>,
): Bytes => quantity<'B'>(n * k * weightBytes + m * (k * activationBytes + n * 2));

/** Seconds of `gemmFlop` and `gemmBytes`. Eq. O3 */
export const gemmClosed = (
  m: number,
  n: number,
  k: number,
  arithmetic: Arithmetic,
  bandwidth: BytesPerSecond,
  efficiency: OperatorEfficiency,
): Seconds => operatorTime(gemmFlop(m, n, k), gemmBytes(m, n, k, arithmetic), arithmetic.peak, bandwidth, efficiency);

/** Axes of the grids: log2 of tokens, outputs and inputs. */
export const gemmPlace = (m: number, n: number, k: number): readonly number[] => [
  Math.log2(m),
  Math.log2(n),
  Math.log2(k),
];
