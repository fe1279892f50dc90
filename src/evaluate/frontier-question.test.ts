/** What the search is asked about a deployment: its racks with price and power, its limits, the formats its racks can run. */
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue as catalogue } from '../catalogue/default-catalogue.ts';
import type { Scenario } from '../scenario/schema.ts';
import { createFrontierCache } from '../search/frontier-cache.ts';
import type { FrontierQuestion } from '../search/frontier-types.ts';
import { searched } from '../search/frontier-under-test.ts';
import { evaluate } from './evaluate.ts';
import { frontierQuestionOf, type FrontierAsk } from './frontier-question.ts';
import { scenarioOf, type Plan } from './scenario-under-test.ts';

const PLAN: Plan = {
  systemId: 'gb200-nvl72',
  modelId: 'deepseek-r1',
  workflowId: 'chat',
  slaClassId: 'real-time',
  peakSessionsPerSecond: 2,
};

const asked = (changes: Partial<Plan> = {}, ask: FrontierAsk = {}) =>
  frontierQuestionOf(scenarioOf('frontier', { ...PLAN, ...changes }), 'd1', ask, catalogue, defaultCalibration);

const questionOf = (changes: Partial<Plan> = {}, ask: FrontierAsk = {}): FrontierQuestion => {
  const { question } = asked(changes, ask);
  if (!question) throw new Error('no question');
  return question;
};

test('a rack with its price, its power and the fabric that carries KV', () => {
  const { racks, links, targets } = questionOf();
  const [rack] = racks;
  const system = catalogue.systems['gb200-nvl72'];
  expect(rack?.accelerators).toBe(72);
  expect(rack?.wattsPerAccelerator).toBeCloseTo((system?.powerTypical ?? system?.powerNameplate ?? 0) / 72, 6);
  expect(rack?.usdPerAcceleratorHour).toBeGreaterThan(0.5);
  expect(rack?.usdPerAcceleratorHour).toBeLessThan(20);
  expect(links).toHaveLength(1);
  expect(links[0]?.link.bytesPerSecond).toBe(rack?.device.scaleUp);
  expect(targets).toHaveLength(1);
});

test('rented racks cost their rent', () => {
  const rent = catalogue.costs.rentPerAcceleratorHour['h100-sxm']?.onDemand?.base ?? Number.NaN;
  const [rack] = questionOf({ systemId: 'hgx-h100-8', systems: 2, acquisition: 'cloud' }).racks;
  expect(rack?.accelerators).toBe(16);
  expect(rack?.usdPerAcceleratorHour).toBeCloseTo(rent, 9);
});

describe('what may vary', () => {
  test('formats and drafts of the plan come first, each once', () => {
    const { choices } = questionOf({ serving: { weights: 'fp8' } });
    const labels = choices.precisions.map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    expect(choices.techniques.map(({ label }) => label)).toEqual(['no drafts', 'MTP 1', 'MTP 2', 'MTP 3']);
    expect(choices.techniques[1]?.tokensPerStepApart).toBeGreaterThan(1);
  });

  test('NVFP4 is refused on parts of others, with the reason', () => {
    const question = questionOf({ systemId: 'mi355x-8', systems: 2 });
    const answer = searched(question, {}, createFrontierCache());
    const refused = answer.rejected.find(({ reason }) => reason === 'format-not-supported');
    expect(refused?.words).toBe('NVFP4 runs on NVIDIA parts only');
    expect(refused?.count).toBeGreaterThan(10);
    const used = new Set(answer.configurations.precision);
    const nvfp4 = question.choices.precisions.findIndex(({ label }) => label.startsWith('nvfp4'));
    expect(nvfp4).toBeGreaterThan(0);
    expect(used.has(nvfp4)).toBe(false);
  });

  test('only what is asked for', () => {
    const { choices } = questionOf(
      {},
      { weights: ['nvfp4'], kvFormats: ['fp8'], draftTokens: [2], modes: ['aggregated'] },
    );
    expect(choices.precisions).toHaveLength(1);
    expect(choices.precisions[0]?.precision.kvFormat).toBe('fp8');
    expect(choices.techniques.map(({ label }) => label)).toEqual(['MTP 2']);
    expect(choices.modes).toEqual(['aggregated']);
  });
});

test('hits that the tiers do not find are computed', () => {
  const [all, half] = [questionOf(), questionOf({}, { foundShare: 0.5 })];
  expect(all.mix.cachedTokens).toBeGreaterThan(0);
  expect(half.mix.cachedTokens).toBeCloseTo(all.mix.cachedTokens / 2, 9);
});

test('racks of different vendors at one site: each may prefill for the other', () => {
  const { racks, links } = questionOf({ otherSystemId: 'mi355x-8' });
  expect(racks.map(({ rackId }) => rackId)).toEqual(['s1/gb200-nvl72', 's1/mi355x-8']);
  expect(links).toHaveLength(4);
  const across = links.find(({ prefillRackId, decodeRackId }) => prefillRackId !== decodeRackId);
  expect(across?.link.bytesPerSecond).toBe(Math.min(...racks.map(({ device }) => device.scaleOut)));
});

