/** Which published runs stand beside a frontier, and that fewer rows change no prediction. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultAliases } from '../catalogue/default-aliases.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { otherLengths, overlayFiles, overlayPoints, overlayRates, type OverlayPlace } from './frontier-overlay.ts';
import { pointRun } from './point-run.ts';
import { readPoints, type PointFiles } from './points.ts';
import { nameTables } from './resolve-names.ts';

const read = (name: string): string =>
  readFileSync(new URL(`../calibration/measurements/${name}.csv`, import.meta.url), 'utf8');
const files: PointFiles = { latency: read('latency'), mlperf: read('mlperf'), sources: read('sources') };
const points = (() => {
  const all = readPoints(files, defaultCatalogue, nameTables(defaultCatalogue, defaultAliases));
  if (!all.ok) throw new Error(all.error.reason);
  return all.value;
})();

const r1: OverlayPlace = {
  modelId: 'deepseek-r1',
  acceleratorIds: ['gb200'],
  inputTokens: 8_192,
  outputTokens: 1_024,
};

test('runs of the model on the accelerator at 8K/1K, and none at 1K/1K', () => {
  const found = overlayPoints(points, r1);
  expect(found.length).toBeGreaterThanOrEqual(8);
  for (const { point } of found) {
    expect(point.modelId).toBe('deepseek-r1');
    expect(point.acceleratorId).toBe('gb200');
    expect(point.inputTokens).toBe(8_192);
  }
});

test('a length twice as long is similar, a longer one is not', () => {
  const at = (inputTokens: number): number => overlayPoints(points, { ...r1, inputTokens }).length;
  expect(at(4_096)).toBe(at(8_192));
  expect(at(16_384)).toBe(at(8_192));
  expect(at(17_000)).toBe(0);
  // Between 1,024 and 8,192 lies 2,896; within a factor of 2 of it is neither.
  expect(at(2_896)).toBe(0);
});

test('runs at other lengths are counted by their lengths', () => {
  const others = otherLengths(points, r1);
  expect(others).toContainEqual({ inputTokens: 1_024, outputTokens: 1_024, count: 8 });
  expect(others.some(({ inputTokens }) => inputTokens === 8_192)).toBe(false);
  const short = otherLengths(points, { ...r1, outputTokens: 419 });
  expect(short[0]).toEqual({ inputTokens: 8_192, outputTokens: 1_024, count: 10 });
});

test('a published rate is taken as it is, one that is not follows from the closed loop', () => {
  const mi355x = overlayPoints(points, {
    ...r1,
    acceleratorIds: ['mi355x'],
    inputTokens: 1_024,
  });
  for (const { point, rateStated, tokensPerSecondPerUser, tokensPerSecondPerAccelerator } of mi355x) {
    const row = points.latency.find((one) => one.point.id === point.id)?.row;
    expect(rateStated).toBe(true);
    expect(tokensPerSecondPerUser).toBe(1_000 / (row?.tpotMs ?? 0));
    expect(tokensPerSecondPerAccelerator).toBe((row?.outputTokS ?? 0) / (row?.acceleratorsTotal ?? 0));
  }
  expect(mi355x).toHaveLength(2);
  expect(overlayPoints(points, r1).some(({ rateStated }) => rateStated)).toBe(false);
});

// 100 users wait 1 s and then 99 · 10 ms: 100 · 100 tokens in 1.99 s on 4 accelerators.
test("Little's law by hand", () => {
  const [any] = overlayPoints(points, r1);
  if (!any) throw new Error('no point');
  const point = { ...any.point, users: 100, accelerators: 4 };
  const placed = { point, rateStated: false, meanOutputTokens: 100 };
  const rates = overlayRates(placed, { ttft: 1_000, tpot: 10 });
  expect(rates?.tokensPerSecondPerUser).toBe(100);
  expect(rates?.tokensPerSecondPerAccelerator).toBeCloseTo(10_000 / 1.99 / 4, 9);
  expect(overlayRates(placed, { tpot: 10 })).toBeNull();
});

test('another model, another accelerator: none', () => {
  expect(overlayPoints(points, { ...r1, modelId: 'gpt-oss-120b', acceleratorIds: ['mi355x'] })).toEqual([]);
});

test('a prediction from the reduced files is the one from all of them', () => {
  const shown = overlayPoints(points, r1).slice(0, 2);
  const reduced = pointRun(overlayFiles(files, points, shown), defaultCatalogue, defaultAliases, defaultCalibration);
  const all = pointRun(files, defaultCatalogue, defaultAliases, defaultCalibration);
  expect(reduced.total).toBeLessThan(all.total / 4);
  const own = reduced.predict(0, reduced.total);
  for (const { point } of shown) {
    const line = points.latency.findIndex((one) => one.point.id === point.id);
    const [expected] = all.predict(line, 1);
    expect(expected?.outcome.predicted.tpot).toBeGreaterThan(0);
    expect(own.find((one) => one.point.id === point.id)?.outcome).toEqual(expected?.outcome);
  }
});
