/**
 * What an evaluation may remember for the next one: answers by content, so that an edit recomputes only what it touched.
 * Remembered or not, the answer is the same; only the layout "used before" is read on purpose, and then it is marked.
 */
import type { Catalogue } from '../catalogue/figures.ts';
import { applyOverrides } from '../catalogue/overrides.ts';
import type { Layout } from '../performance/layout.ts';
import type { Scenario } from '../scenario/schema.ts';
import { sharedParts } from '../scenario/shared-parts.ts';
import type { SearchAnswer } from '../search/search.ts';
import type { GroupCost } from './cost-answer.ts';
import type { RackAnswer, WorkloadAnswer } from './evaluation.ts';
import type { PoolBundle } from './pool-bundle.ts';
import type { UnitCapacity } from './capacity-question.ts';
import type { GroupPower, SiteResult } from './site-answer.ts';
import type { InstanceCurve } from './unit-capacity.ts';

/** The last answer to a key, with the very objects and numbers it was worked out from. */
export interface KnownFrom<T> {
  readonly inputs: readonly unknown[];
  readonly answer: T;
}

/** What was asked about last, with the overrides of the scenario in the catalogue. */
export interface Ground {
  readonly scenario: Scenario;
  readonly shipped: Catalogue;
  readonly catalogue: Catalogue;
  readonly unknown: readonly string[];
  readonly outside: readonly string[];
}

export interface EvaluationMemo {
  readonly searches: Map<string, SearchAnswer>;
  /** Null where a layout does not fit. */
  readonly curves: Map<string, InstanceCurve | null>;
  readonly capacities: Map<string, { readonly slaCapacity: number; readonly saturation: number }>;
  /** Units whose parts serve apart; a reason where they cannot. */
  readonly apart: Map<string, UnitCapacity | string>;
  readonly pools: Map<string, PoolBundle>;
  /** By rack group id. */
  readonly powers: Map<string, KnownFrom<GroupPower>>;
  readonly costs: Map<string, KnownFrom<GroupCost | null>>;
  readonly racks: Map<string, KnownFrom<readonly RackAnswer[]>>;
  /** By site id. */
  readonly sites: Map<string, KnownFrom<SiteResult | null>>;
  /** By deployment id. */
  readonly money: Map<string, KnownFrom<readonly WorkloadAnswer[]>>;
  /** Layout last chosen for a deployment on a system. */
  readonly lastLayouts: Map<string, Layout>;
  ground: Ground | null;
}

export const createMemo = (): EvaluationMemo => ({
  searches: new Map(),
  curves: new Map(),
  capacities: new Map(),
  apart: new Map(),
  pools: new Map(),
  powers: new Map(),
  costs: new Map(),
  racks: new Map(),
  sites: new Map(),
  money: new Map(),
  lastLayouts: new Map(),
  ground: null,
});

/** Entries kept in one map by content, and by id; the oldest go first. */
const KEPT = 600;
const KEPT_BY_ID = 6_000;

const keep = <T>(map: Map<string, T>, key: string, value: T, most: number): T => {
  map.set(key, value);
  const oldest = map.size > most ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
  return value;
};

/** The remembered answer to a key, or a fresh one. */
export const remember = <T>(map: Map<string, T>, key: string, make: () => T): T => {
  const known = map.get(key);
  if (known === undefined) return keep(map, key, make(), KEPT);
  map.delete(key);
  map.set(key, known);
  return known;
};

/** The answer of before where every input is the very object or number it was then, else a fresh one. */
export const rememberFrom = <T>(
  map: Map<string, KnownFrom<T>>,
  key: string,
  inputs: readonly unknown[],
  make: () => T,
): T => {
  const known = map.get(key);
  if (known?.inputs.length === inputs.length && known.inputs.every((one, index) => Object.is(one, inputs[index])))
    return known.answer;
  return keep(map, key, { inputs, answer: make() }, KEPT_BY_ID).answer;
};

/** A scenario and its catalogue, in the objects of what was asked about last wherever they are alike. */
export const groundOf = (scenario: Scenario, shipped: Catalogue, memo: EvaluationMemo): Ground => {
  const before = memo.ground?.shipped === shipped ? memo.ground : null;
  const shared = sharedParts(before?.scenario, scenario);
  const overridden =
    before && before.scenario.assumptions === shared.assumptions ? before : applyOverrides(shipped, shared.assumptions);
  memo.ground = {
    scenario: shared,
    shipped,
    catalogue: sharedParts(before?.catalogue, overridden.catalogue),
    unknown: overridden.unknown,
    outside: overridden.outside,
  };
  return memo.ground;
};