describe('racks that run FFNs for others', () => {
  const withRoles = (plan: Partial<Plan>, roles: readonly ['auto' | 'ffn', 'auto' | 'ffn'], racks = 1): Scenario => {
    const scenario = scenarioOf('split', { ...PLAN, systemId: 'vr-nvl72', systems: 1, ...plan });
    return {
      ...scenario,
      // So many racks of attention, and `systems` beside them.
      rackGroups: scenario.rackGroups.map((group, index) => ({
        ...group,
        role: roles[index] ?? 'auto',
        placements: index === 0 ? [{ position: 0, count: racks }] : group.placements,
      })),
    };
  };
  const searchOf = (scenario: Scenario, ask: FrontierAsk = {}): FrontierQuestion => {
    const { question } = frontierQuestionOf(scenario, 'd1', ask, catalogue, defaultCalibration);
    if (!question) throw new Error('no question');
    return question;
  };

  test('SRAM with the role does nothing else; the memory behind its bridges is that of the catalogue', () => {
    const { racks, ffnPairs, choices } = searchOf(withRoles({ otherSystemId: 'lpx-256' }, ['auto', 'ffn']));
    expect(racks.map(({ rackId, only }) => [rackId, only])).toEqual([
      ['s1/vr-nvl72', undefined],
      ['s1/lpx-256', 'ffn'],
    ]);
    expect(racks[1]?.sram?.perRack).toBe(256);
    expect(racks[1]?.sram?.staging?.capacityBytes).toBe(catalogue.memoryTiers['lpx-fabric-dram']?.capacity);
    expect(ffnPairs).toEqual([{ attentionRackId: 's1/vr-nvl72', ffnRackId: 's1/lpx-256' }]);
    expect(choices.modes).toContain('attention-ffn');
  });

  test('racks of two kinds may run FFNs for each other; racks of one kind by their role', () => {
    const two = searchOf(withRoles({ otherSystemId: 'mi355x-8' }, ['auto', 'auto']));
    expect(two.ffnPairs).toHaveLength(2);
    expect(two.racks.some(({ only }) => only !== undefined)).toBe(false);
    const alike = searchOf(withRoles({ otherSystemId: 'vr-nvl72' }, ['auto', 'ffn']));
    expect(alike.racks.map(({ rackId }) => rackId)).toEqual(['s1/vr-nvl72', 's1/vr-nvl72/ffn']);
    expect(alike.racks[1]?.only).toBe('ffn');
    expect(alike.ffnPairs).toEqual([{ attentionRackId: 's1/vr-nvl72', ffnRackId: 's1/vr-nvl72/ffn' }]);
    expect(searchOf(withRoles({ otherSystemId: 'vr-nvl72' }, ['auto', 'auto'])).ffnPairs).toEqual([]);
  });

  test.each([1, 3])('what it finds best on %i racks serves as much when the plan is set to it', (count) => {
    const serving: NonNullable<Plan['serving']> = { engine: 'sglang', prefixCaching: false };
    const plan: Partial<Plan> = {
      modelId: 'deepseek-v3',
      otherSystemId: 'lpx-256',
      systems: 8,
      serving,
    };
    const question = searchOf(withRoles(plan, ['auto', 'ffn'], count), {
      modes: ['attention-ffn'],
      weights: ['native'],
      draftTokens: [0],
    });
    const [best] = searched(question).best;
    if (!best?.configuration.prefillLayout) throw new Error('no best');
    const { layout, prefillLayout } = best.configuration;
    const pinned = withRoles(
      { ...plan, serving: { ...serving, mode: 'attention-ffn', weights: 'native', layout, prefillLayout } },
      ['auto', 'ffn'],
      count,
    );
    const answer = evaluate(pinned, catalogue, defaultCalibration);
    expect(answer.deployments[0]?.slaCapacity).toBeCloseTo(best.slaRequestsPerSecond, 6);
  });
});

test('nothing to search says why', () => {
  const { question, issues } = frontierQuestionOf(
    scenarioOf('frontier', { ...PLAN, modelId: 'no-such-model' }),
    'd1',
    {},
    catalogue,
    defaultCalibration,
  );
  expect(question).toBeNull();
  expect(issues.map(({ code }) => code)).toContain('unknown-reference');
  expect(frontierQuestionOf(scenarioOf('frontier', PLAN), 'd9', {}, catalogue, defaultCalibration).question).toBeNull();
});

test('what caches do not hold is computed: fewer hits mean a later first token for every class', () => {
  const at = (foundShare: number) =>
    frontierQuestionOf(
      scenarioOf('frontier', { ...PLAN, workflowId: 'coding-agent' }),
      'd1',
      { foundShare },
      catalogue,
      defaultCalibration,
    ).question;
  const [all, none] = [at(1), at(0)];
  const sizes = (question: ReturnType<typeof at>) =>
    question?.targets[0]?.requests.prefillSizes.reduce((sum, { tokens, weight }) => sum + tokens * weight, 0) ?? NaN;
  expect(sizes(none)).toBeCloseTo(none?.mix.inputTokens ?? NaN, 0);
  expect(sizes(none)).toBeGreaterThan(10 * sizes(all));
});

test('an engine does not straddle rack groups', () => {
  const one = scenarioOf('frontier', PLAN);
  const [group] = one.rackGroups;
  const [pool] = one.deployments;
  if (!group || !pool) throw new Error('no rack');
  const two = {
    ...one,
    rackGroups: [group, { ...group, id: 'g2', placements: [{ position: 1, count: 1 }] }],
    deployments: [{ ...pool, rackGroupIds: [group.id, 'g2'] }],
  };
  const rack = frontierQuestionOf(two, 'd1', {}, catalogue, defaultCalibration).question?.racks[0];
  expect(rack?.accelerators).toBe(2 * (rack?.largestGroup ?? NaN));
});
