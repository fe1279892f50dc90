/**
 * Metered classes of kernels as observations of the power law, so that it also holds where no run was metered (FP4, H200, GB200).
 * Kernels run all the time, at the shares of the peaks that the calibration found in the median of the same source.
 */
import type { Calibration } from '../../../src/calibration/calibration.ts';
import { generationOf, type StepUse } from '../../../src/calibration/power.ts';
import type { Accelerator, Catalogue, ComputeFormat } from '../../../src/catalogue/figures.ts';
import { peakOf } from '../../../src/performance/device.ts';
import { idlePower } from '../../../src/economics/accelerator-power.ts';
import type { Metered } from './observations.ts';

/** `powerBytes` is the width a weight counts with [E1]. Block-scaled FP8 GEMMs of this source are a kernel that serving does not run. */
const FORMATS: readonly {
  readonly kind: 'gemm' | 'moe';
  readonly suffix: string;
  readonly compute: ComputeFormat;
  readonly bytes: number;
  readonly powerBytes: number;
}[] = [
  { kind: 'gemm', suffix: 'bfloat16', compute: 'bf16', bytes: 2, powerBytes: 2 },
  { kind: 'gemm', suffix: 'fp8', compute: 'fp8', bytes: 1, powerBytes: 2 },
  { kind: 'gemm', suffix: 'nvfp4', compute: 'fp4', bytes: 0.5625, powerBytes: 0.5625 },
  { kind: 'moe', suffix: 'bfloat16', compute: 'bf16', bytes: 2, powerBytes: 2 },
  { kind: 'moe', suffix: 'fp8_block', compute: 'fp8', bytes: 1, powerBytes: 2 },
  { kind: 'moe', suffix: 'fp8', compute: 'fp8', bytes: 1, powerBytes: 2 },
  { kind: 'moe', suffix: 'nvfp4', compute: 'fp4', bytes: 0.5625, powerBytes: 0.5625 },
];

/** Tokens per weight read in the metered decode kernels: M up to 64, and up to 256 tokens over many experts. */
const DECODE_TOKENS: Readonly<Record<'gemm' | 'moe', number>> = { gemm: 32, moe: 8 };
/** FLOPs per byte of a grouped KV cache in bf16: eight query heads to a KV head. */
const ATTENTION_INTENSITY = 8;

/** Parts whose kernels were metered; the catalogue's other entries stand in for a sibling. */
const METERED: readonly string[] = ['h200-sxm', 'b200-sxm', 'gb200'];

/** Every class but latent decode attention: those kernels are short, and what they use of the part is not known. */
export const classObservations = (catalogue: Catalogue, calibration: Calibration): readonly Metered[] =>
  METERED.flatMap((id) => {
    const accelerator = catalogue.accelerators[id];
    const classes = catalogue.power.operatorClassShare[id];
    if (!accelerator?.boardPower || !classes) return [];
    const idleShare = idlePower(accelerator, accelerator.boardPower, catalogue.power) / accelerator.boardPower;
    return Object.entries(classes).flatMap(([name, share]) => {
      const use = useOf(name, accelerator, calibration);
      return use === null ? [] : [{ generation: generationOf(id), idleShare, use, share }];
    });
  });

const useOf = (name: string, accelerator: Accelerator, { operators }: Calibration): StepUse | null => {
  const bf16 = peakOf(accelerator, 'bf16');
  const { memoryBandwidth } = accelerator;
  if (!bf16 || !memoryBandwidth) return null;
  const perPeak = memoryBandwidth / bf16;
  if (name === 'decode_attention_gqa') {
    const memoryShare = operators.decodeAttention.bandwidthShare;
    return { kernelShare: 1, memoryShare, computeShare: memoryShare * perPeak * ATTENTION_INTENSITY };
  }
  if (name === 'prefill_attention')
    return { kernelShare: 1, memoryShare: 0, computeShare: operators.prefillAttention.computeShare };
  const [kind, phase, ...rest] = name.split('_');
  const format = FORMATS.find((one) => one.kind === kind && one.suffix === rest.join('_'));
  if (!format) return null;
  const peak = peakOf(accelerator, format.compute);
  const efficiency = operators[format.kind];
  if (!peak) return null;
  if (phase === 'prefill')
    return { kernelShare: 1, memoryShare: 0, computeShare: (efficiency.computeShare * peak) / bf16 };
  const weightsRead = (efficiency.bandwidthShare * memoryBandwidth) / format.bytes;
  return {
    kernelShare: 1,
    memoryShare: (efficiency.bandwidthShare * format.powerBytes) / format.bytes,
    computeShare: (weightsRead * 2 * DECODE_TOKENS[format.kind]) / bf16,
  };
};
