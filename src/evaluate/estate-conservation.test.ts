/** Estates at random: whatever they are made of, nothing is gained or lost between racks, sites, workloads and totals. Eq. E1, E2, E3, E4, K1 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { pueAt } from '../economics/facility.ts';
import { MONTH } from '../economics/hourly.ts';
import type { Scenario } from '../scenario/schema.ts';
import { estateOf, SEARCHED, tokensByGroup, type Estate, type SiteOfEstate } from './estate.ts';
import { arbitraryEstate } from './estate-under-test.ts';
import { evaluationOf } from './evaluate.ts';
import type { Evaluation } from './evaluation.ts';
import { createMemo } from './memo.ts';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const MONTHS = Array.from({ length: 12 }, (_, month) => month);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Both answers to one scenario; scenarios of all tests are the same, so each is worked out once. */
const answered = new Map<string, { estate: Estate; evaluation: Evaluation }>();
const memo = createMemo();
const answerTo = (scenario: Scenario): { estate: Estate; evaluation: Evaluation } => {
  const key = JSON.stringify(scenario);
  const known = answered.get(key);
  if (known) return known;
  const estate = estateOf(scenario, defaultCatalogue, defaultCalibration, memo, SEARCHED);
  const made = { estate, evaluation: evaluationOf(estate) };
  answered.set(key, made);
  return made;
};

const RUNS = { seed: 97, numRuns: 40 };
const expectOnEstates = (holds: (estate: Estate, evaluation: Evaluation) => void): void =>
  fc.assert(
    fc.property(arbitraryEstate, (scenario) => {
      const { estate, evaluation } = answerTo(scenario);
      holds(estate, evaluation);
    }),
    RUNS,
  );

const expectNear = (value: number, expected: number, what: string, within = 1e-9): void =>
  expect(Math.abs(value - expected), what).toBeLessThanOrEqual(within * Math.max(1e-9, Math.abs(expected)));

/** The 576 hours of a site's year: seconds each stands for, its IT power from the groups, its PUE. */
const yearOf = ({ groups, result }: SiteOfEstate) =>
  MONTHS.flatMap((month) =>
    (['weekday', 'weekend'] as const).flatMap((day) =>
      HOURS.map((hour) => ({
        hour,
        seconds: ((day === 'weekday' ? 5 / 7 : 2 / 7) * MONTH) / 24,
        it: sum(groups.map(({ itPowerByMonth }) => itPowerByMonth?.[month]?.[day][hour] ?? NaN)),
        pue: pueAt(result.pue, hour, month),
        season: month,
      })),
    ),
  );

test('the draws reach what they are for: late and lost work, too little power, own supplies, plans that hold', () => {
  let [late, lost, limited, own, stable] = [0, 0, 0, 0, 0];
  expectOnEstates(({ sites }, { workloads, deployments }) => {
    late += Number(workloads.some(({ requestsPerMonth }) => requestsPerMonth.late > 1));
    lost += Number(workloads.some(({ requestsPerMonth }) => requestsPerMonth.shed > 1));
    limited += Number(deployments.some(({ powerLimitedByHour }) => powerLimitedByHour.some(Boolean)));
    own += Number(sites.some(({ result }) => result.answer.ownEnergyPerMonth > 3.6e6));
    stable += Number(deployments.every(({ verdict }) => verdict === 'stable'));
  });
  expect(Math.min(late, lost, limited, own, stable)).toBeGreaterThan(3);
});

