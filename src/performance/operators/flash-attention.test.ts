/** What attention moves and takes when its scores go to memory. Eq. O1, Eq. O3 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deviceUnderTest, instanceUnderTest, modelUnderTest, tensor } from '../instance-under-test.ts';
import type { Layout } from '../layout.ts';
import { kernelsOf, type StepWork } from '../step-time.ts';
import { prefillBytes, prefillFlop, scoreTraffic } from './mixer-work.ts';

const idle: StepWork = { sequences: 0, context: 0, prompts: 0, promptTokens: 0, promptPast: 0 };
const llama = (flashAttention: boolean) =>
  instanceUnderTest('llama-3.1-8b', 'hgx-h100-8', tensor(1), { techniques: { flashAttention } });

describe('Llama-3.1-8B on one H100 without flash attention', () => {
  const extra = (work: StepWork) => {
    const [on, off] = [kernelsOf(llama(true), work), kernelsOf(llama(false), work)];
    return { seconds: off.seconds.attention - on.seconds.attention, bytes: off.dramBytes - on.dramBytes };
  };

  // Scores of a block 2·32·8,192²·2 B = 8.590e9, of 32 blocks 274.9e9 B; over 0.5·3.35e12: 164.1 ms.
  test('a prompt of 8,192 tokens moves 275 GB of scores', () => {
    const { seconds, bytes } = extra({ ...idle, prompts: 1, promptTokens: 8_192 });
    expect(bytes / 1e9).toBeCloseTo(274.9, 1);
    expect(seconds * 1e3).toBeCloseTo(164.1, 1);
  });

  // 64 sequences at 4,000 tokens: 4·64·32·4,000 = 32.77e6 B a block, 1.0486e9 in all; over 0.55·3.35e12: 0.5691 ms.
  test('decode moves a row of them for each sequence', () => {
    const { seconds, bytes } = extra({ ...idle, sequences: 64, context: 4_000 });
    expect(bytes / 1e9).toBeCloseTo(1.0486, 4);
    expect(seconds * 1e3).toBeCloseTo(0.5691, 4);
  });
});

// On: 8,192·L(L + 1) FLOP over 20,480·L B, so 0.4·(L + 1) FLOP/B: 205 at 512 tokens, 1,639 at 4,096; H100 turns at 295.
// Off: 128·L² B of scores more, so never above 8,192/128 = 64.
test('prefill attention turns from bandwidth to compute with length, but only with flash', () => {
  const { peak, bandwidth } = deviceUnderTest('hgx-h100-8');
  const mixer = modelUnderTest('llama-3.1-8b').mixers[0]?.spec;
  if (!mixer) throw new Error('no mixer');
  const intensity = (flash: boolean, tokens: number): number => {
    const scores = scoreTraffic(llama(flash), mixer, { ...idle, prompts: 1, promptTokens: tokens });
    return prefillFlop(mixer, 1, true, 1, tokens, 0) / (prefillBytes(mixer, 1, 2, 1, tokens, 0) + scores.bytes);
  };
  const ridge = peak.bf16 / bandwidth;
  expect(intensity(true, 512)).toBeCloseTo(205.2, 1);
  expect(intensity(true, 512)).toBeLessThan(ridge);
  expect(intensity(true, 4_096)).toBeGreaterThan(ridge);
  for (const tokens of [512, 4_096, 131_072]) expect(intensity(false, tokens)).toBeLessThan(64);
});

const SETUPS: readonly (readonly [string, string, Layout])[] = [
  ['llama-3.3-70b', 'hgx-h200-8', tensor(8)],
  ['gpt-oss-120b', 'mi355x-8', tensor(8)],
  ['deepseek-v3.2', 'gb300-nvl72', tensor(4)],
  ['deepseek-v4-pro', 'gb300-nvl72', tensor(8)],
  ['qwen3.5-397b-a17b', 'dgx-b200-8', tensor(8)],
  ['minimax-m3', 'dgx-b200-8', tensor(8)],
];

test('switching it off is never faster; windows, indices and recurrent blocks gain less from it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...SETUPS),
      fc.double({ min: 0, max: 512, noNaN: true }),
      fc.integer({ min: 1, max: 100_000 }),
      fc.integer({ min: 1, max: 8_192 }),
      ([model, system, layout], sequences, context, promptTokens) => {
        const work = { sequences, context, prompts: 1, promptTokens, promptPast: context };
        const [on, off] = [true, false].map((flashAttention) =>
          kernelsOf(instanceUnderTest(model, system, layout, { techniques: { flashAttention } }), work),
        );
        expect(off?.seconds.attention).toBeGreaterThan(on?.seconds.attention ?? Infinity);
        expect(off?.flop).toBe(on?.flop);
      },
    ),
    { seed: 31, numRuns: 60 },
  );
});
