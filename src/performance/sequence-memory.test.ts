/** Tokens allocated for a sequence with and without paging, and its bytes with a drafter. Eq. K2, Eq. K3 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instanceUnderTest, modelUnderTest, tensor } from './instance-under-test.ts';
import { kvBytesPerSequencePerRank } from './kv-cache.ts';
import { heldTokensWith, sequenceBytesPerRank } from './sequence-memory.ts';
import type { Speculation } from './techniques.ts';

const paged = (pagedBlockTokens: number | 'off', held: number, longest: number): number =>
  heldTokensWith({ pagedBlockTokens }, held, longest);

// Blocks of 16: a sequence of 2,000 tokens takes 2,007.5 in the mean, 0.4 % more; blocks of one waste nothing.
test('half a block is empty', () => {
  expect(paged(16, 2_000, 10_000)).toBe(2_007.5);
  expect(paged(1, 2_000, 10_000)).toBe(2_000);
});

// 2,000 held of at most 10,000: one sequence in the place of five.
test('without paging concurrency falls by used ÷ reserved', () => {
  expect(paged('off', 2_000, 10_000)).toBe(10_000);
  expect(paged(1, 2_000, 10_000) / paged('off', 2_000, 10_000)).toBe(0.2);
  expect(paged('off', 2_000, 1_500)).toBe(2_000);
});

test('the mean waste is that of lengths rounded up, and below one block', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 256 }), fc.integer({ min: 1, max: 40 }), (block, blocks) => {
      let [held, allocated] = [0, 0];
      for (let length = 1; length <= block * blocks; length++) {
        held += length;
        allocated += Math.ceil(length / block) * block;
      }
      const count = block * blocks;
      expect(paged(block, held / count, 1e9)).toBeCloseTo(allocated / count, 9);
      expect(paged(block, held / count, 1e9) - held / count).toBeLessThan(block);
    }),
    { seed: 41, numRuns: 40 },
  );
});

describe('bytes of a sequence', () => {
  const bytes = (modelId: string, speculation: Speculation | null, pp = 1): number =>
    sequenceBytesPerRank(
      instanceUnderTest(modelId, 'hgx-h200-8', { ...tensor(8), pp }, { techniques: { speculation } }),
      1_000,
    );
  const drafting = (method: Speculation['method'], draft: string | null): Speculation => ({
    method,
    draftTokens: 3,
    tokensPerStep: 3,
    draft: draft === null ? null : modelUnderTest(draft),
  });

  // DeepSeek-R1: 61 blocks of 576 elements at 2 B, whole on every rank; its MTP layer is one block more.
  test('an MTP layer keeps one block more', () => {
    expect(bytes('deepseek-r1', null)).toBe(61 * 576 * 2 * 1_000);
    expect(bytes('deepseek-r1', drafting('mtp', null))).toBe(62 * 576 * 2 * 1_000);
  });

  // Llama-3.1-70B over tp 8: one of 8 KV heads, 80·256·2 B per token; an EAGLE head is a block more, on one of two stages.
  test('a head stands on one stage', () => {
    expect(bytes('llama-3.1-70b', null, 2)).toBe(40 * 256 * 2 * 1_000);
    expect(bytes('llama-3.1-70b', drafting('eagle', null), 2)).toBe(41 * 256 * 2 * 1_000);
  });

  test('a draft model keeps its own KV', () => {
    const own = kvBytesPerSequencePerRank(modelUnderTest('llama-3.2-1b'), 1_000, 2, 8);
    const more = bytes('llama-3.1-70b', drafting('draft-model', 'llama-3.2-1b')) - bytes('llama-3.1-70b', null);
    expect(more).toBe(own);
  });
});
