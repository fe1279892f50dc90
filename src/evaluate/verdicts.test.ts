/** Verdicts, headroom and the number of instances against a load that is set from the capacity found. Eq. Q1, Eq. Q2, Eq. Q4 */
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import type { Scenario } from '../scenario/schema.ts';
import { evaluate } from './evaluate.ts';
import type { DeploymentAnswer, Evaluation, WorkloadAnswer } from './evaluation.ts';
import { scenarioOf } from './scenario-under-test.ts';

const LAYOUT = { tp: 1, pp: 1, attnDp: 1, moeTp: 1, ep: 1 };

/** Eight H100 with one instance each, the same load in every hour; TPOT binds well before saturation. */
const planAt = (peakSessionsPerSecond: number, systems = 1): Scenario => {
  const scenario = scenarioOf('load', {
    systemId: 'hgx-h100-8',
    systems,
    modelId: 'llama-3.1-8b',
    workflowId: 'rag',
    slaClassId: 'tight',
    peakSessionsPerSecond,
    shape: 'flat',
    serving: { layout: LAYOUT },
  });
  const limits = (seconds: number) => ({ p50Seconds: seconds, p95Seconds: seconds * 1.5, p99Seconds: seconds * 2 });
  const tight = { id: 'tight', name: 'Tight', urgency: 'real-time' as const, ttft: limits(1), tpot: limits(0.02) };
  return { ...scenario, slaClasses: [tight], assumptions: { 'costs.availabilityShare.base': 0.95 } };
};

const answer = (scenario: Scenario): Evaluation => evaluate(scenario, defaultCatalogue, defaultCalibration);

const poolOf = ({ deployments }: Evaluation): DeploymentAnswer => {
  const [pool] = deployments;
  if (!pool) throw new Error('no pool');
  return pool;
};

const workloadOf = ({ workloads }: Evaluation): WorkloadAnswer => {
  const [workload] = workloads;
  if (!workload) throw new Error('no workload');
  return workload;
};

const empty = answer(planAt(1));
const perSession = workloadOf(empty).peakRequestsPerSecond;
const slaCapacity = poolOf(empty).slaCapacity ?? NaN;
const saturation = poolOf(empty).saturation ?? NaN;
const at = (requestsPerSecond: number): Evaluation => answer(planAt(requestsPerSecond / perSession));

test('the capacity inside the targets lies below saturation and does not depend on demand', () => {
  expect(slaCapacity).toBeGreaterThan(0);
  expect(slaCapacity).toBeLessThan(0.8 * saturation);
  expect(poolOf(at(0.5 * slaCapacity)).slaCapacity).toBeCloseTo(slaCapacity, 6);
});

describe('verdict', () => {
  test('no demand is idle', () => {
    expect(poolOf(answer(planAt(0))).verdict).toBe('idle');
    expect(workloadOf(answer(planAt(0))).slaMet).toBe(true);
  });

  test('below the capacity it is stable, and every percentile holds', () => {
    const evaluation = at(0.99 * slaCapacity);
    const { verdict, slaMet, ttft, tpot, targets } = workloadOf(evaluation);
    expect([verdict, slaMet, poolOf(evaluation).verdict]).toEqual(['stable', true, 'stable']);
    for (const level of ['p50', 'p95', 'p99'] as const) {
      expect(ttft?.[level]).toBeLessThanOrEqual(targets.ttft?.[level] ?? 0);
      expect(tpot?.[level]).toBeLessThanOrEqual(targets.tpot?.[level] ?? 0);
    }
    expect(evaluation.issues).toEqual([]);
  });

  test('between capacity and saturation it is backlogged: late, with latencies, and a way out', () => {
    const evaluation = at(1.1 * slaCapacity);
    const { verdict, slaMet, tpot } = workloadOf(evaluation);
    expect([verdict, slaMet, poolOf(evaluation).verdict]).toEqual(['backlogged', false, 'backlogged']);
    expect(tpot).not.toBeNull();
    const issue = evaluation.issues.find(({ code }) => code === 'backlogged');
    expect(issue?.facts['hours']).toBe(24);
    expect(issue?.mend).toMatchObject({ action: 'add-rack', args: { count: 1 } });
  });

  test('beyond saturation it is overloaded, and no latency is shown', () => {
    const evaluation = at(1.05 * saturation);
    const { verdict, ttft, tpot, e2e, ttftP99ByHour, outputTokens, outputTokensPerSecondByHour } =
      workloadOf(evaluation);
    expect([verdict, poolOf(evaluation).verdict]).toEqual(['overloaded', 'overloaded']);
    expect([ttft, tpot, e2e, ...ttftP99ByHour].every((latency) => latency === null)).toBe(true);
    // What is served stops at saturation.
    expect(outputTokensPerSecondByHour[0]).toBeCloseTo(saturation * outputTokens, 0);
    expect(evaluation.issues.map(({ code }) => code)).toContain('overloaded');
  });
});

