/** Parts of one model step as the answer shows them. */
import type { Seconds } from '../units/quantity.ts';

export type Phase = 'prefill' | 'decode';

/** What limits: compute, memory bandwidth, memory capacity, links, the host, power. */
export type Wall = 'compute' | 'bandwidth' | 'capacity' | 'interconnect' | 'host' | 'power';

export type OperatorClass = 'projection' | 'attention' | 'ffn' | 'moe' | 'collective' | 'head' | 'elementwise' | 'host';

export interface StepPart {
  readonly operator: OperatorClass;
  readonly time: Seconds;
}
