import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { instanceUnderTest, tensor } from '../performance/instance-under-test.ts';
import { kvBytesPerSequence } from '../performance/kv-cache.ts';
import { decodeStep } from '../performance/step-time.ts';
import {
  DECODE_RATE_SHARE,
  disaggregatedCurveOf,
  PREFILL_RATE_SHARE,
  prefillOnly,
  transferSecondsOf,
  type DisaggregatedQuestion,
} from './disaggregated-curve.ts';
import { loadStateAt, ttftQuantile } from './open-load.ts';
import { requestClassOf } from './requests.ts';
import type { Reuse, ReuseState } from './reuse.ts';
import { serviceCurveOf, tpotAt } from './service-curve.ts';

const mix = {
  inputTokens: 4_096,
  cachedTokens: 0,
  outputTokens: 512,
  dispersionPerMinute: 1,
  prefillVariability: 0,
};

const chat = defaultCatalogue.workflows['chat'];
if (!chat) throw new Error('no workflow chat');
const requests = requestClassOf(chat, {}, 131_072, true);
const instance = instanceUnderTest('llama-3.3-70b', 'hgx-h200-8', tensor(4), { weights: 'fp8' });
const question: DisaggregatedQuestion = {
  prefill: instance,
  prefills: 1,
  decode: instance,
  decodes: 1,
  mix,
  terms: { prefillBudgetTokens: 8_192, maxBatch: 'auto' },
  link: { bytesPerSecond: 50e9, latencySeconds: 4e-5 },
};
const curveOf = (changes: Partial<DisaggregatedQuestion> = {}) => {
  const curve = disaggregatedCurveOf({ ...question, ...changes });
  if (!curve) throw new Error('does not fit');
  return curve;
};

