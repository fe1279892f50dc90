/** What either side of a split step asks of its accelerators: shares by right, on the scale of an instance that runs both. Eq. E1, Eq. S6 */
import { describe, expect, test } from 'vitest';
import { instanceUnderTest, tensor, wideExperts } from '../performance/instance-under-test.ts';
import type { Instance } from '../performance/instance.ts';
import { estimatesOf } from '../performance/split-step-estimates.ts';
import { sramKernels } from '../performance/split-step-sram.ts';
import { splitStep, type FfnSide, type SplitSides } from './attention-ffn-step.ts';
import { serviceAt } from './service-curve.ts';
import { splitUseOf } from './split-step-use.ts';
import { stepUseOf } from './step-use.ts';

const on = (system: string, ranks: number): Instance =>
  instanceUnderTest('deepseek-v3', system, wideExperts(ranks), { engine: 'sglang' });
const lpu = instanceUnderTest('deepseek-v3', 'lpx-256', tensor(1), { engine: 'sglang' });
const POOL = { parts: 2_048, perRack: 256, staging: null };
const sram: FfnSide = { kind: 'sram', instance: lpu, pool: POOL };
const gpus: FfnSide = { kind: 'accelerators', instance: on('vr-nvl72', 16), count: 1 };
const sides = (ffn: FfnSide): SplitSides => ({ attention: on('vr-nvl72', 8), attentions: 4, ffn, link: 'network' });
const LENGTHS = { inputTokens: 4_096, outputTokens: 1_024 };
const CONTEXT = 4_096 + 512;

describe('SRAM parts', () => {
  test('share the bytes and FLOPs of all blocks', () => {
    const inFlight = 4_096;
    const step = splitStep(sides(sram), inFlight, CONTEXT, 3);
    const { ffn } = splitUseOf(sides(sram), LENGTHS, inFlight, step);
    const { dramBytes } = sramKernels(lpu, POOL, step.ffnTokens, estimatesOf('base'));
    // All parts together read their share of the FFN's weights once for each micro-batch.
    const rate = 2_048 * lpu.device.bandwidth;
    expect(ffn.memoryShare).toBeCloseTo((3 * dramBytes) / (step.time * rate), 12);
    // 58 blocks of 8 + 1 experts of 44.04 M parameters and 3 dense ones of 396.4 M; two FLOPs each.
    const flop = inFlight * 2 * (58 * 9 * 44.04e6 + 3 * 396.4e6);
    expect(ffn.computeShare).toBeCloseTo(flop / (step.time * 2_048 * lpu.device.peak.bf16), 4);
  });

  test('are never asked for more than they have, at any batch', () => {
    for (const inFlight of [1, 64, 2_048, 30_000]) {
      const step = splitStep(sides(sram), inFlight, CONTEXT, 'auto');
      const { attention, ffn } = splitUseOf(sides(sram), LENGTHS, inFlight, step);
      for (const share of [ffn.kernelShare, ffn.memoryShare, ffn.computeShare, attention.kernelShare]) {
        expect(share).toBeGreaterThan(0);
        expect(share).toBeLessThanOrEqual(1);
      }
    }
  });
});

test('GPUs of both sides together do what they do in one instance, weights as wide as they weigh on power', () => {
  const whole = on('vr-nvl72', 16);
  const inFlight = 512;
  const one: SplitSides = {
    attention: whole,
    attentions: 1,
    ffn: { kind: 'accelerators', instance: whole, count: 1 },
    link: 'fabric',
  };
  const step = splitStep(one, inFlight, CONTEXT, 1);
  const apart = splitUseOf(one, LENGTHS, inFlight, step);
  // So long an answer that prompts are nothing.
  const lengths = { inputTokens: 1, cachedTokens: 0, outputTokens: 2 * (CONTEXT - 1) };
  const mix = { ...lengths, dispersionPerMinute: 1, prefillVariability: 0 };
  const row = serviceAt(whole, mix, { prefillBudgetTokens: 8_192, maxBatch: 'auto' }, inFlight);
  const together = stepUseOf(whole, lengths, row, step.time);
  expect((apart.attention.memoryShare + apart.ffn.memoryShare) / together.memoryShare).toBeCloseTo(1, 1);
  expect((apart.attention.computeShare + apart.ffn.computeShare) / together.computeShare).toBeCloseTo(1, 2);
});

test('a split of GPUs stays within its time too', () => {
  const step = splitStep(sides(gpus), 2_048, CONTEXT, 'auto');
  const { attention, ffn } = splitUseOf(sides(gpus), LENGTHS, 2_048, step);
  expect(attention.kernelShare).toBeLessThan(1);
  expect(ffn.kernelShare).toBeLessThan(1);
  expect(ffn.kernelShare).toBeCloseTo(step.kernels.ffn / step.time, 12);
});
