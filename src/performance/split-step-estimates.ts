/**
 * Figures of attention-FFN disaggregation that nobody has published: SRAM parts at work, and the bridges between them and the network.
 * All are estimates. Each has a low, a base and a high value; which end is the worse one depends on the figure.
 */
import type { Band } from '../catalogue/figures.ts';

export interface SplitEstimates {
  /** Share of an SRAM part's memory that can hold weights: activations, programs and routing tables take the rest. */
  readonly sramUsableShare: number;
  /** Achieved shares of its datasheet bandwidth and peak. */
  readonly sramBandwidthShare: number;
  readonly sramComputeShare: number;
  /** Seconds an expert layer takes beside its reads: hand-over between parts, activation function, sum. */
  readonly sramLaunchSeconds: number;
  /** Bridges between chip-to-chip links and network in one rack of SRAM parts, and bytes per second of each, one direction. */
  readonly bridgesPerRack: number;
  readonly bridgeBytesPerSecond: number;
  /** Seconds from a kernel on the attention side through card, switch and bridge, one way, bytes aside. */
  readonly bridgeSeconds: number;
}

/**
 * - Usable share: DeepSeek-V3 at FP8 needs six racks of 128 GB from 0.855 on, seven below.
 * - Shares: SRAM under a fixed schedule comes nearer to its datasheet than DRAM behind caches (0.55 for experts on GPUs), how near is not measured.
 * - Launch: hops between parts of a tenth of a microsecond each, a few of them; the high value is half a launch on a GPU.
 * - Bridges: two FPGAs a tray on 16 trays, or one on each of 32, as sources differ. Their rate is not published: 200, 400 or 800 Gbit/s each.
 * - Bridge passage: an RDMA write through one switch and a conversion at the low end, the passage fitted to exchanges of GPUs [O6] at the high one.
 */
export const SPLIT_ESTIMATES: Readonly<Record<keyof SplitEstimates, Band>> = {
  sramUsableShare: { low: 0.8, base: 0.9, high: 0.95 },
  sramBandwidthShare: { low: 0.6, base: 0.85, high: 1 },
  sramComputeShare: { low: 0.5, base: 0.7, high: 0.9 },
  sramLaunchSeconds: { low: 0.2e-6, base: 0.5e-6, high: 2e-6 },
  bridgesPerRack: { low: 32, base: 32, high: 32 },
  bridgeBytesPerSecond: { low: 25e9, base: 50e9, high: 100e9 },
  bridgeSeconds: { low: 4e-6, base: 10e-6, high: 40e-6 },
};

export type EstimateCase = 'pessimistic' | 'base' | 'optimistic';

const MORE_IS_WORSE: readonly (keyof SplitEstimates)[] = ['sramLaunchSeconds', 'bridgeSeconds'];

/** All estimates at their worse end, in the middle, or at their better end. */
export const estimatesOf = (at: EstimateCase): SplitEstimates => {
  const one = (name: keyof SplitEstimates): number => {
    const { low, base, high } = SPLIT_ESTIMATES[name];
    if (at === 'base') return base;
    return (at === 'pessimistic') === MORE_IS_WORSE.includes(name) ? high : low;
  };
  return {
    sramUsableShare: one('sramUsableShare'),
    sramBandwidthShare: one('sramBandwidthShare'),
    sramComputeShare: one('sramComputeShare'),
    sramLaunchSeconds: one('sramLaunchSeconds'),
    bridgesPerRack: one('bridgesPerRack'),
    bridgeBytesPerSecond: one('bridgeBytesPerSecond'),
    bridgeSeconds: one('bridgeSeconds'),
  };
};
