/** What goes in comes out: tokens, KV bytes, energy and money. Eq. E1, Eq. E3, Eq. E4, Eq. K1 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { MONTH } from '../economics/hourly.ts';
import type { Scenario } from '../scenario/schema.ts';
import { quantity } from '../units/quantity.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation } from './evaluation.ts';
import { scenarioOf } from './scenario-under-test.ts';
import { heatOf } from './rack-power.ts';
import { siteResultOf } from './site-answer.ts';

const answer = (scenario: Scenario): Evaluation => evaluate(scenario, defaultCatalogue, defaultCalibration);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Chat, documents and a night shift in one pool on eight H100, by the same clock all week. */
const sharedPool = (sessions: number, batchSessions: number): Scenario => {
  const plan = scenarioOf('shared', {
    systemId: 'hgx-h100-8',
    modelId: 'llama-3.1-8b',
    workflowId: 'chat',
    slaClassId: 'near-real-time',
    peakSessionsPerSecond: sessions,
    shape: 'flat',
    serving: { layout: { tp: 1, pp: 1, attnDp: 1, moeTp: 1, ep: 1 } },
  });
  const [chat] = plan.workloads;
  const [pool] = plan.deployments;
  if (!chat || !pool) throw new Error('no workload');
  const documents = { ...chat, id: 'w2', name: 'Documents', workflowId: 'rag' };
  const night = {
    ...chat,
    id: 'w3',
    name: 'Night',
    workflowId: 'batch',
    slaClassId: 'offline-batch/24h',
    demand: { ...chat.demand, peakSessionsPerSecond: batchSessions },
  };
  return { ...plan, workloads: [chat, documents, night], deployments: [{ ...pool, workloadIds: ['w1', 'w2', 'w3'] }] };
};

const sessions = fc.double({ min: 0.01, max: 4, noNaN: true });
const batches = fc.double({ min: 0, max: 30, noNaN: true });

describe('tokens', () => {
  test('out over a day are those asked for while stable; offline the share that is done', () => {
    fc.assert(
      fc.property(sessions, batches, (interactive, offline) => {
        const { workloads, deployments } = answer(sharedPool(interactive, offline));
        for (const workload of workloads) {
          const served = 3_600 * sum(workload.outputTokensPerSecondByHour);
          const asked = 86_400 * workload.peakRequestsPerSecond * workload.outputTokens;
          if (workload.offline) expect(served).toBeCloseTo(workload.offline.doneShare * asked, -3);
          else if (deployments[0]?.verdict !== 'overloaded')
            expect(Math.abs(served - asked)).toBeLessThanOrEqual(1e-6 * asked);
          else expect(served).toBeLessThanOrEqual(asked * (1 + 1e-9));
        }
      }),
      { seed: 61, numRuns: 30 },
    );
  });

  test('of a month are those of its days', () => {
    const { workloads, totals } = answer(sharedPool(1, 5));
    const perSecond = sum(workloads.map(({ outputTokensPerSecondByHour }) => sum(outputTokensPerSecondByHour) / 24));
    expect(totals.outputTokensPerMonth / (perSecond * MONTH)).toBeCloseTo(1, 9);
  });
});

describe('requests', () => {
  const between = (low: number, high: number) => fc.double({ min: low, max: high, noNaN: true });

  test('served, late and shed are those asked for: in every hour, of offline work over the day, and over the months', () => {
    fc.assert(
      fc.property(
        between(0.01, 60),
        between(0.01, 60),
        between(1, 24),
        between(0.01, 80),
        (chat, night, deadline, quota) => {
          const plan = sharedPool(chat, night);
          const season = Array.from({ length: 12 }, (_, month) => (month < 3 ? 0.5 : 1));
          const due = { id: 'due', name: 'Due', urgency: 'offline' as const, deadlineSeconds: deadline * 3_600 };
          const workloads = plan.workloads.map((one) => ({
            ...one,
            ...(one.id === 'w3' ? { slaClassId: 'due' } : {}),
            demand: { ...one.demand, monthShape: season, quotaSessionsPerSecond: quota },
          }));
          for (const one of answer({ ...plan, workloads, slaClasses: [due] }).workloads) {
            const { askedByHour, servedByHour, lateByHour, shedByHour, requestsPerMonth: month } = one;
            const parts = askedByHour.map(
              (_, hour) => (servedByHour[hour] ?? 0) + (lateByHour[hour] ?? 0) + (shedByHour[hour] ?? 0),
            );
            const asked = sum(askedByHour);
            expect(Math.min(...servedByHour, ...lateByHour, ...shedByHour)).toBeGreaterThanOrEqual(-1e-9);
            expect(Math.abs(sum(parts) - asked)).toBeLessThanOrEqual(1e-6 * asked);
            if (!one.offline)
              parts.forEach((rate, hour) =>
                expect(Math.abs(rate - (askedByHour[hour] ?? 0))).toBeLessThan(1e-6 * asked),
              );
            expect(Math.abs(month.served + month.late + month.shed - month.asked)).toBeLessThanOrEqual(
              1e-6 * month.asked,
            );
            // Three months of half the demand: 10.5/12 of the busiest.
            if (asked > 0) expect(month.asked / ((asked / 24) * MONTH)).toBeCloseTo(10.5 / 12, 9);
          }
        },
      ),
      { seed: 73, numRuns: 40 },
    );
  });

  test('output tokens of a seasonal year are those of its months', () => {
    const season = Array.from({ length: 12 }, (_, month) => 1 - month / 24);
    const shaped = (monthShape: number[]): Scenario => {
      const plan = sharedPool(2, 5);
      return { ...plan, workloads: plan.workloads.map((one) => ({ ...one, demand: { ...one.demand, monthShape } })) };
    };
    const year = answer(shaped(season)).totals.outputTokensPerMonth;
    const months = season.map((factor) => answer(shaped(season.map(() => factor))).totals.outputTokensPerMonth);
    expect(year / (sum(months) / 12)).toBeCloseTo(1, 6);
  });
});

