/** Matrix products of a block on one rank: tokens × in × out, weights read once per step [O1, O2, O3]. */
import type { Arithmetic, Instance } from '../instance.ts';
import { enter, type Ledger } from '../ledger.ts';
import type { OperatorClass } from '../step.ts';
import { gemmCurve, secondsOnCurve } from './gemm-curve.ts';
import { gemmBytes, gemmFlop } from './gemm-work.ts';
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
