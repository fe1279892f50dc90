/** Sites alike: a queue in every copy, totals over all of them. Eq. Q1 */
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import type { Scenario } from '../scenario/schema.ts';
import { evaluate } from './evaluate.ts';
import type { DeploymentAnswer, Evaluation } from './evaluation.ts';
import { scenarioOf, type Plan } from './scenario-under-test.ts';

const BOX: Plan = {
  systemId: 'jetson-edge',
  modelId: 'llama-3.1-8b',
  workflowId: 'chat',
  slaClassId: 'prompt',
  peakSessionsPerSecond: 0.1,
  serving: { weights: 'nvfp4' },
};

/** Only the wait for the first token is limited: queues decide. */
const PROMPT: Scenario['slaClasses'][number] = {
  id: 'prompt',
  name: 'Prompt',
  urgency: 'near-real-time',
  ttft: { p50Seconds: 1, p95Seconds: 2, p99Seconds: 3 },
};
const COPIES = 200;

const copied = (plan: Plan, count: number): Scenario => {
  const scenario = scenarioOf('copies', plan);
  return { ...scenario, slaClasses: [PROMPT], sites: scenario.sites.map((site) => ({ ...site, count })) };
};
const answerOf = (scenario: Scenario): Evaluation => evaluate(scenario, defaultCatalogue, defaultCalibration);
const poolOf = (scenario: Scenario): DeploymentAnswer & { readonly slaCapacity: number } => {
  const evaluation = answerOf(scenario);
  const [pool] = evaluation.deployments;
  if (!pool || pool.slaCapacity === null) throw new Error(JSON.stringify(evaluation.issues));
  return { ...pool, slaCapacity: pool.slaCapacity };
};

describe('copies of a site', () => {
  const one = poolOf(copied(BOX, 1));
  const many = poolOf(copied({ ...BOX, peakSessionsPerSecond: 0.1 * COPIES }, COPIES));

  test('carry exactly so many times what one carries', () => {
    expect(one.slaCapacity).toBeGreaterThan(0);
    expect(many.slaCapacity).toBeCloseTo(COPIES * one.slaCapacity, 6);
    expect(many.saturation).toBeCloseTo(COPIES * (one.saturation ?? NaN), 6);
  });

  test('carry less than as many boxes behind one queue', () => {
    const together = poolOf(copied({ ...BOX, systems: COPIES, peakSessionsPerSecond: 0.1 * COPIES }, 1));
    expect(many.slaCapacity).toBeLessThan(0.999 * together.slaCapacity);
    expect(many.saturation).toBeCloseTo(together.saturation ?? NaN, 6);
  });

  test('run their instances at the working point of one site with its part of the load', () => {
    const [alone, all] = [one.groups[0], many.groups[0]];
    expect(all?.instances).toBe(COPIES * (alone?.instances ?? NaN));
    expect(all?.acceleratorsUsed).toBe(COPIES);
    expect(all?.sequencesAtPeak).toBeCloseTo(alone?.sequencesAtPeak ?? NaN, 9);
    expect(all?.sequencesAtSla).toBeCloseTo(alone?.sequencesAtSla ?? NaN, 9);
    expect(all?.slaTokensPerSecondPerAccelerator).toBeCloseTo(alone?.slaTokensPerSecondPerAccelerator ?? NaN, 6);
    expect(many.headroom).toBeCloseTo(one.headroom ?? NaN, 9);
  });

  test('wait as long as one site does', () => {
    const [alone] = answerOf(copied(BOX, 1)).workloads;
    const [all] = answerOf(copied({ ...BOX, peakSessionsPerSecond: 0.1 * COPIES }, COPIES)).workloads;
    expect(all?.ttft?.p99).toBeCloseTo(alone?.ttft?.p99 ?? NaN, 9);
  });

  test('pay per token what one site pays', () => {
    const [alone] = answerOf(copied(BOX, 1)).workloads;
    const [all] = answerOf(copied({ ...BOX, peakSessionsPerSecond: 0.1 * COPIES }, COPIES)).workloads;
    for (const kind of ['input', 'cached', 'output'] as const)
      expect((all?.costPerMtok?.[kind] ?? NaN) / (alone?.costPerMtok?.[kind] ?? NaN)).toBeCloseTo(1, 6);
  });

  test('ask for as many more boxes each as bring the load inside the targets, not for those of all sites at one', () => {
    const plan = copied({ ...BOX, peakSessionsPerSecond: 1 }, COPIES);
    const requestsPerSession = answerOf(plan).workloads[0]?.peakRequestsPerSecond ?? NaN;
    const late = copied({ ...BOX, peakSessionsPerSecond: (1.05 * many.slaCapacity) / requestsPerSession }, COPIES);
    const issue = answerOf(late).issues.find(({ mend }) => mend?.action === 'add-rack');
    expect(issue?.mend?.args).toMatchObject({ count: 1, siteId: 's1' });
  });

  test('count in the accelerators of the estate, and once each in what is drawn at a position', () => {
    const evaluation = answerOf(copied({ ...BOX, peakSessionsPerSecond: 0.1 * COPIES }, COPIES));
    const alone = answerOf(copied(BOX, 1));
    expect(evaluation.totals.accelerators).toBe(COPIES);
    expect(evaluation.racks[0]?.load).toBeCloseTo(alone.racks[0]?.load ?? NaN, 9);
    expect(evaluation.racks[0]?.drawn).toBeCloseTo(alone.racks[0]?.drawn ?? NaN, 6);
  });
});

describe('copies of parts that stand apart', () => {
  const R1: Plan = {
    systemId: 'gb200-nvl72',
    modelId: 'deepseek-r1',
    workflowId: 'rag',
    slaClassId: 'near-real-time',
    peakSessionsPerSecond: 5,
    serving: { engine: 'tensorrt-llm', weights: 'nvfp4-experts', kvFormat: 'fp8', mode: 'disaggregated' },
  };

  test('carry so many times what one carries, links included', () => {
    const [one, three] = [poolOf(copied(R1, 1)), poolOf(copied({ ...R1, peakSessionsPerSecond: 15 }, 3))];
    expect(three.slaCapacity).toBeCloseTo(3 * one.slaCapacity, 6);
    const [alone, all] = [one, three].map(({ groups }) => groups.find(({ role }) => role === 'prefill'));
    expect(all?.instances).toBe(3 * (alone?.instances ?? NaN));
    expect(all?.sequencesAtSla).toBeCloseTo(alone?.sequencesAtSla ?? NaN, 6);
    expect(all?.link?.bytesPerSecond).toBeCloseTo(3 * (alone?.link?.bytesPerSecond ?? NaN), 0);
    expect(all?.link?.limit).toBe(3 * (alone?.link?.limit ?? NaN));
  });
});
