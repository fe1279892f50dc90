/**
 * Tables of earlier searches by content: an edit of prices, limits, racks or modes finds all of them again, and one of a format or a
 * layout finds the rest.
 */
import { layoutKey, type Layout } from '../performance/layout.ts';
import type { FrontierQuestion } from './frontier-types.ts';
import { prefillSideOf, stepTableOf, type PrefillSide, type Served, type StepTable } from './step-tables.ts';

/** Null: does not fit. */
export interface FrontierCache {
  readonly tables: Map<string, StepTable | null>;
  readonly prefills: Map<string, PrefillSide | null>;
  /** Numbers for objects that are handed over once and compared by identity: models, terms of a calibration, measured operators. */
  readonly identities: WeakMap<object, number>;
  identified: number;
}

export const createFrontierCache = (): FrontierCache => ({
  tables: new Map(),
  prefills: new Map(),
  identities: new WeakMap(),
  identified: 0,
});

/** Entries kept; beyond them the oldest half goes. A table takes about two kilobytes. */
const KEPT = 6_000;

export interface Tables {
  readonly step: (rack: number, layout: Layout, precision: number, technique: number) => StepTable | null;
  readonly prefill: (rack: number, layout: Layout, precision: number, technique: number) => PrefillSide | null;
  readonly made: () => number;
  readonly reused: () => number;
}

/** The tables of one question over a cache. */
export const tablesFor = (question: FrontierQuestion, cache: FrontierCache): Tables => {
  const { model, mix, engine, calibration, racks, choices } = question;
  const { prefillBudgetTokens, maxBatch } = choices;
  const served: Served = { model, mix, engine, calibration, terms: { prefillBudgetTokens, maxBatch } };
  const identity = (what: object | null | undefined): number => {
    if (!what) return 0;
    const known = cache.identities.get(what);
    if (known !== undefined) return known;
    cache.identified += 1;
    cache.identities.set(what, cache.identified);
    return cache.identified;
  };
  const shared = JSON.stringify([
    identity(model),
    identity(calibration.operators),
    engine,
    // Bursts and the spread of prompts are matters of waiting: tables know none.
    { ...mix, dispersionPerMinute: 0, prefillVariability: 0 },
    prefillBudgetTokens,
    maxBatch,
  ]);
  const devices = racks.map(({ device }) =>
    JSON.stringify([device, identity(calibration.tables[device.acceleratorId])]),
  );
  const formats = choices.precisions.map(({ precision }) => JSON.stringify(precision));
  const levers = choices.techniques.map(({ techniques }) => {
    const { speculation } = techniques;
    return JSON.stringify([
      { ...techniques, speculation: null },
      speculation && { ...speculation, draft: identity(speculation.draft) },
    ]);
  });
  // Engines that only prefill draft nothing: techniques that differ in speculation alone share them.
  const leversApart = choices.techniques.map(({ techniques }) => JSON.stringify({ ...techniques, speculation: null }));
  let [made, reused] = [0, 0];
  const lookUp = <T>(
    map: Map<string, T | null>,
    keys: readonly string[],
    of: (...args: Parameters<typeof stepTableOf>) => T | null,
  ): ((rack: number, layout: Layout, precision: number, technique: number) => T | null) => {
    return (rack, layout, precision, technique) => {
      const key = `${shared}|${devices[rack] ?? ''}|${formats[precision] ?? ''}|${keys[technique] ?? ''}|${layoutKey(layout)}`;
      const known = map.get(key);
      if (known !== undefined) {
        reused += 1;
        return known;
      }
      const device = racks[rack]?.device;
      const format = choices.precisions[precision]?.precision;
      const techniques = choices.techniques[technique]?.techniques;
      if (!device || !format || !techniques) throw new Error(`no choice ${rack}/${precision}/${technique}`);
      made += 1;
      const table = of(served, device, layout, format, techniques);
      if (map.size >= KEPT) [...map.keys()].slice(0, KEPT / 2).forEach((old) => map.delete(old));
      map.set(key, table);
      return table;
    };
  };
  return {
    step: lookUp(cache.tables, levers, stepTableOf),
    prefill: lookUp(cache.prefills, leversApart, prefillSideOf),
    made: () => made,
    reused: () => reused,
  };
};
