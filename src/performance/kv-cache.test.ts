/**
 * KV bytes against the check values of every model in the catalogue, and the split over tensor-parallel ranks.
 */
import { describe, expect, test } from 'vitest';
import { checkedModels, modelOf, relativeError } from '../../tools/catalogue/model-checks.ts';
import { kvBytesPerSequence, kvBytesPerSequencePerRank, kvBytesPerToken, stateBytesPerSequence } from './kv-cache.ts';

const tolerance = 1e-6;
const all = checkedModels();

test('the catalogue has models to check', () => {
  expect(all.length).toBeGreaterThanOrEqual(145);
});

describe.each(all.map((entry) => [entry.model.id, entry] as const))('%s', (_, { model, checks }) => {
  test('bytes per token and constant state', () => {
    expect(relativeError(kvBytesPerToken(model, 2), checks.kvBytesPerTokenBf16)).toBeLessThanOrEqual(tolerance);
    expect(relativeError(kvBytesPerToken(model, 1), checks.kvBytesPerTokenFp8)).toBeLessThanOrEqual(tolerance);
    expect(relativeError(stateBytesPerSequence(model), checks.stateBytesPerSequence)).toBeLessThanOrEqual(tolerance);
  });

  test('bytes per sequence', () => {
    for (const [elementBytes, table] of [
      [2, checks.kvBytesPerSequenceBf16],
      [1, checks.kvBytesPerSequenceFp8],
    ] as const) {
      for (const [tokens, theirs] of Object.entries(table)) {
        const ours = kvBytesPerSequence(model, Number(tokens), elementBytes);
        expect(relativeError(ours, theirs), `${tokens} tokens at ${elementBytes} B`).toBeLessThanOrEqual(tolerance);
      }
    }
  });

  test('a rank never holds more than the whole, nor less than its share', () => {
    const whole = kvBytesPerSequence(model, 10_000, 2);
    const rank = kvBytesPerSequencePerRank(model, 10_000, 2, 8);
    expect(rank).toBeLessThanOrEqual(whole);
    expect(rank * 8).toBeGreaterThanOrEqual(whole * (1 - 1e-12));
  });
});

describe('worked by hand', () => {
  // DeepSeek-V3: 61 blocks * (512 latent + 64 rope) elements * 2 B = 70,272 B per token
  test('DeepSeek-V3 keeps one latent, whole on every rank', () => {
    const model = modelOf('deepseek-v3');
    expect(kvBytesPerToken(model, 2)).toBe(70_272);
    expect(kvBytesPerSequencePerRank(model, 1000, 2, 8)).toBe(70_272_000);
  });

  // Llama-3.1-70B: 80 blocks * 8 KV heads * (128 + 128) elements * 2 B = 327,680 B per token
  test('Llama-3.1-70B shares 8 KV heads out, down to one per rank', () => {
    const model = modelOf('llama-3.1-70b');
    expect(kvBytesPerToken(model, 2)).toBe(327_680);
    expect(kvBytesPerSequencePerRank(model, 1000, 2, 4)).toBe(327_680_000 / 4);
    expect(kvBytesPerSequencePerRank(model, 1000, 2, 8)).toBe(327_680_000 / 8);
    expect(kvBytesPerSequencePerRank(model, 1000, 2, 16)).toBe(327_680_000 / 8);
  });

  // DeepSeek-V4-Flash at 1,024 tokens, bf16: growing 21 CSA * 512/4 + 20 HCA * 512/128 = 2,768; index 21 * 128/4 = 672;
  // windows 43 * 512 * 128 = 2,818,048 elements: (3,440 * 1,024 + 2,818,048) * 2 B = 12,681,216 B
  test('DeepSeek-V4-Flash adds windows to compressed keys', () => {
    expect(kvBytesPerSequence(modelOf('deepseek-v4-flash'), 1024, 2)).toBe(12_681_216);
  });

  // Nemotron-3-Super: 40 Mamba-2 blocks * (128 * 64 * 128 * 4 B + (8192 + 2 * 8 * 128) * 3 * 2 B) = 170,229,760 B
  test('Nemotron-3-Super keeps a constant state', () => {
    expect(stateBytesPerSequence(modelOf('nemotron-3-super-120b-a12b'))).toBe(170_229_760);
  });
});
