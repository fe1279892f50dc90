/**
 * The answer to a scenario: plain data, derived, never stored. Units are in the types; hourly arrays hold 24 values by UTC hour
 * of a weekday, index 0 from 00:00 to 01:00.
 */
import type { Percentiles } from '../catalogue/figures.ts';
import type { Issue } from '../issues/issue.ts';
import type { Phase, StepPart, Wall } from '../performance/step.ts';
import type { InstanceMemory } from '../performance/memory.ts';
import type { KvFormat } from '../performance/precision.ts';
import type { Layout } from '../performance/layout.ts';
import type { Tier } from '../calibration/tier.ts';
import type { Trust } from '../calibration/trust.ts';
import type {
  Dollars,
  GramsCo2e,
  Joules,
  Litres,
  Quantity,
  RequestsPerSecond,
  Seconds,
  TokensPerSecond,
  Watts,
} from '../units/quantity.ts';
import type { GroupCost } from './cost-answer.ts';
import type { PartLink, PartRole, PhasePoint, ReuseAnswer } from './part-answer.ts';
import type { LoadPoint, MonthLoad, UnitLoad } from './load-answer.ts';
import type { OfflineAnswer, RequestsOfMonth, ToolAnswer, VectorStoreAnswer } from './demand-answer.ts';
import type { Totals } from './totals-answer.ts';

/** stable: every percentile holds. backlogged: late, not growing. overloaded: the queue grows; no latency is shown. idle: no demand. */
export type Verdict = 'stable' | 'backlogged' | 'overloaded' | 'idle' | 'withheld';

export interface Evaluation {
  readonly deployments: readonly DeploymentAnswer[];
  readonly workloads: readonly WorkloadAnswer[];
  readonly sites: readonly SiteAnswer[];
  readonly racks: readonly RackAnswer[];
  /** One per rack group of the plan, in its order; null where no price is known. */
  readonly costs: readonly (GroupCost | null)[];
  readonly totals: Totals;
  readonly issues: readonly Issue[];
  /** True while a layout is the previous one, to be searched again. */
  readonly provisional: boolean;
  /** Offline work is where an optimiser put it; absent: where the plan's own fill does. */
  readonly scheduled?: 'optimal';
}

/**
 * One rack group serving a deployment: equal instances of one layout. A group that prefills and decodes apart has two of these.
 * Instances, accelerators, rates and links are of all copies of its site.
 */
export interface GroupAnswer {
  readonly rackGroupId: string;
  readonly role: PartRole;
  readonly systemId: string;
  readonly acceleratorId: string;
  readonly layout: Layout;
  readonly layoutChosen: 'fixed' | 'searched' | 'previous';
  readonly layoutsTried: number;
  readonly instances: number;
  readonly acceleratorsUsed: number;
  readonly acceleratorsIdle: number;
  readonly weightsLabel: string;
  readonly kvFormat: KvFormat;
  /** Sequences in flight on one instance: at the peak hour, at the SLA limit, and what memory and batch allow. */
  readonly sequencesAtPeak: number;
  readonly sequencesAtSla: number;
  readonly sequencesMax: number;
  readonly memory: InstanceMemory;
  /** Time of one decode step at the peak hour, by operator. */
  readonly step: readonly StepPart[];
  readonly stepTime: Seconds;
  /** Sustainable and saturated output rate of the whole group, and per accelerator at the SLA limit: of all parts where they stand apart. */
  readonly slaTokensPerSecond: TokensPerSecond;
  readonly saturatedTokensPerSecond: TokensPerSecond;
  readonly slaTokensPerSecondPerAccelerator: TokensPerSecond;
  /** Walls at the operating point, with d ln(load) / d ln(resource) at unchanged sequences in flight. */
  readonly wall: Wall;
  readonly elasticities: readonly { readonly wall: Wall; readonly elasticity: number }[];
  readonly phases: readonly PhasePoint[];
  /** What of the prompts is found again at the peak hour, and in which tier; null where nothing is looked up. */
  readonly reuse: ReuseAnswer | null;
  /** What it sends on: KV to those that decode, activations between attention and FFN; null where it keeps everything. */
  readonly link: PartLink | null;
}

