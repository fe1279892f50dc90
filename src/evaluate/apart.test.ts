/** Parts of a request on racks of their own: who joins whom, what is refused and why, and what a storage rack changes. Eq. S5, Eq. S6, Eq. K4 */
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { deviceUnderTest } from '../performance/instance-under-test.ts';
import type { RackGroup, Scenario, Serving } from '../scenario/schema.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation, GroupAnswer } from './evaluation.ts';
import { scenarioOf, type Plan } from './scenario-under-test.ts';

const R1: Plan = {
  systemId: 'gb200-nvl72',
  modelId: 'deepseek-r1',
  workflowId: 'rag',
  slaClassId: 'near-real-time',
  peakSessionsPerSecond: 5,
};
const NVFP4: Partial<Serving> = { engine: 'tensorrt-llm', weights: 'nvfp4-experts', kvFormat: 'fp8' };

const withRoles = (scenario: Scenario, roles: readonly RackGroup['role'][]): Scenario => ({
  ...scenario,
  // Power is another question.
  sites: scenario.sites.map((site) => ({ ...site, powerCapWatts: 1e8 })),
  rackGroups: scenario.rackGroups.map((group, index) => ({ ...group, role: roles[index] ?? 'auto' })),
});
const answer = (plan: Plan, roles: readonly RackGroup['role'][] = []): Evaluation =>
  evaluate(withRoles(scenarioOf('apart', plan), roles), defaultCatalogue, defaultCalibration);
const partOf = (evaluation: Evaluation, role: GroupAnswer['role']): GroupAnswer => {
  const group = evaluation.deployments[0]?.groups.find((one) => one.role === role);
  if (!group) throw new Error(`no part ${role}: ${JSON.stringify(evaluation.issues)}`);
  return group;
};
const refusalOf = (evaluation: Evaluation): string =>
  String(evaluation.issues.find(({ code }) => code === 'serving-refused')?.facts['reason']);

describe('prefill apart from decode', () => {
  test('on one rack shares its accelerators between both sides', () => {
    const apart = answer({ ...R1, serving: { ...NVFP4, mode: 'disaggregated' } });
    const [prefill, decode] = [partOf(apart, 'prefill'), partOf(apart, 'decode')];
    expect(prefill.acceleratorsUsed + decode.acceleratorsUsed + decode.acceleratorsIdle).toBe(72);
    expect(decode.slaTokensPerSecond).toBeGreaterThan(0);
    expect(prefill.link?.to).toBe('decode');
    expect(prefill.link?.bytesPerSecond).toBeLessThan(prefill.link?.limit ?? 0);
  });

  test('hands its KV over no faster than the side with fewer accelerators takes it', () => {
    const apart = answer({ ...R1, serving: { ...NVFP4, mode: 'disaggregated' } });
    const [prefill, decode] = [partOf(apart, 'prefill'), partOf(apart, 'decode')];
    const { scaleUp } = deviceUnderTest('gb200-nvl72');
    const lanes = Math.min(prefill.acceleratorsUsed, decode.acceleratorsUsed);
    expect(prefill.acceleratorsUsed).not.toBe(decode.acceleratorsUsed);
    expect(prefill.link?.limit).toBeCloseTo(lanes * scaleUp, -3);
  });

  test('serves more of a long-prompt workload than the same rack that mixes them', () => {
    const [mixed, apart] = (['aggregated', 'disaggregated'] as const).map(
      (mode) => answer({ ...R1, serving: { ...NVFP4, mode } }).deployments[0]?.slaCapacity ?? 0,
    );
    expect(apart).toBeGreaterThan(1.2 * (mixed ?? Infinity));
  });

  test('joins racks of two systems by their roles, each with its own layout', () => {
    const apart = answer({ ...R1, otherSystemId: 'hgx-h200-8', systems: 2, serving: { ...NVFP4 } }, [
      'decode',
      'prefill',
    ]);
    expect(partOf(apart, 'prefill').systemId).toBe('hgx-h200-8');
    expect(partOf(apart, 'decode').systemId).toBe('gb200-nvl72');
  });

  test('refuses a side that stands on another site, with the reason', () => {
    const one = withRoles(scenarioOf('far', { ...R1, otherSystemId: 'hgx-h200-8' }), ['decode', 'prefill']);
    const [site] = one.sites;
    if (!site) throw new Error('no site');
    const far: Scenario = {
      ...one,
      sites: [site, { ...site, id: 's2', name: 'Elsewhere' }],
      rackGroups: one.rackGroups.map((group, index) => (index === 1 ? { ...group, siteId: 's2' } : group)),
    };
    const reasons = evaluate(far, defaultCatalogue, defaultCalibration).issues.map(({ facts }) => facts['reason']);
    expect(reasons).toEqual(['no rack prefills at Site', 'no rack decodes at Elsewhere']);
  });

  test('refuses a ratio of layouts that cannot be, and says which side', () => {
    const wrong = { tp: 16, pp: 1, attnDp: 1, moeTp: 16, ep: 1 };
    const refused = answer({
      ...R1,
      systemId: 'hgx-h200-8',
      systems: 2,
      serving: { mode: 'disaggregated', prefillLayout: wrong },
    });
    expect(refusalOf(refused)).toBe('prefill: tensor parallelism leaves the scale-up domain');
  });
});

