/** The layout chosen is the best of those tried, by what the whole group of accelerators serves. Eq. X1 */
import { describe, expect, test } from 'vitest';
import { defaultCatalogue as catalogue } from '../catalogue/default-catalogue.ts';
import { deviceUnderTest, instanceUnderTest, modelUnderTest, tensor } from '../performance/instance-under-test.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import { slaCapacityOf } from '../serving/open-load.ts';
import { AT_HAND, mixOf, requestClassOf } from '../serving/requests.ts';
import { quantity } from '../units/quantity.ts';
import { bestLayout, searchLayouts, type SearchQuestion, type Tried } from './search.ts';

const question = (modelId: string, systemId: string, available: number, ttft: number): SearchQuestion => {
  const model = modelUnderTest(modelId);
  const workflow = catalogue.workflows['chat'];
  if (!workflow) throw new Error('no chat workflow');
  const requests = requestClassOf(workflow, {}, model.contextMaxTokens, true);
  const mix = mixOf([{ requests, weight: 1 }]);
  if (!mix) throw new Error('no mix');
  const limit = { p50: quantity<'s'>(ttft), p95: quantity<'s'>(2 * ttft), p99: quantity<'s'>(3 * ttft) };
  return {
    model,
    device: deviceUnderTest(systemId),
    instanceWith: (layout) => instanceUnderTest(modelId, systemId, layout),
    prefillBudgetTokens: 8_192,
    termsFor: () => ({ prefillBudgetTokens: 8_192, maxBatch: 'auto' }),
    mix,
    targets: [{ requests, ttft: limit, tpot: null, e2e: null, roundTrip: AT_HAND }],
    available,
  };
};

/** Whole instances among so many accelerators. */
const among =
  (accelerators: number) =>
  (each: number): number =>
    Math.floor(accelerators / each);

/** What so many instances of a layout serve inside the targets of a question. */
const servedBy =
  ({ targets }: SearchQuestion) =>
  ({ curve, engine }: Tried, instances: number): number =>
    slaCapacityOf({ curve, engine, instances }, targets);

describe('Llama-3.1-8B on eight H100', () => {
  const asked = question('llama-3.1-8b', 'hgx-h100-8', 8, 1);
  const answer = searchLayouts(asked);
  const capacityOf = servedBy(asked);
  const best = bestLayout(answer, among(8), capacityOf);
  const served = (tried: Tried): number => capacityOf(tried, among(8)(acceleratorsOf(tried.layout)));

  test('no other layout serves more, although not all are worked out', () => {
    expect(answer.tried.length).toBeGreaterThanOrEqual(4);
    for (const tried of answer.tried) expect(served(tried)).toBeLessThanOrEqual(best ? served(best) : 0);
  });

  test('no number of instances exceeds the bound without waiting', () => {
    for (const tried of answer.tried) expect(capacityOf(tried, 8)).toBeLessThanOrEqual(8 * tried.boundPerInstance);
  });

  // Three accelerators hold one instance of two, not one of four or eight.
  test('takes no layout larger than the group', () => {
    const onThree = bestLayout(answer, among(3), capacityOf);
    expect(acceleratorsOf(onThree?.layout ?? tensor(8))).toBeLessThanOrEqual(3);
    expect(bestLayout(answer, among(0), capacityOf)).toBeNull();
  });
});

test('targets out of reach: the layouts are ordered by what they survive', () => {
  const asked = question('llama-3.1-8b', 'hgx-h100-8', 8, 1e-4);
  const answer = searchLayouts(asked);
  expect(answer.tried.every(({ boundPerInstance }) => boundPerInstance === 0)).toBe(true);
  expect(bestLayout(answer, among(8), servedBy(asked))).not.toBeNull();
});

// 671 GB of FP8 weights on cards of 85.5 GB: too small up to eight, and by less the more ranks there are.
test('DeepSeek-R1 on eight H100: every layout is too small, and by how much', () => {
  const answer = searchLayouts(question('deepseek-r1', 'hgx-h100-8', 8, 1));
  expect(answer.tried).toEqual([]);
  expect(answer.tooSmall).toBeGreaterThan(3);
  expect(answer.leastShortfallBytes).toBeGreaterThan(1e9);
  expect(answer.leastShortfallBytes).toBeLessThan(85.5e9);
});
