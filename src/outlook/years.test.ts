/** Growth worked by hand, orders against what the enlarged plan carries, and lead times. */
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import { createMemo } from '../evaluate/memo.ts';
import { scenarioOf } from '../evaluate/scenario-under-test.ts';
import type { Scenario } from '../scenario/schema.ts';
import { failuresOf } from './failures.ts';
import type { OutlookGround } from './growth.ts';
import { keeps, usedShare, yearsUntilFull } from './holding.ts';
import { scenarioInYear, withMoreSystems } from './variants.ts';
import { yearsOf } from './years.ts';
import type { YearsAnswer } from './years-answer.ts';

const ground: OutlookGround = { catalogue: defaultCatalogue, calibration: defaultCalibration, memo: createMemo() };

const plan = (peakSessionsPerSecond: number, growthPerYear: number): Scenario => {
  const scenario = scenarioOf('growing', {
    systemId: 'hgx-h200-8',
    systems: 2,
    modelId: 'llama-3.1-8b',
    workflowId: 'chat',
    slaClassId: 'near-real-time',
    peakSessionsPerSecond,
  });
  return {
    ...scenario,
    workloads: scenario.workloads.map((one) => ({ ...one, demand: { ...one.demand, growthPerYear } })),
  };
};

const answer = (scenario: Scenario) => evaluate(scenario, defaultCatalogue, defaultCalibration, ground.memo);

/** Demand with which the plan has the headroom given: capacity does not depend on demand with one workload. */
const withHeadroom = (headroom: number, growth: number): Scenario => {
  const found = answer(plan(1, growth)).deployments[0]?.headroom ?? 0;
  return plan((1 + found) / (1 + headroom), growth);
};

const whole = (scenario: Scenario, leadMonths: number | null = 6): YearsAnswer => {
  const run = yearsOf(ground, scenario, () => () => leadMonths);
  let last: YearsAnswer | null = null;
  for (let step = run.next(); step; step = run.next()) last = step;
  if (!last) throw new Error('no year');
  return last;
};

test('headroom 0.5 under 20 % growth a year ends after ln 1.5 ÷ ln 1.2 years', () => {
  expect(yearsUntilFull(1 / 1.5, 0.2)).toBeCloseTo(2.2239, 4);
  const { ends, years } = whole(withHeadroom(0.5, 0.2));
  expect(ends[0]?.year).toBeCloseTo(2.2239, 3);
  expect(years.map(({ year }) => year)).toEqual([0, 1, 2, 3, 4]);
  // 1.5 ÷ 1.2 − 1, 1.5 ÷ 1.44 − 1, 1.5 ÷ 1.728 − 1.
  expect(years[1]?.deployments[0]?.headroom).toBeCloseTo(0.25, 4);
  expect(years[2]?.deployments[0]?.headroom).toBeCloseTo(0.0417, 3);
  expect(years[3]?.deployments[0]?.headroom).toBeCloseTo(-0.1319, 3);
});

test('a plan that does not grow has no end and orders nothing', () => {
  const { ends, orders, years } = whole(withHeadroom(0.5, 0));
  expect(ends[0]?.year).toBeNull();
  expect(orders).toEqual([]);
  expect(years[4]?.ordered).toBe(years[4]?.standing);
});

describe('orders', () => {
  const growing = withHeadroom(0.5, 0.6);

  test('carry the demand of their year, and one system less does not', () => {
    const { years } = whole(growing);
    for (const { year, deployments } of years) {
      const systems = deployments[0]?.extra[0]?.systems ?? 0;
      const grown = scenarioInYear(growing, year);
      const withSystems = (count: number) => answer(withMoreSystems(grown, new Map([['g1', count]]))).deployments[0];
      const [enough, less] = [withSystems(systems), withSystems(systems - 1)];
      if (!enough || !less) throw new Error('no answer');
      expect(keeps(enough, 1)).toBe(true);
      if (systems > 0) expect(keeps(less, 1)).toBe(false);
      expect(deployments[0]?.systemsNeeded).toBe(2 + systems);
    }
    // 2 systems carry 1.5; the demand of year 4 is 1.6^4 = 6.55: 2 × 6.55 ÷ 1.5 = 8.74.
    expect(years[4]?.deployments[0]?.systemsNeeded).toBe(9);
  });

  test('add up to what the last year needs, each at the moment the systems before are full', () => {
    const { orders, years, ends } = whole(growing);
    expect(orders.reduce((sum, { systems }) => sum + systems, 0)).toBe(years[4]?.deployments[0]?.extra[0]?.systems);
    expect(orders[0]?.neededInYear).toBe(ends[0]?.year);
    let systems = 2;
    for (const order of orders) {
      // n systems carry n × 0.75 of the demand of year 0.
      expect(order.neededInYear).toBeCloseTo(Math.log(systems * 0.75) / Math.log(1.6), 2);
      systems += order.systems;
    }
  });

  test('are late where the lead time is longer than the headroom lasts', () => {
    // ln 1.5 ÷ ln 1.6 = 0.863 years; 6 months before that is year 0.363, 12 months before it year −0.137.
    const soon = whole(growing, 6).orders[0];
    expect(soon?.orderByYear).toBeCloseTo(0.363, 2);
    expect(soon?.late).toBe(false);
    const late = whole(growing, 12).orders[0];
    expect(late?.orderByYear).toBeCloseTo(-0.137, 2);
    expect(late?.late).toBe(true);
    expect(whole(growing, null).orders[0]).toMatchObject({ orderByYear: null, late: false });
  });
});

