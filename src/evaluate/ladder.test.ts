/** The ladder on small plans: where it starts, what no lever may do, how it says what cannot be had, and that leaving one out is heard. */
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue as catalogue } from '../catalogue/default-catalogue.ts';
import type { Scenario } from '../scenario/schema.ts';
import { evaluate } from './evaluate.ts';
import { LEVERS_IN_ORDER, type LeverId } from './ladder-levers.ts';
import { ladderRun, type LadderRow } from './ladder.ts';
import { calibrationFor } from './calibration-for.ts';
import { createMemo } from './memo.ts';
import { scenarioOf, type Plan } from './scenario-under-test.ts';

const memo = createMemo();

const climb = async (scenario: Scenario, leftOut: readonly LeverId[] = []): Promise<Map<string, LadderRow>> => {
  const calibration = await calibrationFor(scenario, catalogue, defaultCalibration);
  const run = ladderRun({ scenario, deploymentId: 'd1', leftOut }, catalogue, calibration, memo);
  const rows: LadderRow[] = [];
  for (let row = run.next(); row !== null; row = run.next()) rows.push(row);
  expect(rows).toHaveLength(run.total);
  return new Map(rows.map((row) => [row.id, row]));
};

const DENSE: Plan = {
  systemId: 'hgx-h200-8',
  systems: 2,
  modelId: 'llama-3.3-70b',
  workflowId: 'chat',
  slaClassId: 'near-real-time',
  peakSessionsPerSecond: 0.5,
};

describe('a dense model on two nodes', () => {
  const scenario = scenarioOf('dense', DENSE);

  test('starts with BF16 weights on the fewest accelerators that hold them, and ends above where it began', async () => {
    const rows = await climb(scenario);
    expect([...rows.keys()]).toEqual(['start', ...LEVERS_IN_ORDER.map(({ id }) => id)]);
    // 141 GB in BF16 do not fit one card of 141 GB beside its reserves; two hold them.
    expect(rows.get('start')?.figures?.layout).toBe('TP 2');
    expect(rows.get('start')?.figures?.instances).toBe(8);
    const [first, last] = [rows.get('start')?.figures, rows.get('apart')?.figures];
    expect(last?.saturatedTokensPerSecond).toBeGreaterThan(2 * (first?.saturatedTokensPerSecond ?? Infinity));
  });

  // Batching and paging only add room for sequences; flash attention only takes bytes away. Other levers may cost throughput.
  test.each(['batching', 'paging', 'flash-attention'] as const)('%s never lowers what is served', async (id) => {
    const rows = await climb(scenario);
    const order = [...rows.keys()];
    const [now, before] = [rows.get(id)?.figures, rows.get(order[order.indexOf(id) - 1] ?? '')?.figures];
    expect(now?.saturatedTokensPerSecond).toBeGreaterThanOrEqual(
      (before?.saturatedTokensPerSecond ?? Infinity) * 0.999,
    );
    expect(now?.slaTokensPerSecond).toBeGreaterThanOrEqual((before?.slaTokensPerSecond ?? Infinity) * 0.999);
  });

  test('FP4 cannot be had on Hopper: the reason is said, and the ladder goes on as it was', async () => {
    const rows = await climb(scenario);
    expect(rows.get('fp4')?.refused).toBe('H200 141GB SXM has no FP4 units.');
    expect(rows.get('fp4')?.figures).toEqual(rows.get('fp8-kv')?.figures);
    expect(rows.get('prefix-caching')?.refused).toBeNull();
  });

  test('what depends on a lever left out is refused', async () => {
    const rows = await climb(scenario, ['flash-attention', 'prefix-caching']);
    expect(rows.has('flash-attention')).toBe(false);
    expect(rows.get('fp8-kv')?.refused).toMatch(/flash attention/i);
    expect(rows.get('kv-tiers')?.refused).toMatch(/prefix caching/i);
  });

  test('with every lever of a plan the last row is the plan', async () => {
    const serving = { mode: 'aggregated', weights: 'fp8', kvFormat: 'fp8' } as const;
    const own = scenarioOf('own', { ...DENSE, serving });
    const rows = await climb(own, ['speculation', 'apart']);
    const calibration = await calibrationFor(own, catalogue, defaultCalibration);
    const [pool] = evaluate(own, catalogue, calibration).deployments;
    expect(rows.get('layout')?.figures?.slaTokensPerSecond).toBeCloseTo(pool?.slaTokensPerSecond ?? 0, 6);
  });
});

test('cost and energy stand where the targets hold, and fall as more is served on the same racks', async () => {
  const rows = await climb(scenarioOf('dense', DENSE));
  for (const { figures } of rows.values()) {
    expect(figures?.costPerMtok === null).toBe(figures?.slaTokensPerSecond === 0);
    expect(figures?.energyPerToken === null).toBe(figures?.slaTokensPerSecond === 0);
  }
  const [few, many] = [rows.get('prefix-caching')?.figures, rows.get('layout')?.figures];
  if (!few?.costPerMtok || !many?.costPerMtok) throw new Error('both keep their targets');
  expect(many.slaTokensPerSecond).toBeGreaterThan(few.slaTokensPerSecond);
  expect(many.costPerMtok).toBeLessThan(few.costPerMtok);
});

test('a checkpoint published in FP8 is not quantised again, and four bits are tried where the part has them', async () => {
  const rows = await climb(
    scenarioOf('moe', {
      ...DENSE,
      systemId: 'gb200-nvl72',
      systems: 1,
      modelId: 'deepseek-r1',
      peakSessionsPerSecond: 8,
    }),
  );
  expect(rows.get('fp8')?.change).toContain('as the checkpoint is published');
  expect(rows.get('fp4')).toMatchObject({ change: 'weights in NVFP4', refused: null });
  expect(rows.get('speculation')?.change).toContain('MTP');
});

test('a model that no layout holds gives one row with the reason', async () => {
  const rows = await climb(
    scenarioOf('tiny', { ...DENSE, systemId: 'jetson-orin-nano-box', systems: 1, modelId: 'deepseek-r1' }),
  );
  expect([...rows.keys()]).toEqual(['start']);
  expect(rows.get('start')?.figures).toBeNull();
  expect(rows.get('start')?.refused).toMatch(/fits .* in no layout|no layout and no format/);
});

test('an unknown deployment is a bug and throws', () => {
  expect(() =>
    ladderRun(
      { scenario: scenarioOf('dense', DENSE), deploymentId: 'none', leftOut: [] },
      catalogue,
      defaultCalibration,
    ),
  ).toThrow('no deployment none');
});
