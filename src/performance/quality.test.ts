/** Published quality beside formats and smaller models: the right figures for a choice, and none that the catalogue does not have. */
import { describe, expect, test } from 'vitest';
import { textOf } from '../../tools/architecture/tree.ts';
import { modelUnderTest } from './instance-under-test.ts';
import { precisionOf, type WeightChoice } from './precision.ts';
import { KV_QUALITY, SMALLER_MODEL_QUALITY, WEIGHT_QUALITY, type QualityFigure } from './quality-figures.ts';
import { qualityOf, smallerModelQuality } from './quality.ts';

const quality = (modelId: string, weights: WeightChoice, kv: 'auto' | 'fp8' | 'nvfp4' = 'auto') => {
  const model = modelUnderTest(modelId);
  return qualityOf(model, precisionOf(model, weights, kv, 'vllm'));
};

describe('quality of a choice', () => {
  test('the model as published has its own benchmarks', () => {
    expect(quality('deepseek-r1', 'native')).toEqual([]);
    expect(quality('deepseek-r1', 'fp8')).toEqual([]);
    expect(quality('gpt-oss-120b', 'native')).toEqual([]);
  });

  test('stored wider it loses nothing', () => {
    expect(quality('deepseek-r1', 'bf16')).toEqual([]);
    expect(quality('kimi-k2.5', { routedExperts: 'fp8' })).toEqual([]);
  });

  test('each format that is narrower has what is published of it', () => {
    expect(quality('llama-3.1-8b', { mixer: 'fp8', denseFfn: 'nvfp4' })).toEqual([
      { of: 'weights', format: 'fp8', components: ['mixer'], figures: WEIGHT_QUALITY.fp8 },
      { of: 'weights', format: 'nvfp4', components: ['denseFfn'], figures: WEIGHT_QUALITY.nvfp4 },
    ]);
  });

  test('nothing is published of MXFP4 made from bf16, nor of an FP8 cache by itself', () => {
    expect(quality('llama-3.1-8b', { denseFfn: 'mxfp4' }, 'fp8').map(({ figures }) => figures)).toEqual([null, null]);
    expect(quality('llama-3.1-8b', 'native', 'nvfp4')[0]?.figures).toBe(KV_QUALITY.nvfp4);
  });

  test('a smaller model stands beside its teacher', () => {
    expect(smallerModelQuality(modelUnderTest('r1-distill-llama-70b'))?.map(({ value }) => value)).toEqual([
      [81, 65.2],
      [81.3, 40.2],
    ]);
    expect(smallerModelQuality(modelUnderTest('llama-3.1-8b'))).toBeNull();
  });

  test('every smaller model is in the catalogue', () => {
    for (const id of Object.keys(SMALLER_MODEL_QUALITY)) expect(modelUnderTest(id).id).toBe(id);
  });
});

describe('figures', () => {
  const numbersIn = (text: string): number[] => (text.match(/\d+(?:\.\d+)?/g) ?? []).map(Number);
  /** Figures whose source or numbers the item does not have. */
  const strangers = (file: string, figures: readonly QualityFigure[]): string[] => {
    const text = textOf(`src/catalogue/techniques/${file}.json`);
    const known = new Set(numbersIn(text));
    return figures
      .filter(
        ({ value, source }) =>
          !text.includes(`"source": "${source}"`) ||
          (typeof value === 'number' ? [value] : value).some((number) => !known.has(number)),
      )
      .map(({ metric }) => metric);
  };

  test.each([
    ['quantisation', Object.values(WEIGHT_QUALITY).flat()],
    ['kv-quantisation', Object.values(KV_QUALITY).flat()],
    ['distillation', Object.values(SMALLER_MODEL_QUALITY).flat()],
  ] as const)('of %s are those of the catalogue, with its sources', (file, figures) => {
    expect(figures.length).toBeGreaterThan(0);
    expect(strangers(file, figures)).toEqual([]);
  });
});
