/** Matrix products of a block on one rank: tokens × in × out, weights read once per step [O1, O2, O3]. */
import type { Arithmetic, Instance } from '../instance.ts';
import { enter, type Ledger } from '../ledger.ts';
import type { OperatorClass } from '../step.ts';
import { gemmCurve, secondsOnCurve } from './gemm-curve.ts';
import { gemmBytes, gemmClosed, gemmFlop } from './gemm-work.ts';

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
  const closedAt = (m: number): number =>
    gemmClosed(m, outputs, inputs, arithmetic, device.bandwidth, calibration.operators.gemm);
  const curve = gemmCurve(instance, arithmetic, outputs, inputs);
  enter(
    ledger,
    operator,
    curve ? secondsOnCurve(curve, tokens, closedAt) : closedAt(tokens),
    gemmFlop(tokens, outputs, inputs),
    gemmBytes(tokens, outputs, inputs, arithmetic),
    count,
  );
};
