/** What is uncertain in a plan, one figure at a time, and what a draw does with it [T2]. */
import type { Tier } from '../../calibration/tier.ts';
import type { FigureKeys } from '../../catalogue/base-values.ts';
import type { Confidence } from '../../catalogue/figures.ts';
import type { Spread } from './distribution.ts';

/** model: how far predictions were off for runs the fit had not seen. The others are figures of the catalogue. */
export type DriverKind = 'model' | 'demand' | 'price' | 'finance' | 'site' | 'carbon';

/** Where a drawn value goes. Time and demand are factors of what was predicted and planned; a figure replaces its base value. */
export type DriverTarget =
  | { readonly of: 'tpot' | 'ttft' | 'power'; readonly deploymentId: string }
  | { readonly of: 'demand'; readonly workloadId: string }
  | { readonly of: 'figure'; readonly keys: FigureKeys };

export interface Driver extends Spread {
  /** Stays the same as long as the plan names the same things. */
  readonly id: string;
  readonly name: string;
  readonly kind: DriverKind;
  readonly target: DriverTarget;
  /** Path of the figure in the catalogue, for its provenance and, with `.base`, for an override; null for bands of the fit. */
  readonly path: string | null;
  /** Tier of the fit behind a band of the model; the confidence of a figure is in its provenance. */
  readonly confidence: Tier | Confidence | null;
}

/** A figure that would be uncertain had the user not stated it. */
export interface FixedFigure {
  readonly id: string;
  readonly name: string;
  readonly path: string | null;
  readonly value: number;
  /** An override of the catalogue, or a figure of the scenario's own. */
  readonly by: 'assumption' | 'scenario';
}