describe('prefill apart from decode', () => {
  test('the KV of a prompt travels over the links of its attention ranks side by side', () => {
    // 80 layers · 2 · 8 heads · 128 · 2 B = 327,680 B a token; 4,096 of them over four links of 50 GB/s.
    const bytes = 4_096 * 327_680;
    expect(kvBytesPerSequence(instance.model, 4_096, 2)).toBe(bytes);
    expect(transferSecondsOf(question)).toBeCloseTo(4e-5 + bytes / (4 * 50e9), 12);
  });

  test('a sequence decodes undisturbed: its token takes one step of the decode side', () => {
    const curve = curveOf();
    const [c, tpot] = [curve.inFlight[10] ?? 0, curve.tpot[10] ?? 0];
    expect(tpot).toBeCloseTo(decodeStep(instance, c, 4_096 + 256).time, 12);
    expect(curve.mixedShare.every((share) => share === 0)).toBe(true);
  });

  test('prefill ends the curve where its engines bring no more', () => {
    const curve = curveOf();
    const { occupancy } = prefillOnly(instance, mix, 8_192);
    expect(curve.capBy).toBe('prefill');
    const last = curve.throughput.at(-1) ?? 0;
    expect(last).toBeLessThanOrEqual(PREFILL_RATE_SHARE / occupancy);
    expect(last).toBeGreaterThan((0.97 * PREFILL_RATE_SHARE) / occupancy);
  });

  test('with prefill to spare, decode and its memory end the curve', () => {
    const curve = curveOf({ prefills: 40 });
    const [c, endToEnd] = [curve.inFlight.at(-1) ?? 0, curve.endToEnd.at(-1) ?? 0];
    expect(curve.capBy).toBe('memory');
    expect(c).toBeCloseTo(curve.cap, 6);
    expect(curve.throughput.at(-1)).toBeCloseTo((DECODE_RATE_SHARE * c) / endToEnd, 9);
  });

  test('a slow link ends it instead: a tenth of a GB/s carries the KV of no more than the links hold', () => {
    const curve = curveOf({ prefills: 40, link: { bytesPerSecond: 1e8, latencySeconds: 0 } });
    expect(curve.capBy).toBe('link');
    const perSecond = (4 * 1e8) / (4_096 * 327_680);
    expect(curve.throughput.at(-1)).toBeLessThanOrEqual(perSecond);
    expect(curve.throughput.at(-1)).toBeGreaterThan(0.9 * perSecond);
  });

  test('prompts queue for all engines that prefill, not for one', () => {
    const [one, two] = [curveOf({ prefills: 1, decodes: 2 }), curveOf({ prefills: 2, decodes: 2 })];
    const load = 0.8 * (one.throughput.at(-1) ?? 0);
    const waitOf = (curve: typeof one) => {
      const state = loadStateAt({ curve, instances: 1, engine: instance.engine }, load);
      return state ? state.waitProbability * state.waitScale : Infinity;
    };
    expect(waitOf(two)).toBeLessThan(0.5 * waitOf(one));
  });

  test('at the same time per token both sides together never decode slower than the one that also prefills', () => {
    const aggregated = serviceCurveOf(instance, mix, question.terms);
    const apart = curveOf({ prefills: 4 });
    const c = 16;
    const at = (curve: typeof apart) => curve.inFlight.findIndex((value) => value >= c);
    const [i, j] = [at(apart), aggregated ? at(aggregated) : 0];
    expect(apart.tpot[i] ?? 0).toBeLessThan(aggregated?.tpot[j] ?? 0);
  });

  test('every column rises with the sequences in flight, whatever the numbers of both sides', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), (prefills, decodes) => {
        const curve = curveOf({ prefills, decodes });
        for (const column of [curve.inFlight, curve.tpot, curve.endToEnd, curve.throughput]) {
          for (let i = 1; i < column.length; i++) expect(column[i]).toBeGreaterThanOrEqual(column[i - 1] ?? 0);
        }
      }),
      { numRuns: 12, seed: 7 },
    );
  });

  test('is nothing where the weights leave no room on either side', () => {
    const small = instanceUnderTest('llama-3.3-70b', 'hgx-h100-8', tensor(1), { weights: 'bf16' });
    expect(disaggregatedCurveOf({ ...question, decode: small })).toBeNull();
    expect(disaggregatedCurveOf({ ...question, prefill: small })).toBeNull();
  });

  describe('with sessions that keep their KV where it was computed', () => {
    const cached = { ...mix, cachedTokens: 4_095 };
    const found = (state: ReuseState, fits: boolean): Reuse => ({
      achievableTokens: 4_095,
      cachedTokens: 4_095,
      recomputedTokens: 0,
      recomputedThoughStored: 0,
      fetchSeconds: 0.2,
      fetchedBytes: 0,
      hbmHeldBytes: state.requestsPerSecond * 60e9,
      fits,
      byTier: [],
    });
    /** Every request per second holds 60 GB for as long as its session may come back. */
    const holding = (changes: Partial<DisaggregatedQuestion> = {}) =>
      disaggregatedCurveOf({
        ...question,
        ...changes,
        mix: cached,
        terms: {
          ...question.terms,
          reuse: (state) => found(state, state.requestsPerSecond * 60e9 <= state.freeHbmBytes),
        },
      });

    test('no more is served than prefill holds sessions of', () => {
      const curve = holding();
      // 4 of 141 GB, weights and reserve off: 7 to 8 of them.
      expect(curve?.throughput.at(-1)).toBeLessThan((4 * 141) / 60);
      expect(curve?.reuse?.every(({ fits }) => fits)).toBe(true);
      expect(curve?.capBy).toBe('prefill');
      const none = { ...question.terms, reuse: (state: ReuseState) => found(state, false) };
      expect(disaggregatedCurveOf({ ...question, mix: cached, terms: none })).toBeNull();
    });

    test('a prompt that is found whole still waits for its KV to be fetched and handed over', () => {
      const curve = holding();
      if (!curve) throw new Error('does not fit');
      const group = { curve, instances: 1, engine: instance.engine };
      const state = loadStateAt(group, 0.1);
      if (!state) throw new Error('saturated');
      const [none, one] = [0, 1].map((tokens) =>
        ttftQuantile(
          group,
          { ...state, waitProbability: 0, waitScale: 0 },
          { ...requests, prefillSizes: [{ tokens, weight: 1 }] },
          0.5,
        ),
      );
      expect(none).toBeGreaterThan(0.2 + transferSecondsOf(question));
      expect((one ?? 0) - (none ?? 0)).toBeCloseTo(curve.prefillTime[0] ?? 0, 4);
    });
  });

  test('more sequences than prefill brings on average come together for a while, and slow each other down', () => {
    const curve = curveOf();
    const last = curve.inFlight.at(-1) ?? 0;
    expect(last).toBeLessThan(0.5 * curve.cap);
    const context = 4_096 + 256;
    for (const more of [1.2, 1.5]) {
      const exact = decodeStep(instance, more * last, context).time;
      expect(tpotAt(curve, more * last)).toBeGreaterThan(curve.tpot.at(-1) ?? 0);
      expect(tpotAt(curve, more * last) / exact).toBeGreaterThan(0.98);
      expect(tpotAt(curve, more * last) / exact).toBeLessThan(1.05);
    }
  });
});
