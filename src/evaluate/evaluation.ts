/**
 * The answer to a scenario: plain data, derived, never stored. Units are in the types; hourly arrays hold 24 values by UTC hour
 * of a weekday, index 0 from 00:00 to 01:00.
 */
import type { Confidence, Percentiles } from '../catalogue/figures.ts';
import type { Issue } from '../issues/issue.ts';
import type { Phase, StepPart, Wall } from '../performance/step.ts';
import type { InstanceMemory } from '../performance/memory.ts';
import type { KvFormat } from '../performance/precision.ts';
import type { Layout } from '../performance/layout.ts';
import type { RetentionBasis } from '../serving/kv-retention.ts';
import type { Reuse } from '../serving/reuse.ts';
import type { Tier } from '../calibration/tier.ts';
import type { Trust } from '../calibration/trust.ts';
import type {
  Bytes,
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

/** stable: every percentile holds. backlogged: late, not growing. overloaded: the queue grows; no latency is shown. idle: no demand. */
export type Verdict = 'stable' | 'backlogged' | 'overloaded' | 'idle' | 'withheld';

export interface Evaluation {
  readonly deployments: readonly DeploymentAnswer[];
  readonly workloads: readonly WorkloadAnswer[];
  readonly sites: readonly SiteAnswer[];
  readonly racks: readonly RackAnswer[];
  readonly totals: Totals;
  readonly issues: readonly Issue[];
  /** True while a layout is the previous one, to be searched again. */
  readonly provisional: boolean;
}

/** What the instances of a rack group do: all of a request, or their part of it. */
export type PartRole = 'serve' | 'prefill' | 'decode' | 'attention' | 'ffn';

/** One rack group serving a deployment: equal instances of one layout. A group that prefills and decodes apart has two of these. */
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

/** Traffic between two parts at the peak hour, all links of the sending part together. */
export interface PartLink {
  readonly to: PartRole;
  readonly bytesPerSecond: Quantity<'B/s'>;
  readonly limit: Quantity<'B/s'>;
}

/** Eq. K4, of the instances that keep prefixes together. */
export interface ReuseAnswer extends Pick<
  Reuse,
  'achievableTokens' | 'cachedTokens' | 'recomputedThoughStored' | 'fetchSeconds' | 'hbmHeldBytes' | 'byTier'
> {
  /** What stands behind the curve of hits over retained time. */
  readonly basis: RetentionBasis;
  /** Tiers asked for that lack a figure. */
  readonly missing: readonly string[];
}

/** Eq. W1: a phase on the OI/CF map. */
export interface PhasePoint {
  readonly phase: Phase;
  readonly flopPerByte: Quantity<'FLOP/B'>;
  readonly bytesPerRequest: Bytes;
  readonly wall: Wall;
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
  /** Percentiles against offered load, up to saturation: the knee. */
  readonly loadCurve: readonly LoadPoint[];
  readonly wall: Wall | null;
  readonly instancesNeeded: number | null;
  readonly instancesGiven: number;
}

export interface LoadPoint {
  readonly load: RequestsPerSecond;
  readonly outputTokensPerSecond: TokensPerSecond;
  readonly ttftP99: Seconds;
  readonly tpotP99: Seconds;
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
  readonly ttftP99ByHour: readonly (Seconds | null)[];
  readonly outputTokensPerSecondByHour: readonly TokensPerSecond[];
  readonly inputTokensPerSecondByHour: readonly TokensPerSecond[];
  readonly offline: OfflineAnswer | null;
  /** Tools that its sessions wait for, at its peak; null where they wait for people. */
  readonly tools: ToolAnswer | null;
  readonly costPerMtok: { readonly input: Dollars; readonly cached: Dollars; readonly output: Dollars } | null;
  readonly energyPerOutputToken: Joules | null;
  readonly carbonPerMtokOutput: GramsCo2e | null;
}

/** Eq. K5. Cores busy lie between none and the calls under way where no CPU time of a call is published. */
export interface ToolAnswer {
  readonly callsPerSecond: number;
  readonly callsUnderWay: number;
  readonly coresBusy: number | null;
  /** Cores of the CPU racks for tools on the sites of its pool; null where there are none. */
  readonly coresGiven: number | null;
}

/** Eq. E4, greedy fill: offline tokens by hour in the room the interactive work leaves. */
export interface OfflineAnswer {
  readonly outputTokensPerDay: number;
  readonly doneShare: number;
  /** Hours after release at which the last token is out; null when it does not finish within its deadline. */
  readonly finishedAfter: Seconds | null;
  readonly releaseHourUtc: number;
  readonly cumulativeShareByHourAfterRelease: readonly number[];
}

export interface SiteAnswer {
  readonly siteId: string;
  readonly name: string;
  readonly pue: number;
  readonly powerCap: Watts;
  /** At the meter, by hour; the nameplate figure is what the facility must carry. */
  readonly meterPowerByHour: readonly Watts[];
  readonly weekendMeterPowerByHour: readonly Watts[];
  readonly itPowerByHour: readonly Watts[];
  readonly peakMeterPower: Watts;
  readonly nameplateItPower: Watts;
  readonly provisionedItPower: Watts;
  readonly provisionedMeterPower: Watts;
  /** Heat at provisioned power, by the way it leaves, and what the positions can take. */
  readonly liquidHeat: Watts;
  readonly liquidLimit: Watts;
  readonly airHeat: Watts;
  readonly airLimit: Watts;
  readonly carbonIntensityByHour: readonly Quantity<'gCO2e/J'>[];
  readonly carbonByHour: readonly GramsCo2e[];
  readonly energyPrice: Quantity<'USD/J'>;
  readonly energyPerMonth: Joules;
  readonly waterPerMonth: Litres | null;
  readonly positionsUsed: number;
  readonly positionsTotal: number;
}

/** One occupied position. */
export interface RackAnswer {
  readonly siteId: string;
  readonly position: number;
  readonly rackGroupId: string;
  readonly systemId: string;
  readonly count: number;
  readonly deploymentId: string | null;
  /** Share of SLA capacity in the peak hour of its deployment; null when nothing is served. */
  readonly load: number | null;
  readonly verdict: Verdict;
  readonly wall: Wall | null;
  readonly phase: Phase | null;
  readonly drawn: Watts;
  readonly provisioned: Watts;
  readonly limit: Watts;
}

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
  readonly carbonPerMonth: GramsCo2e;
  readonly embodiedPerMonth: GramsCo2e;
  readonly energyPerMonth: Joules;
  readonly tokensPerMegawatt: Quantity<'tok/s/MW'> | null;
  readonly headroom: { readonly deploymentId: string; readonly value: number } | null;
  readonly outputTokensPerMonth: number;
  readonly slaCapacityTokensPerSecond: TokensPerSecond;
  readonly outputTokensPerSecondByHour: Readonly<
    Record<'real-time' | 'near-real-time' | 'offline', readonly TokensPerSecond[]>
  >;
}
