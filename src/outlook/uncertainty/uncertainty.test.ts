import { describe, expect, it } from 'vitest';
import { defaultPower } from '../../calibration/power.ts';
import { defaultCatalogue } from '../../catalogue/default-catalogue.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { quantileOf } from './distribution.ts';
import { uncertainFiguresOf } from './drivers.ts';
import { basePlanOf, planDrawOf } from './plan-draw.ts';
import {
  answerOf,
  chat,
  estate,
  evaluated,
  mixed,
  owned,
  ownedOnGrid,
  rented,
  withDemand,
} from './plans-under-test.ts';
import { factorsBy } from './sampling.ts';
import type { KpiValues } from './uncertainty-answer.ts';

describe('with every figure at base', () => {
  it.each([
    ['one pool in colocation', chat],
    ['offline work and seasons', mixed],
    ['copies, power of its own and a tariff', owned],
    ['the same without power of its own', ownedOnGrid],
    ['rented', rented],
    ['overloaded', withDemand(chat, { peakSessionsPerSecond: 500 })],
  ])('a draw is the evaluation: %s', (_, scenario) => {
    const { kpis } = answerOf(scenario, { draws: 1 });
    const off = Object.entries(evaluated(scenario)).filter(([kpi, value]) => {
      const { base } = kpis[kpi as keyof KpiValues];
      return value === null ? base !== null : Math.abs((base ?? Infinity) - value) > 5e-5 * Math.abs(value);
    });
    expect(off).toEqual([]);
  });
});

describe('away from base', () => {
  const drawAt = (scenario: Scenario, values: Readonly<Record<string, number>>): KpiValues => {
    const { drivers } = uncertainFiguresOf(estate(scenario), defaultPower);
    const plan = basePlanOf(estate(scenario));
    return planDrawOf(plan, factorsBy(plan, drivers)(drivers.map(({ id, base }) => values[id] ?? base))).kpis;
  };

  it.each([0.7, 1.4])('a draw of demand is the evaluation of a plan that asks for it: %f times', (factor) => {
    const drawn = drawAt(chat, { 'workloads.w1.demand': factor });
    const asked = evaluated(withDemand(chat, { peakSessionsPerSecond: 0.5 * factor }));
    for (const kpi of ['costPerMonth', 'costPerMtok', 'tokensPerMonth', 'headroom', 'ttftOverLimit'] as const)
      expect((drawn[kpi] ?? Number.NaN) / (asked[kpi] ?? 1), kpi).toBeCloseTo(1, 3);
    for (const kpi of ['peakPower', 'energyPerMonth', 'carbonPerMonth', 'waterPerMonth'] as const)
      expect(Math.abs((drawn[kpi] ?? Number.NaN) / (asked[kpi] ?? 1) - 1), kpi).toBeLessThan(0.003);
  });

  it('months that stand for others and nightly work are off by little', () => {
    const drawn = drawAt(mixed, { 'workloads.w1.demand': 1.3, 'workloads.w2.demand': 1.3 });
    const asked = evaluated({
      ...mixed,
      workloads: mixed.workloads.map((workload) => {
        const { demand } = workload;
        return { ...workload, demand: { ...demand, peakSessionsPerSecond: 1.3 * demand.peakSessionsPerSecond } };
      }),
    });
    for (const kpi of ['costPerMonth', 'tokensPerMonth', 'peakPower', 'energyPerMonth', 'carbonPerMonth'] as const)
      expect(Math.abs((drawn[kpi] ?? Number.NaN) / (asked[kpi] ?? 1) - 1), kpi).toBeLessThan(0.01);
  });

  it('a draw of figures is the evaluation of a plan that states them', () => {
    const figures = {
      'costs.waccPerYear': 0.12,
      'costs.facilityLifeYears': 20,
      'systems.hgx-h200-8.capex': 400_000,
      'regions.de-fra.energyPrice': 6e-8,
      'regions.de-fra.carbonIntensity': 6e-5,
      'regions.de-fra.pueAir': 1.6,
      'power.embodiedKgPerAccelerator.h200-sxm': 400,
    };
    const assumptions = Object.fromEntries(Object.entries(figures).map(([path, value]) => [`${path}.base`, value]));
    const off = [owned, ownedOnGrid].flatMap((plan) => {
      const drawn = drawAt(plan, figures);
      return Object.entries(evaluated({ ...plan, assumptions })).filter(
        ([kpi, value]) => Math.abs((drawn[kpi as keyof KpiValues] ?? 0) - (value ?? 0)) > 0.005 * Math.abs(value ?? 0),
      );
    });
    expect(off).toEqual([]);
  });

  it('a slower engine is the same queue on a slower clock', () => {
    // Steps a quarter longer take a quarter of the load a pool can carry until it is saturated, and more of what it carries in time.
    const [base, slower] = [drawAt(chat, {}), drawAt(chat, { 'deployments.d1.tpot': 1.25 })];
    expect(1 + (slower.headroom ?? 0)).toBeLessThan((1 + (base.headroom ?? 0)) / 1.25);
    expect(slower.tokensPerMonth).toBe(base.tokensPerMonth);
    expect(slower.energyPerMonth).toBeGreaterThan(base.energyPerMonth ?? Infinity);
  });
});