export interface DeploymentAnswer {
  readonly deploymentId: string;
  readonly name: string;
  readonly modelId: string | null;
  readonly tier: Tier;
  /** What stands behind its latencies and rates, with their 80 % bands; null where there is no answer. */
  readonly trust: Trust | null;
  readonly verdict: Verdict;
  readonly peakHourUtc: number;
  readonly groups: readonly GroupAnswer[];
  /** Largest mean load the pool serves within every target, and the load at which the queue grows. */
  readonly slaCapacity: RequestsPerSecond | null;
  readonly saturation: RequestsPerSecond | null;
  readonly slaTokensPerSecond: TokensPerSecond | null;
  /** SLA capacity over peak load, less one. */
  readonly headroom: number | null;
  /** Interactive and offline load as shares of SLA capacity. */
  readonly interactiveShareByHour: readonly number[];
  readonly offlineShareByHour: readonly number[];
  readonly verdictByHour: readonly Verdict[];
  /** Where power ends what the pool can carry in an hour before its accelerators do. */
  readonly powerLimitedByHour: readonly boolean[];
  /** What each unit carries: racks of one kind at one distance from the users. */
  readonly units: readonly UnitLoad[];
  /** January to December: interactive peak as share of SLA capacity, and the verdict of the month. The hours above are those of the busiest. */
  readonly months: readonly MonthLoad[];
  /** 0 is January. */
  readonly busiestMonth: number;
  /** Percentiles against offered load, up to saturation: the knee. */
  readonly loadCurve: readonly LoadPoint[];
  readonly wall: Wall | null;
  readonly instancesNeeded: number | null;
  /** Of those, the ones held ready for the largest thing that fails at once. */
  readonly instancesSpare: number;
  /** In each hour of a weekday, spare and availability included; 0 without load. Empty where no instance meets the targets. */
  readonly instancesNeededByHour: readonly number[];
  readonly instancesGiven: number;
}

/** The targets in force, from the class of the workload. Null where the class sets none. */
export interface Targets {
  readonly ttft: Percentiles | null;
  readonly tpot: Percentiles | null;
  readonly e2e: Percentiles | null;
  readonly deadline: Seconds | null;
}

export interface WorkloadAnswer {
  readonly workloadId: string;
  readonly name: string;
  readonly deploymentId: string | null;
  readonly modelId: string;
  readonly urgency: 'real-time' | 'near-real-time' | 'offline';
  /** Higher is served first. */
  readonly priority: number;
  readonly targets: Targets;
  readonly tier: Tier;
  /** That of its pool. */
  readonly trust: Trust | null;
  readonly verdict: Verdict;
  /** Every target holds in every hour; null where there is no answer. */
  readonly slaMet: boolean | null;
  readonly peakHourUtc: number;
  readonly peakRequestsPerSecond: RequestsPerSecond;
  /** Mean tokens of one request: all input, the part found in cache, output. */
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  /** At its peak hour; null when overloaded, withheld or offline. */
  readonly ttft: Percentiles | null;
  readonly tpot: Percentiles | null;
  readonly e2e: Percentiles | null;
  /** Null in hours that are overloaded. */
  readonly ttftP50ByHour: readonly (Seconds | null)[];
  readonly ttftP95ByHour: readonly (Seconds | null)[];
  readonly ttftP99ByHour: readonly (Seconds | null)[];
  readonly verdictByHour: readonly Verdict[];
  /** What is asked for: inside its targets, late, or turned away and lost. Offline work is served when it is done: late after its
   *  deadline, shed where the day does not hold it, in the hours it was asked for; its parts add up over the day. */
  readonly askedByHour: readonly RequestsPerSecond[];
  readonly servedByHour: readonly RequestsPerSecond[];
  readonly lateByHour: readonly RequestsPerSecond[];
  readonly shedByHour: readonly RequestsPerSecond[];
  /** Requests of a mean month. */
  readonly requestsPerMonth: RequestsOfMonth;
  /** Busiest hour of a weekday of each month, January to December. */
  readonly peakRequestsPerSecondByMonth: readonly RequestsPerSecond[];
  readonly outputTokensPerSecondByHour: readonly TokensPerSecond[];
  readonly inputTokensPerSecondByHour: readonly TokensPerSecond[];
  readonly offline: OfflineAnswer | null;
  /** Tools that its sessions wait for, at its peak; null where they wait for people. */
  readonly tools: ToolAnswer | null;
  /** What it looks up before each request; null where it looks up nothing. */
  readonly vectorStore: VectorStoreAnswer | null;
  readonly costPerMtok: { readonly input: Dollars; readonly cached: Dollars; readonly output: Dollars } | null;
  readonly energyPerOutputToken: Joules | null;
  readonly carbonPerMtokOutput: GramsCo2e | null;
}