test('KV in use never exceeds its room, and memory adds up to no more than the card', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 20, noNaN: true }), (load) => {
      for (const { groups } of answer(sharedPool(load, 0)).deployments) {
        for (const { memory, sequencesAtPeak, sequencesMax } of groups) {
          expect(memory.kvInUse).toBeLessThanOrEqual(memory.kvRoom * (1 + 1e-9));
          expect(sequencesAtPeak).toBeLessThanOrEqual(sequencesMax * (1 + 1e-9));
          const { weights, kvRoom, activations, reserve, capacity } = memory;
          expect(weights + kvRoom + activations + reserve).toBeLessThanOrEqual(capacity);
        }
      }
    }),
    { seed: 67, numRuns: 25 },
  );
});

describe('energy', () => {
  // 24 h at 10 kW on weekdays, 4 kW at weekends: mean (5·10 + 2·4)/7 = 8.286 kW; PUE 1.25: 10.357 kW over 730 h = 7,561 kWh.
  test('of a site is the integral of its power over both kinds of day', () => {
    const plan = sharedPool(1, 0);
    const [site] = plan.sites;
    const [rackGroup] = plan.rackGroups;
    if (!site || !rackGroup) throw new Error('no site');
    const day = (watts: number) => Array.from({ length: 24 }, () => quantity<'J/s'>(watts));
    const itPower = { weekday: day(10_000), weekend: day(4_000) };
    const itPowerByMonth = Array.from({ length: 12 }, () => itPower);
    const result = siteResultOf(
      { ...site, pue: 1.25 },
      [{ rackGroup, itPower, itPowerByMonth, curve: null }],
      heatOf([rackGroup], defaultCatalogue),
      defaultCatalogue,
    );
    expect((result?.answer.energyPerMonth ?? 0) / 3.6e6).toBeCloseTo(7_560.7, 1);
    // Air, 38.9° N: at three of a July afternoon the 0.25 of overhead are 0.25 · (1 + 0.12 · 0.991 + 0.25 · 38.9/40) = 0.3406.
    expect(result?.answer.peakMeterPower).toBeCloseTo(13_406, -1);
  });

  test('of a plan with one kind of day is the mean of its hours', () => {
    const { sites, totals } = answer(sharedPool(2, 3));
    const [site] = sites;
    if (!site) throw new Error('no site');
    expect((site.energyByMonth[site.month] ?? 0) / ((sum(site.meterPowerByHour) / 24) * MONTH)).toBeCloseTo(1, 9);
    expect(totals.energyPerMonth).toBe(site.energyPerMonth);
    expect(Math.max(...site.itPowerByHour)).toBeLessThanOrEqual(site.nameplateItPower);
  });

  test('and carbon of the workloads add up to those of the plan', () => {
    const { workloads, totals } = answer(sharedPool(2, 3));
    const monthly = workloads.map(({ outputTokensPerSecondByHour }) => (sum(outputTokensPerSecondByHour) / 24) * MONTH);
    const energy = sum(workloads.map(({ energyPerOutputToken }, i) => (energyPerOutputToken ?? 0) * (monthly[i] ?? 0)));
    const carbon = sum(
      workloads.map(({ carbonPerMtokOutput }, i) => ((carbonPerMtokOutput ?? 0) * (monthly[i] ?? 0)) / 1e6),
    );
    expect(energy / totals.energyPerMonth).toBeCloseTo(1, 6);
    expect(carbon / (totals.carbonPerMonth + totals.embodiedPerMonth)).toBeCloseTo(1, 6);
  });
});

