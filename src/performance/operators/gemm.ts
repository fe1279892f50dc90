/** Matrix products of a block on one rank: tokens × in × out, weights read once per step [O1, O3]. */
import { enter, type Ledger } from '../ledger.ts';
import type { Arithmetic, Instance } from '../instance.ts';
import type { OperatorClass } from '../step.ts';
import { quantity } from '../../units/quantity.ts';
import { operatorTime } from './roofline.ts';

/** Enters `count` products of [tokens × inputs] by [inputs × outputs]; bytes are weights, inputs and bf16 outputs. Eq. O3 */
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
  const flop = quantity<'FLOP'>(2 * tokens * inputs * outputs);
  const bytes = quantity<'B'>(
    inputs * outputs * arithmetic.weightBytes + tokens * (inputs * arithmetic.activationBytes + outputs * 2),
  );
  const { device, calibration } = instance;
  enter(
    ledger,
    operator,
    operatorTime(flop, bytes, arithmetic.peak, device.bandwidth, calibration.operators.gemm),
    flop,
    bytes,
    count,
  );
};
