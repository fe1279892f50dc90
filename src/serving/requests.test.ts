/** Sessions as requests: growing contexts worked by hand, what the cache saves, and pools of several classes. Eq. K5 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultCatalogue as catalogue } from '../catalogue/default-catalogue.ts';
import type { Workflow } from '../catalogue/figures.ts';
import { mixOf, requestClassOf } from './requests.ts';

const always = (value: number) => ({ median: value, sigma: 0, min: 0, max: Infinity });

const workflowOf = (id: string): Workflow => {
  const workflow = catalogue.workflows[id];
  if (!workflow) throw new Error(`no workflow ${id}`);
  return workflow;
};

/** Three turns, 1,000 tokens first, 100 new ones each later turn, 50 out, half of the input in the cache. */
const steady: Workflow = {
  ...workflowOf('chat'),
  turns: always(3),
  firstInputTokens: always(1_000),
  newInputTokensPerTurn: always(100),
  outputTokens: always(50),
  prefixHitShare: 0.5,
};

describe('a session of three turns', () => {
  // Inputs 1,000, 1,150, 1,300: mean 1,150; each turn adds what was asked and what was answered.
  test('grows by question and answer', () => {
    const requests = requestClassOf(steady, {}, null, true);
    expect(requests.requestsPerSession).toBe(3);
    expect(requests.inputTokens).toBe(1_150);
    expect(requests.outputTokens).toBe(50);
  });

  test('finds half of it in the cache, nothing without one', () => {
    expect(requestClassOf(steady, {}, null, true).cachedTokens).toBe(575);
    expect(requestClassOf(steady, {}, null, false).cachedTokens).toBe(0);
    expect(requestClassOf(steady, { prefixHitShare: 0.2 }, null, true).cachedTokens).toBe(230);
  });

  // A context of 1,150 tokens leaves 1,100 for the input: 1,000, 1,100, 1,100: mean 1,066.7. The sum over real turns gives 1,072.2.
  test('is held at what the model reads', () => {
    expect(Math.abs(requestClassOf(steady, {}, 1_150, true).inputTokens / 1_066.67 - 1)).toBeLessThan(0.01);
  });

  test('takes replaced figures as means', () => {
    const requests = requestClassOf(steady, { turns: 1, firstInputTokens: 300, outputTokens: 20 }, null, true);
    expect([requests.requestsPerSession, requests.inputTokens, requests.outputTokens]).toEqual([1, 300, 20]);
    expect(requestClassOf(workflowOf('chat'), { outputTokens: 500 }, null, true).outputTokens).toBeCloseTo(500, 6);
  });
});

describe.each(Object.keys(catalogue.workflows))('%s', (id) => {
  const requests = requestClassOf(workflowOf(id), {}, 131_072, true);

  test('prompt sizes stand for the tokens to compute', () => {
    const weight = requests.prefillSizes.reduce((sum, one) => sum + one.weight, 0);
    const mean = requests.prefillSizes.reduce((sum, one) => sum + one.weight * one.tokens, 0);
    expect(weight).toBeCloseTo(1, 12);
    expect(mean).toBeCloseTo(requests.inputTokens - requests.cachedTokens, 6);
  });

  test('lengths are in order', () => {
    const { p50, p95, p99 } = requests.outputQuantiles;
    expect([p50, p95, p99]).toEqual([p50, p95, p99].toSorted((a, b) => a - b));
    expect(requests.cachedTokens).toBeLessThan(requests.inputTokens);
    expect(requests.inputTokens + requests.outputTokens).toBeLessThanOrEqual(131_072 * (1 + 1e-9));
  });
});

describe('a pool of two classes', () => {
  const [long, short] = [
    requestClassOf({ ...steady, turns: always(1), firstInputTokens: always(3_000) }, {}, null, true),
    requestClassOf({ ...steady, turns: always(1), firstInputTokens: always(1_000) }, {}, null, true),
  ];

  // One long for three short: (3,000 + 3·1,000)/4 = 1,500. To compute: 1,500 once and 500 thrice, mean 750, mean square
  // (2.25e6 + 3·0.25e6)/4 = 0.75e6; squared variation 0.75e6/750² − 1 = 1/3.
  test('is their mean by rate, with the spread between them', () => {
    const flat = {
      long: { ...long, prefillSizes: [{ tokens: 1_500, weight: 1 }] },
      short: { ...short, prefillSizes: [{ tokens: 500, weight: 1 }] },
    };
    const mix = mixOf([
      { requests: flat.long, weight: 1 },
      { requests: flat.short, weight: 3 },
    ]);
    expect(mix?.inputTokens).toBe(1_500);
    expect(mix?.prefillVariability).toBeCloseTo(1 / 3, 12);
  });

  test('nothing arriving is no mix', () => {
    expect(mixOf([{ requests: long, weight: 0 }])).toBeNull();
    expect(mixOf([])).toBeNull();
  });

  test('only the proportions of the rates count', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (factor) => {
        const [a, b] = [1, factor].map((by) =>
          mixOf([
            { requests: long, weight: 2 * by },
            { requests: short, weight: 5 * by },
          ]),
        );
        expect(b?.inputTokens).toBeCloseTo(a?.inputTokens ?? 0, 6);
        expect(b?.prefillVariability).toBeCloseTo(a?.prefillVariability ?? 0, 9);
      }),
      { seed: 41, numRuns: 50 },
    );
  });
});
