/**
 * One accelerator as the operators see it: rates in base units, with the rule for formats it has no rate for,
 * and the fabric that joins it to its neighbours.
 */
import type { Accelerator, ComputeFormat, FabricTopology, System } from '../catalogue/figures.ts';
import { quantity, scale, type Bytes, type BytesPerSecond, type FlopPerSecond } from '../units/quantity.ts';

export interface Device {
  readonly acceleratorId: string;
  readonly peak: Readonly<Record<ComputeFormat, FlopPerSecond>>;
  readonly bandwidth: BytesPerSecond;
  readonly capacity: Bytes;
  /** All links of one accelerator inside its domain, one direction; and one pair of accelerators. */
  readonly scaleUp: BytesPerSecond;
  readonly scaleUpPair: BytesPerSecond;
  readonly domain: number;
  readonly topology: FabricTopology;
  readonly scaleOut: BytesPerSecond;
}

/** From narrow to wide, along the two families: a format without a rate runs at the next wider one. */
const WIDER: Readonly<Record<ComputeFormat, ComputeFormat | null>> = {
  int4: 'int8',
  int8: 'fp8',
  fp4: 'fp6',
  fp6: 'fp8',
  fp8: 'bf16',
  bf16: null,
};
const NARROWER: readonly ComputeFormat[] = ['fp8', 'int8', 'fp6', 'fp4', 'int4'];

/** The format whose rate work of `format` runs at: itself, or the next wider one with a rate; null when only narrower ones have one. */
export const runsAs = (accelerator: Accelerator, format: ComputeFormat): ComputeFormat | null => {
  for (let at: ComputeFormat | null = format; at !== null; at = WIDER[at]) {
    if (accelerator.densePeak[at] !== undefined) return at;
  }
  return null;
};

/**
 * Dense peak of a format: its own, else the next wider one's, else, when only narrower rates are known,
 * half of the widest of those (bf16 from four bits: a quarter). Null without any rate.
 */
export const peakOf = (accelerator: Accelerator, format: ComputeFormat): FlopPerSecond | null => {
  const native = runsAs(accelerator, format);
  const own = native === null ? undefined : accelerator.densePeak[native];
  if (own !== undefined) return own;
  for (const narrower of NARROWER) {
    const rate = accelerator.densePeak[narrower];
    if (rate !== undefined) return scale(rate, format === 'bf16' && narrower.endsWith('4') ? 0.25 : 0.5);
  }
  return null;
};

/** Null when a rate, a bandwidth or a capacity is not published: such a part can be placed, but its performance is withheld. */
export const deviceOf = (accelerator: Accelerator, system: System): Device | null => {
  const rate = (format: ComputeFormat): FlopPerSecond | null => peakOf(accelerator, format);
  const [bf16, fp8, fp6, fp4, int8, int4] = [
    rate('bf16'),
    rate('fp8'),
    rate('fp6'),
    rate('fp4'),
    rate('int8'),
    rate('int4'),
  ];
  if (!bf16 || !fp8 || !fp6 || !fp4 || !int8 || !int4 || !accelerator.memoryBandwidth || !accelerator.memoryCapacity)
    return null;
  const domain = Math.max(
    1,
    Math.min(system.scaleUpDomain ?? accelerator.scaleUpDomain ?? 1, Math.max(1, system.accelerators)),
  );
  const scaleOut = accelerator.scaleOutPerDirection ?? shareOfSystem(system) ?? quantity<'B/s'>(0);
  const scaleUp = accelerator.scaleUpPerDirection ?? accelerator.hostLinkPerDirection ?? scaleOut;
  return {
    acceleratorId: accelerator.id,
    peak: { bf16, fp8, fp6, fp4, int8, int4 },
    bandwidth: accelerator.memoryBandwidth,
    capacity: accelerator.memoryCapacity,
    scaleUp,
    scaleUpPair: accelerator.scaleUpPairPerDirection ?? scaleUp,
    domain: scaleUp > 0 ? domain : 1,
    topology: accelerator.scaleUpTopology,
    scaleOut,
  };
};

const shareOfSystem = (system: System): BytesPerSecond | null =>
  system.scaleOutTotalPerDirection && system.accelerators > 0
    ? quantity<'B/s'>(system.scaleOutTotalPerDirection / system.accelerators)
    : null;
