/** What the engines that prefill draw: the requests that really come, each with what its prompt really finds. Eq. E1, Eq. S5 */
import { expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import type { RackGroup } from '../scenario/schema.ts';
import { defaultCatalogue as catalogue } from '../catalogue/default-catalogue.ts';
import { groupPower } from '../economics/system-power.ts';
import type { Issue } from '../issues/issue.ts';
import { prefillOnly } from '../serving/disaggregated-curve.ts';
import { prefillUseOf } from '../serving/step-use.ts';
import { foundMixAt } from './doing.ts';
import { stateAtShare } from './pool-capacity.ts';
import { poolInputOf } from './pool-input.ts';
import { curvesOf, loadedPoolOf } from './pool-under-test.ts';
import { poolPowerOf, unitPowerAt, unitPowerCurves } from './pool-power.ts';
import type { PoolAnswer } from './pool-answer.ts';
import { wattsAt } from './power-curve.ts';
import { scenarioOf, type Plan } from './scenario-under-test.ts';

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
  const answer = input && loadedPoolOf(input);
  const serving = answer?.units[0];
  const part = serving?.capacity.prefill;
  const group = serving?.unit.prefill?.groups[0];
  if (!answer || !serving || !part || !group) throw new Error(JSON.stringify(issues));
  const drawn = unitPowerAt(serving, answer, catalogue.power, answer.weekday.interactive[answer.peakHourUtc] ?? 0).get(
    'g2',
  );
  const byHour = poolPowerOf(answer, curvesOf(answer)).power.get('g2')?.weekday[answer.peakHourUtc];
  expect((byHour ?? 0) / (drawn ?? 1)).toBeCloseTo(1, 2);

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
      busyShare: (requestsPerSecond * point.prefillOccupancy) / part.instances,
      use: prefillUseOf(part.instance, mix, prompts),
    },
  });
  expect((drawn ?? 0) / (expected?.watts ?? 1)).toBeCloseTo(1, 2);
});

type Given = Partial<Plan> & Pick<Plan, 'systemId' | 'modelId'> & { readonly roles?: readonly RackGroup['role'][] };

const chat = { workflowId: 'chat', slaClassId: 'near-real-time', peakSessionsPerSecond: 0.5 };

const answered = (id: string, given: Given): PoolAnswer => {
  const plan = scenarioOf(id, { ...chat, ...given });
  const scenario = {
    ...plan,
    rackGroups: plan.rackGroups.map((group, index) => ({ ...group, role: given.roles?.[index] ?? group.role })),
  };
  const [deployment] = scenario.deployments;
  if (!deployment) throw new Error('no plan');
  const input = poolInputOf(scenario, deployment, catalogue, defaultCalibration, []);
  const answer = input && loadedPoolOf(input);
  if (!answer) throw new Error('no answer');
  return answer;
};

/** Ways of serving and parts: a few large steps, many small ones, prefill or FFN apart. */
const plans: readonly (readonly [string, Given])[] = [
  ['rack', { systemId: 'gb200-nvl72', modelId: 'deepseek-r1' }],
  ['node', { systemId: 'hgx-h100-8', modelId: 'llama-3.3-70b', systems: 3, peakSessionsPerSecond: 2 }],
  ['small', { systemId: 'hgx-h200-8', modelId: 'llama-3.1-8b', workflowId: 'code-completion' }],
  ['batch', { systemId: 'mi355x-8', modelId: 'qwen3-32b', workflowId: 'batch', slaClassId: 'offline-batch/24h' }],
  [
    'apart',
    {
      systemId: 'gb200-nvl72',
      otherSystemId: 'hgx-h200-8',
      modelId: 'deepseek-r1',
      roles: ['decode', 'prefill'],
      serving: { engine: 'tensorrt-llm', weights: 'fp8', kvFormat: 'fp8' },
    },
  ],
  [
    'shared',
    {
      systemId: 'gb200-nvl72',
      modelId: 'deepseek-r1',
      workflowId: 'rag',
      serving: { engine: 'tensorrt-llm', weights: 'nvfp4-experts', kvFormat: 'fp8', mode: 'disaggregated' },
    },
  ],
  [
    'split',
    {
      systemId: 'gb200-nvl72',
      otherSystemId: 'gb200-nvl72',
      modelId: 'deepseek-r1',
      roles: ['attention', 'ffn'],
      serving: { engine: 'tensorrt-llm', weights: 'nvfp4-experts', kvFormat: 'fp8', mode: 'attention-ffn' },
    },
  ],
];

test.each(plans)('%s: a curve of power says within 1 % what the load draws, and never falls', (id, given) => {
  const answer = answered(id, given);
  expect(answer.units.length).toBeGreaterThan(0);
  for (const serving of answer.units) {
    for (const [group, curve] of unitPowerCurves(serving, answer, catalogue.power)) {
      if (!curve) throw new Error(`${id}: no curve`);
      const { shares, watts } = curve;
      expect(shares[0]).toBe(0);
      expect(shares.every((share, index) => index === 0 || share > (shares[index - 1] ?? 0))).toBe(true);
      expect(watts.every((drawn, index) => index === 0 || drawn >= (watts[index - 1] ?? 0))).toBe(true);
      const last = shares.at(-1) ?? 0;
      let worst = 0;
      for (let step = 0; step <= 97; step++) {
        const share = (1.02 * last * step) / 97;
        const direct = unitPowerAt(serving, answer, catalogue.power, share).get(group) ?? 0;
        worst = Math.max(worst, Math.abs(wattsAt(curve, share) / direct - 1));
      }
      expect(worst, `${id} ${group}`).toBeLessThan(0.01);
    }
  }
});
