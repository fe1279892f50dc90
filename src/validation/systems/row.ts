/** What a row of docs/systems.md is: a system or technique, the scenario that places or selects it, and what is checked of it. */
import type { SystemPlan } from './scenario-for.ts';
import type { World } from './world.ts';

export type SystemSection =
  'Metrics and workloads' | 'Attention–FFN disaggregation' | 'Racks and fabrics' | 'Techniques' | 'Layers of an estate';

/**
 * reproduced: a published figure of a real run, within the tolerance. arithmetic: the source's own sum. direction: what must grow or fall.
 * claim: a vendor's word, shown beside ours and held to nothing. none published: nothing to hold ours against.
 */
export type CheckKind = 'reproduced' | 'arithmetic' | 'direction' | 'claim' | 'none published';

/** What a source says of the figures: their values one by one, or bounds that each of them keeps. */
export type Published =
  | { readonly values: readonly number[] }
  | { readonly least: number; readonly most: number }
  | { readonly least: number }
  | { readonly most: number };

/** Why there is no figure, as a sentence without its full stop. */
export interface Withheld {
  readonly withheld: string;
}

export type Figure = number | readonly number[] | Withheld;

export interface SystemCheck {
  /** Unique within its row. */
  readonly id: string;
  /** What is computed, in words. */
  readonly figure: string;
  readonly unit: string;
  readonly of: (world: World, plan: SystemPlan) => Figure;
  readonly kind: CheckKind;
  readonly published: Published | null;
  readonly source: string;
  /** Relative; absent: 1 %. */
  readonly tolerance?: number;
  /** Why ours misses, where it does. */
  readonly reason?: string;
}

export interface SystemRow {
  readonly id: string;
  readonly section: SystemSection;
  readonly system: string;
  readonly plan: SystemPlan;
  readonly checks: readonly SystemCheck[];
}
