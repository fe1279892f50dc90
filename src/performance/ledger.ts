/** Running sums of one step on one rank: seconds by operator class, FLOPs, bytes from memory and over links. */
import type { OperatorClass } from './step.ts';

export const OPERATOR_CLASSES: readonly OperatorClass[] = [
  'projection',
  'attention',
  'ffn',
  'moe',
  'collective',
  'head',
  'elementwise',
  'host',
];

export interface Ledger {
  readonly seconds: Record<OperatorClass, number>;
  flop: number;
  dramBytes: number;
  linkBytes: number;
}

export const emptyLedger = (): Ledger => ({
  seconds: { projection: 0, attention: 0, ffn: 0, moe: 0, collective: 0, head: 0, elementwise: 0, host: 0 },
  flop: 0,
  dramBytes: 0,
  linkBytes: 0,
});

/** Adds `count` equal operators. */
export const enter = (
  ledger: Ledger,
  operator: OperatorClass,
  seconds: number,
  flop: number,
  bytes: number,
  count: number,
): void => {
  ledger.seconds[operator] += seconds * count;
  ledger.flop += flop * count;
  ledger.dramBytes += bytes * count;
};

/** Adds `count` equal exchanges. */
export const enterExchange = (
  ledger: Ledger,
  exchange: { readonly seconds: number; readonly bytes: number },
  count: number,
): void => {
  ledger.seconds.collective += exchange.seconds * count;
  ledger.linkBytes += exchange.bytes * count;
};

/** Seconds of all kernels: everything but the host. */
export const kernelSeconds = (ledger: Ledger): number => {
  const { projection, attention, ffn, moe, collective, head, elementwise } = ledger.seconds;
  return projection + attention + ffn + moe + collective + head + elementwise;
};
