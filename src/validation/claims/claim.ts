/** A published claim beside what the planner computes for it: the sentence as it was published, our figure, the gap and its reason. */
import type { Tier } from '../../calibration/tier.ts';

export type ClaimId =
  'hopper-blackwell' | 'vera-rubin' | 'gpu-lpu' | 'bandwidth' | 'memory-energy' | 'edge-node' | 'levers' | 'four-racks';

/** `times` is a ratio, `share` lies in 0..1, `perUser` is tok/s for one user; the others are base units or plain counts. */
export type ClaimUnit =
  'times' | 'share' | 'watts' | 'tokenRate' | 'perUser' | 'joulesPerToken' | 'dollarsPerMtok' | 'count' | 'seconds';

export interface ClaimFigure {
  readonly name: string;
  /** Null where the planner has no answer; `note` says why. */
  readonly ours: number | null;
  readonly published: number | null;
  readonly unit: ClaimUnit;
  readonly tier: Tier;
  /** The conditions, in a few words. */
  readonly note: string;
}

/** A small table of the same figure over speeds, contexts or levers. */
export interface ClaimTable {
  readonly title: string;
  /** Head of the first column, and of the others. */
  readonly axis: string;
  readonly columns: readonly string[];
  readonly unit: ClaimUnit;
  readonly rows: readonly ClaimSeries[];
  /** Columns are places on an axis, so the rows can be drawn as lines. */
  readonly drawn: boolean;
}

export interface ClaimSeries {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** The two that the headline compares. */
  readonly leads?: 'upper' | 'lower';
}

/** Ours against the published figure: near, below or above it, or a statement without a figure that ours bear out or do not; no answer. */
export type ClaimVerdict = 'agrees' | 'borne out' | 'ours is lower' | 'ours is higher' | 'not supported' | 'no answer';

export interface ClaimAnswer {
  readonly id: ClaimId;
  readonly title: string;
  readonly published: string;
  /** Who says so, and how it is regarded. */
  readonly source: string;
  readonly computed: string;
  /** The first is the one that is compared. */
  readonly figures: readonly ClaimFigure[];
  readonly table: ClaimTable | null;
  readonly verdict: ClaimVerdict;
  /** Ours ÷ published; null where there is nothing to divide. */
  readonly gap: number | null;
  readonly reason: string;
  readonly tier: Tier;
  /** File under `public/examples` that opens in the app. */
  readonly exampleId: string;
}

/** What stands in the desk before anything is computed. */
export type ClaimStatement = Pick<ClaimAnswer, 'id' | 'title' | 'published' | 'source' | 'computed' | 'exampleId'>;

/** Within a quarter of the published figure counts as agreement: configurations are not published. */
const NEAR = 1.25;

/** From a headline figure. */
export const verdictOf = ({ ours, published }: ClaimFigure): { verdict: ClaimVerdict; gap: number | null } => {
  if (ours === null) return { verdict: 'no answer', gap: null };
  if (published === null || published === 0) return { verdict: 'not supported', gap: null };
  const gap = ours / published;
  if (gap > NEAR) return { verdict: 'ours is higher', gap };
  return { verdict: gap < 1 / NEAR ? 'ours is lower' : 'agrees', gap };
};
