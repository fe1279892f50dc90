/**
 * The fitted part of the model: how far operators stay below their datasheet bound, what links and engines add,
 * and how wide the answer's band is. `coefficients.json` holds the values and where they come from.
 */
import type { Bytes, Seconds } from '../units/quantity.ts';
import type { Tier } from './tier.ts';

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
  readonly name: string;
  /** Factor on the summed kernels of a decode step. */
  readonly kernelFactor: number;
  readonly hostStepSeconds: Seconds;
  readonly layerGapSeconds: Seconds;
  readonly moeLayerSeconds: Seconds;
  readonly perSequenceSeconds: Seconds;
  /** Factor on the kernels that a prefill adds to a step, and time it adds per layer. */
  readonly prefillKernelFactor: number;
  readonly prefillLayerSeconds: Seconds;
  /** From the queue to the first token beyond the prefill itself. */
  readonly responseSeconds: Seconds;
  readonly responseSteps: number;
  /** Share of memory the engine takes, and what that share must hold [K1]. */
  readonly memoryFraction: number;
  readonly memoryRule: 'all' | 'weights-and-kv' | 'kv-of-free';
  /** Reserves input + output for a sequence when it starts, rather than growing with it. */
  readonly reservesFinalLength: boolean;
}

export type EngineName = 'vllm' | 'sglang' | 'tensorrt-llm';

export interface Calibration {
  readonly version: string;
  readonly tier: Tier;
  readonly source: string;
  readonly operators: Readonly<Record<OperatorName, OperatorEfficiency>>;
  readonly links: {
    readonly allReduce: { readonly linkShare: number; readonly launchSeconds: Seconds };
    readonly allToAll: {
      readonly dispatchShare: number;
      readonly combineShare: number;
      readonly launchSeconds: Seconds;
    };
    readonly pointToPoint: { readonly linkShare: number; readonly launchSeconds: Seconds };
    readonly torusHopSeconds: Seconds;
  };
  /** Expert loads are drawn from x^(−skew) [O5]; grouped kernels pad each expert to `tileRows`. */
  readonly routing: { readonly skew: number; readonly tileRows: number; readonly seed: number };
  readonly engines: Readonly<Record<EngineName, EngineTerms>>;
  readonly memory: { readonly collectiveReserveBytes: Bytes; readonly engineReserveBytes: Bytes };
  /** Measured ÷ predicted to expect, low and high. */
  readonly band: { readonly low: number; readonly high: number };
}
