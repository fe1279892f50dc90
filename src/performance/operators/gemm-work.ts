/** FLOPs and bytes of a matrix product, and where it lies in the grids, for steps and for the fit of measured products alike [O1]. */
import { quantity, type Bytes, type Flop } from '../../units/quantity.ts';
import type { Arithmetic } from '../instance.ts';

/** C[m, n] = A[m, k] · B[k, n]. Eq. O1 */
export const gemmFlop = (m: number, n: number, k: number): Flop => quantity<'FLOP'>(2 * m * n * k);

/** Weights, inputs and bf16 outputs. Eq. O1 */
export const gemmBytes = (
  m: number,
  n: number,
  k: number,
  { weightBytes, activationBytes }: Pick<Arithmetic, 'weightBytes' | 'activationBytes'>,
): Bytes => quantity<'B'>(n * k * weightBytes + m * (k * activationBytes + n * 2));

/** Axes of the grids: log2 of tokens, outputs and inputs. */
export const gemmPlace = (m: number, n: number, k: number): readonly number[] => [
  Math.log2(m),
  Math.log2(n),
  Math.log2(k),
];
