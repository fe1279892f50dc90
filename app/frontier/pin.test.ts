/** What pinning a configuration changes in the plan, that it is one of the points then, and that the frontier itself stays as it was. */
import { beforeAll, describe, expect, test } from 'vitest';
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import type { DeploymentAnswer, Evaluation } from '../../src/evaluate/evaluation.ts';
import { scenarioOf } from '../../src/evaluate/scenario-under-test.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import type { FrontierAnswer } from '../../src/search/frontier-types.ts';
import { frontierRequestOf } from '../state/frontier-request.ts';
import type { FrontierTerms } from '../state/frontier-store.ts';
import { frontierQuestionOf } from '../../src/evaluate/frontier-question.ts';
import { searchFrontier } from '../../src/search/frontier.ts';
import { createFrontierCache } from '../../src/search/frontier-cache.ts';
import { chosenOf } from './chosen.ts';
import { pinOf } from './pin.ts';
import { spotAt, type PointSpot } from './spots.ts';

const plan = scenarioOf('pin', {
  systemId: 'hgx-h200-8',
  modelId: 'llama-3.3-70b',
  workflowId: 'chat',
  slaClassId: 'near-real-time',
  peakSessionsPerSecond: 0.2,
});

const answered = (scenario: Scenario): readonly [Evaluation, DeploymentAnswer] => {
  const evaluation = evaluate(scenario, defaultCatalogue, defaultCalibration);
  const pool = evaluation.deployments[0];
  if (!pool) throw new Error('no pool');
  return [evaluation, pool];
};

const requestOf = (scenario: Scenario) => {
  const request = frontierRequestOf(scenario, answered(scenario)[1]);
  if (!request) throw new Error('no request');
  return request;
};

describe('pinning', () => {
  let answer: FrontierAnswer;
  let terms: FrontierTerms;
  let spots: PointSpot[];
  beforeAll(() => {
    const { scenario, deploymentId, ask } = requestOf(plan);
    const { question } = frontierQuestionOf(scenario, deploymentId, ask, defaultCatalogue, defaultCalibration);
    if (!question) throw new Error('no question');
    const run = searchFrontier(question, createFrontierCache());
    let step = run.next();
    while (!step.done) step = run.next();
    answer = step.value;
    const { mix, targets, racks, choices } = question;
    terms = { mix, targets, racks, choices };
    spots = Array.from(answer.fronts.perAccelerator, (index) => spotAt(answer, index));
  });

  const pinned = (spot: PointSpot): Scenario => {
    const deployment = plan.deployments[0];
    if (!deployment) throw new Error('no deployment');
    return pinOf(terms, deployment, spot.configuration, spot.inFlight).edit(plan);
  };

  test.each(['aggregated', 'disaggregated'] as const)('a point, %s: the pool is served so', (mode) => {
    const spot = spots.find(({ configuration }) => configuration.mode === mode);
    if (!spot) throw new Error(`no ${mode} point on the front`);
    const { layout, prefillLayout, ratio } = spot.configuration;
    const after = pinned(spot);
    const serving = after.deployments[0]?.serving;
    expect(serving).toMatchObject({ mode, layout, prefillLayout: prefillLayout ?? 'auto' });
    expect(serving?.prefillPerDecode).toBe(ratio ? ratio.prefills / ratio.decodes : undefined);
    const decodes = ratio?.decodes ?? 1;
    expect(serving?.maxBatch).toBe(Math.max(1, Math.round(spot.inFlight / decodes)));
    const groups = answered(after)[1].groups;
    const decode = groups.find(({ role }) => role === (mode === 'aggregated' ? 'serve' : 'decode'));
    expect(decode?.layout).toEqual(layout);
    expect(terms.choices.precisions[spot.configuration.precision]?.precision.label).toBe(decode?.weightsLabel);
  });

  test('it changes nothing that the frontier asks about', () => {
    for (const spot of [spots[0], spots.at(-1)]) {
      if (!spot) throw new Error('no front');
      expect(requestOf(pinned(spot))).toEqual(requestOf(plan));
    }
  });

  test('the plan is then that point; before, it stands where its own answer is', () => {
    for (const spot of spots.filter((_, index) => index % 3 === 0)) {
      const after = pinned(spot);
      const [evaluation, pool] = answered(after);
      if (pool.groups.length === 0) continue;
      const chosen = chosenOf(answer, terms, after, pool, evaluation.workloads);
      expect(chosen?.configuration).toEqual(spot.configuration);
      expect(chosen?.perUser).toBeCloseTo(spot.perUser, 9);
    }
    const [evaluation, pool] = answered(plan);
    const own = chosenOf(answer, terms, plan, pool, evaluation.workloads);
    expect(own?.index).toBeNull();
    expect(own?.up.gpu).toBeCloseTo(pool.groups[0]?.slaTokensPerSecondPerAccelerator ?? 0, 6);
    // At the SLA limit one user is not served slower than the class allows, but for rounding and the first token.
    const fastest = Math.max(...spots.map(({ perUser }) => perUser));
    expect(own?.perUser).toBeGreaterThan(0);
    expect(own?.perUser).toBeLessThan(fastest);
  });
});
