/** Steps of an instance: one worked by hand, the walls of both phases, and that faster hardware is never slower. Eq. S1, Eq. W1, Eq. W2 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantity } from '../units/quantity.ts';
import type { Device } from './device.ts';
import {
  instanceUnderTest,
  tensor,
  wideExperts,
  deviceUnderTest,
  modelUnderTest,
  onPlainEngine,
} from './instance-under-test.ts';
import type { Layout } from './layout.ts';
import { linearFlopsPerToken } from './parameters.ts';
import { decodeStep, kernelsOf, mixedStep } from './step-time.ts';

const decoding = (sequences: number, context: number) => ({
  sequences,
  context,
  prompts: 0,
  promptTokens: 0,
  promptPast: 0,
});

describe('Llama-3.1-8B in bf16 on one H100, one sequence at 1,000 tokens', () => {
  const instance = instanceUnderTest('llama-3.1-8b', 'hgx-h100-8', tensor(1));
  const ledger = kernelsOf(instance, decoding(1, 1_000));

  // Per block: QKV 4,096 × 6,144 (50.33e6 B + 2·(4,096 + 6,144) = 20,480 B), output 4,096 × 4,096 (33.55e6 B + 16,384 B); memory binds.
  // (50.33e6 + 20,480 + 33.55e6 + 16,384)/(3.35e12·0.62) = 40.40 µs + 2 launches of 4 µs = 48.40 µs; 32 blocks: 1.549 ms.
  test('projections', () => {
    expect(ledger.seconds.projection * 1e3).toBeCloseTo(1.549, 2);
  });

  // KV of a block 1,000·2·8·128·2 B = 4.096e6 B over 3.35e12·0.55 = 2.22 µs + 8 µs launch; 32 blocks: 0.327 ms.
  test('attention', () => {
    expect(ledger.seconds.attention * 1e3).toBeCloseTo(0.327, 2);
  });

  // gate+up 4,096 × 28,672 = 234.9e6 B, down 14,336 × 4,096 = 117.4e6 B; 352.3e6/(3.35e12·0.62) = 169.6 µs + 8 µs; 32 blocks: 5.684 ms.
  test('feed-forward', () => {
    expect(ledger.seconds.ffn * 1e3).toBeCloseTo(5.684, 1);
    expect(ledger.seconds.moe).toBe(0);
    expect(ledger.seconds.collective).toBe(0);
  });

  // 128,256 × 4,096 × 2 B = 1.0507e9 B + 0.26e6 B of logits over 2.077e12 = 0.506 ms + 4 µs.
  test('head', () => {
    expect(ledger.seconds.head * 1e3).toBeCloseTo(0.51, 2);
  });

  // Bytes: all weights but the embedding table (15.01e9 B) and the KV (131.1e6 B); what activations add is small.
  test('moves every weight once, and the KV', () => {
    const least = 16_060_522_496 - 525_336_576 * 2 - 266_240 * 2 + 131_072 * 1_000;
    expect(ledger.dramBytes).toBeGreaterThan(least);
    expect(ledger.dramBytes).toBeLessThan(least * 1.01);
  });

  // FLOPs: 2 per parameter of mixers, FFN and head, and 4·32 heads·128·1,000 tokens a block for the scores.
  test('multiplies every weight once', () => {
    const linear = linearFlopsPerToken(modelUnderTest('llama-3.1-8b'), true);
    expect(ledger.flop).toBeCloseTo(linear + 32 * 4 * 32 * 128 * 1_000, -6);
  });

  // vLLM: kernels · 0.93 + 30 µs + 32·18 µs + 11 µs = 0.617 ms.
  test('the engine adds its own terms', () => {
    const { seconds } = kernelsOf(instance, decoding(1, 1_000));
    const kernels = seconds.projection + seconds.attention + seconds.ffn + seconds.head + seconds.elementwise;
    expect(decodeStep(onPlainEngine(instance), 1, 1_000).time).toBeCloseTo(0.93 * kernels + 0.000_617, 9);
  });
});

describe('which wall binds', () => {
  const llama = instanceUnderTest('llama-3.1-8b', 'hgx-h100-8', tensor(1));
  const { peak, bandwidth } = deviceUnderTest('hgx-h100-8');
  const ridge = peak.bf16 / bandwidth;

  test('decode of few sequences lies below the ridge, a long prefill above it', () => {
    const few = kernelsOf(llama, decoding(4, 2_000));
    const prompt = kernelsOf(llama, { ...decoding(0, 0), prompts: 1, promptTokens: 8_192 });
    expect(few.flop / few.dramBytes).toBeLessThan(ridge / 10);
    expect(prompt.flop / prompt.dramBytes).toBeGreaterThan(ridge);
  });

  test('more bandwidth speeds a decode of few, more compute a long prefill', () => {
    const with10 = (change: 'bandwidth' | 'compute') =>
      instanceUnderTest('llama-3.1-8b', 'hgx-h100-8', tensor(1), {
        device:
          change === 'bandwidth'
            ? { bandwidth: quantity<'B/s'>(bandwidth * 1.1) }
            : { peak: { ...peak, bf16: quantity<'FLOP/s'>(peak.bf16 * 1.1) } },
      });
    const prompt = { ...decoding(0, 0), prompts: 1, promptTokens: 8_192 };
    const gain = (now: number, then: number): number => now / then - 1;
    const few = decodeStep(llama, 4, 2_000).time;
    const long = mixedStep(llama, prompt).time;
    expect(gain(few, decodeStep(with10('bandwidth'), 4, 2_000).time)).toBeGreaterThan(0.05);
    expect(gain(few, decodeStep(with10('compute'), 4, 2_000).time)).toBeCloseTo(0, 9);
    expect(gain(long, mixedStep(with10('compute'), prompt).time)).toBeGreaterThan(0.05);
    expect(gain(long, mixedStep(with10('bandwidth'), prompt).time)).toBeLessThan(0.02);
  });
});

/** Layouts of different kinds, each with a model that has the blocks for it. */
const SETUPS: readonly (readonly [string, string, Layout])[] = [
  ['llama-3.1-8b', 'hgx-h100-8', tensor(2)],
  ['llama-3.3-70b', 'mi355x-8', tensor(8)],
  ['gpt-oss-120b', 'hgx-h200-8', { tp: 4, pp: 1, attnDp: 1, moeTp: 1, ep: 4 }],
  ['deepseek-v3.2', 'gb300-nvl72', wideExperts(16)],
  ['deepseek-r1', 'hgx-h200-8', wideExperts(16)],
  ['qwen3.5-397b-a17b', 'dgx-b200-8', wideExperts(8)],
  ['nemotron-3-super-120b-a12b', 'dgx-b200-8', tensor(4)],
  ['qwen3-235b-a22b', 'tpu-v7-cube', { tp: 4, pp: 2, attnDp: 1, moeTp: 4, ep: 1 }],
];

