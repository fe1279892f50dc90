/** Ratios of attention to FFN: the search against asking for each, and the rA–1F setting of the literature. Eq. S6 */
import { describe, expect, test } from 'vitest';
import { instanceUnderTest, tensor, wideExperts } from '../performance/instance-under-test.ts';
import { quantity } from '../units/quantity.ts';
import { attentionFfnCurveOf } from './attention-ffn-curve.ts';
import { ratioAtFixedBatch, searchRatio, throughputWithin, type FixedBatchRatio } from './attention-ffn-search.ts';
import { splitStep } from './attention-ffn-step.ts';

const mix = { inputTokens: 8_192, cachedTokens: 0, outputTokens: 1_024, dispersionPerMinute: 1, prefillVariability: 0 };
const attention = instanceUnderTest('deepseek-v3', 'vr-nvl72', tensor(1), { engine: 'sglang' });
const eight = instanceUnderTest('deepseek-v3', 'vr-nvl72', wideExperts(8), { engine: 'sglang' });
const lpu = instanceUnderTest('deepseek-v3', 'lpx-256', tensor(1));
const rest = {
  attention,
  prefill: eight,
  prefillAccelerators: 144,
  kvLink: { bytesPerSecond: 200e9, latencySeconds: 50e-6 },
  mix,
  terms: { prefillBudgetTokens: 8_192, maxBatch: 'auto' },
  microBatches: 'auto',
} as const;

describe('search', () => {
  const question = { ...rest, attentionAccelerators: 40, ffn: eight, ffnAccelerators: 24, link: 'fabric' } as const;

  test('48 or fewer accelerators to the ratio: the best is what asking for each gives', () => {
    for (const tpotLimit of [0.012, 0.02, 0.05]) {
      const { best, candidates } = searchRatio({ ...question, tpotLimit });
      const each = [1, 2, 3].map((replicas) => {
        const answer = attentionFfnCurveOf({
          ...question,
          attentions: Math.floor(40 / replicas),
          ffn: { kind: 'accelerators', instance: eight, count: 1 },
          prefills: 18 / replicas,
        });
        return answer.ok ? replicas * throughputWithin(answer.curve, tpotLimit) : 0;
      });
      expect(candidates.map(({ requestsPerSecond }) => requestsPerSecond)).toEqual(each);
      expect(best?.requestsPerSecond ?? 0).toBe(Math.max(...each));
    }
  });

  test('a looser limit never serves less, an impossible one nothing', () => {
    const at = (tpotLimit: number): number => searchRatio({ ...question, tpotLimit }).best?.requestsPerSecond ?? 0;
    expect(at(1e-4)).toBe(0);
    expect(at(0.03)).toBeGreaterThanOrEqual(at(0.015));
  });

  test('racks of LPUs: none below what holds the weights, two pools from twice that on', () => {
    const racks = (count: number): ReturnType<typeof searchRatio> =>
      searchRatio({
        ...rest,
        attentionAccelerators: 72,
        ffn: { instance: lpu, pool: { perRack: 256, staging: null } },
        ffnAccelerators: 256 * count,
        link: 'network',
      });
    const five = racks(5);
    expect(five.best).toBeNull();
    expect(five.candidates.map(({ answer }) => answer.ok)).toEqual([false]);
    expect(racks(6).candidates.map(({ replicas }) => replicas)).toEqual([1]);
    expect(racks(12).candidates.map(({ replicas }) => replicas)).toEqual([1, 2]);
  });
});

test('throughput within a limit is linear between rows', () => {
  const answer = attentionFfnCurveOf({
    ...rest,
    attentions: 24,
    ffn: { kind: 'accelerators', instance: eight, count: 1 },
    link: 'fabric',
    prefills: 18,
  });
  if (!answer.ok) throw new Error(answer.reason);
  const { tpot, throughput } = answer.curve;
  const i = tpot.findIndex((seconds, at) => seconds < (tpot[at + 1] ?? 0));
  const middle = ((tpot[i] ?? 0) + (tpot[i + 1] ?? 0)) / 2;
  expect(throughputWithin(answer.curve, middle)).toBeCloseTo(((throughput[i] ?? 0) + (throughput[i + 1] ?? 0)) / 2, 9);
});

/**
 * The theory of rA–1F bundles reports r* ≈ 9.3 for DeepSeek-V3 on Ascend 910C at 256 sequences per attention instance, prompts of 100 and
 * answers of 500 tokens. How many accelerators its FFN instance has and the coefficients behind it are not in the sources at hand, and r*
 * moves with both: only that, and what moves it, can be compared.
 */
describe('ratio at a fixed batch', () => {
  // The fabric of CloudMatrix 384 is not in the catalogue; 196 GB/s per die and direction is an assumption of this test.
  const fabric = { scaleUp: quantity<'B/s'>(196e9), scaleUpPair: quantity<'B/s'>(196e9), domain: 384 };
  const ascend = instanceUnderTest('deepseek-v3', 'cloudmatrix-384', tensor(1), { device: fabric });
  const ratioOf = (ranks: number, context: number, largest = 200): FixedBatchRatio =>
    ratioAtFixedBatch({
      sides: {
        attention: ascend,
        ffn: {
          kind: 'accelerators',
          instance: instanceUnderTest('deepseek-v3', 'cloudmatrix-384', wideExperts(ranks), { device: fabric }),
          count: 1,
        },
        link: 'fabric',
      },
      sequencesPerAttention: 256,
      context,
      microBatches: 3,
      largest,
    });

  test('longer contexts and larger FFN sides want more attention', () => {
    expect(ratioOf(64, 4_096).ratio).toBeGreaterThan(ratioOf(64, 350).ratio);
    expect(ratioOf(64, 350).ratio).toBeGreaterThan(ratioOf(16, 350).ratio);
  });

  test('per accelerator of the FFN side the best ratio falls from above one to below: 9.3 needs a side of fewer than eight', () => {
    const [small, large] = [ratioOf(8, 350).ratio / 8, ratioOf(64, 350).ratio / 64];
    expect(small).toBeGreaterThan(1);
    expect(large).toBeLessThan(1);
    expect(ratioOf(8, 350).ratio).toBeGreaterThan(9.3);
  });

  test('r* is the end at which the FFN side is full: beyond it every attention instance adds less than it costs', () => {
    const { ratio, bound } = ratioOf(64, 4_096);
    const at = (attentions: number): { attention: number; ffn: number } =>
      splitStep(
        {
          attention: ascend,
          attentions,
          ffn: {
            kind: 'accelerators',
            instance: instanceUnderTest('deepseek-v3', 'cloudmatrix-384', wideExperts(64), { device: fabric }),
            count: 1,
          },
          link: 'fabric',
        },
        256 * attentions,
        4_096,
        3,
      ).times;
    expect(bound).toBe('attention');
    expect(at(ratio).ffn).toBeLessThanOrEqual(at(ratio).attention);
    expect(at(ratio + 2).ffn).toBeGreaterThan(at(ratio + 2).attention);
  });
});
