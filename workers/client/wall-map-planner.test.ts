/** The map of walls without a worker: the answer of the model itself, and the newest question wins. */
import { expect, test } from 'vitest';
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { calibrationFor } from '../../src/evaluate/calibration-for.ts';
import { scenarioOf } from '../../src/evaluate/scenario-under-test.ts';
import { wallMapOf } from '../../src/evaluate/wall-map.ts';
import { createDirectWallMapPlanner } from './direct-wall-map-planner.ts';
import { SupersededError } from './planner.ts';

const scenario = scenarioOf('map', {
  systemId: 'hgx-h200-8',
  modelId: 'llama-3.1-8b',
  workflowId: 'chat',
  slaClassId: 'near-real-time',
  peakSessionsPerSecond: 1,
});
const question = { scenario, deploymentId: 'd1', layouts: [] };

test('answers with measured operators loaded, as the model does', async () => {
  const planner = createDirectWallMapPlanner(defaultCatalogue, defaultCalibration);
  const { map, check } = await planner.ask(question);
  const fitted = await calibrationFor(scenario, defaultCatalogue, defaultCalibration);
  expect(map).toEqual(wallMapOf(question, defaultCatalogue, fitted));
  expect(map?.models[0]?.tier).toBe('calibrated');
  expect(check?.rows).toHaveLength(3);
});

test('of questions that wait only the newest is answered', async () => {
  const planner = createDirectWallMapPlanner(defaultCatalogue, defaultCalibration);
  const first = planner.ask(question);
  const overtaken = planner.ask(question);
  const newest = planner.ask({ ...question, deploymentId: 'd9' });
  await expect(overtaken).rejects.toBeInstanceOf(SupersededError);
  expect((await first).map?.deploymentId).toBe('d1');
  expect((await newest).map).toBeNull();
});
