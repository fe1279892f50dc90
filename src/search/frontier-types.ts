/**
 * Question and answer of the frontier search [X1]: every configuration worth naming of a model on racks, each at a ladder of batches, as
 * columns that can be handed from thread to thread, with the exact fronts, the best under the SLA and the reasons of the refused.
 */
import type { Model } from '../catalogue/figures.ts';
import type { Device } from '../performance/device.ts';
import type { Instance } from '../performance/instance.ts';
import type { Layout } from '../performance/layout.ts';
import type { Precision } from '../performance/precision.ts';
import type { SplitEstimates } from '../performance/split-step-estimates.ts';
import type { StagingMemory } from '../performance/split-step-sram.ts';
import type { Techniques } from '../performance/techniques.ts';
import type { KvLink } from '../serving/disaggregated-curve.ts';
import type { SplitBound } from '../serving/attention-ffn.ts';
import type { ClassTargets } from '../serving/open-load.ts';
import type { RequestMix } from '../serving/requests.ts';

export type FrontierMode = 'aggregated' | 'disaggregated' | 'attention-ffn';

/** Accelerators of one kind that may be used together. */
export interface RackChoice {
  readonly rackId: string;
  readonly label: string;
  readonly device: Device;
  readonly accelerators: number;
  /** Of the largest of them that stand together: an engine does not straddle groups. Absent: all stand together. */
  readonly largestGroup?: number;
  /** Null: points have no place on the axis per dollar. */
  readonly usdPerAcceleratorHour: number | null;
  /** IT power of one accelerator with its share of the rack, at load; null: no place on the axis per kW. */
  readonly wattsPerAccelerator: number | null;
  readonly pue: number;
  /** Parts that compute out of SRAM: an FFN side takes them as one pool, `perRack` of them behind the bridges of a rack. */
  readonly sram?: { readonly perRack: number; readonly staging: StagingMemory | null };
  /** Runs FFNs for other racks and nothing else. */
  readonly only?: 'ffn';
}

/** Racks of one site: the one may run the FFNs of what decodes on the other. */
export interface FfnPair {
  readonly attentionRackId: string;
  readonly ffnRackId: string;
}

/** Number formats of weights and KV, with their words. */
export interface PrecisionChoice {
  readonly label: string;
  readonly precision: Precision;
  /** Racks that cannot run it, each with the reason in words. */
  readonly refusedOn?: Readonly<Record<string, string>>;
}

/** Levers besides layout and formats; with speculation, tokens gained per step also where prefill is apart. Eq. S7 */
export interface TechniqueChoice {
  readonly label: string;
  readonly techniques: Techniques;
  readonly tokensPerStepApart: number;
}

/** Prefill engines to decode engines of one unit. */
export interface Ratio {
  readonly prefills: number;
  readonly decodes: number;
}

export interface FrontierChoices {
  readonly precisions: readonly PrecisionChoice[];
  readonly techniques: readonly TechniqueChoice[];
  readonly modes: readonly FrontierMode[];
  /** `auto`: every layout that [X1] lists for the rack. */
  readonly layouts: 'auto' | readonly Layout[];
  /** `auto`: for each batch the fewest prefill engines that keep the decode engines busy. */
  readonly ratios: 'auto' | readonly Ratio[];
  readonly prefillBudgetTokens: number;
  readonly maxBatch: number | 'auto';
  /** Of attention-FFN disaggregation; absent: `auto` alone. */
  readonly microBatches?: readonly (number | 'auto')[];
  /** What is assumed of SRAM parts and their bridges; absent: base. */
  readonly splitEstimates?: SplitEstimates;
}

export interface FrontierQuestion {
  readonly model: Model;
  readonly mix: RequestMix;
  /** Classes with limits; none: offline, all but a twentieth of saturation counts. */
  readonly targets: readonly ClassTargets[];
  readonly racks: readonly RackChoice[];
  /** Ways of KV from prefill to decode, the same rack included; pairs without one are not searched. */
  readonly links: readonly { readonly prefillRackId: string; readonly decodeRackId: string; readonly link: KvLink }[];
  /** Absent: no rack runs FFNs for another. */
  readonly ffnPairs?: readonly FfnPair[];
  readonly engine: Instance['engine'];
  readonly calibration: Instance['calibration'];
  readonly choices: FrontierChoices;
}

