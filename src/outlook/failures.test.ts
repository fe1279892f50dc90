/** A loss is the answer of the smaller plan. */
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import { createMemo } from '../evaluate/memo.ts';
import { scenarioOf, type Plan } from '../evaluate/scenario-under-test.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { DeploymentFailures, DomainLoss, FailureDomain } from './failures-answer.ts';
import { failuresOf } from './failures.ts';
import type { OutlookGround } from './growth.ts';

const ground: OutlookGround = { catalogue: defaultCatalogue, calibration: defaultCalibration, memo: createMemo() };

const PLAN: Plan = {
  systemId: 'hgx-h200-8',
  modelId: 'llama-3.1-8b',
  workflowId: 'chat',
  slaClassId: 'near-real-time',
  peakSessionsPerSecond: 1,
};

const headroomOf = (scenario: Scenario): number | null =>
  evaluate(scenario, defaultCatalogue, defaultCalibration, ground.memo).deployments[0]?.headroom ?? null;

/** `used` of the capacity of `systems` nodes at the peak. */
const planWith = (systems: number, used: number): Scenario => {
  const one = headroomOf(scenarioOf('spare', { ...PLAN, systems }));
  return scenarioOf('spare', { ...PLAN, systems, peakSessionsPerSecond: used * (1 + (one ?? 0)) });
};

const answerTo = (scenario: Scenario): DeploymentFailures => {
  const run = failuresOf(ground, scenario);
  expect(run.total).toBe(scenario.deployments.length);
  const [deployment] = run.next()?.deployments ?? [];
  expect(run.next()).toBeNull();
  if (!deployment) throw new Error('no answer');
  return deployment;
};

const lossIn = ({ losses }: DeploymentFailures, domain: FailureDomain): DomainLoss => {
  const loss = losses.find((one) => one.domain === domain);
  if (!loss) throw new Error(`no ${domain}`);
  return loss;
};

describe('four nodes on two positions', () => {
  const onTwo = (scenario: Scenario): Scenario => ({
    ...scenario,
    rackGroups: scenario.rackGroups.map((group) => ({
      ...group,
      placements: [
        { position: 0, count: 3 },
        { position: 1, count: 1 },
      ],
    })),
  });
  const plan = onTwo(planWith(4, 0.7));
  const answer = answerTo(plan);

  test('lose one node: the answer of three', () => {
    const { systems, accelerators, headroom, holds, capacityShare } = lossIn(answer, 'system');
    expect({ systems, accelerators, holds }).toEqual({ systems: 1, accelerators: 8, holds: true });
    expect(headroom).toBe(
      headroomOf(scenarioOf('spare', { ...PLAN, systems: 3, peakSessionsPerSecond: demandOf(plan) })),
    );
    expect(capacityShare).toBeCloseTo(0.25, 6);
    // 0.75 ÷ 0.7 − 1
    expect(headroom).toBeCloseTo(0.0714, 4);
  });

  test('lose the fuller position: the answer of one', () => {
    const { systems, position, headroom, holds, verdict, missedWorkloadIds } = lossIn(answer, 'position');
    expect({ systems, position, holds }).toEqual({ systems: 3, position: 0, holds: false });
    expect(headroom).toBe(
      headroomOf(scenarioOf('spare', { ...PLAN, systems: 1, peakSessionsPerSecond: demandOf(plan) })),
    );
    expect(['backlogged', 'overloaded']).toContain(verdict);
    expect(missedWorkloadIds).toEqual(['w1']);
  });

  test('lose the site: nothing is left', () => {
    expect(lossIn(answer, 'site')).toMatchObject({ verdict: 'withheld', headroom: null, holds: false, systems: 4 });
  });

  test('lose an instance: its part of the capacity', () => {
    const { capacityShare, headroom, accelerators } = lossIn(answer, 'instance');
    const instances = 32 / accelerators;
    expect(capacityShare).toBeCloseTo(1 / instances, 9);
    expect(headroom).toBeCloseTo((1 - 1 / instances) / 0.7 - 1, 4);
  });

  test('are up often enough: three of four at the availability of the catalogue', () => {
    const up = defaultCatalogue.costs.availabilityShare.base;
    expect(answer.availability?.kinds[0]).toMatchObject({ given: 4, needed: 3 });
    expect(answer.availability?.ofPeak).toBeCloseTo(4 * up ** 3 * (1 - up) + up ** 4, 9);
  });

  test('hold a system ready, not a position', () => {
    expect(answer.spare).toEqual({ asked: 'none', held: null, holds: 'system' });
    expect(answerTo({ ...plan, spare: 'system' }).spare).toMatchObject({ asked: 'system', held: true });
    expect(answerTo({ ...plan, spare: 'site' }).spare).toMatchObject({ asked: 'site', held: false });
  });
});

