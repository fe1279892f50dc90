/** The desk behind the worker: every question begins, takes its steps and ends; answers are those of the question asked directly. */
import { expect, test } from 'vitest';
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { calibrationFor } from '../../src/evaluate/calibration-for.ts';
import { createMemo } from '../../src/evaluate/memo.ts';
import { scenarioOf } from '../../src/evaluate/scenario-under-test.ts';
import { failuresOf } from '../../src/outlook/failures.ts';
import { yearsOf } from '../../src/outlook/years.ts';
import { outlookApi } from '../entries/outlook-desk.ts';

const scenario = scenarioOf('asked', {
  systemId: 'hgx-h200-8',
  systems: 2,
  modelId: 'llama-3.1-8b',
  workflowId: 'chat',
  slaClassId: 'near-real-time',
  peakSessionsPerSecond: 1,
});

const ready = () => {
  const desk = outlookApi();
  desk.init(defaultCatalogue, defaultCalibration);
  return desk;
};

test.each(['years', 'failures', 'crossover', 'uncertainty'] as const)(
  '%s takes the steps it announces',
  async (name) => {
    const desk = ready();
    expect(() => desk[name]()).toThrow('before its question');
    const total = await desk.begin(name, scenario);
    for (let step = 0; step < total; step++) expect(desk[name]()).not.toBeNull();
    expect(desk[name]()).toBeNull();
  },
);

test('questions take turns on one memo and answer as if asked alone', async () => {
  const desk = ready();
  const [years, failures] = [await desk.begin('years', scenario), await desk.begin('failures', scenario)];
  const calibration = await calibrationFor(scenario, defaultCatalogue, defaultCalibration);
  const ground = { catalogue: defaultCatalogue, calibration, memo: createMemo() };
  const [directYears, directFailures] = [yearsOf(ground, scenario), failuresOf(ground, scenario)];
  expect({ years, failures }).toEqual({ years: directYears.total, failures: directFailures.total });
  for (let step = 0; step <= Math.max(years, failures); step++) {
    expect(desk.years()).toEqual(directYears.next());
    expect(desk.failures()).toEqual(directFailures.next());
  }
});

test('nothing is answered before the figures have come', async () => {
  await expect(outlookApi().begin('years', scenario)).rejects.toThrow('before init');
});