test('a plan that holds a system ready orders sooner, and can always lose one', () => {
  const spare = { ...withHeadroom(0.5, 0.6), spare: 'system' } as const;
  const { ends, orders, years } = whole(spare);
  expect(ends[0]?.year).toBeCloseTo(0.863, 2);
  // Of two nodes the peak takes 1.33: a third is missing from the start.
  expect(orders[0]).toMatchObject({ neededInYear: 0, systems: 1 });
  for (const { year, deployments } of years) {
    const systems = deployments[0]?.extra[0]?.systems ?? 0;
    const larger = withMoreSystems(scenarioInYear(spare, year), new Map([['g1', systems]]));
    expect(failuresOf(ground, larger).next()?.deployments[0]?.spare.held, `year ${year}`).toBe(true);
  }
});

test('more systems than the site has power for are ordered with the power', () => {
  const growing = withHeadroom(0.5, 0.6);
  const tight = { ...growing, sites: growing.sites.map((site) => ({ ...site, powerCapWatts: 30_000 })) };
  const { years } = whole(tight);
  expect(years[0]?.standing.sitesOverPower).toEqual([]);
  expect(years[4]?.deployments[0]?.systemsNeeded).toBe(9);
  expect(years[4]?.standing.sitesOverPower).toEqual([]);
  expect(years[4]?.ordered.sitesOverPower).toMatchObject([{ siteId: 's1', powerCap: 30_000 }]);
});

test('money over the horizon comes with the last year, and the lead time with the first', () => {
  const run = yearsOf(ground, withHeadroom(0.5, 0.6));
  const first = run.next();
  expect(first?.lifetime).toBeNull();
  expect(first?.goLive.map(({ siteId }) => siteId)).toEqual(['s1']);
  const { lifetime, years } = whole(withHeadroom(0.5, 0.6));
  expect(lifetime?.years).toHaveLength(4);
  // What is bought in year 3 is what the orders up to then add to the racks.
  const bought = (year: number) => years[year]?.ordered.capex ?? 0;
  expect(lifetime?.years[2]?.hardware ?? 0).toBeGreaterThanOrEqual(bought(2) - bought(1));
  expect(bought(2)).toBeGreaterThan(bought(1));
});

test('targets that no load keeps are not mended by systems', () => {
  const hopeless: Scenario = {
    ...plan(1, 0.2),
    slaClasses: [
      {
        id: 'at-once',
        name: 'At once',
        urgency: 'real-time',
        ttft: { p50Seconds: 1e-6, p95Seconds: 1e-6, p99Seconds: 1e-6 },
      },
    ],
    workloads: plan(1, 0.2).workloads.map((one) => ({ ...one, slaClassId: 'at-once' })),
  };
  const { ends, orders, years } = whole(hopeless);
  expect(ends[0]?.year).toBe(0);
  expect(orders).toEqual([]);
  expect(years[0]?.deployments[0]).toMatchObject({ systemsGiven: 2, systemsNeeded: null });
});

test('a share of capacity that a plan may use ends it sooner', () => {
  const scenario = { ...withHeadroom(0.5, 0.2), utilisationCap: 0.8 };
  expect(usedShare({ headroom: 0.5 }, 0.8)).toBeCloseTo(1 / 1.2, 9);
  // ln(1.5 × 0.8) ÷ ln 1.2
  expect(whole(scenario).ends[0]?.year).toBeCloseTo(1, 2);
});

test('a plan too small from the start ends in year 0', () => {
  const { ends, orders } = whole(withHeadroom(-0.4, 0.1));
  expect(ends[0]?.year).toBe(0);
  expect(orders[0]?.neededInYear).toBe(0);
  // 2 ÷ 0.6 = 3.33.
  expect(orders.filter(({ neededInYear }) => neededInYear === 0).reduce((sum, { systems }) => sum + systems, 2)).toBe(
    4,
  );
});

describe('a site that power leaves no room', () => {
  const { scenario, dark } = (() => {
    const growing = withHeadroom(0.5, 0);
    return { scenario: growing, dark: { ...growing, sites: growing.sites.map((s) => ({ ...s, powerCapWatts: 1 })) } };
  })();

  test('is enlarged by what the racks need once they have power', () => {
    expect(answer(dark).deployments[0]?.headroom).toBe(-1);
    const { ends, years } = whole(dark);
    expect(ends[0]?.year).toBe(0);
    // With power for them the two systems would do; an order brings at least one.
    expect(years[0]?.deployments[0]?.systemsNeeded).toBe(3);
    expect(answer(scenario).deployments[0]?.headroom).toBeCloseTo(0.5, 6);
  });

  test('is not said to lack systems', () => {
    const availability = failuresOf(ground, dark).next()?.deployments[0]?.availability;
    expect(availability).toMatchObject({ ofPeak: 0, kinds: [{ given: 2, needed: null, share: 0 }] });
  });
});

test('a demand that no growth of the plan carries is refused before it is tried', () => {
  const before = performance.now();
  const { years } = whole(plan(1e8, 0));
  expect(years[0]?.deployments[0]).toMatchObject({ systemsGiven: 2, systemsNeeded: null });
  expect(performance.now() - before).toBeLessThan(2_000);
});

test('water of a year is twelve months of all alike sites', () => {
  const one = plan(1, 0);
  const ten = { ...one, sites: one.sites.map((site) => ({ ...site, count: 10 })) };
  const { waterPerMonth } = answer(ten).totals;
  expect(waterPerMonth).toBeGreaterThan(0);
  expect(whole(ten).years[0]?.standing.water).toBeCloseTo(12 * (waterPerMonth ?? 0), 6);
});
