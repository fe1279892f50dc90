/**
 * The fitted part of the model: how far operators stay below their datasheet bound, what links and engines add,
 * and how wide the answer's band is. `coefficients.json` holds the values and where they come from.
 */
import type { Bytes, Seconds } from '../units/quantity.ts';
import type { GroupTerms } from './effects.ts';
import type { SystemTables } from './system-tables.ts';
import type { Basis, BasisBands } from './trust.ts';

/** Achieved shares of peak rate and bandwidth, and the constant every launch costs [O3]. */
export interface OperatorEfficiency {
  readonly computeShare: number;
  readonly bandwidthShare: number;
  readonly launchSeconds: Seconds;
}

export type OperatorName =
  'gemm' | 'prefillAttention' | 'decodeAttention' | 'mlaPrefill' | 'mlaDecode' | 'moe' | 'elementwise';

/** Terms of [S1] and [S2] that belong to the serving engine, not to the hardware. */
export interface EngineTerms {
  readonly id: EngineName;
  readonly name: string;
  /** The engine's name in the tables of measured operators. */
  readonly kernels: KernelSet;
  /** Factor on the summed kernels of a decode step. */
  readonly kernelFactor: number;
  readonly hostStepSeconds: Seconds;
  readonly layerGapSeconds: Seconds;
  readonly moeLayerSeconds: Seconds;
  readonly perSequenceSeconds: Seconds;
  /** What drafting adds to a step on the host. */
  readonly draftStepSeconds: Seconds;
  /** Factor on the kernels that a prefill adds to a step, and time it adds per layer. */
  readonly prefillKernelFactor: number;
  readonly prefillLayerSeconds: Seconds;
  /** The same for each MoE layer, on top: routing launches more and smaller kernels. */
  readonly prefillMoeLayerSeconds: Seconds;
  /** From the queue to the first token beyond the prefill itself. */
  readonly responseSeconds: Seconds;
  readonly responseSteps: number;
  /** What published campaigns add to both by polling for new prompts rarely; an engine left at its defaults does not. */
  readonly pollSeconds: Seconds;
  readonly pollSteps: number;
  /** Further decode steps a prompt waits under attention data parallelism, until the ranks are balanced. */
  readonly attentionDpSteps: number;
  /** How prompts enter steps that decode, and how many of their tokens per attention rank. */
  readonly policy: 'mixed-chunked' | 'mixed-whole' | 'prefill-first';
  readonly stepTokens: number;
  /** Probability that a drafted token is accepted given the one before, with prefill on the same workers and on others. */
  readonly acceptance: number;
  readonly acceptanceDisaggregated: number;
  /** Share of memory the engine takes, and what that share must hold [K1]. */
  readonly memoryFraction: number;
  readonly memoryRule: 'all' | 'weights-and-kv' | 'kv-of-free';
  /** Reserves input + output for a sequence when it starts, rather than growing with it. */
  readonly reservesFinalLength: boolean;
}

/** Engines whose kernels were measured. */
export type KernelSet = 'vllm' | 'sglang' | 'trtllm';

export type EngineName = 'vllm' | 'sglang' | 'tensorrt-llm';

export interface Calibration {
  readonly version: string;
  readonly source: string;
  /** Measured operators by accelerator id; accelerators without an entry are answered by the closed forms alone. */
  readonly tables: Readonly<Record<string, SystemTables>>;
  readonly operators: Readonly<Record<OperatorName, OperatorEfficiency>>;
  readonly links: {
    /** A collective's passage through the network cards, beside the bytes: host, card and switch both ways. */
    readonly networkSeconds: Seconds;
    readonly allReduce: { readonly linkShare: number; readonly launchSeconds: Seconds };
    readonly allToAll: {
      readonly dispatchShare: number;
      readonly combineShare: number;
      readonly launchSeconds: Seconds;
      /** Added for each doubling of the ranks: every one of them is signalled. */
      readonly doublingSeconds: Seconds;
    };
    readonly pointToPoint: { readonly linkShare: number; readonly launchSeconds: Seconds };
    readonly torusHopSeconds: Seconds;
  };
  /** Expert loads are drawn from x^(−skew) [O5]; grouped kernels pad each expert to `tileRows`. */
  readonly routing: {
    readonly skew: number;
    /** By model id, where nothing in training balances the router: fewer experts are read, and the hottest is hotter. */
    readonly skewOf: Readonly<Record<string, number>>;
    readonly tileRows: number;
    readonly seed: number;
  };
  readonly engines: Readonly<Record<EngineName, EngineTerms>>;
  readonly memory: { readonly collectiveReserveBytes: Bytes; readonly engineReserveBytes: Bytes };
  /** Shrunken terms of groups of published runs, and the models among them. */
  readonly groups: GroupTerms;
  readonly knownModels: readonly string[];
  /** 80 % bands by what stands behind an answer. */
  readonly bands: Readonly<Record<Basis, BasisBands>>;
}