/** One of the sites alike that it stands for. Hours are those of the month in which it draws most. */
export interface SiteAnswer {
  readonly siteId: string;
  readonly name: string;
  /** Sites alike. */
  readonly count: number;
  /** Mean of the year; by UTC hour of that month; and in the warmest hour of the year, which the site is built for. */
  readonly pue: number;
  readonly pueByHour: readonly number[];
  readonly peakPue: number;
  readonly powerCap: Watts;
  /** What of it is left by UTC hour where the grid asks for some back. */
  readonly powerCapByHour: readonly Watts[];
  /** The month of the hours; 0 is January. */
  readonly month: number;
  /** At the meter, by hour; the nameplate figure is what the facility must carry. */
  readonly meterPowerByHour: readonly Watts[];
  readonly weekendMeterPowerByHour: readonly Watts[];
  readonly itPowerByHour: readonly Watts[];
  readonly peakMeterPower: Watts;
  readonly peakMeterPowerByMonth: readonly Watts[];
  readonly nameplateItPower: Watts;
  readonly provisionedItPower: Watts;
  /** At the PUE of the warmest hour. */
  readonly provisionedMeterPower: Watts;
  /** Heat at provisioned power, by the way it leaves, and what the positions can take. */
  readonly liquidHeat: Watts;
  readonly liquidLimit: Watts;
  readonly airHeat: Watts;
  readonly airLimit: Watts;
  /** Grams per joule at the meter: grid and own supply as drawn, transmission losses included. */
  readonly carbonIntensityByHour: readonly Quantity<'gCO2e/J'>[];
  readonly carbonByHour: readonly GramsCo2e[];
  /** Of the grid, mean over the hours; and by UTC hour. */
  readonly energyPrice: Quantity<'USD/J'>;
  readonly energyPriceByHour: readonly Quantity<'USD/J'>[];
  /** Mean month: at the meter, and what of it the grid and the site's own supply give. */
  readonly energyPerMonth: Joules;
  readonly gridEnergyPerMonth: Joules;
  readonly ownEnergyPerMonth: Joules;
  readonly energyCostPerMonth: Dollars;
  /** By the mix of the grid, and by the contract where one is stated. */
  readonly carbonPerMonth: GramsCo2e;
  readonly marketCarbonPerMonth: GramsCo2e;
  readonly waterPerMonth: Litres | null;
  /** January to December. */
  readonly energyByMonth: readonly Joules[];
  readonly carbonByMonth: readonly GramsCo2e[];
  readonly waterByMonth: readonly Litres[] | null;
  readonly energyCostByMonth: readonly Dollars[];
  readonly positionsUsed: number;
  readonly positionsTotal: number;
}

/** One occupied position, at one of the sites alike. */
export interface RackAnswer {
  readonly siteId: string;
  readonly position: number;
  readonly rackGroupId: string;
  readonly systemId: string;
  readonly count: number;
  readonly deploymentId: string | null;
  /** Share of the SLA capacity of the racks it serves with, in the peak hour of its deployment; null when nothing is served. */
  readonly load: number | null;
  readonly verdict: Verdict;
  readonly wall: Wall | null;
  readonly phase: Phase | null;
  readonly drawn: Watts;
  readonly provisioned: Watts;
  readonly limit: Watts;
}
