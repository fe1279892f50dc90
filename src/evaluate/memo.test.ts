/** Remembering changes no answer; `reuse` says when it used the layout of before. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import type { Scenario } from '../scenario/schema.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation } from './evaluation.ts';
import { createMemo, groundOf, remember, rememberFrom, type KnownFrom } from './memo.ts';
import { scenarioOf } from './scenario-under-test.ts';

const start = scenarioOf('memo', {
  systemId: 'hgx-h100-8',
  modelId: 'llama-3.1-8b',
  workflowId: 'chat',
  slaClassId: 'near-real-time',
  peakSessionsPerSecond: 2,
});

const answer = (scenario: Scenario, memo = createMemo(), layouts: 'search' | 'reuse' = 'search'): Evaluation =>
  evaluate(scenario, defaultCatalogue, defaultCalibration, memo, { layouts });

type Edit = (scenario: Scenario) => Scenario;

const onWorkload =
  (change: (workload: Scenario['workloads'][number]) => Scenario['workloads'][number]): Edit =>
  (scenario) => ({ ...scenario, workloads: scenario.workloads.map(change) });

const onServing =
  (serving: Partial<Scenario['deployments'][number]['serving']>): Edit =>
  (scenario) => ({
    ...scenario,
    deployments: scenario.deployments.map((one) => ({ ...one, serving: { ...one.serving, ...serving } })),
  });

const onGroup =
  (change: Partial<Scenario['rackGroups'][number]>): Edit =>
  (scenario) => ({ ...scenario, rackGroups: scenario.rackGroups.map((group) => ({ ...group, ...change })) });

const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc
    .constantFrom('llama-3.1-8b', 'qwen3-4b', 'gpt-oss-20b')
    .map((modelId) => onWorkload((one) => ({ ...one, modelId }))),
  fc.constantFrom('chat', 'rag', 'reasoning').map((workflowId) => onWorkload((one) => ({ ...one, workflowId }))),
  fc
    .constantFrom('near-real-time', 'real-time', 'offline-batch')
    .map((slaClassId) => onWorkload((one) => ({ ...one, slaClassId }))),
  fc
    .double({ min: 0, max: 50, noNaN: true })
    .map((peak) => onWorkload((one) => ({ ...one, demand: { ...one.demand, peakSessionsPerSecond: peak } }))),
  fc.constantFrom('native' as const, 'fp8' as const).map((weights) => onServing({ weights })),
  fc.constantFrom('bf16' as const, 'fp8' as const).map((kvFormat) => onServing({ kvFormat })),
  fc.constantFrom('vllm' as const, 'sglang' as const).map((engine) => onServing({ engine })),
  fc.constantFrom(true, false).map((prefixCaching) => onServing({ prefixCaching })),
  fc.constantFrom('hgx-h100-8', 'hgx-h200-8', 'l40s-8').map((systemId) => onGroup({ systemId })),
  fc.integer({ min: 1, max: 3 }).map((count) => onGroup({ placements: [{ position: 0, count }] })),
  fc
    .constantFrom(2e5, 3e5)
    .map((price): Edit => (scenario) => ({ ...scenario, assumptions: { 'systems.hgx-h100-8.capex.base': price } })),
  fc.constantFrom(3e12, 4e12).map((rate): Edit => (scenario) => ({
    ...scenario,
    assumptions: { 'accelerators.h100-sxm.memoryBandwidth': rate },
  })),
  fc
    .double({ min: 0.2, max: 1, noNaN: true })
    .map((utilisationCap): Edit => (scenario) => ({ ...scenario, utilisationCap })),
  fc.constantFrom('us-va', 'se-lul').map((regionId): Edit => (scenario) => ({
    ...scenario,
    sites: scenario.sites.map((site) => ({ ...site, regionId })),
  })),
  fc.constant<Edit>(() => start),
);

describe('with layouts searched', () => {
  test('the same scenario has the same answer', () => {
    expect(answer(start)).toEqual(answer(start));
  });

  test('a memo full of other answers changes none', () => {
    fc.assert(
      fc.property(fc.array(edits, { minLength: 3, maxLength: 8 }), (sequence) => {
        const memo = createMemo();
        let scenario = start;
        for (const edit of sequence) {
          scenario = edit(scenario);
          expect(answer(scenario, memo)).toEqual(answer(scenario));
        }
      }),
      { seed: 73, numRuns: 10 },
    );
  }, 30_000);

  test('neither does what a reused layout left behind', () => {
    fc.assert(
      fc.property(fc.array(edits, { minLength: 2, maxLength: 5 }), (sequence) => {
        const memo = createMemo();
        let scenario = start;
        for (const edit of sequence) {
          scenario = edit(scenario);
          answer(scenario, memo, 'reuse');
        }
        expect(answer(scenario, memo)).toEqual(answer(scenario));
      }),
      { seed: 79, numRuns: 10 },
    );
  }, 30_000);
});

describe('with layouts reused', () => {
  test('a change of model is answered on the layout of before, and says so', () => {
    const memo = createMemo();
    const before = answer(start, memo);
    const changed = onWorkload((one) => ({ ...one, modelId: 'llama-3-8b' }))(start);
    const quick = answer(changed, memo, 'reuse');
    const [group] = quick.deployments[0]?.groups ?? [];
    expect(quick.provisional).toBe(true);
    expect(quick.issues.map(({ code }) => code)).toContain('layout-provisional');
    expect(group?.layoutChosen).toBe('previous');
    expect(group?.layout).toEqual(before.deployments[0]?.groups[0]?.layout);
    const settled = answer(changed, memo);
    expect(settled.provisional).toBe(false);
    expect(settled).toEqual(answer(changed));
  });

  test('is the searched answer where nothing needs a search', () => {
    const memo = createMemo();
    const searched = answer(start, memo);
    expect(answer(start, memo, 'reuse')).toEqual(searched);
    const moreDemand = onWorkload((one) => ({ ...one, demand: { ...one.demand, peakSessionsPerSecond: 3 } }))(start);
    expect(answer(moreDemand, memo, 'reuse')).toEqual(answer(moreDemand));
    expect(answer(start, createMemo(), 'reuse')).toEqual(searched);
  });
});

test('a memo keeps the newest and those used last', () => {
  const map = new Map<string, number>();
  for (let i = 0; i < 700; i++) {
    remember(map, `key ${i}`, () => i);
    remember(map, 'key 0', () => -1);
  }
  expect(map.size).toBe(600);
  expect(map.get('key 0')).toBe(0);
  expect(map.get('key 699')).toBe(699);
  expect(map.has('key 1')).toBe(false);
});

test('an answer stands as long as everything it was worked out from is the same', () => {
  const map = new Map<string, KnownFrom<number>>();
  const part = { watts: 3 };
  expect(rememberFrom(map, 'site', [part, 1, NaN], () => 1)).toBe(1);
  expect(rememberFrom(map, 'site', [part, 1, NaN], () => 2)).toBe(1);
  expect(rememberFrom(map, 'site', [{ ...part }, 1, NaN], () => 3)).toBe(3);
  expect(rememberFrom(map, 'site', [part, 1], () => 4)).toBe(4);
  expect(rememberFrom(map, 'other', [part, 1], () => 5)).toBe(5);
});

test('what an edit leaves alone is the very object of before, in a scenario that was copied on its way', () => {
  const memo = createMemo();
  const before = groundOf(start, defaultCatalogue, memo);
  const priced = { ...structuredClone(start), assumptions: { 'systems.hgx-h100-8.capex.base': 2e5 } };
  const after = groundOf(priced, defaultCatalogue, memo);
  expect(after.scenario.rackGroups).toBe(before.scenario.rackGroups);
  expect(after.catalogue.systems['l40s-8']).toBe(before.catalogue.systems['l40s-8']);
  expect(after.catalogue.systems['hgx-h100-8']).not.toBe(before.catalogue.systems['hgx-h100-8']);
  const again = groundOf(structuredClone(priced), defaultCatalogue, memo);
  expect(again.catalogue).toBe(after.catalogue);
});