/**
 * What became of a point. `front` and `dominated` are about tok/s per accelerator among all points; the limits are those of the targets,
 * taken without waiting, and the first one missed names the point. A front point may miss a limit: see `misses`.
 */
export const VERDICTS = ['dominated', 'front', 'ttft', 'tpot', 'e2e'] as const;
export type PointVerdict = (typeof VERDICTS)[number];

/** One entry per point in each array; the buffers may be transferred. */
export interface FrontierColumns {
  /** Output tokens per second to one user, 1 ÷ mean TPOT. */
  readonly tokensPerSecondPerUser: Float64Array;
  readonly tokensPerSecondPerAccelerator: Float64Array;
  /** Per kW at the meter and per dollar; NaN where the rack states no power or no price. */
  readonly tokensPerSecondPerKilowatt: Float64Array;
  readonly tokensPerDollar: Float64Array;
  /** Mean time to first token when nobody waits, seconds. */
  readonly ttftSeconds: Float64Array;
  /** Sequences in flight on the whole configuration. */
  readonly inFlight: Float64Array;
  /** Index into `VERDICTS`. */
  readonly verdict: Uint8Array;
  /** Limits missed: 1 TTFT, 2 TPOT, 4 end to end. */
  readonly misses: Uint8Array;
  /** Index into the configurations. */
  readonly configuration: Uint32Array;
}

/** One entry per configuration in each array: `configurationAt` reads one of them. */
export interface ConfigurationColumns {
  /** Index into `MODES`. */
  readonly mode: Uint8Array;
  /** Indices into the racks of the question; prefill and decode share one where the mode is aggregated; attention counts as decode. */
  readonly rack: Uint8Array;
  readonly prefillRack: Uint8Array;
  /** Indices into the layouts of the answer. */
  readonly layout: Uint16Array;
  readonly prefillLayout: Uint16Array;
  /** Engines of the unit; 0 prefill engines where the mode is aggregated. */
  readonly prefills: Uint16Array;
  readonly decodes: Uint16Array;
  /** Indices into the choices of the question. */
  readonly precision: Uint8Array;
  readonly technique: Uint8Array;
  /** Where attention and FFN are apart: rack of the FFNs, layout of one of their instances (`SRAM_POOL`: none), instances or parts of the
   *  pool, and micro-batches (0: as many as make the shortest step). Zeros in the other modes. */
  readonly ffnRack: Uint8Array;
  readonly ffnLayout: Uint16Array;
  readonly ffns: Uint32Array;
  readonly microBatches: Uint8Array;
}

/** In the order of their codes. */
export const MODES = ['aggregated', 'disaggregated', 'attention-ffn'] as const satisfies readonly FrontierMode[];

/** Stands for a layout in the column of FFN layouts. */
export const SRAM_POOL = 0xffff;

/** The FFN side of a configuration whose attention is elsewhere. */
export interface FfnConfiguration {
  readonly rackId: string;
  /** Of one instance; null: one pool of SRAM parts. */
  readonly layout: Layout | null;
  /** Instances, or parts of the pool. */
  readonly count: number;
  readonly accelerators: number;
  readonly microBatches: number | 'auto';
}

export interface FrontierConfiguration {
  readonly mode: FrontierMode;
  /** Rack that decodes, and the rack that prefills where that is apart. */
  readonly rackId: string;
  readonly prefillRackId: string | null;
  readonly layout: Layout;
  readonly prefillLayout: Layout | null;
  /** With attention and FFN apart, prefill engines to attention instances. */
  readonly ratio: Ratio | null;
  /** Null where attention and FFN are together. */
  readonly ffn: FfnConfiguration | null;
  /** Indices into the choices of the question. */
  readonly precision: number;
  readonly technique: number;
  /** Of the configuration: one instance, or all engines of a ratio, FFNs included. */
  readonly accelerators: number;
}

