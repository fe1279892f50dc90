/** How far an answer may be trusted, and within which factors the truth lay for measured systems that the fit had not seen [T1] [T2]. */
import type { Tier } from './tier.ts';

/** Measured ÷ predicted: 80 % of left-out rows lie between. */
export interface Band {
  readonly low: number;
  readonly high: number;
}

/**
 * What stands behind an answer: runs of this model, accelerator and engine; runs of the model elsewhere; measured operators alone; or
 * the datasheet with closed forms.
 */
export type Basis = 'combination' | 'model' | 'operators' | 'datasheet';

export interface BasisBands {
  readonly tpot: Band;
  readonly ttft: Band;
}

export interface Trust extends BasisBands {
  readonly tier: Tier;
  readonly basis: Basis;
}

const ORDER: readonly Basis[] = ['combination', 'model', 'operators', 'datasheet'];

/** Measured operators are "calibrated", closed forms "estimated" [T1]. */
export const trustFor = (basis: Basis, bands: Readonly<Record<Basis, BasisBands>>): Trust => ({
  ...bands[basis],
  basis,
  tier: basis === 'datasheet' ? 'estimated' : 'calibrated',
});

/** Of several parts the least trusted; null for none. */
export const weakestTrust = (parts: readonly Trust[]): Trust | null =>
  parts.reduce<Trust | null>(
    (weakest, part) => (weakest === null || ORDER.indexOf(part.basis) > ORDER.indexOf(weakest.basis) ? part : weakest),
    null,
  );
