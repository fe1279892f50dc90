/** Latent attention as one measured block: what a table changes, what a mixed step shares, and when there is none. Eq. O2, Eq. O4 */
import { describe, expect, test } from 'vitest';
import type { Calibration } from '../../calibration/calibration.ts';
import { defaultCalibration } from '../../calibration/default-calibration.ts';
import { packGrid, type Grid } from '../../calibration/grid.ts';
import { deviceUnderTest, modelUnderTest, tensor } from '../instance-under-test.ts';
import { instanceOf, type Instance } from '../instance.ts';
import { emptyLedger, kernelSeconds } from '../ledger.ts';
import { precisionOf } from '../precision.ts';
import { enterMla, mlaDecodeForm, mlaGridKey } from './mla.ts';
import type { RankWork } from './mixer.ts';

const constant = (value: number): Grid => ({
  axes: [
    [0, 10],
    [0, 10],
    [0, 20],
  ],
  values: packGrid(Array.from({ length: 8 }, () => value)),
  errors: [0, 0],
});

const under = (modelId: string, grids: Readonly<Record<string, Grid>>): Instance => {
  const model = modelUnderTest(modelId);
  const device = deviceUnderTest('hgx-h100-8');
  const calibration: Calibration = {
    ...defaultCalibration,
    tables: { [device.acceleratorId]: { system: 'tiny', source: 'by hand', grids } },
  };
  const precision = precisionOf(model, 'native', 'bf16', 'vllm');
  return instanceOf(model, device, tensor(8), precision, calibration.engines.vllm, calibration);
};

const both = (value: number, gemm = 'fp8_block'): Record<string, Grid> => ({
  [mlaGridKey('mla-decode', gemm, 'bfloat16')]: constant(value),
  [mlaGridKey('mla-prefill', gemm, 'bfloat16')]: constant(value),
});

const seconds = (instance: Instance, work: Partial<RankWork>): number => {
  const ledger = emptyLedger();
  const mixer = instance.model.mixers[0]?.spec;
  if (!mixer) throw new Error('no mixer');
  const whole = { sequences: 0, context: 0, prompts: 0, promptTokens: 0, promptPast: 0, ...work };
  expect(enterMla(ledger, instance, mixer, whole, 1)).toBe(true);
  return kernelSeconds(ledger);
};

describe('a block of DeepSeek-V3 over eight H100', () => {
  const decoding = { sequences: 64, context: 4_096 };

  // Products: 7,168·2,112 + 1,536·3,072 + 512·4,096 + 2,048·7,168 = 36.63e6 weights at one byte, and for each of 64 tokens inputs at one
  // byte and outputs at two: 64·(11,264 + 2·16,448) = 2.83e6 B; 39.46e6 B over 0.62·3.35e12 = 19.0 µs against
  // 2·64·36.63e6 = 4.69e9 FLOP over 0.7·1,979e12 = 3.4 µs.
  // Attention: 2·16·(2·512 + 64)·4,096·64 = 9.13e9 FLOP over 0.3·989e12 = 30.8 µs against bytes
  // 64·(576·4,096·2 + 2·16·320) = 302.6e6 over 0.45·3.35e12 = 200.8 µs. With 25 µs launch: 19.0 + 225.8 = 244.8 µs.
  test('takes 244.8 µs by the closed form', () => {
    expect(seconds(under('deepseek-v3', both(0)), decoding) * 1e6).toBeCloseTo(244.8, 0);
  });

  test('takes half of it where it was measured at half', () => {
    const half = seconds(under('deepseek-v3', both(Math.log(0.5))), decoding);
    expect(half / seconds(under('deepseek-v3', both(0)), decoding)).toBeCloseTo(0.5, 3);
  });

  test('does not read its weights twice in a mixed step, and never beats either part', () => {
    const instance = under('deepseek-v3', both(0));
    const prompt = { prompts: 1, promptTokens: 512 };
    const [decode, prefill, mixed] = [decoding, prompt, { ...decoding, ...prompt }].map((work) =>
      seconds(instance, work),
    );
    expect(mixed).toBeLessThan((decode ?? 0) + (prefill ?? 0));
    expect(mixed).toBeGreaterThan(Math.max(decode ?? 0, prefill ?? 0));
  });
});

// An index caps what attention reads at 2,048 tokens: the table is asked there, and the scoring of the index grows on.
test('an indexed block takes the share reached at the selected length', () => {
  const knee: Grid = { axes: [[0], [0], [11, 12]], values: packGrid([0, Math.log(4)]), errors: [0, 0] };
  const grids = {
    [mlaGridKey('mla-decode', 'fp8_block', 'bfloat16')]: knee,
    [mlaGridKey('mla-prefill', 'fp8_block', 'bfloat16')]: constant(0),
  };
  const instance = under('deepseek-v3.2', grids);
  const mixer = instance.model.mixers[0]?.spec;
  if (mixer?.kind !== 'mla') throw new Error('not latent attention');
  const form = mlaDecodeForm(
    {
      mixer,
      hidden: 7_168,
      tp: 8,
      arithmetic: instance.arithmetic.mixer,
      kvBytes: 2,
      device: instance.device,
      calibration: defaultCalibration,
    },
    64,
    32_768,
  );
  const measured = seconds(instance, { sequences: 64, context: 32_768 });
  expect(measured / (form.projection.seconds + form.attention.seconds)).toBeCloseTo(1, 3);
});

describe('nothing is entered', () => {
  const work = { sequences: 1, context: 100, prompts: 0, promptTokens: 0, promptPast: 0 };
  test.each([
    ['without a table', 'deepseek-v3', {}],
    ['for another format', 'deepseek-v3', both(0, 'nvfp4')],
    ['for another mixer', 'mixtral-8x7b', both(0)],
  ])('%s', (_, modelId, grids) => {
    const instance = under(modelId, grids);
    const ledger = emptyLedger();
    const mixer = instance.model.mixers[0]?.spec;
    expect(mixer && enterMla(ledger, instance, mixer, work, 1)).toBe(false);
    expect(kernelSeconds(ledger)).toBe(0);
  });
});
