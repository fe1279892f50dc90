/** Offline work of a plan: room, reserve, price, carbon and a given schedule. Eq. E4 */
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import type { Scenario } from '../scenario/schema.ts';
import { SEARCHED, estateOf, type Estate } from './estate.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation } from './evaluation.ts';
import { createMemo } from './memo.ts';
import { scenarioOf } from './scenario-under-test.ts';
import type { Schedule } from './schedule.ts';

/** A night's work on one node in Virginia and one in Sweden, released at noon UTC, due in a day. */
const batch = (sessions: number, change: Partial<Scenario> = {}, mayShiftInPlace = true): Scenario => {
  const plan = scenarioOf('batch', {
    systemId: 'hgx-h100-8',
    otherSystemId: 'hgx-h100-8',
    modelId: 'llama-3.1-8b',
    workflowId: 'batch',
    slaClassId: 'offline-batch/24h',
    peakSessionsPerSecond: sessions,
    shape: 'flat',
    serving: { layout: { tp: 1, pp: 1, attnDp: 1, moeTp: 1, ep: 1 } },
  });
  const [site] = plan.sites;
  if (!site) throw new Error('no site');
  return {
    ...plan,
    sites: [site, { ...site, id: 's2', name: 'North', regionId: 'se-sto' }],
    rackGroups: plan.rackGroups.map((group, index) => ({ ...group, siteId: index === 0 ? 's1' : 's2' })),
    workloads: plan.workloads.map((one) => ({
      ...one,
      offline: { releaseHourUtc: 12, mayShiftInTime: true, mayShiftInPlace },
    })),
    ...change,
  };
};

const estate = (scenario: Scenario, schedule?: Schedule): Estate =>
  estateOf(
    scenario,
    defaultCatalogue,
    defaultCalibration,
    createMemo(),
    schedule ? { ...SEARCHED, schedule } : SEARCHED,
  );
const answer = (scenario: Scenario): Evaluation => evaluate(scenario, defaultCatalogue, defaultCalibration);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const shareOn = ({ bundles }: Estate, unit: number): number =>
  sum(bundles[0]?.pool?.weekday.units[unit]?.offline ?? []) / 24;
const busy = answer(batch(1)).deployments[0]?.slaCapacity ?? NaN;
const perSession = answer(batch(1)).workloads[0]?.peakRequestsPerSecond ?? NaN;
/** Fills this share of both nodes over a day. */
const filling = (share: number, change: Partial<Scenario> = {}, place = true): Scenario =>
  batch((share * busy) / perSession, change, place);