describe('quantiles', () => {
  it('of the purchase, with all but its price stated, are those of the price', () => {
    const figures = uncertainFiguresOf(estate(chat), defaultPower).drivers;
    const price = figures.find(({ id }) => id === 'systems.hgx-h100-8.capex');
    if (!price) throw new Error('no price');
    const stated = figures.filter(({ path }) => path !== null && path !== price.path);
    const assumptions = Object.fromEntries(stated.map(({ path, base }) => [`${path}.base`, base]));
    const { kpis } = answerOf({ ...chat, assumptions });
    const { networkShareOfCapex, storageShareOfCapex } = defaultCatalogue.costs;
    const perPrice = 2 * (1 + networkShareOfCapex.base + storageShareOfCapex.base);
    for (const [name, p] of [
      ['p10', 0.1],
      ['p50', 0.5],
      ['p90', 0.9],
    ] as const) {
      // 256 strips put a quantile within one of them.
      expect((kpis.capex.quantiles?.[name] ?? 0) / (perPrice * quantileOf(price, p))).toBeCloseTo(1, 2);
    }
    expect(kpis.capex.base).toBeCloseTo(perPrice * price.base, 3);
  });

  it('of cost rise with a dearer market, and those of carbon do not', () => {
    const dearer = { ...chat, assumptions: { 'systems.hgx-h100-8.capex.high': 600_000 } };
    const [one, other] = [answerOf(chat).kpis, answerOf(dearer).kpis];
    for (const at of ['p10', 'p50', 'p90'] as const)
      expect(other.costPerMonth.quantiles?.[at]).toBeGreaterThan(one.costPerMonth.quantiles?.[at] ?? Infinity);
    // Figures that both plans draw are drawn alike.
    expect(other.carbonPerMonth.quantiles).toEqual(one.carbonPerMonth.quantiles);
  });

  it('lie in order around the base, and hour bands with them', () => {
    const { kpis, sites, deployments } = answerOf(mixed);
    for (const { quantiles } of Object.values(kpis)) {
      if (!quantiles) continue;
      expect(quantiles.p10).toBeLessThanOrEqual(quantiles.p50);
      expect(quantiles.p50).toBeLessThanOrEqual(quantiles.p90);
    }
    expect(kpis.energyPerMonth.quantiles?.p10).toBeLessThan(kpis.energyPerMonth.base ?? 0);
    expect(kpis.energyPerMonth.quantiles?.p90).toBeGreaterThan(kpis.energyPerMonth.base ?? Infinity);
    expect(sites).toHaveLength(1);
    for (const { p10, p50, p90 } of [
      ...sites.map((one) => one.meterPowerByHour),
      ...deployments.map((one) => one.loadByHour),
    ])
      for (const [hour, middle] of p50.entries()) {
        expect(p10[hour]).toBeLessThanOrEqual(middle);
        expect(p90[hour]).toBeGreaterThanOrEqual(middle);
      }
  });
});

describe('the same seed', () => {
  it('gives the same answer whatever the step', () => {
    expect(answerOf(mixed, { draws: 64, step: 64 })).toEqual(answerOf(mixed, { draws: 64, step: 7 }));
  });

  it('another seed gives another, but near', () => {
    const [one, other] = [answerOf(chat), answerOf({ ...chat, seed: 2 })];
    const [a, b] = [one.kpis.costPerMonth.quantiles, other.kpis.costPerMonth.quantiles];
    expect(a?.p50).not.toBe(b?.p50);
    expect((a?.p50 ?? 0) / (b?.p50 ?? 1)).toBeCloseTo(1, 1);
  });
});

