/** Matrix products of a block on one rank: tokens × in × out, weights read once per step [O1, O2, O3]. */
import { quantity, type Bytes, type Flop } from '../../units/quantity.ts';
import type { Arithmetic, Instance } from '../instance.ts';
import { enter, type Ledger } from '../ledger.ts';
import type { OperatorClass } from '../step.ts';
import { gemmCurve, secondsOnCurve } from './gemm-curve.ts';
import { operatorTime } from './roofline.ts';

/** Enters `count` products of [tokens × inputs] by [inputs × outputs]. Eq. O2, Eq. O3 */
export const enterGemm = (
  ledger: Ledger,
  instance: Instance,
  operator: OperatorClass,
  arithmetic: Arithmetic,
  tokens: number,
  inputs: number,
  outputs: number,
  count: number,
): void => {
  if (tokens <= 0 || inputs <= 0 || outputs <= 0) return;
  const { device, calibration } = instance;
  const flop = gemmFlop(tokens, outputs, inputs);
  const bytes = gemmBytes(tokens, outputs, inputs, arithmetic);
  const closed = operatorTime(flop, bytes, arithmetic.peak, device.bandwidth, calibration.operators.gemm);
  const curve = gemmCurve(instance, arithmetic, outputs, inputs);
  enter(ledger, operator, curve ? secondsOnCurve(curve, tokens, closed) : closed, flop, bytes, count);
};

/** C[m, n] = A[m, k] · B[k, n]. Eq. O1 */
export const gemmFlop = (m: number, n: number, k: number): Flop => quantity<'FLOP'>(2 * m * n * k);

/** Weights, inputs and bf16 outputs. Eq. O1 */
export const gemmBytes = (
  m: number,
  n: number,
  k: number,
  { weightBytes, activationBytes }: Pick<Arithmetic, 'weightBytes' | 'activationBytes'>,
): Bytes => quantity<'B'>(n * k * weightBytes + m * (k * activationBytes + n * 2));
