/** A power limit on the accelerators of a rack: what it slows, what it spares, and how far it is trusted. Eq. E5 */
import { describe, expect, test } from 'vitest';
import { loadTables } from '../calibration/load-tables.ts';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import type { Scenario } from '../scenario/schema.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation } from './evaluation.ts';
import { scenarioOf } from './scenario-under-test.ts';

const limited = (powerLimitShare: number, systemId = 'hgx-h100-8'): Scenario => {
  const plan = scenarioOf('limited', {
    systemId,
    modelId: 'llama-3.1-8b',
    workflowId: 'rag',
    slaClassId: 'near-real-time',
    peakSessionsPerSecond: 4,
    shape: 'flat',
    serving: { layout: { tp: 1, pp: 1, attnDp: 1, moeTp: 1, ep: 1 } },
  });
  return { ...plan, rackGroups: plan.rackGroups.map((group) => ({ ...group, powerLimitShare })) };
};
const answer = (share: number): Evaluation => evaluate(limited(share), defaultCatalogue, defaultCalibration);
const ttft = ({ workloads }: Evaluation): number => workloads[0]?.ttft?.p50 ?? NaN;
const tpot = ({ workloads }: Evaluation): number => workloads[0]?.tpot?.p50 ?? NaN;
const joules = ({ workloads }: Evaluation): number => workloads[0]?.energyPerOutputToken ?? NaN;

describe('H100 at 70 %', () => {
  const [whole, less] = [answer(1), answer(0.7)];

  test('prefills slower by what its clock loses, 13 %, and decodes about as fast', () => {
    expect(ttft(less) / ttft(whole)).toBeGreaterThan(1.04);
    expect(ttft(less) / ttft(whole)).toBeLessThan(1.2);
    expect(tpot(less) / tpot(whole)).toBeLessThan(1.05);
  });

  test('draws and needs less: 8 · 0.3 · 700 W', () => {
    const [before, after] = [whole.sites[0], less.sites[0]];
    if (!before || !after) throw new Error('no site');
    expect(before.provisionedItPower - after.provisionedItPower).toBeCloseTo(1_680, 6);
    expect(after.peakMeterPower).toBeLessThan(before.peakMeterPower);
    // What is beside the accelerators is not limited: at most 350 W for each of them.
    expect(Math.max(...after.itPowerByHour)).toBeLessThanOrEqual(8 * (0.7 * 700 + 350));
  });

  test('serves less within its targets, and never more', () => {
    const capacities = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4].map(
      (share) => answer(share).deployments[0]?.slaCapacity ?? NaN,
    );
    expect(capacities.every((one, index) => index === 0 || one <= (capacities[index - 1] ?? 0))).toBe(true);
  });
});

test('at half power a token takes 5 to 32 % less energy, as published for clock-locked decode', () => {
  const saved = 1 - joules(answer(0.5)) / joules(answer(1));
  expect(saved).toBeGreaterThan(0.05);
  expect(saved).toBeLessThan(0.32);
});

test('is an estimate, whatever was measured at full power', async () => {
  const calibration = { ...defaultCalibration, tables: await loadTables(['h100-sxm']) };
  const tier = (share: number) => evaluate(limited(share), defaultCatalogue, calibration).deployments[0]?.tier;
  expect(tier(1)).toBe('calibrated');
  expect(tier(0.9)).toBe('estimated');
});

test('is refused at or below idle', () => {
  const { issues, deployments } = evaluate(limited(0.3, 'jetson-orin-nano-box'), defaultCatalogue, defaultCalibration);
  expect(issues.map(({ code }) => code)).toContain('power-limit-idle');
  expect(deployments[0]?.verdict).toBe('withheld');
});
