/** Capacity of one instance: the statistics of busy ranks by hand, and what more hardware or looser limits may not do. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { deviceOf, type Device } from '../performance/device.ts';
import { instanceOf, type Instance } from '../performance/instance.ts';
import type { Layout } from '../performance/layout.ts';
import { precisionOf } from '../performance/precision.ts';
import { quantity } from '../units/quantity.ts';
import { capacityPoints, meanOfLargest, queuedThroughput } from './throughput-capacity.ts';
import { limitedThroughput } from './throughput-limits.ts';
import { sequencesHeld } from './throughput-memory.ts';

const model = defaultCatalogue.models['llama-3.1-8b'];
const accelerator = defaultCatalogue.accelerators['mi300x'];
const system = defaultCatalogue.systems['mi300x-8'];
if (!model || !accelerator || !system) throw new Error('catalogue: the items under test are missing');
const device = deviceOf(accelerator, system);
if (!device) throw new Error('catalogue: the device under test has no rates');

const layoutOf = (tp: number, pp = 1): Layout => ({ tp, pp, attnDp: 1, moeTp: tp, ep: 1 });
const instance = (on: Device, layout = layoutOf(1)): Instance =>
  instanceOf(
    model,
    on,
    layout,
    precisionOf(model, 'fp8', 'fp8', 'vllm'),
    defaultCalibration.engines.vllm,
    defaultCalibration,
  );
const lengths = { inputTokens: 1_000, outputTokens: 500 };

describe('largest of several Poisson counts', () => {
  // One count: its mean. Two of mean 1: Σ_k 1 − F(k)² with F = 0.3679, 0.7358, 0.9197, 0.9810, 0.9963, 0.9994:
  // 0.8647 + 0.4586 + 0.1542 + 0.0376 + 0.0073 + 0.0012 = 1.5236.
  it.each([
    [1, 1, 1],
    [1, 2, 1.5236],
    [0, 8, 0],
  ])('mean %f over %i ranks: %f', (mean, ranks, expected) => {
    expect(meanOfLargest(mean, ranks)).toBeCloseTo(expected, 3);
  });

  // Rare prompts: some rank has one with the chance 8 · 0.001.
  it('is the chance of any where prompts are rare', () => {
    expect(meanOfLargest(0.001, 8)).toBeCloseTo(0.00797, 4);
  });
});

// 206.158 GB · 0.93 − 2 GB = 189.73 GB, less 8.03e9 parameters of which embedding and head stay in bf16: 9.08 GB. A sequence holds
// 1,000 + 0.55 · 500 = 1,275 tokens of 32 · 2 · 8 · 128 B = 65,536 B: 83.56 MB, and so 2,162 sequences fit.
it('sequences that memory holds, by hand', () => {
  expect(sequencesHeld(instance(device), 1_000, 500)).toBeCloseTo(2_162, -1);
});

it('the points ascend, and no token comes faster beside more sequences', () => {
  const points = capacityPoints(instance(device), lengths) ?? [];
  expect(points.length).toBeGreaterThan(4);
  points.slice(1).forEach((point, i) => {
    expect(point.inFlight).toBeGreaterThan(points[i]?.inFlight ?? Infinity);
    expect(point.tpot).toBeGreaterThanOrEqual((points[i]?.tpot ?? Infinity) * 0.999);
  });
});

it('nothing fits: no throughput', () => {
  const tiny = { ...device, capacity: quantity<'B'>(8e9) };
  expect(queuedThroughput(instance(tiny), lengths)).toBeNull();
  expect(limitedThroughput(instance(tiny), lengths, { ttft: 1, tpot: 1 }, 1)).toBeNull();
});

it('more bandwidth, memory or arithmetic never gets less through', () => {
  const base = queuedThroughput(instance(device), lengths) ?? 0;
  const factor = fc.double({ min: 1, max: 4, noNaN: true });
  fc.assert(
    fc.property(factor, factor, (bandwidth, capacity) => {
      const better: Device = {
        ...device,
        bandwidth: quantity<'B/s'>(device.bandwidth * bandwidth),
        capacity: quantity<'B'>(device.capacity * capacity),
      };
      expect(queuedThroughput(instance(better), lengths) ?? 0).toBeGreaterThanOrEqual(base * 0.999);
    }),
    { seed: 41, numRuns: 12 },
  );
});

it('looser limits never carry less, and never more than without any', () => {
  const most = queuedThroughput(instance(device), lengths) ?? 0;
  const loads = [0.01, 0.02, 0.04, 0.08, 10].map(
    (tpot) => limitedThroughput(instance(device), lengths, { ttft: 2, tpot }, 8) ?? 0,
  );
  loads.slice(1).forEach((load, i) => expect(load).toBeGreaterThanOrEqual(loads[i] ?? Infinity));
  expect(loads.at(-1)).toBeLessThanOrEqual(most * 1.001);
  expect(limitedThroughput(instance(device), lengths, { ttft: 1e-4, tpot: 1 }, 8)).toBe(0);
});
