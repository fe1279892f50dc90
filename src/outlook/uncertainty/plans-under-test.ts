/** Plans for the tests of chance, with their evaluation in the words of its totals. */
import { defaultCalibration } from '../../calibration/default-calibration.ts';
import { defaultCatalogue } from '../../catalogue/default-catalogue.ts';
import { estateOf, SEARCHED, type Estate } from '../../evaluate/estate.ts';
import { evaluationOf } from '../../evaluate/evaluate.ts';
import { createMemo } from '../../evaluate/memo.ts';
import { scenarioOf } from '../../evaluate/scenario-under-test.ts';
import type { Scenario } from '../../scenario/schema.ts';
import type { KpiValues, UncertaintyAnswer } from './uncertainty-answer.ts';
import { beginUncertainty, type UncertaintyOptions } from './uncertainty.ts';

const memo = createMemo();

export const estate = (scenario: Scenario): Estate =>
  estateOf(scenario, defaultCatalogue, defaultCalibration, memo, SEARCHED);

export const answerOf = (scenario: Scenario, options?: UncertaintyOptions): UncertaintyAnswer => {
  const run = beginUncertainty(estate(scenario), options);
  let answer: UncertaintyAnswer | null = null;
  for (let next = run.next(); next; next = run.next()) answer = next;
  if (!answer) throw new Error('no answer');
  return answer;
};

export const chat = scenarioOf('chat', {
  systemId: 'hgx-h100-8',
  systems: 2,
  modelId: 'llama-3.3-70b',
  workflowId: 'chat',
  slaClassId: 'near-real-time',
  peakSessionsPerSecond: 0.5,
});

export const withDemand = (scenario: Scenario, demand: Partial<Scenario['workloads'][number]['demand']>): Scenario => ({
  ...scenario,
  workloads: scenario.workloads.map((workload) => ({ ...workload, demand: { ...workload.demand, ...demand } })),
});

const SEASONS = [0.6, 0.65, 0.7, 0.8, 0.9, 1, 0.95, 0.85, 0.75, 0.8, 0.9, 0.7];

/** A second workload in the pool, offline, with a season of its own. */
export const mixed: Scenario = (() => {
  const [first] = chat.workloads;
  const [pool] = chat.deployments;
  if (!first || !pool) throw new Error('no workload');
  const batch: Scenario['workloads'][number] = {
    ...first,
    id: 'w2',
    name: 'Nightly',
    workflowId: 'batch',
    slaClassId: 'offline-batch/24h',
    demand: { ...first.demand, peakSessionsPerSecond: 0.05, monthShape: SEASONS },
    offline: { releaseHourUtc: 20, mayShiftInTime: true, mayShiftInPlace: false },
  };
  return {
    ...withDemand(chat, { monthShape: SEASONS.toReversed() }),
    workloads: [first, batch],
    deployments: [{ ...pool, workloadIds: ['w1', 'w2'] }],
  };
})();

/** Owned, in several copies, with power of its own, a tariff and an idle kind of rack. */
export const owned: Scenario = (() => {
  const plan = withDemand(
    scenarioOf('owned', {
      systemId: 'hgx-h200-8',
      otherSystemId: 'dgx-b200-8',
      modelId: 'qwen3-32b',
      workflowId: 'rag',
      slaClassId: 'near-real-time/rag',
      peakSessionsPerSecond: 1,
      ownership: 'owned',
      regionId: 'de-fra',
    }),
    { monthShape: SEASONS, elsewhere: [{ regionId: 'jp-tyo', share: 0.3 }] },
  );
  return {
    ...plan,
    sites: plan.sites.map((site) => ({
      ...site,
      count: 3,
      tariffShape: Array.from({ length: 24 }, (_, hour) => (hour < 7 ? 0.6 : 1.2)),
      supply: { source: 'wind' as const, watts: 4_000 },
    })),
    deployments: plan.deployments.map((one) => ({ ...one, rackGroupIds: ['g1'] })),
  };
})();

export const ownedOnGrid: Scenario = {
  ...owned,
  sites: owned.sites.map(({ supply: _, ...site }) => site),
};

export const evaluated = (scenario: Scenario): Partial<KpiValues> => {
  const { totals } = evaluationOf(estate(scenario));
  return {
    costPerMonth: totals.costPerMonth,
    costPerMtok: totals.costPerMtokOutput,
    capex: totals.capex,
    tco: totals.tcoOverHorizon,
    slaMet: totals.workloadsMet,
    ttftOverLimit: totals.tightestTtft && totals.tightestTtft.value / totals.tightestTtft.limit,
    headroom: totals.headroom && totals.headroom.value,
    tokensPerSecond: totals.peakOutputTokensPerSecond,
    tokensPerMonth: totals.outputTokensPerMonth,
    peakPower: totals.peakMeterPower,
    energyPerMonth: totals.energyPerMonth,
    carbonPerMtok: totals.carbonPerMtokOutput,
    carbonPerMonth: totals.carbonPerMonth,
    waterPerMonth: totals.waterPerMonth,
  };
};

export const rented = scenarioOf('rented', {
  systemId: 'hgx-h100-8',
  modelId: 'llama-3.1-8b',
  workflowId: 'chat',
  slaClassId: 'real-time',
  peakSessionsPerSecond: 0.2,
  ownership: 'cloud',
  acquisition: 'cloud',
});