describe('attention apart from FFN', () => {
  const V3: Plan = {
    ...R1,
    systemId: 'vr-nvl72',
    otherSystemId: 'lpx-256',
    modelId: 'deepseek-v3',
    workflowId: 'chat',
  };

  test('holds the experts of DeepSeek-V3 in the SRAM of eight LPX racks; always an estimate', () => {
    const split = answer({ ...V3, systems: 8 }, ['attention', 'ffn']);
    expect(split.deployments[0]?.tier).toBe('estimated');
    expect(partOf(split, 'ffn').acceleratorsUsed).toBe(8 * 256);
    expect(partOf(split, 'attention').memory.weights).toBeLessThan(20e9);
    expect(partOf(split, 'attention').link?.to).toBe('ffn');
  });

  test('feeds the sequences that attention holds, and none when nothing comes', () => {
    const [busy, idle] = [5, 0].map((peakSessionsPerSecond) =>
      answer({ ...V3, systems: 8, peakSessionsPerSecond }, ['attention', 'ffn']),
    );
    if (!busy || !idle) throw new Error('no answer');
    const [attention, ffn] = [partOf(busy, 'attention'), partOf(busy, 'ffn')];
    expect(ffn.sequencesAtPeak).toBeCloseTo(attention.sequencesAtPeak * attention.instances, 6);
    expect(ffn.sequencesAtSla).toBeCloseTo(attention.sequencesAtSla * attention.instances, 6);
    expect(partOf(idle, 'ffn').sequencesAtPeak).toBe(0);
  });

  test('from three racks, with the rest behind the bridges, is several times slower per token', () => {
    const tpot = (systems: number) => answer({ ...V3, systems }, ['attention', 'ffn']).workloads[0]?.tpot?.p50 ?? NaN;
    expect(tpot(3)).toBeGreaterThan(3 * tpot(8));
  });

  test('needs a rack that runs the FFN', () => {
    expect(refusalOf(answer({ ...R1, serving: { mode: 'attention-ffn' } }))).toBe(
      'no rack runs the FFN at Site; give one the role ffn',
    );
  });
});

describe('a storage rack beside a pool', () => {
  const coding: Plan = {
    ...R1,
    workflowId: 'coding-agent',
    slaClassId: 'near-real-time/coding-agent',
    peakSessionsPerSecond: 0.045,
    otherSystemId: 'cmx-icms',
  };
  const racksOnly: Partial<Serving> = {
    ...NVFP4,
    // One layout for both: the search would trade time to the first token, within its target, for load.
    layout: { tp: 8, pp: 1, attnDp: 1, moeTp: 1, ep: 8 },
    kvTiers: { host: false, localNvme: false, racks: true, wait: 'auto' },
  };
  const capacity = (evaluation: Evaluation): number => evaluation.deployments[0]?.slaCapacity ?? 0;

  test('keeps KV of idle sessions: more is found, more is served, at less time to the first token', () => {
    const withRack = answer({ ...coding, serving: racksOnly }, ['auto', 'kv-store']);
    const { otherSystemId: _, ...alone } = coding;
    const without = answer({ ...alone, serving: racksOnly });
    expect(withRack.workloads[0]?.cachedTokens).toBeGreaterThan(without.workloads[0]?.cachedTokens ?? Infinity);
    expect(capacity(withRack)).toBeGreaterThan(1.2 * capacity(without));
    expect(withRack.workloads[0]?.ttft?.p95 ?? NaN).toBeLessThan(without.workloads[0]?.ttft?.p95 ?? 0);
    const tiers = partOf(withRack, 'serve').reuse?.byTier.map(({ tier, kind }) => [tier, kind]);
    expect(tiers).toContainEqual(['g2', 'storage-rack']);
  });

  test('on another site keeps nothing', () => {
    const near = withRoles(scenarioOf('near', { ...coding, serving: racksOnly }), ['auto', 'kv-store']);
    const [site] = near.sites;
    if (!site) throw new Error('no site');
    const far: Scenario = {
      ...near,
      sites: [site, { ...site, id: 's2', name: 'Elsewhere' }],
      rackGroups: near.rackGroups.map((group, index) => (index === 1 ? { ...group, siteId: 's2' } : group)),
    };
    const kinds = partOf(evaluate(far, defaultCatalogue, defaultCalibration), 'serve').reuse?.byTier.map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual(['hbm']);
  });
});

describe('levers that cannot be had', () => {
  test.each([
    [
      { speculation: { method: 'mtp', draftTokens: 2 } },
      'llama-3.3-70b',
      'the model has no layer that predicts further tokens',
    ],
    [{ speculation: { method: 'draft-model', draftTokens: 3 } }, 'llama-3.3-70b', 'no draft model is chosen'],
    [{ kvFormat: 'nvfp4' }, 'llama-3.3-70b', 'an NVFP4 cache is read by NVIDIA parts with FP4 units only'],
    [{ weights: { routedExperts: 'fp8' } }, 'llama-3.3-70b', 'a format is chosen for a part the model does not have'],
  ] as const)('%o on %s: %s', (serving, modelId, reason) => {
    expect(refusalOf(answer({ ...R1, systemId: 'hgx-h100-8', modelId, serving }))).toBe(reason);
  });
});
