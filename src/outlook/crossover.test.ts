import { beforeAll, describe, expect, it } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultApiPrices } from '../catalogue/default-api-prices.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { totalOfLines } from '../economics/cost-stack.ts';
import { MONTH } from '../economics/hourly.ts';
import { estateOf, SEARCHED, type Estate } from '../evaluate/estate.ts';
import { evaluationOf } from '../evaluate/evaluate.ts';
import type { Evaluation } from '../evaluate/evaluation.ts';
import { createMemo } from '../evaluate/memo.ts';
import { wattsAt } from '../evaluate/power-curve.ts';
import { scenarioOf, type Plan } from '../evaluate/scenario-under-test.ts';
import type { ApiLine, CostLine, DeploymentCrossover, RackLine } from './crossover-answer.ts';
import { crossoverOf } from './crossover.ts';

const memo = createMemo();
const estateFor = (changed: Partial<Plan>): Estate =>
  estateOf(
    scenarioOf('crossover', {
      systemId: 'hgx-h100-8',
      systems: 2,
      modelId: 'gpt-oss-120b',
      workflowId: 'chat',
      slaClassId: 'real-time',
      peakSessionsPerSecond: 2,
      ...changed,
    }),
    defaultCatalogue,
    defaultCalibration,
    memo,
    SEARCHED,
  );

const only = (estate: Estate): DeploymentCrossover => {
  const [first] = crossoverOf(estate, defaultApiPrices).deployments;
  if (!first) throw new Error('no deployment');
  return first;
};
const lineOf = (answer: DeploymentCrossover, id: string): CostLine => {
  const found = answer.lines.find((line) => line.id === id);
  if (!found) throw new Error(`${id} among ${answer.lines.map((line) => line.id).join()}`);
  return found;
};
const rackLine = (answer: DeploymentCrossover, id: string): RackLine => {
  const found = lineOf(answer, id);
  if (found.kind === 'api') throw new Error(id);
  return found;
};

describe('two H100 servers for gpt-oss-120b', () => {
  let evaluation: Evaluation;
  let answer: DeploymentCrossover;
  beforeAll(() => {
    const estate = estateFor({});
    evaluation = evaluationOf(estate);
    answer = only(estate);
  });

  it('costs today what the evaluation says', () => {
    expect(rackLine(answer, 'as-planned').usdPerMonthNow / (evaluation.totals.costPerMonth ?? 0)).toBeCloseTo(1, 9);
    expect(answer.tokensPerMonthNow / evaluation.totals.outputTokensPerMonth).toBeCloseTo(1, 9);
    const { usdPerMtokOutputNow } = lineOf(answer, 'as-planned');
    expect((usdPerMtokOutputNow ?? 0) / (evaluation.totals.costPerMtokOutput ?? 1)).toBeCloseTo(1, 9);
  });

  it('charges the API for every token at its dated price', () => {
    const groq = lineOf(answer, 'api/groq/openai/gpt-oss-120b') as ApiLine;
    const [workload] = evaluation.workloads;
    if (!workload) throw new Error('no workload');
    const requests = evaluation.totals.outputTokensPerMonth / workload.outputTokens;
    const fresh = workload.inputTokens - workload.cachedTokens;
    const bill =
      (requests *
        (fresh * groq.prices.input +
          workload.cachedTokens * (groq.prices.cached ?? groq.prices.input) +
          workload.outputTokens * groq.prices.output)) /
      1e6;
    expect(groq.usdPerMonthNow / bill).toBeCloseTo(1, 9);
    expect(groq.asOf).toBe('2026-07-02');
    expect(groq.usdPerMonth[0]).toBe(0);
  });

  it('keeps the racks given until they are full, then adds whole ones', () => {
    const { systems } = rackLine(answer, 'as-planned');
    answer.tokensPerMonth.forEach((tokens, index) => {
      const expected = Math.max(2, Math.ceil((2 * tokens) / answer.tokensPerMonthFull - 1e-6));
      expect(Math.abs((systems[index] ?? 0) - expected)).toBeLessThanOrEqual(
        1e-6 + (tokens > answer.tokensPerMonthFull ? 1 : 0),
      );
      expect(Number.isInteger(systems[index])).toBe(true);
    });
    // Headroom is what is left of the racks today.
    const headroom = evaluation.deployments[0]?.headroom ?? 0;
    expect(answer.tokensPerMonthFull / answer.tokensPerMonthNow / (1 + headroom)).toBeCloseTo(1, 6);
    expect(Math.max(...systems)).toBeGreaterThan(2);
  });

  it('finds the volume at which the plan overtakes an API', () => {
    const cerebras = answer.crossings.find(({ lineId }) => lineId.startsWith('api/cerebras'));
    if (!cerebras) throw new Error('no crossing');
    // By hand: fixed bill ÷ (API − what the plan pays) per unit of today's demand
    const plan = rackLine(answer, 'as-planned');
    const api = lineOf(answer, cerebras.lineId);
    const fixed = plan.usdPerMonth[0] ?? 0;
    expect(cerebras.shareOfNow).toBeCloseTo(fixed / (api.usdPerMonthNow - (plan.usdPerMonthNow - fixed)), 6);
    expect(cerebras.cheaperAbove).toBe('plan');
    expect(cerebras.tokensPerMonth).toBeCloseTo(cerebras.shareOfNow * answer.tokensPerMonthNow, 0);
  });

  it('rents by the hour only what the hour needs, and by the year what the plan has', () => {
    const now = answer.tokensPerMonth.indexOf(answer.tokensPerMonthNow);
    // One server is enough in every hour; spot needs 1 / (1 − 0.05) of it
    expect(rackLine(answer, 'onDemand').systems[now]).toBeCloseTo(1, 9);
    expect(rackLine(answer, 'spot').systems[now]).toBeCloseTo(1 / 0.95, 9);
    expect(rackLine(answer, 'reserved').systems[now]).toBe(2);
    // 16 GPUs · 2.72 USD · 730 h, and the tokens that leave
    const egress = evaluation.totals.costStackPerMonth?.egress ?? 0;
    expect(rackLine(answer, 'reserved').usdPerMonthNow - egress).toBeCloseTo(16 * 2.72 * 730, 3);
    expect(rackLine(answer, 'onDemand').usdPerMonthNow - egress).toBeCloseTo(8 * 5.04 * 730, 3);
  });

  it('names what costs least today', () => {
    const least = Math.min(...answer.lines.map(({ usdPerMonthNow }) => usdPerMonthNow));
    expect(lineOf(answer, answer.cheapestNow ?? '').usdPerMonthNow).toBe(least);
    expect(answer.refusals).toEqual([]);
  });
});

