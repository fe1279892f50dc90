/** Formats by recipe and by component, of the cache, and what a combination lacks. */
import { describe, expect, test } from 'vitest';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import type { Accelerator } from '../catalogue/figures.ts';
import { instanceUnderTest, modelUnderTest, tensor } from './instance-under-test.ts';
import { weightBytesPerRank } from './memory.ts';
import { precisionOf, type WeightChoice } from './precision.ts';
import { precisionReason, unpackedComponents, type PrecisionQuestion } from './precision-reasons.ts';
import { sequenceBytesPerRank } from './sequence-memory.ts';
import { decodeStep } from './step-time.ts';

const r1 = modelUnderTest('deepseek-r1');

describe('formats by component', () => {
  test('what is absent stays as the checkpoint has it', () => {
    const { weights } = precisionOf(r1, { routedExperts: 'nvfp4' }, 'auto', 'vllm');
    expect(weights).toEqual({ ...r1.nativeFormats, routedExperts: 'nvfp4' });
    expect(precisionOf(r1, {}, 'auto', 'vllm')).toEqual(precisionOf(r1, 'native', 'auto', 'vllm'));
    expect(precisionOf(r1, { routedExperts: 'nvfp4' }, 'fp8', 'vllm')).toEqual(
      precisionOf(r1, 'nvfp4-experts', 'fp8', 'vllm'),
    );
  });

  test.each([
    ['deepseek-r1', 'native', 'fp8'],
    ['deepseek-r1', 'nvfp4', 'nvfp4 experts, bf16 attention'],
    ['deepseek-r1', { sharedExperts: 'bf16' }, 'fp8, bf16 shared experts'],
    ['deepseek-r1', { denseFfn: 'nvfp4' }, 'fp8, nvfp4 dense FFN'],
    ['llama-3.1-8b', { denseFfn: 'nvfp4', mixer: 'fp8' }, 'nvfp4 FFN, fp8 attention'],
    ['gpt-oss-120b', 'native', 'mxfp4 experts, bf16 attention'],
  ] as const)('%s in %o is called %s', (modelId, choice: WeightChoice, label) => {
    expect(precisionOf(modelUnderTest(modelId), choice, 'auto', 'vllm').label).toBe(label);
  });

  // Experts of Mixtral in NVFP4: 45.097e9 parameters over 8 ranks from 2 to 0.5625 B: 8.104e9 B less on each.
  test('weights on a rank follow', () => {
    const bytes = (weights: WeightChoice): number =>
      weightBytesPerRank(instanceUnderTest('mixtral-8x7b', 'dgx-b200-8', tensor(8), { weights }));
    const { routedExperts } = modelUnderTest('mixtral-8x7b').parameters;
    expect(bytes('native') - bytes({ routedExperts: 'nvfp4' })).toBeCloseTo((routedExperts * (2 - 0.5625)) / 8, 0);
    expect((bytes('native') - bytes({ routedExperts: 'nvfp4' })) / 1e9).toBeCloseTo(8.104, 2);
  });
});

describe('the cache', () => {
  test('TensorRT-LLM keeps it in FP8 beside narrow weights unless told otherwise', () => {
    expect(precisionOf(r1, 'native', 'auto', 'tensorrt-llm').kvFormat).toBe('fp8');
    expect(precisionOf(r1, 'native', 'bf16', 'tensorrt-llm').kvBytes).toBe(2);
    expect(precisionOf(r1, 'native', 'auto', 'vllm').kvFormat).toBe('bf16');
  });

  // Llama-3.1-70B over tp 8: 80·256 = 20,480 elements per token; NVFP4 with an eight-bit scale for 16: 0.5625 B each.
  test('four bits with their scales take 0.5625 bytes', () => {
    const instance = instanceUnderTest('llama-3.1-70b', 'dgx-b200-8', tensor(8), { kvFormat: 'nvfp4' });
    expect(sequenceBytesPerRank(instance, 1_000)).toBe(20_480 * 0.5625 * 1_000);
  });

  test('narrower is never slower to decode', () => {
    for (const modelId of ['llama-3.1-70b', 'deepseek-r1', 'qwen3.5-397b-a17b']) {
      const time = (kvFormat: 'bf16' | 'fp8' | 'nvfp4'): number =>
        decodeStep(instanceUnderTest(modelId, 'dgx-b200-8', tensor(8), { kvFormat }), 128, 16_000).time;
      expect(time('nvfp4')).toBeLessThanOrEqual(time('fp8'));
      expect(time('fp8')).toBeLessThanOrEqual(time('bf16'));
    }
  });
});

describe('what does not exist', () => {
  const acceleratorUnderTest = (id: string): Accelerator => {
    const found = defaultCatalogue.accelerators[id];
    if (!found) throw new Error(`not in the catalogue: ${id}`);
    return found;
  };
  const asked = (
    modelId: string,
    acceleratorId: string,
    weights: WeightChoice,
    more: Partial<PrecisionQuestion> = {},
  ): PrecisionQuestion => ({
    model: modelUnderTest(modelId),
    accelerator: acceleratorUnderTest(acceleratorId),
    engine: 'vllm',
    weights,
    kvFormat: 'auto',
    flashAttention: true,
    ...more,
  });

  test.each([
    ['experts of a dense model', asked('llama-3.1-8b', 'h100-sxm', { routedExperts: 'fp8' }), 'component-absent'],
    ['four bits on an LPU', asked('deepseek-r1', 'lp30', 'nvfp4-experts'), 'lpu-without-four-bits'],
    ['FP8 on an LPU', asked('deepseek-r1', 'lp30', 'native'), null],
    ['NVFP4 on AMD', asked('deepseek-r1', 'mi355x', 'nvfp4'), 'nvfp4-not-on-vendor'],
    ['MXFP4 on AMD', asked('gpt-oss-120b', 'mi355x', 'native'), null],
    ['NVFP4 on Hopper', asked('deepseek-r1', 'h200-sxm', 'nvfp4'), null],
    [
      'NVFP4 KV on Hopper',
      asked('llama-3.1-8b', 'h200-sxm', 'fp8', { kvFormat: 'nvfp4' }),
      'nvfp4-kv-without-fp4-units',
    ],
    ['NVFP4 KV on Blackwell', asked('llama-3.1-8b', 'b200-sxm', 'fp8', { kvFormat: 'nvfp4' }), null],
    [
      'FP8 KV without flash attention',
      asked('llama-3.1-8b', 'b200-sxm', 'fp8', { kvFormat: 'fp8', flashAttention: false }),
      'narrow-kv-without-flash',
    ],
    [
      'FP8 KV that TensorRT-LLM chose, without flash attention',
      asked('deepseek-r1', 'b200-sxm', 'native', { engine: 'tensorrt-llm', flashAttention: false }),
      'narrow-kv-without-flash',
    ],
  ] as const)('%s', (_, question, reason) => {
    expect(precisionReason(question)).toBe(reason);
  });

  test('formats without units of their width are unpacked', () => {
    expect(unpackedComponents(asked('mixtral-8x7b', 'h100-sxm', { routedExperts: 'nvfp4' }))).toEqual([
      'routedExperts',
    ]);
    expect(unpackedComponents(asked('mixtral-8x7b', 'b200-sxm', { routedExperts: 'nvfp4' }))).toEqual([]);
    expect(unpackedComponents(asked('llama-3.1-8b', 'a100-sxm-80', 'fp8'))).toEqual(['mixer', 'denseFfn']);
    expect(unpackedComponents(asked('llama-3.1-8b', 'b200-sxm', 'int4-g128'))).toEqual(['mixer', 'denseFfn']);
  });
});