describe('energy', () => {
  test('of a site is hours times power of its racks times PUE, over the 576 hours of a year; of the estate that of all copies', () => {
    expectOnEstates(({ sites }, { totals }) => {
      for (const one of sites)
        expectNear(
          12 * one.result.answer.energyPerMonth,
          sum(yearOf(one).map(({ seconds, it, pue }) => seconds * it * pue)),
          one.site.id,
        );
      expectNear(
        totals.energyPerMonth,
        sum(sites.map(({ site, result }) => site.count * result.answer.energyPerMonth)),
        'all sites',
      );
    });
  });

  test('of the racks adds up to that of their site, and so do carbon and bill', () => {
    expectOnEstates(({ sites }) => {
      for (const { result } of sites) {
        const { answer, shares } = result;
        const all = (of: 'energyPerMonth' | 'carbonPerMonth' | 'marketCarbonPerMonth' | 'energyUsdPerYear'): number =>
          sum([...shares.values()].map((share) => share[of]));
        expectNear(all('energyPerMonth'), answer.energyPerMonth, 'energy');
        expectNear(all('carbonPerMonth'), answer.carbonPerMonth, 'carbon');
        expectNear(all('marketCarbonPerMonth'), answer.marketCarbonPerMonth, 'market carbon');
        expectNear(all('energyUsdPerYear'), 12 * answer.energyCostPerMonth, 'bill');
        expectNear(answer.gridEnergyPerMonth + answer.ownEnergyPerMonth, answer.energyPerMonth, 'grid and own');
      }
    });
  });

  test('of the workloads is that of the estate, tokens too, where every pool serves something', () => {
    expectOnEstates(({ bundles }, { workloads, totals }) => {
      const months = workloads.map(({ requestsPerMonth: { served, late }, outputTokens, ...one }) => {
        const tokens = (served + late) * outputTokens;
        return { ...one, tokens, energy: tokens * (one.energyPerOutputToken ?? 0) };
      });
      expectNear(sum(months.map(({ tokens }) => tokens)), totals.outputTokensPerMonth, 'tokens');
      const serving = bundles.every(({ deploymentId }) =>
        months.some((one) => one.deploymentId === deploymentId && one.energyPerOutputToken !== null),
      );
      if (serving) expectNear(sum(months.map(({ energy }) => energy)), totals.energyPerMonth, 'energy', 1e-6);
    });
  });
});

test('carbon is hours times intensity of the grid at the power station, less what the site makes itself', () => {
  expectOnEstates(({ sites }) => {
    for (const one of sites) {
      const { site, result } = one;
      const region = defaultCatalogue.regions[site.regionId];
      if (!region) throw new Error('no region');
      const own = site.supply && defaultCatalogue.power.ownSupply[site.supply.source];
      const grams = yearOf(one).map(({ hour, seconds, it, pue, season }) => {
        const meter = it * pue;
        const made = Math.min(meter, site.supply?.watts ?? 0);
        const local = (hour + Math.floor(region.utcOffsetHours) + 24) % 24;
        const intensity =
          (region.carbonIntensity.base *
            (region.hourlyCarbonShape[local] ?? NaN) *
            (region.monthlyCarbonShape?.[season] ?? 1)) /
          (1 - site.transmissionLossShare);
        return seconds * ((meter - made) * intensity + made * (own?.carbonIntensity.base ?? 0));
      });
      expectNear(12 * result.answer.carbonPerMonth, sum(grams), site.id);
    }
  });
});

test('requests served, late and shed are those asked for, of every workload in every hour, day and month', () => {
  expectOnEstates((_, { workloads }) => {
    for (const one of workloads) {
      const { askedByHour, servedByHour, lateByHour, shedByHour, requestsPerMonth: month } = one;
      const parts = HOURS.map((hour) => sum([servedByHour, lateByHour, shedByHour].map((flow) => flow[hour] ?? NaN)));
      expectNear(sum(parts), sum(askedByHour), `${one.name}, day`);
      if (!one.offline)
        for (const hour of HOURS) expectNear(parts[hour] ?? NaN, askedByHour[hour] ?? NaN, `${one.name}, ${hour}`);
      expectNear(month.served + month.late + month.shed, month.asked, `${one.name}, month`);
      if (one.offline) {
        const { outputTokensPerDay, doneShare, lateShare } = one.offline;
        const done = sum(servedByHour) + sum(lateByHour);
        expectNear(
          3_600 * done * one.outputTokens,
          outputTokensPerDay * (doneShare + lateShare),
          `${one.name}, tokens`,
        );
      }
      expect(Math.min(...servedByHour, ...lateByHour, ...shedByHour)).toBeGreaterThanOrEqual(-1e-9);
    }
  });
});

