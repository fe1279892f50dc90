/**
 * Attention FLOPs against the check values of every model in the catalogue.
 */
import { describe, expect, test } from 'vitest';
import { checkedModels, modelOf, relativeError } from '../../tools/catalogue/model-checks.ts';
import { decodeAttentionFlops, mixerDecodeFlops, prefillAttentionFlops } from './attention-flops.ts';
import { linearFlopsPerToken } from './parameters.ts';

const tolerance = 1e-6;
const all = checkedModels();

test('the catalogue has models to check', () => {
  expect(all.length).toBeGreaterThanOrEqual(145);
});

describe.each(all.map((entry) => [entry.model.id, entry] as const))('%s', (_, { model, checks }) => {
  test('decode at the listed contexts', () => {
    for (const [context, theirs] of Object.entries(checks.attentionFlopsDecode)) {
      const ours = decodeAttentionFlops(model, Number(context));
      expect(relativeError(ours, theirs), `context ${context}`).toBeLessThanOrEqual(tolerance);
    }
  });

  // The check values of DeepSeek-V4 cap the mean of the compressed context at the top k; the sum over positions caps
  // each position, which is less while a prompt is still shorter than the top k reaches (up to 1.9 % at 8,192 tokens).
  const shortcut = model.mixers.some(({ spec }) => spec.kind === 'compressed');

  test('mean prefill at the listed lengths', () => {
    for (const [length, theirs] of Object.entries(checks.meanFlopsPrefill)) {
      const tokens = Number(length);
      const ours = linearFlopsPerToken(model, false) + prefillAttentionFlops(model, tokens, 0) / tokens;
      expect(relativeError(ours, theirs), `length ${length}`).toBeLessThanOrEqual(shortcut ? 0.02 : tolerance);
      if (shortcut) expect(ours).toBeLessThanOrEqual(theirs * (1 + tolerance));
    }
  });

  test('prefill in two parts costs what it costs in one', () => {
    if (model.attention === 'bidirectional') return;
    const parts = prefillAttentionFlops(model, 5000, 0) + prefillAttentionFlops(model, 7000, 5000);
    expect(relativeError(parts, prefillAttentionFlops(model, 12_000, 0))).toBeLessThanOrEqual(1e-12);
  });
});

describe('worked by hand', () => {
  // Llama-3.1-70B, one token at context 1,000: 80 blocks * 2 * 64 heads * (128 + 128) * 1,000 = 2,621,440,000
  // prefill of 3 after 2 cached: positions 3 + 4 + 5 = 12 pairs: 80 * 32,768 * 12 = 31,457,280
  test('Llama-3.1-70B', () => {
    const model = modelOf('llama-3.1-70b');
    expect(decodeAttentionFlops(model, 1000)).toBe(2_621_440_000);
    expect(prefillAttentionFlops(model, 3, 2)).toBe(31_457_280);
  });

  // DeepSeek-V3, absorbed decode at context 10: 61 * 2 * 128 * (2 * 512 + 64) * 10 = 169,902,080
  // expanded prefill of one token: 61 * 2 * 128 * (128 + 64 + 128) = 4,997,120
  test('DeepSeek-V3 decodes on latents and prefills on heads', () => {
    const model = modelOf('deepseek-v3');
    expect(decodeAttentionFlops(model, 10)).toBe(169_902_080);
    expect(prefillAttentionFlops(model, 1, 0)).toBe(4_997_120);
  });

  test('a window caps the context', () => {
    const spec = { kind: 'gqa', heads: 1, kvHeads: 1, qkHeadDim: 1, vHeadDim: 1, windowTokens: 4 } as const;
    expect([1, 4, 9].map((context) => mixerDecodeFlops(spec, context))).toEqual([4, 16, 16]);
  });
});
