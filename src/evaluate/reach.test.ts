/** How far users are from a site: stated, from the distance, and from several regions. */
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import type { Scenario, Workload } from '../scenario/schema.ts';
import { evaluate } from './evaluate.ts';
import { roundTripLevels, roundTripOf, unknownRegionsOf } from './reach.ts';
import { scenarioOf } from './scenario-under-test.ts';

const scenario = scenarioOf('reach', {
  systemId: 'hgx-h100-8',
  modelId: 'qwen3-8b',
  workflowId: 'chat',
  slaClassId: 'near-real-time',
  peakSessionsPerSecond: 0.1,
  regionId: 'us-va',
});
const [site] = scenario.sites;
const [plain] = scenario.workloads;
if (!site || !plain) throw new Error('reach: no site or workload');

type Elsewhere = Workload['demand']['elsewhere'];
const from = (demandRegionId: string | undefined, elsewhere: Elsewhere = []): Workload => ({
  ...plain,
  ...(demandRegionId === undefined ? {} : { demandRegionId }),
  demand: { ...plain.demand, elsewhere },
});
const milliseconds = (workload: Workload, at = site): number => 1e3 * roundTripOf(workload, at, defaultCatalogue);

describe('round trip of a workload to a site', () => {
  test('is none for users beside the racks', () => {
    expect(milliseconds(from(undefined))).toBe(0);
  });

  test('is what the site states, else comes from the distance', () => {
    expect(milliseconds(from('de-fra'))).toBeCloseTo(109.55, 1);
    expect(milliseconds(from('us-va'))).toBeCloseTo(10, 9);
    expect(milliseconds(from('de-fra'), { ...site, roundTripSeconds: { 'de-fra': 0.088 } })).toBeCloseTo(88, 9);
  });

  test('is that of the farthest region with a hundredth of the demand', () => {
    const farther = milliseconds(from('us-va', [{ regionId: 'de-fra', share: 0.3 }]));
    expect(farther).toBeCloseTo(109.55, 1);
    expect(milliseconds(from('us-va', [{ regionId: 'de-fra', share: 0.009 }]))).toBeCloseTo(10, 9);
    // Nobody is left at home.
    expect(milliseconds(from('de-fra', [{ regionId: 'us-va', share: 1 }]))).toBeCloseTo(10, 9);
    expect(milliseconds(from(undefined, [{ regionId: 'de-fra', share: 0.3 }]))).toBeCloseTo(109.55, 1);
  });

  // A tenth from Frankfurt: half of all requests come from near by, the slowest twentieth and hundredth from there.
  test('by level: a tenth from far away moves p95 and p99, not p50', () => {
    const { p50, p95, p99 } = roundTripLevels(
      from('us-va', [{ regionId: 'de-fra', share: 0.1 }]),
      site,
      defaultCatalogue,
    );
    expect(1e3 * p50).toBeCloseTo(10, 9);
    expect(1e3 * p95).toBeCloseTo(109.55, 1);
    expect(p99).toBe(p95);
    expect(
      1e3 * roundTripLevels(from('us-va', [{ regionId: 'de-fra', share: 0.6 }]), site, defaultCatalogue).p50,
    ).toBeCloseTo(109.55, 1);
  });

  test('is none where neither knows the region, which is said', () => {
    expect(milliseconds(from('mars'))).toBe(0);
    expect(unknownRegionsOf(from('mars'), [site], defaultCatalogue)).toEqual(['mars']);
    expect(unknownRegionsOf(from('mars'), [{ ...site, roundTripSeconds: { mars: 780 } }], defaultCatalogue)).toEqual(
      [],
    );
    const lost: Scenario = { ...scenario, workloads: [from('mars')] };
    const { issues } = evaluate(lost, defaultCatalogue, defaultCalibration);
    expect(issues.map(({ code, facts }) => [code, facts['id']])).toContainEqual(['unknown-reference', 'mars']);
  });

  test('counts in the time to the first token', () => {
    const ttft = (workload: Workload): number =>
      evaluate({ ...scenario, workloads: [workload] }, defaultCatalogue, defaultCalibration).workloads[0]?.ttft?.p50 ??
      NaN;
    expect(1e3 * (ttft(from('de-fra')) - ttft(from('us-va')))).toBeCloseTo(99.55, 0);
  });
});
