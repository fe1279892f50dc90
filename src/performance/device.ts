/**
 * One accelerator as the operators see it: rates in base units, with the rule for formats it has no rate for,
 * and the fabric that joins it to its neighbours.
 */
import type { Accelerator, ComputeFormat, FabricTopology, System } from '../catalogue/figures.ts';
import { quantity, scale, type Bytes, type BytesPerSecond, type FlopPerSecond } from '../units/quantity.ts';
import { domainOf, insideShare, torusOf } from './fabric-shape.ts';
import type { Torus } from './fabric-torus.ts';

export interface Device {
  readonly acceleratorId: string;
  /** What a power limit leaves of the clock of work at full power, in the peaks already; 1 without a limit. */
  readonly clockShare: number;
  readonly peak: Readonly<Record<ComputeFormat, FlopPerSecond>>;
  readonly bandwidth: BytesPerSecond;
  readonly capacity: Bytes;
  /** All links of one accelerator inside its domain, one direction; and one pair of accelerators. */
  readonly scaleUp: BytesPerSecond;
  readonly scaleUpPair: BytesPerSecond;
  readonly domain: number;
  readonly topology: FabricTopology;
  /** Axes of the domain; null where it has none, or their shape is not published. */
  readonly torus: Torus | null;
  /** Network card of one accelerator, one direction; 0 where none is published. */
  readonly scaleOut: BytesPerSecond;
  /** Peers and card are reached over one link: PCIe alone, or a fabric whose rate is not published. */
  readonly oneLink: boolean;
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

/** `left`: shares of its rates under a power limit [E5]. Null when a rate, a bandwidth or a capacity is not published: such a part can be placed, but its performance is withheld. */
export const deviceOf = (
  accelerator: Accelerator,
  system: System,
  left: { readonly compute: number; readonly memory: number } = { compute: 1, memory: 1 },
): Device | null => {
  const rate = (format: ComputeFormat): FlopPerSecond | null => {
    const peak = peakOf(accelerator, format);
    return peak === null ? null : scale(peak, left.compute);
  };
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
  const card = accelerator.scaleOutPerDirection ?? shareOfSystem(system) ?? quantity<'B/s'>(0);
  const links = accelerator.scaleUpPerDirection ?? accelerator.hostLinkPerDirection ?? card;
  const scaleUp = quantity<'B/s'>(links * insideShare(accelerator));
  const domain = scaleUp > 0 ? domainOf(accelerator, system) : 1;
  const topology = accelerator.scaleUpTopology;
  const torus = torusOf(accelerator, domain);
  const oneLink = topology === 'none' || accelerator.scaleUpPerDirection === null;
  return {
    acceleratorId: accelerator.id,
    clockShare: left.compute,
    peak: { bf16, fp8, fp6, fp4, int8, int4 },
    bandwidth: scale(accelerator.memoryBandwidth, left.memory),
    capacity: accelerator.memoryCapacity,
    scaleUp,
    scaleUpPair:
      accelerator.scaleUpPairPerDirection ??
      (accelerator.scaleUpPerDirection === null ? scaleUp : pairRate(scaleUp, topology, domain, torus)),
    domain,
    topology,
    torus,
    scaleOut: oneLink && scaleUp > 0 ? quantity<'B/s'>(Math.min(card, scaleUp)) : card,
    oneLink,
  };
};

/** Where only the sum of the links is published: all on a switch, one of n − 1 on a full mesh, half of the widest axis on a torus. Eq. O6 */
const pairRate = (
  scaleUp: BytesPerSecond,
  topology: FabricTopology,
  domain: number,
  torus: Torus | null,
): BytesPerSecond => {
  if (topology === 'full-mesh' && domain > 2) return scale(scaleUp, 1 / (domain - 1));
  if (torus) return scale(scaleUp, Math.max(...torus.levels.flat().map(({ share }) => share)) / 2);
  return scaleUp;
};

const shareOfSystem = (system: System): BytesPerSecond | null =>
  system.scaleOutTotalPerDirection && system.accelerators > 0
    ? quantity<'B/s'>(system.scaleOutTotalPerDirection / system.accelerators)
    : null;
