/** What the search is asked about a deployment: its racks with price and power, its limits, the formats its racks can run. */
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue as catalogue } from '../catalogue/default-catalogue.ts';
import { createFrontierCache } from '../search/frontier-cache.ts';
import type { FrontierQuestion } from '../search/frontier-types.ts';
import { searched } from '../search/frontier-under-test.ts';
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
  const rent = catalogue.systems['hgx-h100-8']?.rentalPerAcceleratorHour?.base ?? Number.NaN;
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