describe('figures', () => {
  it('that the user states have no spread and are listed', () => {
    const path = 'costs.itLifeYears';
    const stated = answerOf({
      ...chat,
      assumptions: { [`${path}.base`]: 5 },
      sites: chat.sites.map((site) => ({ ...site, pue: 1.2 })),
      rackGroups: chat.rackGroups.map((group) => ({ ...group, priceUsd: 280_000 })),
    });
    expect(stated.drivers.map(({ id }) => id)).not.toContain(path);
    expect(stated.fixed.map(({ id, value, by }) => [id, value, by])).toEqual([
      [path, 5, 'assumption'],
      ['rackGroups.g1.priceUsd', 280_000, 'scenario'],
      ['sites.s1.pue', 1.2, 'scenario'],
    ]);
    const price = 'systems.hgx-h100-8.capex';
    expect(stated.tornado.costPerMonth.map(({ driverId }) => driverId)).not.toContain(price);
    expect(answerOf(chat, { draws: 1 }).tornado.costPerMonth[0]?.driverId).toBe(price);
  });

  it('swing the totals they should, by their sign', () => {
    const { tornado, drivers } = answerOf(chat);
    const bar = (kpi: keyof KpiValues, id: string) => tornado[kpi].find(({ driverId }) => driverId === id);
    expect(bar('costPerMonth', 'systems.hgx-h100-8.capex')?.swing).toBeGreaterThan(0);
    expect(bar('costPerMonth', 'costs.itLifeYears')?.swing).toBeLessThan(0);
    expect(bar('headroom', 'deployments.d1.tpot')?.swing).toBeLessThan(0);
    expect(bar('headroom', 'workloads.w1.demand')?.swing).toBeLessThan(0);
    expect(bar('tokensPerSecond', 'workloads.w1.demand')?.swing).toBeGreaterThan(0);
    expect(tornado.carbonPerMonth[0]?.driverId).toBe('deployments.d1.power');
    for (const bars of Object.values(tornado)) {
      expect(bars.length).toBeLessThanOrEqual(10);
      for (const [at, { driverId, swing }] of bars.entries()) {
        expect(drivers.map(({ id }) => id)).toContain(driverId);
        expect(Math.abs(swing)).toBeLessThanOrEqual(Math.abs(bars[at - 1]?.swing ?? Infinity));
      }
    }
    // Demand alone moves the tokens of a plan that is never full.
    expect(bar('tokensPerSecond', 'workloads.w1.demand')?.varianceShare).toBeGreaterThan(0.99);
  });
});

describe('an overloaded plan', () => {
  it('has a chance of keeping its targets and says how often there is no latency', () => {
    const tight = answerOf(withDemand(chat, { peakSessionsPerSecond: 3 }));
    const [met] = tight.workloads;
    expect(met?.metShare).toBeGreaterThan(0);
    expect(met?.metShare).toBeLessThan(1);
    const full = answerOf(withDemand(chat, { peakSessionsPerSecond: 500 }));
    expect(full.workloads[0]?.metShare).toBe(0);
    expect(full.kpis.ttftOverLimit).toEqual({ base: null, quantiles: null, absentShare: 1 });
    expect(full.kpis.costPerMtok.absentShare).toBe(1);
    expect(full.kpis.costPerMonth.absentShare).toBe(0);
  });
});

describe('edges that the user puts out of order', () => {
  it.each([
    ['costs.waccPerYear', 'high', 0.08],
    ['costs.waccPerYear', 'low', 0.5],
    ['forecast.demandRatio', 'low', 0],
  ])('%s.%s = %f is no spread, and is listed', (path, edge, value) => {
    const { drivers, fixed, kpis } = answerOf({ ...chat, assumptions: { [`${path}.${edge}`]: value } }, { draws: 8 });
    expect(drivers.filter((one) => one.path === path)).toEqual([]);
    expect(fixed.filter((one) => one.path === path)).toHaveLength(1);
    expect(kpis.costPerMonth.quantiles?.p50).toBeGreaterThan(0);
  });
});
