/** What a prediction of one measured row is. Measured and predicted values of a metric share its unit. */
import type { Tier } from '../calibration/tier.ts';

/**
 * ttft, tpot: ms, the statistic of the row. throughput: tok/s as the row counts them. power: W per accelerator.
 * energy: J per output token given the measured load; energy_end_to_end: the same with the load predicted too.
 */
export type Metric = 'ttft' | 'tpot' | 'throughput' | 'power' | 'energy' | 'energy_end_to_end';

export const METRICS: readonly Metric[] = ['ttft', 'tpot', 'throughput', 'power', 'energy', 'energy_end_to_end'];

export type Values = Readonly<Partial<Record<Metric, number>>>;

/** An answer, or the reason why this row has none. A metric the row carries and the answer leaves out counts as refused. */
export type Predicted =
  | {
      readonly ok: true;
      readonly values: Values;
      readonly tier: Tier;
      /** 80 % band, low and high, in the unit of the metric. */
      readonly band?: Readonly<Partial<Record<Metric, readonly [number, number]>>>;
    }
  | { readonly ok: false; readonly reason: string };