describe('where it goes', () => {
  test('the soonest hours load both sites alike; carbon goes north', () => {
    const soonest = estate(filling(0.3));
    expect(shareOn(soonest, 0)).toBeCloseTo(shareOn(soonest, 1), 9);
    const clean = estate(filling(0.3, { shiftTo: 'carbon' }));
    expect([shareOn(clean, 0), shareOn(clean, 1)].map((share) => Math.round(share * 100))).toEqual([0, 60]);
    expect(sum(clean.bundles[0]?.workloads[0]?.servedByHour ?? [])).toBeCloseTo(
      sum(soonest.bundles[0]?.workloads[0]?.servedByHour ?? []),
      6,
    );
  });

  test('work that may not move in place stays even', () => {
    const [pool] = estate(filling(0.3, { shiftTo: 'carbon' }, false)).bundles;
    expect(Math.max(...(pool?.power.get('g1')?.weekday ?? []))).toBeGreaterThan(0);
    expect(pool?.power.get('g1')?.weekday).toEqual(pool?.power.get('g2')?.weekday);
  });

  test.each([0.1, 0.3, 0.6, 0.9])(
    'at %f of capacity: less carbon by carbon, less money for energy by cost',
    (share) => {
      const [soonest, carbon, cost] = (['soonest', 'carbon', 'cost'] as const).map(
        (shiftTo) => answer(filling(share, { shiftTo })).totals,
      );
      expect(carbon?.carbonPerMonth).toBeLessThanOrEqual((soonest?.carbonPerMonth ?? 0) * (1 + 1e-9));
      expect(cost?.costPartsPerMonth?.energy).toBeLessThanOrEqual(
        (soonest?.costPartsPerMonth?.energy ?? 0) * (1 + 1e-9),
      );
      if (share < 0.5) expect(carbon?.carbonPerMonth).toBeLessThan(0.99 * (soonest?.carbonPerMonth ?? 0));
      expect(carbon?.outputTokensPerMonth).toBeCloseTo(soonest?.outputTokensPerMonth ?? NaN, -3);
    },
  );

  test('a tariff moves it to the cheap hours', () => {
    const tariffShape = Array.from({ length: 24 }, (_, hour) => (hour < 8 ? 0.2 : 1.4));
    const plan = filling(0.15, { shiftTo: 'cost' }, false);
    const { servedByHour = [], offline } =
      answer({ ...plan, sites: plan.sites.map((site) => ({ ...site, regionId: 'gb-lon', tariffShape })) })
        .workloads[0] ?? {};
    expect(offline?.doneShare).toBeCloseTo(1, 9);
    // London is at UTC: all of it before 8.
    expect(sum(servedByHour.slice(0, 8))).toBeCloseTo(sum(servedByHour), 6);
  });
});

describe('how far', () => {
  test('the reserve stays free in every hour', () => {
    const plan = filling(0.9);
    const reserved = plan.deployments.map((one) => ({ ...one, reservedShare: 0.4 }));
    const [pool] = answer({ ...plan, deployments: reserved }).deployments;
    expect(Math.max(...(pool?.offlineShareByHour ?? []))).toBeCloseTo(0.6, 9);
    const [work] = answer({ ...plan, deployments: reserved }).workloads;
    // 0.6 of 0.9 is done; nothing late in a day that is full.
    expect(work?.offline?.doneShare).toBeCloseTo(0.6 / 0.9, 6);
    expect(work?.offline?.shedShare).toBeCloseTo(0.3 / 0.9, 6);
    expect(work?.verdict).toBe('overloaded');
  });

  test('no site outside its residency gets any', () => {
    const plan = filling(0.3, { shiftTo: 'carbon' });
    const held = plan.workloads.map((one) => ({ ...one, allowedSiteIds: ['s1'] }));
    const { bundles } = estate({ ...plan, workloads: held });
    const sites = bundles[0]?.pool?.units.flatMap(({ unit }) => unit.groups.map(({ site }) => site.id));
    expect(sites).toEqual(['s1']);
  });
});

describe('a given schedule', () => {
  const half = (hour: number): number[] => Array.from({ length: 24 }, (_, one) => (one === hour ? 0.25 : 0));
  const day = { s1: half(3), s2: half(20) };
  const schedule: Schedule = { w1: { weekday: day, weekend: day } };

  // A tenth of both nodes for a day is 2.4 hours of the pool; a quarter of it is 0.6 of the pool in an hour: more than one node has.
  test('is followed within the room; what it leaves open goes to the soonest hours', () => {
    const { bundles } = estate(filling(0.1), schedule);
    const [virginia, north] = bundles[0]?.pool?.weekday.units ?? [];
    expect(virginia?.offline[3]).toBeCloseTo(1, 6);
    expect(north?.offline[20]).toBeCloseTo(1, 6);
    expect(virginia?.offline[12]).toBeCloseTo(1, 6);
    expect(bundles[0]?.workloads[0]?.offline?.doneShare).toBeCloseTo(1, 9);
  });

  test('of another workload changes nothing', () => {
    const { bundles } = estate(filling(0.1), { other: { weekday: day, weekend: day } });
    expect(bundles[0]?.pool?.weekday.units).toEqual(estate(filling(0.1)).bundles[0]?.pool?.weekday.units);
  });
});
