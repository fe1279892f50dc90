/**
 * The catalogue as the model reads it: one value per figure, SI base units, `null` where nothing was sourced.
 * Where a figure comes from, how sure it is and what else was published stands in the provenance (`provenance.ts`).
 */
import type { Component, FeedForward, Mixer, WeightFormat } from './block-figures.ts';
import type {
  Band,
  CostFigures,
  ForecastFigures,
  PowerFigures,
  VectorSearchFigures,
  WideAreaFigures,
} from './estate-figures.ts';
import type { Bytes, BytesPerSecond, Dollars, FlopPerSecond, Quantity, Seconds, Watts } from '../units/quantity.ts';

export type { Component, FeedForward, Mixer, WeightFormat } from './block-figures.ts';
export type {
  Band,
  CostFigures,
  ForecastFigures,
  LeadTimeItem,
  PowerFigures,
  RentRates,
  VectorSearchFigures,
  WideAreaFigures,
} from './estate-figures.ts';

export type Confidence = 'measured' | 'datasheet' | 'reported' | 'estimate';

export type AcceleratorKind = 'gpu' | 'tpu' | 'lpu' | 'asic' | 'npu' | 'wafer' | 'soc';
export type Status = 'shipping' | 'ramping' | 'announced' | 'roadmap' | 'superseded';

/** Number formats with a native rate somewhere. `nvfp4`, `mxfp4` and `int4` weights run at the fp4 or int4 rate. */
export type ComputeFormat = 'bf16' | 'fp8' | 'fp6' | 'int8' | 'fp4' | 'int4';

export type FabricTopology = 'switched' | 'full-mesh' | 'torus' | 'hybrid' | 'none';

export interface Accelerator {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  readonly kind: AcceleratorKind;
  readonly status: Status;
  readonly memoryType: string | null;
  /** What the driver reports where it was read, else the printed capacity. */
  readonly memoryCapacity: Bytes | null;
  readonly memoryBandwidth: BytesPerSecond | null;
  /** Dense peak per format, never with sparsity. */
  readonly densePeak: Readonly<Partial<Record<ComputeFormat, FlopPerSecond>>>;
  /** Per accelerator, one direction. */
  readonly scaleUpPerDirection: BytesPerSecond | null;
  /** One pair of accelerators, one direction; equals the above when switched. */
  readonly scaleUpPairPerDirection: BytesPerSecond | null;
  readonly scaleUpDomain: number | null;
  readonly scaleUpTopology: FabricTopology;
  /** NIC rate per accelerator, one direction. */
  readonly scaleOutPerDirection: BytesPerSecond | null;
  readonly hostLinkPerDirection: BytesPerSecond | null;
  /** Absent: PCIe. */
  readonly hostLinkKind?: 'chip-to-chip';
  readonly boardPower: Watts | null;
  readonly idlePower: Watts | null;
  readonly capex: Dollars | null;
  /** Weakest confidence among the figures named. */
  readonly confidence: Readonly<Record<'memory' | 'bandwidth' | 'compute' | 'power', Confidence | null>>;
}

export type SystemKind = 'node' | 'rack' | 'pod' | 'storage' | 'cpu' | 'edge' | 'cloud';
export type CoolingClass = 'air' | 'liquid' | 'hybrid' | 'unknown';

export interface System {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  readonly kind: SystemKind;
  readonly status: Status;
  readonly acceleratorId: string | null;
  readonly accelerators: number;
  /** Accelerators in one scale-up domain of this system. */
  readonly scaleUpDomain: number | null;
  readonly computeTrays: number | null;
  readonly switchTrays: number | null;
  readonly memoryTotal: Bytes | null;
  readonly hostDram: Bytes | null;
  /** Drives in its servers; of a storage system, all it keeps. */
  readonly localNvme: Bytes | null;
  readonly cpuCores: number | null;
  /** Systems that other systems keep data in; the capacity is that of their drives or their DRAM. */
  readonly store: { readonly readBandwidth: BytesPerSecond | null; readonly latency: Seconds | null } | null;
  readonly scaleOutTotalPerDirection: BytesPerSecond | null;
  /** IT power: operating, nameplate, and what the feed must be sized for (the peak where published, else nameplate). */
  readonly powerTypical: Watts | null;
  readonly powerNameplate: Watts | null;
  readonly powerProvisioned: Watts | null;
  readonly powerIdle: Watts | null;
  readonly cooling: CoolingClass;
  /** Share of heat removed by liquid, 0..1. */
  readonly liquidShare: number | null;
  readonly heightU: number | null;
  readonly weightKg: number | null;
  /** Units that fit one 40 kW rack position; null for whole racks. */
  readonly unitsPer40kwRack: number | null;
  /** Purchase price of one system, server included; `null` where it cannot be bought. */
  readonly capex: Band<Dollars> | null;
  /** Rental of one accelerator for one hour. */
  readonly rentalPerAcceleratorHour: Band | null;
  /** Not sold: its capex is a replacement cost for what-ifs. */
  readonly cloudOnly: boolean;
  readonly leadTimeWeeks: number | null;
  readonly confidence: Readonly<Record<'power' | 'price' | 'weight', Confidence | null>>;
}

