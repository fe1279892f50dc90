/** Sites through the year: what their racks take adds up to them, and what a site states of its power counts where it should. Eq. E1, Eq. E2 */
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { MONTH } from '../economics/hourly.ts';
import type { Scenario, Site } from '../scenario/schema.ts';
import { estateOf, SEARCHED, type Estate } from './estate.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation, SiteAnswer } from './evaluation.ts';
import { createMemo } from './memo.ts';
import { scenarioOf } from './scenario-under-test.ts';

const SUMMER = [0.5, 0.55, 0.6, 0.7, 0.8, 0.9, 1, 1, 0.9, 0.8, 0.6, 0.5];

/** Two kinds of servers, one of them without a pool, in Frankfurt; more is asked for in summer. */
const plan = (change: Partial<Site> = {}): Scenario => {
  const one = scenarioOf('year', {
    systemId: 'hgx-h100-8',
    otherSystemId: 'hgx-h200-8',
    modelId: 'llama-3.1-8b',
    workflowId: 'chat',
    slaClassId: 'near-real-time',
    peakSessionsPerSecond: 3,
    regionId: 'de-fra',
    serving: { layout: { tp: 1, pp: 1, attnDp: 1, moeTp: 1, ep: 1 } },
  });
  return {
    ...one,
    sites: one.sites.map((site) => ({ ...site, ...change })),
    workloads: one.workloads.map((workload) => ({ ...workload, demand: { ...workload.demand, monthShape: SUMMER } })),
    deployments: one.deployments.map((pool) => ({ ...pool, rackGroupIds: ['g1'] })),
  };
};
const estate = (change?: Partial<Site>): Estate =>
  estateOf(plan(change), defaultCatalogue, defaultCalibration, createMemo(), SEARCHED);
const answer = (change?: Partial<Site>): Evaluation => evaluate(plan(change), defaultCatalogue, defaultCalibration);
const siteOf = ({ sites }: Pick<Evaluation, 'sites'>): SiteAnswer => sites[0] ?? fail();
const fail = (): never => {
  throw new Error('no site');
};
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('a year', () => {
  test('of energy is what its racks draw in all hours, each at the PUE of the hour', () => {
    const { powers, sites } = estate();
    const [one] = sites;
    if (!one) throw new Error('no site');
    const { hours, answer: site } = one.result;
    site.energyByMonth.forEach((energy, month) => {
      const watts = (day: 'weekday' | 'weekend'): number =>
        sum(
          powers.flatMap(({ itPowerByMonth }) =>
            (itPowerByMonth?.[month]?.[day] ?? []).map((drawn, hour) => drawn * (hours.pue[month]?.[hour] ?? NaN)),
          ),
        ) / 24;
      expect(energy / (MONTH * ((5 / 7) * watts('weekday') + (2 / 7) * watts('weekend')))).toBeCloseTo(1, 9);
    });
    expect(sum(site.energyByMonth) / (12 * site.energyPerMonth)).toBeCloseTo(1, 12);
  });

  test('is shared out among its racks: energy, carbon and bill', () => {
    for (const change of [{}, { supply: { source: 'gas' as const, watts: 3_000 } }]) {
      const { sites, costs } = estate(change);
      const [one] = sites;
      if (!one) throw new Error('no site');
      const { shares, answer: site } = one.result;
      expect(shares.size).toBe(2);
      const all = [...shares.values()];
      expect(sum(all.map(({ energyPerMonth }) => energyPerMonth)) / site.energyPerMonth).toBeCloseTo(1, 9);
      expect(sum(all.map(({ carbonPerMonth }) => carbonPerMonth)) / site.carbonPerMonth).toBeCloseTo(1, 9);
      expect(sum(costs.map((cost) => cost?.yearly.energy ?? NaN)) / (12 * site.energyCostPerMonth)).toBeCloseTo(1, 9);
    }
  });

  test('has its hours in the month that draws most, here of summer', () => {
    const site = siteOf(answer());
    expect([6, 7]).toContain(site.month);
    expect(Math.max(...site.meterPowerByHour)).toBeCloseTo(site.peakMeterPower, 6);
    expect(site.peakMeterPowerByMonth[site.month]).toBe(site.peakMeterPower);
    expect(site.peakMeterPower).toBeLessThanOrEqual(site.provisionedMeterPower);
    site.carbonByHour.forEach((grams, hour) => {
      const expected = 3_600 * (site.meterPowerByHour[hour] ?? 0) * (site.carbonIntensityByHour[hour] ?? 0);
      expect(grams / expected).toBeCloseTo(1, 9);
    });
  });

  test('is provisioned for its warmest hour and billed for its typical one', () => {
    const site = siteOf(answer());
    expect(site.provisionedMeterPower / site.provisionedItPower).toBeCloseTo(site.peakPue, 9);
    expect(site.peakPue).toBeGreaterThan(site.pue);
    expect(siteOf(answer({ pue: 1.3 })).pue).toBe(1.3);
  });
});

