import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instanceUnderTest, tensor } from '../performance/instance-under-test.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import { AT_HAND, mixOf, requestClassOf } from '../serving/requests.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import type { ClassTargets } from '../serving/open-load.ts';
import { quantity } from '../units/quantity.ts';
import { searchSplit, splitOf, type SplitQuestion } from './split-search.ts';

const workflow = defaultCatalogue.workflows['rag'];
const requests = workflow ? requestClassOf(workflow, {}, 131_072, false) : null;
const mix = requests && mixOf([{ requests, weight: 1 }]);
if (!requests || !mix) throw new Error('the catalogue has no workflow rag');

const seconds = (p50: number, p95: number, p99: number) => ({
  p50: quantity<'s'>(p50),
  p95: quantity<'s'>(p95),
  p99: quantity<'s'>(p99),
});
const targetsWith = (tpot: number): ClassTargets[] => [
  { requests, ttft: seconds(2, 5, 9), tpot: seconds(tpot, 1.5 * tpot, 2 * tpot), e2e: null, roundTrip: AT_HAND },
];
const layouts = [1, 2, 4].map((tp) => instanceUnderTest('llama-3.3-70b', 'hgx-h200-8', tensor(tp), { weights: 'fp8' }));

const questionOf = (accelerators: number, targets: ClassTargets[]): SplitQuestion => ({
  prefills: layouts,
  decodes: layouts,
  decodesBeside: (decodeSize, prefills, prefillSize) =>
    Math.floor((accelerators - prefills * prefillSize) / decodeSize),
  accelerators: { prefill: accelerators, decode: accelerators, shared: true },
  ratio: null,
  mix,
  termsFor: () => ({ prefillBudgetTokens: 8_192, maxBatch: 'auto' }),
  targets,
  link: { bytesPerSecond: 50e9, latencySeconds: 4e-5 },
});

/** Every pair of layouts with every number of prefill instances. */
const bruteForce = (question: SplitQuestion, accelerators: number): number => {
  let best = 0;
  for (const prefill of layouts) {
    for (const decode of layouts) {
      for (let prefills = 1; prefills * acceleratorsOf(prefill.layout) < accelerators; prefills++) {
        const decodes = question.decodesBeside(acceleratorsOf(decode.layout), prefills, acceleratorsOf(prefill.layout));
        if (decodes < 1) continue;
        best = Math.max(best, splitOf(question, { prefill, prefills, decode, decodes })?.capacity ?? 0);
      }
    }
  }
  return best;
};

describe('the search for prefill and decode instances', () => {
  test('finds what brute force finds within 3 %, on small groups and limits from tight to loose', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 8 }), fc.constantFrom(0.02, 0.035, 0.08), (accelerators, tpot) => {
        const question = questionOf(accelerators, targetsWith(tpot));
        const all = bruteForce(question, accelerators);
        const { best } = searchSplit(question);
        expect(best?.capacity ?? 0).toBeLessThanOrEqual(all * (1 + 1e-9));
        expect(best?.capacity ?? 0).toBeGreaterThanOrEqual(0.97 * all);
      }),
      { numRuns: 6, seed: 11 },
    );
  });

  test('keeps a ratio that was asked for', () => {
    const pair = layouts.slice(1, 2);
    const { best } = searchSplit({
      ...questionOf(8, targetsWith(0.08)),
      ratio: 1,
      prefills: pair,
      decodes: pair,
    });
    expect(best).toMatchObject({ prefills: 2, decodes: 2 });
  });

  test('more decode instances where answers are long, more prefill where prompts are', () => {
    const ratioFor = (inputTokens: number, outputTokens: number) => {
      const { best } = searchSplit({
        ...questionOf(32, []),
        mix: { ...mix, inputTokens, cachedTokens: 0, outputTokens },
      });
      return best
        ? (best.prefills * acceleratorsOf(best.prefill.layout)) / (best.decodes * acceleratorsOf(best.decode.layout))
        : NaN;
    };
    expect(ratioFor(16_384, 128)).toBeGreaterThan(2 * ratioFor(1_024, 2_048));
  });
});