describe('money', () => {
  test('of lines, parts and rack groups adds up to the bill; what flows over the network is what is made', () => {
    expectOnEstates(({ costs, bundles, sites, scenario }, { totals }) => {
      const { costPerMonth, costPartsPerMonth, costStackPerMonth } = totals;
      if (costPerMonth === null || !costPartsPerMonth || !costStackPerMonth) throw new Error('no price');
      expectNear(sum(Object.values(costPartsPerMonth)), costPerMonth, 'parts');
      expectNear(sum(Object.values(costStackPerMonth)), costPerMonth, 'lines');
      expectNear(sum(costs.map((cost) => sum(Object.values(cost?.yearly ?? {})))) / 12, costPerMonth, 'groups');
      expectNear(sum([...tokensByGroup(bundles).values()]), 12 * totals.outputTokensPerMonth, 'tokens of groups');
      // Rented racks have their energy in the rent.
      const billed = scenario.rackGroups.map(({ id, siteId }, index) => {
        const site = sites.find(({ site: { id: own } }) => own === siteId);
        return costs[index]?.basis === 'rented'
          ? 0
          : ((site?.result.shares.get(id)?.energyUsdPerYear ?? NaN) * (site?.site.count ?? NaN)) / 12;
      });
      expectNear(costPartsPerMonth.energy, sum(billed), 'energy');
    });
  });

  test('prices times tokens are the bill, but for the reload of cached input', () => {
    expectOnEstates(({ bundles, scenario, costs }, { workloads }) => {
      for (const { deploymentId, pool } of bundles) {
        const mine = workloads.filter((one) => one.deploymentId === deploymentId && one.costPerMtok);
        if (!pool || mine.length === 0) continue;
        const paid = sum(
          mine.map(({ costPerMtok, requestsPerMonth: { served, late }, inputTokens, cachedTokens, outputTokens }) => {
            const { input, output } = costPerMtok ?? { input: NaN, output: NaN };
            return ((served + late) * (input * (inputTokens - cachedTokens) + output * outputTokens)) / 1e6;
          }),
        );
        const ids = pool.input.deployment.rackGroupIds;
        const bill = sum(
          scenario.rackGroups.map(({ id }, index) =>
            ids.includes(id) ? sum(Object.values(costs[index]?.yearly ?? {})) / 12 : 0,
          ),
        );
        expectNear(paid, bill, deploymentId, 1e-3);
      }
    });
  });
});

describe('copies', () => {
  const COPIES = 7;
  const copied = (scenario: Scenario, count: number): Scenario => ({
    ...scenario,
    sites: scenario.sites.map((site) => ({ ...site, count })),
    workloads: scenario.workloads.map((one) => {
      const { peakSessionsPerSecond, quotaSessionsPerSecond } = one.demand;
      return {
        ...one,
        demand: {
          ...one.demand,
          peakSessionsPerSecond: count * peakSessionsPerSecond,
          ...(quotaSessionsPerSecond === undefined ? {} : { quotaSessionsPerSecond: count * quotaSessionsPerSecond }),
        },
      };
    }),
  });

  test('of all sites, with so many times the demand, come to so many times the totals', () => {
    fc.assert(
      fc.property(arbitraryEstate, (scenario) => {
        const [one, all] = [1, COPIES].map((count) => answerTo(copied(scenario, count)).evaluation.totals);
        if (!one || !all) throw new Error('no totals');
        for (const total of [
          'energyPerMonth',
          'energyCostPerMonth',
          'carbonPerMonth',
          'marketCarbonPerMonth',
          'embodiedPerMonth',
          'outputTokensPerMonth',
          'peakMeterPower',
          'provisionedMeterPower',
          'accelerators',
          'slaCapacityTokensPerSecond',
        ] as const)
          expectNear(all[total], COPIES * one[total], total, 1e-6);
        expectNear(all.costPerMonth ?? NaN, COPIES * (one.costPerMonth ?? NaN), 'cost', 1e-6);
        expectNear(all.waterPerMonth ?? 0, COPIES * (one.waterPerMonth ?? 0), 'water', 1e-6);
        expect(all.workloadsMet).toBe(one.workloadsMet);
      }),
      { ...RUNS, numRuns: 12 },
    );
  });
});