describe('refusals', () => {
  it('say that no API lists the model', () => {
    const { refusals, lines } = only(estateFor({ modelId: 'llama-3.1-70b', slaClassId: 'near-real-time' }));
    expect(refusals).toEqual([{ reason: 'no-api' }]);
    expect(lines.length).toBeGreaterThan(3);
  });

  it('say which price is missing for which way', () => {
    const { refusals, lines } = only(
      estateFor({
        systemId: 'dgx-spark-node',
        systems: 4,
        modelId: 'gpt-oss-20b',
        slaClassId: 'near-real-time',
        peakSessionsPerSecond: 0.001,
      }),
    );
    expect(refusals.filter(({ reason }) => reason === 'no-rent').map(({ how, missing }) => [how, missing])).toEqual([
      ['lease', 'three-year rate'],
      ['reserved', 'one-year rate'],
      ['onDemand', 'on-demand rate'],
      ['spot', 'spot rate'],
    ]);
    expect(lines.some(({ kind }) => kind === 'api')).toBe(true);
  });

  it('say that the racks keep no target, and still tell what tokens cost', () => {
    const { refusals, lines, crossings } = only(estateFor({ modelId: 'llama-3.3-70b' }));
    expect(refusals).toEqual([{ reason: 'no-capacity' }]);
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.every(({ kind }) => kind === 'api')).toBe(true);
    expect(crossings).toEqual([]);
  });

  it('say that nothing is asked', () => {
    const idle = only(estateFor({ peakSessionsPerSecond: 0 }));
    expect(idle.refusals).toEqual([{ reason: 'no-demand' }]);
    expect(idle.cheapestNow).toBeNull();
  });
});

it('racks of a cloud are compared with the same bought into a colocation', () => {
  const answer = only(estateFor({ ownership: 'cloud', acquisition: 'cloud' }));
  expect(rackLine(answer, 'bought').usdPerMonthNow).toBeLessThan(rackLine(answer, 'as-planned').usdPerMonthNow);
  // Kept all day, as planned, two servers cost twice the one that is enough.
  const [kept, hourly] = [rackLine(answer, 'as-planned'), rackLine(answer, 'onDemand')];
  const now = answer.tokensPerMonth.indexOf(answer.tokensPerMonthNow);
  expect(kept.systems[now]).toBe(2);
  expect(hourly.systems[now]).toBeCloseTo(1, 9);
});

