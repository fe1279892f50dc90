/**
 * What an evaluation may remember for the next one: answers by content, so that an edit recomputes only what it touched.
 * Remembered or not, the answer is the same; only the layout "used before" is read on purpose, and then it is marked.
 */
import type { Layout } from '../performance/layout.ts';
import type { SearchAnswer } from '../search/search.ts';
import type { GroupCost } from './cost-answer.ts';
import type { PoolBundle } from './pool-bundle.ts';
import type { UnitCapacity } from './capacity-question.ts';
import type { InstanceCurve } from './unit-capacity.ts';

export interface KnownCost {
  readonly content: string;
  /** Objects of the catalogue. */
  readonly figures: readonly unknown[];
  readonly cost: GroupCost | null;
}

export interface EvaluationMemo {
  readonly searches: Map<string, SearchAnswer>;
  /** Null where a layout does not fit. */
  readonly curves: Map<string, InstanceCurve | null>;
  readonly capacities: Map<string, { readonly slaCapacity: number; readonly saturation: number }>;
  /** Units whose parts serve apart; a reason where they cannot. */
  readonly apart: Map<string, UnitCapacity | string>;
  readonly pools: Map<string, PoolBundle>;
  /** By rack group id, the last: what it was worked out from, and the cost. */
  readonly costs: Map<string, KnownCost>;
  /** Layout last chosen for a deployment on a system. */
  readonly lastLayouts: Map<string, Layout>;
}

export const createMemo = (): EvaluationMemo => ({
  searches: new Map(),
  curves: new Map(),
  capacities: new Map(),
  apart: new Map(),
  pools: new Map(),
  costs: new Map(),
  lastLayouts: new Map(),
});

/** Entries kept in one map; the oldest go first. */
const KEPT = 600;

/** The remembered answer to a key, or a fresh one. */
export const remember = <T>(map: Map<string, T>, key: string, make: () => T): T => {
  const known = map.get(key);
  if (known !== undefined) {
    map.delete(key);
    map.set(key, known);
    return known;
  }
  const made = make();
  map.set(key, made);
  const oldest = map.size > KEPT ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
  return made;
};
