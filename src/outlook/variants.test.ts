/** Variants change what they say and nothing else. */
import { expect, test } from 'vitest';
import { scenarioOf } from '../evaluate/scenario-under-test.ts';
import { readScenario } from '../scenario/read-scenario.ts';
import {
  scenarioInYear,
  withDemand,
  withMoreSystems,
  withoutPosition,
  withoutSite,
  withoutSystem,
} from './variants.ts';

const plain = scenarioOf('plain', {
  systemId: 'hgx-h200-8',
  systems: 3,
  modelId: 'llama-3.1-8b',
  workflowId: 'chat',
  slaClassId: 'near-real-time',
  peakSessionsPerSecond: 2,
});
const growing = {
  ...plain,
  workloads: plain.workloads.map((one) => ({
    ...one,
    demand: { ...one.demand, growthPerYear: 0.5, quotaSessionsPerSecond: 10 },
  })),
};

test('three years of 50 % growth are 3.375 times the demand, at the same quota', () => {
  expect(scenarioInYear(growing, 3).workloads[0]?.demand).toMatchObject({
    peakSessionsPerSecond: 6.75,
    quotaSessionsPerSecond: 10,
  });
  expect(scenarioInYear(growing, 0)).toBe(growing);
  expect(scenarioInYear(growing, 1, []).workloads[0]).toBe(growing.workloads[0]);
  expect(withDemand(growing, ['w1'], 2).workloads[0]?.demand).toMatchObject({
    peakSessionsPerSecond: 4,
    quotaSessionsPerSecond: 20,
  });
});

test('one system less, or none of the position', () => {
  expect(withoutSystem(plain, 'g1').rackGroups[0]?.placements).toEqual([{ position: 0, count: 2 }]);
  expect(withoutPosition(plain, 's1', 0)).toMatchObject({ rackGroups: [], deployments: [{ rackGroupIds: [] }] });
  expect(withoutPosition(plain, 's1', 1).rackGroups).toEqual(plain.rackGroups);
  const more = withMoreSystems(plain, new Map([['g1', 2]]));
  expect(more.rackGroups[0]?.placements).toEqual([{ position: 0, count: 5 }]);
  expect(more.sites[0]?.powerCapWatts).toBeGreaterThan(1e9);
  expect(withMoreSystems(plain, new Map())).toEqual(plain);
});

test('a site goes with its racks', () => {
  const { sites, rackGroups, deployments, workloads } = withoutSite(plain, 's1');
  expect({ sites, rackGroups, racks: deployments[0]?.rackGroupIds }).toEqual({ sites: [], rackGroups: [], racks: [] });
  expect(workloads).toBe(plain.workloads);
});

test('of alike sites one is set apart, and the document stays valid', () => {
  const shops = {
    ...plain,
    sites: plain.sites.map((site) => ({ ...site, count: 200 })),
    workloads: plain.workloads.map((one) => ({ ...one, allowedSiteIds: ['s1'] })),
  };
  const less = withoutSystem(shops, 'g1');
  expect(less.sites.map(({ id, count }) => [id, count])).toEqual([
    ['s1', 199],
    ['s2', 1],
  ]);
  expect(less.rackGroups.map(({ id, siteId, placements }) => [id, siteId, placements[0]?.count])).toEqual([
    ['g1', 's1', 3],
    ['g2', 's2', 2],
  ]);
  expect(less.deployments[0]?.rackGroupIds).toEqual(['g1', 'g2']);
  expect(less.workloads[0]?.allowedSiteIds).toEqual(['s1', 's2']);
  expect(readScenario(structuredClone(less)).ok).toBe(true);
  expect(withoutSite(shops, 's1').sites.map(({ count }) => count)).toEqual([199]);
});