const demandOf = (scenario: Scenario): number => scenario.workloads[0]?.demand.peakSessionsPerSecond ?? 0;

test('a plan that is too small survives nothing', () => {
  const { spare } = answerTo(planWith(2, 1.1));
  expect(spare.holds).toBeNull();
});

test('of two sites the larger is lost', () => {
  const scenario = planWith(3, 0.4);
  const [site, group, deployment] = [scenario.sites[0], scenario.rackGroups[0], scenario.deployments[0]];
  if (!site || !group || !deployment) throw new Error('no plan');
  const two: Scenario = {
    ...scenario,
    sites: [site, { ...site, id: 's2', name: 'Second' }],
    rackGroups: [
      { ...group, placements: [{ position: 0, count: 1 }] },
      { ...group, id: 'g2', siteId: 's2', placements: [{ position: 0, count: 2 }] },
    ],
    deployments: [{ ...deployment, rackGroupIds: ['g1', 'g2'] }],
  };
  const loss = lossIn(answerTo(two), 'site');
  expect(loss).toMatchObject({ siteId: 's2', systems: 2, holds: false });
  expect(loss.headroom).toBe(
    headroomOf(scenarioOf('spare', { ...PLAN, systems: 1, peakSessionsPerSecond: demandOf(two) })),
  );
});

test('of two hundred shops one box is lost, not two hundred', () => {
  const scenario = planWith(1, 0.5);
  const shops: Scenario = {
    ...scenario,
    sites: scenario.sites.map((site) => ({ ...site, count: 4 })),
    workloads: scenario.workloads.map((one) => ({
      ...one,
      demand: { ...one.demand, peakSessionsPerSecond: 4 * one.demand.peakSessionsPerSecond },
    })),
  };
  const { capacityShare } = lossIn(answerTo(shops), 'system');
  expect(capacityShare).toBeCloseTo(0.25, 6);
  expect(lossIn(answerTo(shops), 'site').capacityShare).toBeCloseTo(0.25, 6);
});

test('on spot an accelerator is there less often', () => {
  const { availabilityShare, spotInterruptionShare } = defaultCatalogue.costs;
  const scenario = planWith(4, 0.7);
  const spot: Scenario = {
    ...scenario,
    rackGroups: scenario.rackGroups.map((group) => ({ ...group, acquisition: 'cloud-spot' })),
  };
  const up = availabilityShare.base * (1 - spotInterruptionShare.base);
  expect(up).toBeLessThan(availabilityShare.base);
  expect(answerTo(spot).availability?.ofOneSystem).toBeCloseTo(up, 12);
  expect(answerTo(scenario).availability?.ofOneSystem).toBe(availabilityShare.base);
});

test('parts that stand apart at several alike sites may lose more than one site has', () => {
  const base = scenarioOf('apart', { ...PLAN, peakSessionsPerSecond: 0.1, serving: { mode: 'disaggregated' } });
  const [group, deployment] = [base.rackGroups[0], base.deployments[0]];
  if (!group || !deployment) throw new Error('no plan');
  const apart: Scenario = {
    ...base,
    sites: base.sites.map((site) => ({ ...site, count: 5 })),
    rackGroups: [
      { ...group, id: 'gp', role: 'prefill', placements: [{ position: 0, count: 1 }] },
      { ...group, id: 'gd', role: 'decode', placements: [{ position: 1, count: 1 }] },
    ],
    deployments: [{ ...deployment, rackGroupIds: ['gp', 'gd'] }],
  };
  const { kinds } = answerTo(apart).availability ?? { kinds: [] };
  expect(kinds.map(({ given }) => given)).toEqual([5, 5]);
  // A fiftieth of a session a second at each: one site of the five carries them all.
  for (const { needed } of kinds) expect(needed).toBeLessThan(4);
});