describe('a quota', () => {
  const withQuota = (quotaSessionsPerSecond: number): Estate => {
    const { scenario } = estateFor({});
    const workloads = scenario.workloads.map((workload) => ({
      ...workload,
      demand: { ...workload.demand, quotaSessionsPerSecond },
    }));
    return estateOf({ ...scenario, workloads }, defaultCatalogue, defaultCalibration, memo, SEARCHED);
  };

  it('bills no API for what it turns away, nor spreads the racks over it', () => {
    const estate = withQuota(0.6);
    const { totals } = evaluationOf(estate);
    const answer = only(estate);
    expect(answer.tokensPerMonthNow / totals.outputTokensPerMonth).toBeCloseTo(1, 9);
    const { usdPerMtokOutputNow } = lineOf(answer, 'as-planned');
    expect((usdPerMtokOutputNow ?? 0) / (totals.costPerMtokOutput ?? 1)).toBeCloseTo(1, 9);
    const free = only(estateFor({}));
    const api = 'api/groq/openai/gpt-oss-120b';
    expect(
      lineOf(answer, api).usdPerMonthNow /
        lineOf(free, api).usdPerMonthNow /
        (answer.tokensPerMonthNow / free.tokensPerMonthNow),
    ).toBeCloseTo(1, 1);
  });

  it('of nothing leaves nothing to compare', () => {
    expect(only(withQuota(0)).refusals).toEqual([{ reason: 'no-demand' }]);
  });
});

it('offline work that all racks are kept from has no volume', () => {
  const { scenario } = estateFor({ workflowId: 'batch', slaClassId: 'offline-batch/24h', peakSessionsPerSecond: 0.05 });
  const deployments = scenario.deployments.map((one) => ({ ...one, reservedShare: 1 }));
  const answer = only(estateOf({ ...scenario, deployments }, defaultCatalogue, defaultCalibration, memo, SEARCHED));
  expect(answer.refusals).toEqual([{ reason: 'no-demand' }]);
});

it('racks of a cloud, bought, pay for energy as the same racks standing there do: by tariff, seasons and power of its own', () => {
  const standing = (ownership: 'cloud' | 'colocation'): DeploymentCrossover => {
    const { scenario } = estateFor({
      ownership,
      acquisition: ownership === 'cloud' ? 'cloud' : 'buy',
      regionId: 'de-fra',
    });
    const monthShape = Array.from({ length: 12 }, (_, month) => (month < 6 ? 0.3 : 1));
    return only(
      estateOf(
        {
          ...scenario,
          sites: scenario.sites.map((site) => ({
            ...site,
            tariffShape: Array.from({ length: 24 }, (_, hour) => (hour < 12 ? 0.2 : 1.8)),
            supply: { source: 'wind', watts: 4_000 },
          })),
          workloads: scenario.workloads.map((one) => ({ ...one, demand: { ...one.demand, monthShape } })),
        },
        defaultCatalogue,
        defaultCalibration,
        memo,
        SEARCHED,
      ),
    );
  };
  const [bought, planned] = [rackLine(standing('cloud'), 'bought'), rackLine(standing('colocation'), 'as-planned')];
  expect(bought.usdPerMonthNow / planned.usdPerMonthNow).toBeCloseTo(1, 9);
  expect((bought.usdPerMonth[0] ?? 0) / (planned.usdPerMonth[0] ?? 1)).toBeCloseTo(1, 9);
});

it('energy that follows the volume is what the mean of the year draws beyond rest, not that of its busiest month', () => {
  const { scenario } = estateFor({});
  const monthShape = Array.from({ length: 12 }, (_, month) => (month < 6 ? 0.1 : 1));
  const workloads = scenario.workloads.map((one) => ({ ...one, demand: { ...one.demand, monthShape } }));
  const estate = estateOf({ ...scenario, workloads }, defaultCatalogue, defaultCalibration, memo, SEARCHED);
  const [cost, power] = [estate.costs[0], estate.powers[0]];
  const mean = (estate.sites[0]?.result.shares.get('g1')?.itEnergyPerMonth ?? 0) / MONTH;
  if (!cost || !power?.curve) throw new Error('no power');
  const { egress, energy, taxes } = cost.stack;
  const moved = egress + energy * (1 - wattsAt(power.curve, 0) / mean);
  const { usdPerMonth, usdPerMonthNow } = rackLine(only(estate), 'as-planned');
  const taxed = 1 + taxes / (totalOfLines(cost.stack) - taxes);
  expect((12 * (usdPerMonthNow - (usdPerMonth[0] ?? 0))) / (moved * taxed)).toBeCloseTo(1, 6);
});
