/** The map of walls: what its lines mean, worked by hand; memory is conserved; and which models and workflows stand on it. Eq. W3 */
import { describe, expect, test } from 'vitest';
import { defaultCalibration as calibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue as catalogue } from '../catalogue/default-catalogue.ts';
import type { Scenario } from '../scenario/schema.ts';
import { scenarioOf } from './scenario-under-test.ts';
import { capacityCheckOf } from './wall-map-check.ts';
import { wallMapOf } from './wall-map.ts';

const llama = scenarioOf('map', {
  systemId: 'hgx-h200-8',
  modelId: 'llama-3.3-70b',
  workflowId: 'chat',
  slaClassId: 'near-real-time',
  peakSessionsPerSecond: 1,
  serving: { weights: 'fp8', kvFormat: 'fp8' },
});
const layout = { tp: 4, pp: 1, attnDp: 1, moeTp: 4, ep: 1 };
const layouts = [{ deploymentId: 'd1', systemId: 'hgx-h200-8', layout }];

/** A second pool of the plan, with a model of its own. */
const withModel = (scenario: Scenario, modelId: string, weights: 'fp8' | 'bf16' = 'fp8'): Scenario => ({
  ...scenario,
  workloads: scenario.workloads.flatMap((workload) => [workload, { ...workload, id: 'w2', modelId }]),
  deployments: scenario.deployments.flatMap((pool) => [
    pool,
    { ...pool, id: 'd2', workloadIds: ['w2'], rackGroupIds: [], serving: { ...pool.serving, weights } },
  ]),
});

const mapOf = (scenario: Scenario) => {
  const map = wallMapOf({ scenario, deploymentId: 'd1', layouts }, catalogue, calibration);
  if (!map) throw new Error('no map');
  return map;
};

describe('Llama-3.3-70B in FP8 on four H200', () => {
  const [model] = mapOf(llama).models;
  const [line] = model?.lines ?? [];

  // 1,979 TFLOP/s ÷ 4.8 TB/s = 412 FLOP/B. Of 70.6 G parameters all but embedding and head are one byte: 72.7 GB are read, and
  // 2 · 70.6 GFLOP done, per sequence of a batch: 412 · 72.7 ÷ 141.2 = 212 sequences.
  test('its ridge, and the batch that reaches it', () => {
    expect(line?.ridge).toBeCloseTo(412.3, 1);
    expect(line?.ridgeBatch).toBeCloseTo(212, 0);
  });

  // Four cards of 150.8 GB at vLLM's share of 0.92, less 0.8 GB of activations and 4 to 5 GB of reserves: 4 · 133 GB.
  test('its capacity line is the memory over that batch', () => {
    expect((line?.bytesPerRequest ?? 0) * 212).toBeGreaterThan(4 * 132.5e9);
    expect((line?.bytesPerRequest ?? 0) * 212).toBeLessThan(4 * 134e9);
  });

  test('every workflow of the catalogue stands on it in both phases', () => {
    expect(model?.workflows.map(({ workflowId }) => workflowId)).toEqual(Object.keys(catalogue.workflows));
    for (const { prefill, decode } of model?.workflows ?? []) {
      expect(prefill.flopPerByte).toBeGreaterThan(decode.flopPerByte);
    }
  });

  test('memory is conserved: requests held times their footprint is the same for all, and is all there is', () => {
    const whole = (line?.bytesPerRequest ?? 0) * (line?.ridgeBatch ?? 0);
    for (const { bytesPerRequest, heldAtOnce } of model?.workflows ?? []) {
      expect((bytesPerRequest * heldAtOnce) / whole).toBeCloseTo(1, 9);
    }
  });

  test('a point stands above the line exactly when memory is full before the ridge', () => {
    const above = model?.workflows.map(({ bytesPerRequest }) => bytesPerRequest > (line?.bytesPerRequest ?? 0)) ?? [];
    expect(above).toEqual(model?.workflows.map(({ capacityBound }) => capacityBound));
    expect(above).toContain(true);
    expect(above).toContain(false);
  });

  test('more memory helps decode and not a prompt alone; reading a long cache waits for bandwidth', () => {
    const coding = model?.workflows.find(({ workflowId }) => workflowId === 'coding-agent');
    const gain = (phase: 'prefill' | 'decode'): number =>
      coding?.[phase].gains.find(({ wall }) => wall === 'capacity')?.elasticity ?? -1;
    expect(gain('prefill')).toBe(0);
    expect(gain('decode')).toBeGreaterThan(0.05);
    expect(coding?.decode.wall).toBe('bandwidth');
  });
});

test("the plan's other models stand beside the pool's own, once each; those that do not fit are named", () => {
  const small = mapOf(withModel(llama, 'llama-3.1-8b'));
  expect(small.models.map(({ modelId, own }) => [modelId, own])).toEqual([
    ['llama-3.3-70b', true],
    ['llama-3.1-8b', false],
  ]);
  expect(mapOf(withModel(llama, 'llama-3.3-70b')).models).toHaveLength(1);
  const large = mapOf(withModel(llama, 'kimi-k2', 'bf16'));
  expect(large.models.map(({ modelId }) => modelId)).toEqual(['llama-3.3-70b']);
  expect(large.tooLarge).toEqual([catalogue.models['kimi-k2']?.name]);
});

test('a pool without racks has no map', () => {
  const bare = { ...llama, deployments: llama.deployments.map((pool) => ({ ...pool, rackGroupIds: [] })) };
  expect(wallMapOf({ scenario: bare, deploymentId: 'd1', layouts }, catalogue, calibration)).toBeNull();
});

// 0.92 · 85.5 GB − 16.06 weights − 0.74 activations − 3.5 reserve = 58.4 GB; 131,072 B a token: 1.074, 4.295 and 17.18 GB a sequence.
test('Llama-3.1-8B on one H100: 54, 13 and 3 sequences where 57, 14 and 3 are reported', () => {
  expect(capacityCheckOf(catalogue, calibration)?.rows).toEqual([
    { tokens: 8_192, reported: 57, ours: 54 },
    { tokens: 32_768, reported: 14, ours: 13 },
    { tokens: 131_072, reported: 3, ours: 3 },
  ]);
});