describe('money', () => {
  test('prices times tokens add up to the bill, but for the reload of cached input', () => {
    fc.assert(
      fc.property(sessions, fc.double({ min: 0.1, max: 10, noNaN: true }), (interactive, offline) => {
        const { workloads, totals } = answer(sharedPool(interactive, offline));
        const bill = sum(
          workloads.map(({ costPerMtok, inputTokens, cachedTokens, outputTokens, outputTokensPerSecondByHour }) => {
            const requests = ((sum(outputTokensPerSecondByHour) / 24) * MONTH) / outputTokens;
            if (requests === 0) return 0;
            if (!costPerMtok) throw new Error('no price');
            const { input, output } = costPerMtok;
            return (requests * (input * (inputTokens - cachedTokens) + output * outputTokens)) / 1e6;
          }),
        );
        expect(Math.abs(bill / (totals.costPerMonth ?? NaN) - 1)).toBeLessThan(1e-3);
      }),
      { seed: 71, numRuns: 20 },
    );
  });

  test('the parts of a month sum to its cost, the months to the horizon', () => {
    const { totals } = answer(sharedPool(1, 1));
    const { costPartsPerMonth, costPerMonth, tcoOverHorizon } = totals;
    if (!costPartsPerMonth || costPerMonth === null) throw new Error('no cost');
    expect(sum(Object.values(costPartsPerMonth))).toBeCloseTo(costPerMonth, 6);
    expect((tcoOverHorizon ?? 0) / (costPerMonth * 48)).toBeCloseTo(1, 9);
  });

  test('the lines of a month sum to its cost, whoever owns the racks; server, fabric and storage to the purchase', () => {
    for (const acquisition of ['buy', 'lease', 'cloud', 'cloud-reserved', 'cloud-spot'] as const) {
      const plan = sharedPool(1, 1);
      const { totals, costs } = answer({
        ...plan,
        rackGroups: plan.rackGroups.map((group) => ({ ...group, acquisition })),
      });
      const { costStackPerMonth: lines, costPerMonth, capexParts, capex } = totals;
      if (!lines || costPerMonth === null || !capexParts) throw new Error('no cost');
      expect(sum(Object.values(lines)) / costPerMonth).toBeCloseTo(1, 9);
      expect(sum(Object.values(capexParts))).toBeCloseTo(capex ?? NaN, 3);
      // What the groups cost by the hour is the bill of the plan.
      const hourly = sum(costs.map((cost) => (cost?.perAcceleratorHour?.base ?? NaN) * (cost?.accelerators ?? NaN)));
      expect((hourly * 730) / costPerMonth).toBeCloseTo(1, 9);
    }
  });

  test.each(['systems.hgx-h100-8.capex.base', 'regions.us-va.energyPrice.base', 'costs.waccPerYear.base'])(
    'never falls when %s rises',
    (path) => {
      const plan = sharedPool(1, 1);
      const base: Readonly<Record<string, number>> = {
        'systems.hgx-h100-8.capex.base': defaultCatalogue.systems['hgx-h100-8']?.capex?.base ?? NaN,
        'regions.us-va.energyPrice.base': defaultCatalogue.regions['us-va']?.energyPrice.base ?? NaN,
        'costs.waccPerYear.base': defaultCatalogue.costs.waccPerYear.base,
      };
      const costs = [0.5, 1, 1.1, 2].map(
        (factor) =>
          answer({ ...plan, assumptions: { [path]: (base[path] ?? NaN) * factor } }).totals.costPerMonth ?? NaN,
      );
      expect(costs).toEqual(costs.toSorted((a, b) => a - b));
      expect(costs[3]).toBeGreaterThan((costs[0] ?? NaN) * 1.001);
    },
  );
});

test('one more rack of the same system never lowers what a pool serves', () => {
  const withSystems = (systems: number): Scenario => {
    const plan = sharedPool(1, 0);
    return {
      ...plan,
      rackGroups: plan.rackGroups.map((group) => ({ ...group, placements: [{ position: 0, count: systems }] })),
    };
  };
  const capacities = [1, 2, 3, 4, 6].map((systems) => answer(withSystems(systems)).deployments[0]?.slaCapacity ?? NaN);
  capacities.forEach((capacity, i) => expect(capacity).toBeGreaterThan(capacities[i - 1] ?? 0));
});
