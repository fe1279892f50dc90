/** Start-up by hand. */
import { expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { SEARCHED, estateOf } from '../evaluate/estate.ts';
import { createMemo } from '../evaluate/memo.ts';
import { scenarioOf } from '../evaluate/scenario-under-test.ts';
import { quantity } from '../units/quantity.ts';
import { replicasOf, startUpAt, startUpOf } from './start-up.ts';

test('bytes over rate, then the engine', () => {
  const { readTime, engineStart, total } = startUpAt(quantity<'B'>(640e9), 'network', 40e9);
  expect(readTime).toBe(16);
  expect(total).toBe(16 + engineStart);
});

const leadOf = (systemId: string) => {
  const scenario = scenarioOf('starting', {
    systemId,
    modelId: 'llama-3.3-70b',
    workflowId: 'chat',
    slaClassId: 'near-real-time',
    peakSessionsPerSecond: 0.1,
    serving: { weights: 'fp8', layout: { tp: 4, pp: 1, attnDp: 1, moeTp: 4, ep: 1 } },
  });
  const { bundles } = estateOf(scenario, defaultCatalogue, defaultCalibration, createMemo(), SEARCHED);
  const unit = bundles[0]?.pool?.units[0];
  if (!unit) throw new Error('no unit');
  return startUpOf(unit, defaultCatalogue.memoryTiers);
};

test('drives of the server where it has some', () => {
  const start = leadOf('hgx-h200-8');
  // Four of eight accelerators: half of eight drives of 9.75 GB/s, which together give half of their sum.
  expect(start).toMatchObject({ from: 'drives', readRate: 0.5 * 9.75e9 * 4 });
  // 70.6 billion weights, one byte each but for embedding and head.
  expect(start?.weightBytes).toBeGreaterThan(70e9);
  expect(start?.weightBytes).toBeLessThan(76e9);
  expect(start?.readTime).toBeCloseTo((start?.weightBytes ?? 0) / 19.5e9, 9);
});

test('the network where drives are not stated', () => {
  // 400 GB/s of network cards for eight accelerators, at 71 %.
  expect(leadOf('mi300x-8')).toMatchObject({ from: 'network', readRate: expect.closeTo(0.71 * 50e9 * 4, -3) });
});

test('what an hour needs more is started in the hour before', () => {
  const needed = Array.from({ length: 24 }, (_, hour) => (hour >= 8 && hour < 20 ? 5 : 2));
  const { started, hoursNeeded, hoursStarting } = replicasOf(6, needed, 180);
  expect(started.flatMap((count, hour) => (count > 0 ? [[hour, count]] : []))).toEqual([[7, 3]]);
  expect(hoursNeeded).toBe(12 * 5 + 12 * 2);
  // Three instances for three minutes.
  expect(hoursStarting).toBeCloseTo(0.15, 10);
});
