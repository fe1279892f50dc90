/** The example of 200 shops: boxes first, the cloud with what overflows, and work that must not leave the shop. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { readScenarioText } from '../scenario/read-scenario.ts';
import { estateOf, SEARCHED, tokensByGroup } from './estate.ts';
import { evaluate } from './evaluate.ts';
import { createMemo } from './memo.ts';

const read = readScenarioText(
  readFileSync(new URL('../../public/examples/edge-and-cloud.json', import.meta.url), 'utf8'),
);
if (!read.ok) throw new Error(read.error.reason);
const scenario = read.value;
const evaluation = evaluate(scenario, defaultCatalogue, defaultCalibration);
const poolOf = (id: string) => {
  const pool = evaluation.deployments.find(({ deploymentId }) => deploymentId === id);
  if (!pool) throw new Error(`no pool ${id}`);
  return pool;
};

test('is served within every target, with nothing refused and every price known', () => {
  expect(evaluation.issues.filter(({ severity }) => severity !== 'note')).toEqual([]);
  expect(evaluation.workloads.map(({ slaMet }) => slaMet)).toEqual([true, true, true]);
  expect(evaluation.totals.costPerMonth).toBeGreaterThan(0);
  expect(evaluation.totals.costPartsPerMonth?.network).toBeGreaterThan(0);
});

test('uses the cloud in the hours in which the shops are full, and in no other', () => {
  const [shops, cloud] = poolOf('counter').units;
  expect(shops?.siteIds).toEqual(['shops']);
  expect(cloud?.siteIds).toEqual(['cloud']);
  const full = (shops?.interactiveShareByHour ?? []).map((share) => share > 1 - 1e-9);
  const overflows = (cloud?.interactiveShareByHour ?? []).map((share) => share > 1e-9);
  expect(overflows).toEqual(full);
  expect(overflows.filter(Boolean).length).toBeGreaterThan(0);
  expect(overflows.filter(Boolean).length).toBeLessThan(8);
});

test('without the cloud the noon peak is late', () => {
  const alone = evaluate(
    {
      ...scenario,
      deployments: scenario.deployments.map((one) =>
        one.id === 'counter' ? { ...one, rackGroupIds: ['counter'] } : one,
      ),
    },
    defaultCatalogue,
    defaultCalibration,
  );
  expect(alone.workloads[0]?.slaMet).toBe(false);
});

test('slips are read in the shops alone; their racks in another place are refused by residency', () => {
  expect(poolOf('slips').units.map(({ siteIds }) => siteIds)).toEqual([['shops']]);
  const moved = evaluate(
    {
      ...scenario,
      deployments: scenario.deployments.map((one) =>
        one.id === 'slips'
          ? { ...one, rackGroupIds: ['back', 'overflow'] }
          : { ...one, rackGroupIds: one.rackGroupIds.filter((id) => id !== 'overflow') },
      ),
    },
    defaultCatalogue,
    defaultCalibration,
  );
  expect(moved.issues.map(({ code }) => code)).toContain('residency');
  expect(moved.deployments.find(({ deploymentId }) => deploymentId === 'slips')?.units).toHaveLength(1);
});

test('counts 200 shops in accelerators and one in a site', () => {
  const [shops] = evaluation.sites;
  expect(evaluation.totals.accelerators).toBe(200 * 2 + 8 + 8);
  expect(shops?.peakMeterPower).toBeLessThan(150);
  expect(evaluation.totals.energyPerMonth).toBeGreaterThan(200 * (shops?.energyPerMonth ?? NaN));
});

test('pays the network where tokens are made: the cloud sends out what overflows, not what it could carry', () => {
  const [shops, cloud] = poolOf('counter').units;
  const carried = (unit: typeof shops): number =>
    (unit?.interactiveShareByHour ?? []).reduce((sum, share) => sum + share, 0) * (unit?.slaCapacity ?? NaN);
  const tokens = tokensByGroup(
    estateOf(scenario, defaultCatalogue, defaultCalibration, createMemo(), SEARCHED).bundles,
  );
  const [boxes, overflow] = [tokens.get('counter') ?? NaN, tokens.get('overflow') ?? NaN];
  // Weekends are quieter in the shops: less of the year overflows than of a weekday.
  expect(overflow / boxes).toBeGreaterThan(0);
  expect(overflow / boxes).toBeLessThanOrEqual((carried(cloud) / carried(shops)) * (1 + 1e-9));
  expect((boxes + overflow) / (12 * poolTokens('counter'))).toBeCloseTo(1, 9);
});

const poolTokens = (id: string): number =>
  evaluation.workloads
    .filter(({ deploymentId }) => deploymentId === id)
    .reduce((sum, { requestsPerMonth: { served, late }, outputTokens }) => sum + (served + late) * outputTokens, 0);