describe('what a site states', () => {
  const base = answer();

  test('of losses on the way counts in carbon and water, not in the bill', () => {
    const lossy = siteOf(answer({ transmissionLossShare: 0.08 }));
    const site = siteOf(base);
    expect(lossy.carbonPerMonth / site.carbonPerMonth).toBeCloseTo(1 / 0.92, 9);
    expect(lossy.waterPerMonth).toBeGreaterThan(site.waterPerMonth ?? Infinity);
    expect(lossy.energyCostPerMonth).toBeCloseTo(site.energyCostPerMonth, 6);
    expect(lossy.energyPerMonth).toBe(site.energyPerMonth);
  });

  test('of a contract stands beside the figure of the grid', () => {
    const { totals, sites } = answer({ contractGramsPerJoule: 20 / 3.6e6 });
    const site = siteOf({ sites });
    expect(site.carbonPerMonth).toBeCloseTo(siteOf(base).carbonPerMonth, 6);
    expect((site.marketCarbonPerMonth * 3.6e6) / site.energyPerMonth).toBeCloseTo(20, 9);
    expect(totals.marketCarbonPerMonth).toBeCloseTo(site.marketCarbonPerMonth, 6);
    expect(base.totals.marketCarbonPerMonth).toBe(base.totals.carbonPerMonth);
  });

  test('of its price and its tariff makes the bill: dear days cost more than dear nights', () => {
    const tariff = (dear: (hour: number) => boolean): number =>
      siteOf(
        answer({
          energyPriceUsdPerJoule: 0.1 / 3.6e6,
          tariffShape: Array.from({ length: 24 }, (_, hour) => (dear(hour) ? 3 : 1)),
        }),
      ).energyCostPerMonth;
    const flat = siteOf(answer({ energyPriceUsdPerJoule: 0.1 / 3.6e6 }));
    expect(flat.energyCostPerMonth / ((flat.energyPerMonth / 3.6e6) * 0.1)).toBeCloseTo(1, 9);
    const [days, nights] = [tariff((hour) => hour >= 8 && hour < 20), tariff((hour) => hour < 8 || hour >= 20)];
    expect(days).toBeGreaterThan(flat.energyCostPerMonth);
    expect(nights).toBeLessThan(flat.energyCostPerMonth);
  });

  test('of its own supply takes from the grid what is left', () => {
    const site = siteOf(answer({ supply: { source: 'wind', watts: 2_000 } }));
    expect(site.ownEnergyPerMonth / (2_000 * MONTH)).toBeCloseTo(1, 6);
    expect(site.gridEnergyPerMonth + site.ownEnergyPerMonth).toBeCloseTo(site.energyPerMonth, 0);
    expect(site.carbonPerMonth).toBeLessThan(siteOf(base).carbonPerMonth);
  });

  test('of sites alike is one of them; all of them are in the totals', () => {
    const many = answer({ count: 5 });
    const site = siteOf(many);
    expect(site.count).toBe(5);
    expect(many.totals.energyPerMonth / (5 * site.energyPerMonth)).toBeCloseTo(1, 12);
    expect(many.totals.carbonPerMonth / (5 * site.carbonPerMonth)).toBeCloseTo(1, 12);
    expect(many.totals.provisionedMeterPower / (5 * site.provisionedMeterPower)).toBeCloseTo(1, 12);
    expect(many.totals.accelerators).toBe(5 * base.totals.accelerators);
  });

  test('of a tariff of zeros is said to mean nothing', () => {
    const { issues } = answer({ tariffShape: Array.from({ length: 24 }, () => 0) });
    expect(issues.map(({ code }) => code)).toContain('tariff-empty');
  });
});

test('energy and carbon of the workloads add up to those of their racks over the months', () => {
  const scenario = plan();
  const all = { ...scenario, rackGroups: scenario.rackGroups.slice(0, 1) };
  const { workloads, totals } = evaluate(all, defaultCatalogue, defaultCalibration);
  const tokens = totals.outputTokensPerMonth;
  const [workload] = workloads;
  expect(((workload?.energyPerOutputToken ?? 0) * tokens) / totals.energyPerMonth).toBeCloseTo(1, 6);
  expect(
    ((workload?.carbonPerMtokOutput ?? 0) * tokens) / 1e6 / (totals.carbonPerMonth + totals.embodiedPerMonth),
  ).toBeCloseTo(1, 6);
});
