/**
 * Parameter counts and weight bytes against the check values of every model in the catalogue.
 */
import { describe, expect, test } from 'vitest';
import type { Component, WeightFormat } from '../catalogue/figures.ts';
import { checkedModels, modelOf, relativeError } from '../../tools/catalogue/model-checks.ts';
import { activeParametersOf, linearFlopsPerToken, parametersOf, weightBytes } from './parameters.ts';

const tolerance = 1e-6;
const all = checkedModels();

test('the catalogue has models to check', () => {
  expect(all.length).toBeGreaterThanOrEqual(145);
});

describe.each(all.map((entry) => [entry.model.id, entry] as const))('%s', (_, { model, nativeWeightBytes, checks }) => {
  test('every component', () => {
    const ours = parametersOf(model);
    for (const [component, theirs] of Object.entries(model.parameters)) {
      expect(relativeError(ours[component as Component], theirs), component).toBeLessThanOrEqual(tolerance);
    }
  });

  test('total and active', () => {
    const total = Object.values(parametersOf(model)).reduce((sum, part) => sum + part, 0);
    expect(relativeError(total, model.totalParameters)).toBeLessThanOrEqual(tolerance);
    expect(relativeError(activeParametersOf(model), model.activeParameters)).toBeLessThanOrEqual(tolerance);
  });

  test('weight bytes, native and bf16', () => {
    expect(relativeError(weightBytes(model, model.nativeFormats), nativeWeightBytes)).toBeLessThanOrEqual(tolerance);
    expect(
      relativeError(weightBytes(model, everywhere('bf16')), checks.weightBytes['bf16'] ?? NaN),
    ).toBeLessThanOrEqual(tolerance);
  });

  test('linear FLOPs per decoded token', () => {
    if (model.attention === 'bidirectional') return;
    expect(relativeError(linearFlopsPerToken(model, true), checks.linearFlopsDecode)).toBeLessThanOrEqual(tolerance);
  });
});

describe('worked by hand', () => {
  // DeepSeek-V3, one MLA block, H = 7,168, 128 heads, query rank 1,536, KV rank 512, dims 128 + 64 / 128:
  // 7168*1536 + 1536*128*192 + 7168*576 + 512*128*256 + 128*128*7168 = 187,105,280; 61 blocks = 11,413,422,080
  // Routed: 58 layers * 256 experts * 3 * 7168 * 2048 = 653,908,770,816 (one expert 44.04 M)
  test('DeepSeek-V3 attention and experts', () => {
    const ours = parametersOf(modelOf('deepseek-v3'));
    expect(ours.mixer).toBe(11_413_422_080);
    expect(ours.routedExperts).toBe(653_908_770_816);
  });

  // Llama-3.1-70B: per block 8192*8192 (q) + 2*8192*1024 (k, v) + 8192*8192 (o) = 150,994,944, 80 blocks
  // FFN 80 * 3 * 8192 * 28672 = 56,371,445,760; embedding = head = 128,256 * 8192 = 1,050,673,152
  test('Llama-3.1-70B', () => {
    const ours = parametersOf(modelOf('llama-3.1-70b'));
    expect(ours.mixer).toBe(80 * 150_994_944);
    expect(ours.denseFfn).toBe(56_371_445_760);
    expect([ours.embedding, ours.head]).toEqual([1_050_673_152, 1_050_673_152]);
  });
});

const everywhere = (format: WeightFormat): Record<Component, WeightFormat> => ({
  embedding: format,
  head: format,
  mixer: format,
  routedExperts: format,
  sharedExperts: format,
  router: format,
  denseFfn: format,
  latentProjection: format,
  norms: format,
});
