/** The plan that is measured has the size that is promised, and is a document like any other. */
import { expect, it } from 'vitest';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { occupancy } from '../../src/scenario/positions.ts';
import { largeScenario, POSITIONS, SITES } from './large-scenario.ts';

it('has 10 sites, 60 occupied positions on each, and 12 workloads', () => {
  const scenario = largeScenario(defaultCatalogue);
  expect(scenario.sites).toHaveLength(SITES);
  for (const site of scenario.sites) expect(occupancy(scenario, site.id).size).toBe(POSITIONS);
  expect(scenario.workloads).toHaveLength(12);
  expect(scenario.deployments.every(({ rackGroupIds }) => rackGroupIds.length === SITES)).toBe(true);
});

it('has no two months alike, so that 576 hours are answered', () => {
  const { workloads } = largeScenario(defaultCatalogue);
  const months = Array.from({ length: 12 }, (_, month) =>
    workloads.map(({ demand }) => demand.monthShape?.[month]).join(),
  );
  expect(new Set(months).size).toBe(12);
});