// λ_sla/λ − 1: at half the capacity 1, at 80 % 0.25, above it negative.
test.each([
  [0.5, 1],
  [0.8, 0.25],
  [1.1, -0.0909],
])('headroom at %f of the capacity is %f', (share, headroom) => {
  expect(poolOf(at(share * slaCapacity)).headroom).toBeCloseTo(headroom, 3);
});

// Availability 95 %: 7.5 instances' worth needs 8, and 8/0.95 = 8.4 is 9; 24.5 needs 25, and 25/0.95 = 26.3 is 27.
describe('instances needed', () => {
  test.each([
    [7.5, 9],
    [24.5, 27],
  ])('for %f times the capacity of one: %i', (load, instances) => {
    const each = slaCapacity / 8;
    const { instancesNeeded, instancesGiven } = poolOf(answer(planAt((load * each) / perSession)));
    expect(instancesGiven).toBe(8);
    expect(instancesNeeded).toBe(instances);
  });

  test('rise when a plan may use less of the capacity', () => {
    const plan = planAt((4 * slaCapacity) / 8 / perSession);
    const half = poolOf(answer({ ...plan, utilisationCap: 0.5 })).instancesNeeded;
    expect(poolOf(answer(plan)).instancesNeeded).toBe(5);
    expect(half).toBe(9);
  });
});

/** Two nodes of eight, one instance on each card; load for 7.5 of them at 95 % availability needs 9, and the largest that fails at once. */
describe('spare', () => {
  const plan = planAt((7.5 * slaCapacity) / 8 / perSession, 2);
  const each = (poolOf(answer(plan)).slaCapacity ?? NaN) / 16;
  const load = (spare: Scenario['spare']): Scenario => ({ ...planAt((7.5 * each) / perSession, 2), spare });

  test.each([
    ['none', 9, 0],
    ['instance', 10, 1],
    ['system', 17, 8],
    ['site', 25, 16],
  ] as const)('%s: %i', (spare, instances, held) => {
    const { instancesNeeded, instancesSpare, instancesNeededByHour } = poolOf(answer(load(spare)));
    expect([instancesNeeded, instancesSpare]).toEqual([instances, held]);
    // The same load in every hour.
    expect(new Set(instancesNeededByHour)).toEqual(new Set([instances]));
  });
});

describe('classes on one pool', () => {
  /** A second workload of the same requests, less urgent, sharing the racks. */
  const shared = (urgent: number, other: number): Evaluation => {
    const plan = planAt(urgent / perSession);
    const [first] = plan.workloads;
    const [pool] = plan.deployments;
    const [tight] = plan.slaClasses;
    if (!first || !pool || !tight) throw new Error('no plan');
    const second = {
      ...first,
      id: 'w2',
      name: 'Other',
      slaClassId: 'later',
      demand: { ...first.demand, peakSessionsPerSecond: other / perSession },
    };
    return answer({
      ...plan,
      workloads: [first, second],
      slaClasses: [tight, { ...tight, id: 'later', urgency: 'near-real-time' }],
      deployments: [{ ...pool, workloadIds: ['w1', 'w2'] }],
    });
  };

  // 0.7 and 0.5 of the capacity: the urgent is stable, of the other 0.3 of 0.5 are inside the targets, the rest late.
  test('the urgent one keeps its targets; the other is late', () => {
    const evaluation = shared(0.7 * slaCapacity, 0.5 * slaCapacity);
    const [urgent, other] = evaluation.workloads;
    expect([urgent?.verdict, other?.verdict, poolOf(evaluation).verdict]).toEqual([
      'stable',
      'backlogged',
      'backlogged',
    ]);
    expect([urgent?.slaMet, other?.slaMet]).toEqual([true, false]);
    expect((other?.servedByHour[5] ?? NaN) / slaCapacity).toBeCloseTo(0.3, 3);
    expect((other?.lateByHour[5] ?? NaN) / slaCapacity).toBeCloseTo(0.2, 3);
    expect(new Set(urgent?.verdictByHour)).toEqual(new Set(['stable']));
  });

  test('beyond saturation the other is shed, the urgent whole', () => {
    const [urgent, other] = shared(0.9 * slaCapacity, saturation).workloads;
    expect([urgent?.verdict, other?.verdict]).toEqual(['stable', 'overloaded']);
    expect((other?.shedByHour[0] ?? NaN) / slaCapacity).toBeCloseTo(0.9, 3);
    expect(sumOf(urgent?.shedByHour ?? [])).toBe(0);
    expect(urgent?.ttft?.p99).toBeGreaterThan(0);
    expect(other?.ttft).toBeNull();
  });
});

const sumOf = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
