/** The estate in a handful of figures, as the answer tells it. */
import type {
  Dollars,
  GramsCo2e,
  Joules,
  Litres,
  Quantity,
  Seconds,
  TokensPerSecond,
  Watts,
} from '../units/quantity.ts';
import type { Tier } from '../calibration/tier.ts';
import type { Confidence } from '../catalogue/figures.ts';
import type { CapexSplit } from '../economics/cost-assumptions.ts';
import type { CostStack } from '../economics/cost-stack.ts';

export interface CostParts {
  readonly hardware: Dollars;
  readonly facility: Dollars;
  readonly energy: Dollars;
  readonly operations: Dollars;
  readonly network: Dollars;
  readonly rent: Dollars;
}

export interface Totals {
  readonly tier: Tier;
  /** Weakest confidence among the prices used. */
  readonly priceConfidence: Confidence | null;
  readonly accelerators: number;
  readonly capex: Dollars | null;
  readonly costPerMonth: Dollars | null;
  readonly costPartsPerMonth: CostParts | null;
  /** The same month line by line: lines add up to parts, parts to the total. */
  readonly costStackPerMonth: CostStack | null;
  /** What of the purchase is server, fabric and storage. */
  readonly capexParts: Readonly<Record<keyof CapexSplit, Dollars>> | null;
  readonly tcoOverHorizon: Dollars | null;
  /** All cost ÷ all output tokens of a mean month. */
  readonly costPerMtokOutput: Dollars | null;
  readonly workloadsMet: number;
  readonly workloadsAnswered: number;
  readonly workloads: number;
  /** The TTFT p99 nearest its limit. */
  readonly tightestTtft: { readonly workloadId: string; readonly value: Seconds; readonly limit: Seconds } | null;
  readonly peakOutputTokensPerSecond: TokensPerSecond;
  readonly peakMeterPower: Watts;
  readonly provisionedMeterPower: Watts;
  readonly carbonPerMtokOutput: GramsCo2e | null;
  /** By the mix of the grid, and by contracts where sites state one; operation only. */
  readonly carbonPerMonth: GramsCo2e;
  readonly marketCarbonPerMonth: GramsCo2e;
  readonly embodiedPerMonth: GramsCo2e;
  readonly energyPerMonth: Joules;
  /** At the meter of all sites, whoever pays it: rented racks have it in their rent. */
  readonly energyCostPerMonth: Dollars;
  /** Null where a region has no figure of the water of its power stations. */
  readonly waterPerMonth: Litres | null;
  readonly tokensPerMegawatt: Quantity<'tok/s/MW'> | null;
  readonly headroom: { readonly deploymentId: string; readonly value: number } | null;
  readonly outputTokensPerMonth: number;
  readonly slaCapacityTokensPerSecond: TokensPerSecond;
  readonly outputTokensPerSecondByHour: Readonly<
    Record<'real-time' | 'near-real-time' | 'offline', readonly TokensPerSecond[]>
  >;
}
