/** Which racks serve together: by site, by power limit, and where the place decides. */
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import type { RackGroup, Scenario, Site } from '../scenario/schema.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation } from './evaluation.ts';
import { scenarioOf } from './scenario-under-test.ts';

/** Two groups of one system, on one site or on two of one distance. */
const two = (changes: {
  readonly group?: Partial<RackGroup>;
  readonly site?: Partial<Site>;
  readonly offline?: Partial<Scenario['workloads'][number]['offline']>;
  readonly slaClassId?: string;
}): Scenario => {
  const one = scenarioOf('cells', {
    systemId: 'hgx-h100-8',
    modelId: 'qwen3-8b',
    workflowId: 'chat',
    slaClassId: changes.slaClassId ?? 'near-real-time',
    peakSessionsPerSecond: 10,
  });
  return {
    ...one,
    sites: one.sites.flatMap((site) => [site, { ...site, id: 's2', name: 'Other', ...changes.site }]),
    rackGroups: one.rackGroups.flatMap((group) => [group, { ...group, id: 'g2', ...changes.group }]),
    workloads: one.workloads.map((workload) => ({ ...workload, offline: { ...workload.offline, ...changes.offline } })),
    deployments: one.deployments.map((deployment) => ({ ...deployment, rackGroupIds: ['g1', 'g2'] })),
  };
};
const answer = (scenario: Scenario): Evaluation => evaluate(scenario, defaultCatalogue, defaultCalibration);
const unitsOf = (scenario: Scenario): (readonly string[])[] =>
  (answer(scenario).deployments[0]?.units ?? []).map(({ rackGroupIds }) => rackGroupIds);

describe('racks that serve alike', () => {
  test('of one system at one distance are one unit, on one site or on several', () => {
    expect(unitsOf(two({ group: { placements: [{ position: 1, count: 1 }] } }))).toEqual([['g1', 'g2']]);
    expect(unitsOf(two({ group: { siteId: 's2' } }))).toEqual([['g1', 'g2']]);
  });

  test('are units of their own on sites of several copies, or that give power back', () => {
    expect(unitsOf(two({ group: { siteId: 's2' }, site: { count: 5 } }))).toEqual([['g1'], ['g2']]);
    const demandResponse = { share: 0.3, fromHourUtc: 17, hours: 3 };
    expect(unitsOf(two({ group: { siteId: 's2' }, site: { demandResponse } }))).toEqual([['g1'], ['g2']]);
  });

  test('are units of their own where offline work chooses its site', () => {
    const apart = { group: { siteId: 's2' }, slaClassId: 'offline-batch' };
    expect(unitsOf(two({ ...apart, offline: { mayShiftInPlace: true } }))).toEqual([['g1'], ['g2']]);
    expect(unitsOf(two({ ...apart, offline: { mayShiftInPlace: false } }))).toEqual([['g1', 'g2']]);
  });
});

describe('power limits', () => {
  const limited = two({ group: { placements: [{ position: 1, count: 1 }], powerLimitShare: 0.5 } });

  test('part racks of one system, and the limited serve less', () => {
    const [pool] = answer(limited).deployments;
    expect(pool?.units.map(({ rackGroupIds }) => rackGroupIds)).toEqual([['g1'], ['g2']]);
    const [full, half] = pool?.units ?? [];
    expect(half?.slaCapacity).toBeGreaterThan(0);
    expect(half?.slaCapacity).toBeLessThan(full?.slaCapacity ?? NaN);
  });

  test('of several kinds cannot share one side of a request that is served apart', () => {
    const apart = {
      ...limited,
      deployments: limited.deployments.map((deployment) => ({
        ...deployment,
        serving: { ...deployment.serving, mode: 'disaggregated' as const },
      })),
    };
    const refusal = answer(apart).issues.find(({ code }) => code === 'serving-refused');
    expect(refusal?.facts['reason']).toBe(
      'racks of several power limits decode at Site; give them one, or each its own deployment',
    );
  });

  test('size the feed of a position', () => {
    const [full, half] = answer(limited).racks;
    expect(half?.provisioned).toBeLessThan(full?.provisioned ?? NaN);
  });
});
