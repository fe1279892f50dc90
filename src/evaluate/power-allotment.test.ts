/** Power that pools may draw where a site cannot carry everything, or gives some back. Eq. E1 */
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue as catalogue } from '../catalogue/default-catalogue.ts';
import type { Scenario, Site } from '../scenario/schema.ts';
import { evaluate } from './evaluate.ts';
import { capByHour, powerAllotmentOf } from './power-allotment.ts';
import { provisionedOf, restPowerOf } from './rack-power.ts';
import { scenarioOf } from './scenario-under-test.ts';

const plan = (change: Partial<Site>, peakSessionsPerSecond = 1): Scenario => {
  const one = scenarioOf('capped', {
    systemId: 'hgx-h100-8',
    otherSystemId: 'hgx-h200-8',
    modelId: 'llama-3.1-8b',
    workflowId: 'chat',
    slaClassId: 'near-real-time',
    peakSessionsPerSecond,
    shape: 'flat',
    serving: { layout: { tp: 1, pp: 1, attnDp: 1, moeTp: 1, ep: 1 } },
  });
  return { ...one, sites: one.sites.map((site) => ({ ...site, ...change })) };
};
const powerOf = (scenario: Scenario, index: number): number => {
  const group = scenario.rackGroups[index];
  return group ? provisionedOf(group, catalogue) : NaN;
};

test('a site that carries all that stands on it limits nothing', () => {
  expect(powerAllotmentOf(plan({}), catalogue).size).toBe(0);
});

describe('a cap below provisioned power', () => {
  test('is split by provisioned power, at the PUE of the warmest hour', () => {
    const scenario = plan({ powerCapWatts: 15_000, pue: 1 });
    const [a, b] = ['g1', 'g2'].map((id) => powerAllotmentOf(scenario, catalogue).get(id)?.[0] ?? NaN);
    if (a === undefined || b === undefined) throw new Error('no allotment');
    expect(a + b).toBeCloseTo(15_000, 6);
    expect(a / b).toBeCloseTo(powerOf(scenario, 0) / powerOf(scenario, 1), 9);
    const warm = powerAllotmentOf(plan({ powerCapWatts: 15_000, pue: 1.5 }), catalogue).get('g1')?.[0] ?? NaN;
    expect(warm).toBeLessThan(a / 1.5);
  });

  test('leaves out what racks without a pool draw at rest', () => {
    const scenario = plan({ powerCapWatts: 15_000, pue: 1 });
    const [pool] = scenario.deployments;
    const [, other] = scenario.rackGroups;
    if (!pool || !other) throw new Error('no plan');
    const alone = { ...scenario, deployments: [{ ...pool, rackGroupIds: ['g1'] }] };
    const allotments = powerAllotmentOf(alone, catalogue);
    expect(allotments.has('g2')).toBe(false);
    expect(allotments.get('g1')?.[0]).toBeCloseTo(15_000 - (restPowerOf(other, catalogue) ?? NaN), 6);
  });

  test('holds a busy pool back, which then keeps within it in every hour', () => {
    const cap = 11_000;
    const capped = evaluate(plan({ powerCapWatts: cap, pue: 1.2 }, 400), catalogue, defaultCalibration);
    const free = evaluate(plan({ powerCapWatts: 1e6, pue: 1.2 }, 400), catalogue, defaultCalibration);
    expect(free.sites[0]?.peakMeterPower).toBeGreaterThan(cap);
    expect(capped.sites[0]?.peakMeterPower).toBeLessThanOrEqual(cap * (1 + 1e-6));
    expect(capped.issues.map(({ code }) => code)).toContain('power-limits-hours');
    expect(free.issues.map(({ code }) => code)).not.toContain('power-limits-hours');
  });
});

describe('demand response', () => {
  const asked = { share: 0.25, fromHourUtc: 22, hours: 4 };

  test('takes its share in its hours, over midnight', () => {
    const caps = capByHour({ ...(plan({}).sites[0] as Site), powerCapWatts: 20_000, demandResponse: asked });
    expect(caps.map((cap) => cap === 15_000)).toEqual(
      Array.from({ length: 24 }, (_, hour) => [22, 23, 0, 1].includes(hour)),
    );
    expect(caps[5]).toBe(20_000);
  });

  test('limits only those hours where the cap carries all at other times', () => {
    const whole = plan({ pue: 1 });
    const powerCapWatts = powerOf(whole, 0) + powerOf(whole, 1);
    const hours = powerAllotmentOf(plan({ pue: 1, powerCapWatts, demandResponse: asked }), catalogue).get('g1');
    expect(hours?.[22]).toBeCloseTo(0.75 * powerOf(whole, 0), 6);
    expect(hours?.[12]).toBe(Infinity);
  });

  test('is kept by the pool in those hours', () => {
    const change = { pue: 1.2, powerCapWatts: 26_000, demandResponse: { ...asked, share: 0.6 } };
    const [site] = evaluate(plan(change, 400), catalogue, defaultCalibration).sites;
    if (!site) throw new Error('no site');
    site.meterPowerByHour.forEach((watts, hour) => {
      expect(watts, `${hour}`).toBeLessThanOrEqual((site.powerCapByHour[hour] ?? 0) * (1 + 1e-6));
    });
    expect(site.meterPowerByHour[12]).toBeGreaterThan(site.powerCapByHour[23] ?? Infinity);
  });
});

describe('two halls of the same racks, one of them short of power', () => {
  const HALL: Site = plan({}).sites[0] as Site;
  const halls = (secondCapWatts: number, ids = ['g1', 'g2']): Scenario => {
    const scenario = plan({}, 20);
    const [group] = scenario.rackGroups;
    const [pool] = scenario.deployments;
    if (!group || !pool) throw new Error('no plan');
    return {
      ...scenario,
      sites: [HALL, { ...HALL, id: 's2', powerCapWatts: secondCapWatts }],
      rackGroups: [group, { ...group, id: 'g2', siteId: 's2' }],
      deployments: [{ ...pool, rackGroupIds: ids }],
    };
  };
  const carried = (scenario: Scenario): number => {
    const { deployments, workloads } = evaluate(scenario, catalogue, defaultCalibration);
    return (1 + (deployments[0]?.headroom ?? NaN)) * (workloads[0]?.peakRequestsPerSecond ?? NaN);
  };

  test('carry what the whole one carries and what power leaves of the other', () => {
    const [whole, short, both] = [halls(1e6, ['g1']), halls(8_000, ['g2']), halls(8_000)].map(carried);
    expect(short).toBeLessThan(0.9 * (whole ?? NaN));
    expect(both).toBeCloseTo((whole ?? NaN) + (short ?? NaN), 6);
    expect(both).toBeLessThan(carried(halls(1e6)));
  });
});
