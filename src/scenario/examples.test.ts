import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { defaultCatalogue as catalogue } from '../catalogue/default-catalogue.ts';
import { isRefused, placementRefusals } from './placement.ts';
import { readScenarioText } from './read-scenario.ts';
import type { Scenario } from './schema.ts';
import { toLinkText } from './link-text.ts';

const folder = new URL('../../public/examples/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

const open = (name: string): Scenario => {
  const read = readScenarioText(readFileSync(new URL(name, folder), 'utf8'));
  if (!read.ok) throw new Error(`${name}: ${read.error.place} ${read.error.reason}`);
  return read.value;
};

test('there are examples', () => {
  expect(names).toEqual(expect.arrayContaining(['erp-assistant.json', 'frontier-moe-nvl72.json']));
});

describe.each(names)('%s', (name) => {
  const scenario = open(name);

  test('refers to things of the catalogue it was made with', () => {
    expect(scenario.catalogueVersion).toBe(catalogue.version);
    const own = scenario.slaClasses.map((item) => item.id);
    expect(Object.keys(catalogue.regions)).toEqual(expect.arrayContaining(scenario.sites.map((item) => item.regionId)));
    for (const workload of scenario.workloads) {
      expect(Object.keys(catalogue.models)).toContain(workload.modelId);
      expect(Object.keys(catalogue.workflows)).toContain(workload.workflowId);
      expect([...Object.keys(catalogue.slaClasses), ...own]).toContain(workload.slaClassId);
      if (typeof workload.demand.shape === 'string') {
        expect(Object.keys(catalogue.diurnalShapes)).toContain(workload.demand.shape);
      }
    }
  });

  test('every rack may stand where it stands', () => {
    for (const { siteId, systemId, placements } of scenario.rackGroups) {
      for (const { position, count } of placements) {
        const issues = placementRefusals(catalogue, scenario, systemId, siteId, position, count, { siteId, position });
        expect(isRefused(issues), JSON.stringify(issues)).toBe(false);
      }
    }
  });

  test('every workload is served and every rack serves', () => {
    expect(scenario.deployments.flatMap((item) => item.workloadIds).toSorted()).toEqual(
      scenario.workloads.map((item) => item.id).toSorted(),
    );
    // Stores and CPU racks belong to no deployment: they serve those of their site.
    const beside = scenario.rackGroups.filter(({ role }) => role === 'kv-store' || role === 'cpu-tools');
    const serving = scenario.rackGroups.filter((item) => !beside.includes(item));
    expect(scenario.deployments.flatMap((item) => item.rackGroupIds).toSorted()).toEqual(
      serving.map((item) => item.id).toSorted(),
    );
    expect(serving.map((item) => item.siteId)).toEqual(expect.arrayContaining(beside.map((item) => item.siteId)));
    expect(toLinkText(scenario).length).toBeLessThan(4_000);
  });
});