export type RejectReason =
  | 'tp-leaves-domain'
  | 'heads-not-divisible'
  | 'more-ranks-than-experts'
  | 'shape-mismatch'
  | 'not-enough-accelerators'
  | 'no-scale-out'
  | 'kv-does-not-fit'
  | 'format-not-supported'
  | 'no-mtp-layer'
  | 'no-kv-link'
  | 'ffn-does-not-fit'
  | 'attention-does-not-fit'
  | 'no-ffn-link'
  | 'not-splittable'
  | 'mode-not-searched';

/** Configurations that were not tried, together by rack and reason. */
export interface RejectedFamily {
  readonly reason: RejectReason;
  readonly rackId: string | null;
  readonly count: number;
  /** In words, with the figures of the example: `TP 16 leaves the scale-up domain of 8`. */
  readonly words: string;
  /** Figures of the mildest case: bytes short, ranks, the limit they exceed. */
  readonly facts: Readonly<Record<string, number | string>>;
}

/** What serves most requests of the mix on its racks inside every percentile of the targets, waiting included. */
export interface FrontierBest {
  readonly configuration: FrontierConfiguration;
  /** Configurations side by side on the racks, and accelerators that this leaves idle. */
  readonly units: number;
  readonly idleAccelerators: number;
  /** Requests per second over the racks, and output tokens per second for each accelerator of theirs, idle ones included. */
  readonly slaRequestsPerSecond: number;
  readonly slaTokensPerSecondPerAccelerator: number;
  /** The same in requests. */
  readonly slaRequestsPerSecondPerAccelerator: number;
  readonly saturationRequestsPerSecond: number;
  /** At that load. */
  readonly inFlight: number;
  readonly tokensPerSecondPerUser: number;
  /** 50th, 95th and 99th percentile of the slowest class, seconds, round trips included; null without targets. */
  readonly ttftSeconds: readonly [number, number, number] | null;
  readonly tpotSeconds: readonly [number, number, number] | null;
  /** Micro-batches and what sets the pace at that load; null where attention and FFN are together. */
  readonly split: { readonly microBatches: number; readonly bound: SplitBound } | null;
}

export interface FrontierCounts {
  readonly configurations: number;
  readonly points: number;
  /** Points whose best case was already beaten: not worked out, on no front. */
  readonly prunedPoints: number;
  /** Configurations whose load under the SLA was worked out; the others could not win. */
  readonly knees: number;
  readonly byVerdict: Readonly<Record<PointVerdict, number>>;
  /** Configurations refused, over all families. */
  readonly rejected: number;
  /** Curves with attention and FFN apart: worked out, and left out since each takes so long. */
  readonly splitCurves: { readonly tried: number; readonly left: number };
  /** Tables of step times: worked out now, and found in the cache. */
  readonly tablesMade: number;
  readonly tablesReused: number;
}

export interface FrontierAnswer {
  readonly columns: FrontierColumns;
  readonly configurations: ConfigurationColumns;
  readonly layouts: readonly Layout[];
  readonly rackIds: readonly string[];
  /** Points that no other beats in both directions, from slow to fast for one user. */
  readonly fronts: {
    readonly perAccelerator: Uint32Array;
    readonly perKilowatt: Uint32Array;
    readonly perDollar: Uint32Array;
  };
  /** By racks used, best first; empty where no configuration meets the targets. */
  readonly best: readonly FrontierBest[];
  readonly rejected: readonly RejectedFamily[];
  readonly counts: FrontierCounts;
}

/** Points that are new since the chunk before; verdicts are final but for `front`, and configurations come with the answer. */
export interface FrontierChunk {
  /** Share of the work done, 0..1. */
  readonly done: number;
  readonly columns: FrontierColumns;
}
