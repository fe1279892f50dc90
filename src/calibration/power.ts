/**
 * The fitted law of what an accelerator draws while it works: one set of coefficients per generation, shrunk to a common one that
 * stands for every part nobody measured. `power.json` holds the values and where they come from.
 */
import type { Tier } from './tier.ts';
import fitted from './power.json' with { type: 'json' };

/** What one accelerator does while its instance steps, as shares of its own rates over the time of the steps. */
export interface StepUse {
  /** Time that kernels run, 0..1; the rest waits for the host. */
  readonly kernelShare: number;
  /** Bytes moved over what memory could move, weights as wide as they weigh on power: above one for some narrow ones. */
  readonly memoryShare: number;
  /** FLOP/s that serve tokens, over the dense bf16 peak: above one for narrow formats. */
  readonly computeShare: number;
}

/** Shares of board power [E1]: always, while kernels run, and at full use of memory and of the bf16 peak. */
export interface PowerLaw {
  readonly static: number;
  readonly kernels: number;
  readonly memory: number;
  readonly compute: number;
}

export type Generation = 'common' | 'hopper' | 'blackwell';

export interface PowerBand {
  readonly low: number;
  readonly high: number;
}

export interface PowerCalibration {
  readonly source: string;
  /** SHA-256 of the measured rows. */
  readonly input: string;
  /** How sharply demand bends into the power limit; larger is sharper. */
  readonly sharpness: number;
  readonly laws: Readonly<Record<Generation, PowerLaw>>;
  /** Measured ÷ predicted time of a token in the metered runs, which sample from real text; applied to those runs only. */
  readonly runPace: Readonly<Record<Generation, number>>;
  /** Measured ÷ predicted: 80 % of left-out rows lie between. */
  readonly bands: Readonly<Record<'power' | 'energy_end_to_end', PowerBand>>;
}

/** Decoder of the generated file. */
export const defaultPower = fitted as PowerCalibration;

/**
 * Parts with metered runs or metered kernels of their own, and parts of the same die beside them. The power-capped cards (PCIe, NVL)
 * and cut-down dies (H20) are left out: they sit nearer their limit.
 */
const PARTS: Readonly<Record<string, { readonly generation: Generation; readonly metered: boolean }>> = {
  'h100-sxm': { generation: 'hopper', metered: true },
  'h200-sxm': { generation: 'hopper', metered: true },
  h800: { generation: 'hopper', metered: false },
  'b200-sxm': { generation: 'blackwell', metered: true },
  gb200: { generation: 'blackwell', metered: true },
  'b300-sxm': { generation: 'blackwell', metered: false },
  gb300: { generation: 'blackwell', metered: false },
};

export const generationOf = (acceleratorId: string): Generation => PARTS[acceleratorId]?.generation ?? 'common';

/** Where a power figure comes from, best first. `typical` is the published operating power of the whole system. */
export type PowerRank = 'metered' | 'sibling' | 'common' | 'typical';

export const powerRankOf = (acceleratorId: string): PowerRank => {
  const part = PARTS[acceleratorId];
  if (part === undefined) return 'common';
  return part.metered ? 'metered' : 'sibling';
};

/** Trust a power rank allows: parts that were metered are calibrated, everything else is estimated. */
export const powerTier = (rank: PowerRank): Tier => (rank === 'metered' ? 'calibrated' : 'estimated');
