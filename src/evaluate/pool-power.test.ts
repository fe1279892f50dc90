/** What the engines that prefill draw: the requests that really come, each with what its prompt really finds. Eq. E1, Eq. S5 */
import { expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue as catalogue } from '../catalogue/default-catalogue.ts';
import { groupPower } from '../economics/system-power.ts';
import type { Issue } from '../issues/issue.ts';
import { prefillOnly } from '../serving/disaggregated-curve.ts';
import { prefillUseOf } from '../serving/step-use.ts';
import { foundMixAt } from './doing.ts';
import { createMemo } from './memo.ts';
import { poolAnswerOf } from './pool-answer.ts';
import { stateAtShare } from './pool-capacity.ts';
import { poolInputOf } from './pool-input.ts';
import { unitPowerByHour } from './pool-power.ts';
import { scenarioOf } from './scenario-under-test.ts';

test('prefill on a rack of its own is busy with the requests of the hour, as long as each takes', () => {
  const plan = scenarioOf('apart', {
    systemId: 'gb200-nvl72',
    otherSystemId: 'hgx-h200-8',
    systems: 2,
    modelId: 'deepseek-r1',
    workflowId: 'coding-agent',
    slaClassId: 'near-real-time/coding-agent',
    peakSessionsPerSecond: 0.01,
    serving: { engine: 'tensorrt-llm', weights: 'fp8', kvFormat: 'fp8' },
  });
  const [decode, prefill] = plan.rackGroups;
  const [deployment] = plan.deployments;
  if (!decode || !prefill || !deployment) throw new Error('no plan');
  const scenario = {
    ...plan,
    rackGroups: [
      { ...decode, role: 'decode' as const },
      { ...prefill, role: 'prefill' as const },
    ],
  };
  const issues: Issue[] = [];
  const input = poolInputOf(scenario, deployment, catalogue, defaultCalibration, issues);
  const { answer } = input ? poolAnswerOf(input, defaultCalibration, createMemo(), 'search', 1, '') : { answer: null };
  const serving = answer?.units[0];
  const part = serving?.capacity.prefill;
  const group = serving?.unit.prefill?.groups[0];
  if (!answer || !serving || !part || !group) throw new Error(JSON.stringify(issues));
  const drawn = unitPowerByHour(serving, answer, catalogue.power).get('g2')?.weekday[answer.peakHourUtc];

  const share = answer.weekday.interactive[answer.peakHourUtc] ?? 0;
  const { curve } = serving.capacity.group;
  const point = stateAtShare(serving, answer, share)?.point;
  if (!point) throw new Error('saturated');
  const mix = foundMixAt(curve, point.inFlight);
  expect(mix.cachedTokens).toBeLessThan(curve.mix.cachedTokens);
  const requestsPerSecond = share * (answer.slaCapacity > 0 ? answer.slaCapacity : answer.saturation);
  const prompts = prefillOnly(part.instance, mix, 8_192);
  const expected = groupPower({
    system: group.system,
    accelerator: group.accelerator,
    figures: catalogue.power,
    systems: 2,
    activeAccelerators: part.instances * 8,
    activity: {
      // Rounded so that hours alike are worked out once.
      busyShare: Math.round((512 * requestsPerSecond * point.prefillOccupancy) / part.instances) / 512,
      use: prefillUseOf(part.instance, mix, prompts),
    },
  });
  expect((drawn ?? 0) / (expected?.watts ?? 1)).toBeCloseTo(1, 9);
});