describe('properties', () => {
  const setup = fc.constantFrom(...SETUPS);
  const sequences = fc.double({ min: 0.5, max: 2_000, noNaN: true });
  const context = fc.integer({ min: 1, max: 131_072 });
  const prompts = fc.record({
    prompts: fc.double({ min: 0.1, max: 16, noNaN: true }),
    promptTokens: fc.integer({ min: 1, max: 16_384 }),
    promptPast: fc.integer({ min: 0, max: 100_000 }),
  });

  const better = (device: Device, what: 'bandwidth' | 'compute' | 'links' | 'scale-out'): Partial<Device> => {
    const rate = (value: number) => quantity<'B/s'>(value * 1.5);
    switch (what) {
      case 'bandwidth':
        return { bandwidth: rate(device.bandwidth) };
      case 'compute': {
        const raised = (format: keyof Device['peak']) => quantity<'FLOP/s'>(device.peak[format] * 1.5);
        return {
          peak: {
            bf16: raised('bf16'),
            fp8: raised('fp8'),
            fp6: raised('fp6'),
            fp4: raised('fp4'),
            int8: raised('int8'),
            int4: raised('int4'),
          },
        };
      }
      case 'links':
        return { scaleUp: rate(device.scaleUp), scaleUpPair: rate(device.scaleUpPair) };
      case 'scale-out':
        return { scaleOut: rate(device.scaleOut) };
    }
  };

  test('more bandwidth, compute or link rate is never slower', () => {
    const what = fc.constantFrom('bandwidth' as const, 'compute' as const, 'links' as const, 'scale-out' as const);
    fc.assert(
      fc.property(setup, what, sequences, context, prompts, ([model, system, layout], part, c, length, work) => {
        const slow = instanceUnderTest(model, system, layout);
        const fast = instanceUnderTest(model, system, layout, { device: better(slow.device, part) });
        const mixed = { sequences: c, context: length, ...work };
        expect(decodeStep(fast, c, length).time).toBeLessThanOrEqual(decodeStep(slow, c, length).time * (1 + 1e-12));
        expect(mixedStep(fast, mixed).time).toBeLessThanOrEqual(mixedStep(slow, mixed).time * (1 + 1e-12));
      }),
      { seed: 19, numRuns: 120 },
    );
  });

  test('more sequences, longer contexts and longer prompts are never faster', () => {
    fc.assert(
      fc.property(setup, sequences, context, prompts, ([model, system, layout], c, length, work) => {
        const instance = instanceUnderTest(model, system, layout);
        const step = decodeStep(instance, c, length).time;
        const mixed = { sequences: c, context: length, ...work };
        const time = mixedStep(instance, mixed).time;
        const least = 1 - 1e-9;
        expect(decodeStep(instance, c * 1.5, length).time).toBeGreaterThanOrEqual(step * least);
        expect(decodeStep(instance, c, length * 2).time).toBeGreaterThanOrEqual(step * least);
        expect(time).toBeGreaterThanOrEqual(step * least);
        expect(mixedStep(instance, { ...mixed, promptTokens: work.promptTokens * 2 }).time).toBeGreaterThanOrEqual(
          time * least,
        );
        expect(mixedStep(instance, { ...mixed, promptPast: work.promptPast + 5_000 }).time).toBeGreaterThanOrEqual(
          time * least,
        );
      }),
      { seed: 23, numRuns: 100 },
    );
  });

  test('the parts of a step sum to its time and are finite', () => {
    fc.assert(
      fc.property(setup, sequences, context, ([model, system, layout], c, length) => {
        const { time, ledger } = decodeStep(instanceUnderTest(model, system, layout), c, length);
        const parts = Object.values(ledger.seconds);
        expect(parts.every((part) => Number.isFinite(part) && part >= 0)).toBe(true);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(time, 12);
      }),
      { seed: 29, numRuns: 40 },
    );
  });
});