export interface Model {
  readonly id: string;
  readonly name: string;
  readonly developer: string;
  readonly released: string | null;
  readonly contextMaxTokens: number | null;
  readonly hiddenSize: number;
  readonly vocabSize: number;
  readonly tiedEmbeddings: boolean;
  /** Rows of learned position and token-type tables (encoders); they count as embedding. */
  readonly positionRows?: number;
  /** Encoders attend in both directions and never decode. */
  readonly attention: 'causal' | 'bidirectional';
  readonly task: 'generate' | 'embedding' | 'reranker';
  /** Distinct mixers with the number of blocks that have them; order in the stack does not matter to the sums. */
  readonly mixers: readonly { readonly spec: Mixer; readonly count: number }[];
  readonly ffns: readonly { readonly spec: FeedForward; readonly count: number }[];
  readonly mtpLayers: number;
  readonly visionTower: { readonly parameters: number; readonly patchSizePx: number } | null;
  readonly parameters: Readonly<Record<Component, number>>;
  readonly totalParameters: number;
  readonly activeParameters: number;
  /** The checkpoint as published: format of each component. */
  readonly nativeFormats: Readonly<Record<Component, WeightFormat>>;
  readonly confidence: Confidence;
}

/** Carbon, price, cooling and water of one grid region. Hourly values are multipliers with mean 1, by local hour. */
export interface Region {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
  /** Life-cycle, consumption mix, per joule at the meter. */
  readonly carbonIntensity: Band<Quantity<'gCO2e/J'>>;
  readonly hourlyCarbonShape: readonly number[];
  readonly monthlyCarbonShape: readonly number[] | null;
  readonly carbonShapeMeasured: boolean;
  readonly energyPrice: Band<Quantity<'USD/J'>>;
  readonly pueAir: Band;
  readonly pueLiquid: Band;
  readonly waterOnSite: Band<Quantity<'L/J'>>;
  readonly waterOffSite: Quantity<'L/J'> | null;
  readonly constructionPerWatt: Band<Quantity<'USD/(J/s)'>> | null;
  /** Standard time, whole hours east of UTC, from the longitude of the region where no zone is stated. */
  readonly utcOffsetHours: number;
}

/** Log-normal clipped to [min, max]; sigma 0 is a constant. Tokens, seconds or counts, as the field says. */
export interface LogNormal {
  readonly median: number;
  readonly sigma: number;
  readonly min: number;
  readonly max: number;
}

export interface Workflow {
  readonly id: string;
  readonly name: string;
  readonly turns: LogNormal;
  readonly firstInputTokens: LogNormal;
  /** Fresh input of each later turn; null for single-shot workflows. */
  readonly newInputTokensPerTurn: LogNormal | null;
  readonly outputTokens: LogNormal;
  readonly gapBetweenTurnsSeconds: LogNormal | null;
  /** What the gap between turns is spent on. */
  readonly waitsFor: 'tool' | 'person' | null;
  /** Gap of the share of turns after which a tool-using session waits for a person. */
  readonly humanGapSeconds: LogNormal | null;
  readonly humanGapShare: number;
  /** CPU time of one tool call; null where nobody published one. */
  readonly toolCpuSeconds: number | null;
  readonly sharedPrefixTokens: number;
  /** Share of input tokens found in an unlimited prefix cache. */
  readonly prefixHitShare: number;
  /** Measured: seconds for which idle KV is kept, and the share of those hits it still finds. */
  readonly retention: readonly (readonly [seconds: number, share: number])[] | null;
  /** Variance ÷ mean of request counts in one-minute windows; 1 is Poisson. */
  readonly dispersionPerMinute: number;
  /** Key of `Catalogue.diurnalShapes`. */
  readonly diurnalShapeId: string;
  readonly slaClassId: string;
  readonly confidence: Confidence;
}

/** p50, p95 and p99 limits. */
export interface Percentiles {
  readonly p50: Seconds;
  readonly p95: Seconds;
  readonly p99: Seconds;
}

export interface SlaClass {
  readonly id: string;
  readonly name: string;
  readonly urgency: 'real-time' | 'near-real-time' | 'offline';
  readonly ttft: Percentiles | null;
  readonly tpot: Percentiles | null;
  readonly e2e: Percentiles | null;
  readonly deadline: Seconds | null;
  readonly priority: number;
}

/** 24 multipliers of the mean of their own kind of day. */
export interface DiurnalShape {
  readonly weekday: readonly number[];
  readonly weekend: readonly number[];
  /** Mean rate of a weekend day ÷ mean rate of a weekday, where the trace has both. */
  readonly weekendOverWeekday?: number;
}

export interface MemoryTier {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  readonly capacity: Bytes | null;
  readonly readBandwidth: BytesPerSecond | null;
  readonly latency: Seconds | null;
}

export interface Network {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly perAcceleratorPerDirection: BytesPerSecond | null;
  readonly portRate: BytesPerSecond | null;
  readonly hopLatency: Seconds | null;
  readonly wattsPerPort: number | null;
}

/** Everything the model may look up. Records are keyed by id. */
export interface Catalogue {
  readonly version: string;
  readonly accelerators: Readonly<Record<string, Accelerator>>;
  readonly systems: Readonly<Record<string, System>>;
  readonly models: Readonly<Record<string, Model>>;
  readonly regions: Readonly<Record<string, Region>>;
  readonly workflows: Readonly<Record<string, Workflow>>;
  readonly slaClasses: Readonly<Record<string, SlaClass>>;
  readonly diurnalShapes: Readonly<Record<string, DiurnalShape>>;
  readonly memoryTiers: Readonly<Record<string, MemoryTier>>;
  readonly networks: Readonly<Record<string, Network>>;
  readonly power: PowerFigures;
  readonly costs: CostFigures;
  readonly forecast: ForecastFigures;
  readonly wideArea: WideAreaFigures;
  readonly vectorSearch: VectorSearchFigures;
}
