/** What terms of acquisition need and no price list states: our own estimates, each with its reasoning. */
import type { JsonObject } from './item-files.ts';

const estimate = (
  value: { readonly low: number; readonly base: number; readonly high: number },
  unit: string,
  source: string,
  note?: string,
): JsonObject => ({ value, unit, source, confidence: 'estimate', ...(note === undefined ? {} : { note }) });

/** The item `acquisition` of the cost topics. */
export const acquisitionItem = (): JsonObject => ({
  id: 'acquisition',
  figures: {
    tax_share: estimate(
      { low: 0, base: 0, high: 0 },
      'share',
      'left to the user: duties, property, sales and carbon taxes differ by place, owner and contract',
    ),
    leased_hardware_share: estimate(
      { low: 0.65, base: 0.72, high: 0.85 },
      'share',
      'our bottom-up GB200 NVL72: hardware 1.688 of 2.340 USD per GPU-hour; the rest is building, energy and operations',
      'a published three-year rate is hosted; where the room and its energy are paid apart, only this share of it is',
    ),
    reserved_share_of_on_demand: estimate(
      { low: 0.44, base: 0.525, high: 0.76 },
      'share',
      'one-year rate / middle of the on-demand rates of the eight accelerators with both: RTX PRO 6000 0.44, MI300X 0.44, H200 0.47, B200 0.51, H100 0.54, A100 0.54, B300 0.71, MI325X 0.76; base is the median',
    ),
    spot_share_of_on_demand: estimate(
      { low: 0.3, base: 0.525, high: 0.7 },
      'share',
      'spot rate / on-demand rate: MI355X 0.30, TPU v5p 0.50, H100 0.52, TPU v5e 0.53, B200 0.53, TPU v6e 0.70; base is the median of those but the first, which is one quote',
    ),
    spot_interruption_share: estimate(
      { low: 0.005, base: 0.05, high: 0.2 },
      'share',
      'no published share of hours was found; low: one interruption a week of an hour, replacement and loading of weights included; base: one a day of an hour; high: a market in which parts are scarce for days',
    ),
  },
});
