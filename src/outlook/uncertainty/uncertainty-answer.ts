/** What chance does to a plan: quantiles of its totals, and which uncertain figure moves them most. Plain data [T2]. */
import type { Driver, FixedFigure } from './driver.ts';
import type { Quantiles } from './distribution.ts';

/**
 * The totals of the evaluation that have a spread. Money in USD, energy in J, water in L, carbon in gCO2e, power in W at the meter;
 * `…PerMtok` for a million output tokens; `slaMet` workloads that keep every target; `ttftOverLimit` the TTFT p99 nearest its limit
 * over that limit. Carbon a month is that of operation; by the token, that of making the hardware too.
 */
export const KPIS = [
  'costPerMonth',
  'costPerMtok',
  'capex',
  'tco',
  'slaMet',
  'ttftOverLimit',
  'headroom',
  'tokensPerSecond',
  'tokensPerMonth',
  'peakPower',
  'energyPerMonth',
  'carbonPerMtok',
  'carbonPerMonth',
  'waterPerMonth',
] as const;

export type Kpi = (typeof KPIS)[number];

/** One of something for every total. */
export const byKpi = <T>(of: (kpi: Kpi) => T): Record<Kpi, T> => ({
  costPerMonth: of('costPerMonth'),
  costPerMtok: of('costPerMtok'),
  capex: of('capex'),
  tco: of('tco'),
  slaMet: of('slaMet'),
  ttftOverLimit: of('ttftOverLimit'),
  headroom: of('headroom'),
  tokensPerSecond: of('tokensPerSecond'),
  tokensPerMonth: of('tokensPerMonth'),
  peakPower: of('peakPower'),
  energyPerMonth: of('energyPerMonth'),
  carbonPerMtok: of('carbonPerMtok'),
  carbonPerMonth: of('carbonPerMonth'),
  waterPerMonth: of('waterPerMonth'),
});

/** Null where a total is withheld: a price is missing, a pool overloaded, nothing asked for. */
export type KpiValues = Readonly<Record<Kpi, number | null>>;

export interface Chance {
  /** As evaluated, every figure at its base. */
  readonly base: number | null;
  /** Over the draws in which it has a value; null where none has. */
  readonly quantiles: Quantiles | null;
  /** Share of the draws in which it has none: latency and cost per token of an overloaded plan. */
  readonly absentShare: number;
}

/** One uncertain figure against one total. */
export interface TornadoBar {
  readonly driverId: string;
  /** The figure at its 10 and 90 % quantiles, and the total then, all other figures at base; null where it is withheld. */
  readonly at: { readonly low: number; readonly high: number };
  readonly low: number | null;
  readonly high: number | null;
  /** high − low; from base where one of them is withheld. Bars are ordered by its size. */
  readonly swing: number;
  /** Share of the variance of the total's ranks that goes with this figure, over all draws; all figures together come to about 1 less interactions. */
  readonly varianceShare: number | null;
}

/** By UTC hour of a weekday of the busiest month. */
export interface HourBand {
  readonly p10: readonly number[];
  readonly p50: readonly number[];
  readonly p90: readonly number[];
}

export interface DeploymentChance {
  readonly deploymentId: string;
  readonly name: string;
  readonly headroom: Chance;
  /** Interactive and offline load, as shares of what the pool serves inside its targets in that draw. */
  readonly loadByHour: HourBand;
}

export interface WorkloadChance {
  readonly workloadId: string;
  readonly name: string;
  /** Share of the draws in which every target holds; null where there is no answer. */
  readonly metShare: number | null;
  /** TTFT p99 over its limit at the peak; absent in draws that overload the pool. */
  readonly ttftOverLimit: Chance;
}

export interface SiteChance {
  readonly siteId: string;
  readonly name: string;
  /** W at the meter of one copy of the site. */
  readonly meterPowerByHour: HourBand;
}

export interface UncertaintyAnswer {
  readonly seed: number;
  /** Draws so far, and in all. */
  readonly draws: number;
  readonly of: number;
  readonly kpis: Readonly<Record<Kpi, Chance>>;
  /** The ten figures that move a total most, strongest first. */
  readonly tornado: Readonly<Record<Kpi, readonly TornadoBar[]>>;
  readonly deployments: readonly DeploymentChance[];
  readonly workloads: readonly WorkloadChance[];
  readonly sites: readonly SiteChance[];
  /** Everything drawn; and what would be, had the user not stated it. */
  readonly drivers: readonly Driver[];
  readonly fixed: readonly FixedFigure[];
}
