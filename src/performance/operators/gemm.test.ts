/** Matrix products under measured grids: a number worked by hand, clamping, and whose grid stands in for whose. Eq. O2, Eq. O3 */
import { describe, expect, test } from 'vitest';
import type { KernelSet } from '../../calibration/calibration.ts';
import { packGrid, type Grid } from '../../calibration/grid.ts';
import type { WeightRecipe } from '../precision.ts';
import { quantity } from '../../units/quantity.ts';
import { instanceUnderTest, tensor } from '../instance-under-test.ts';
import type { Instance } from '../instance.ts';
import { emptyLedger } from '../ledger.ts';
import { enterGemm } from './gemm.ts';

/** log(measured ÷ closed form) at 1 and 4,096 tokens of any matrix. */
const grid = (few: number, many: number): Grid => ({
  axes: [[0, 12], [12], [12]],
  values: packGrid([few, many]),
  errors: [0, 0],
});

/** Easy numbers: 100 TFLOP/s and 1 TB/s, all of both achieved, 10 µs to launch. */
const instanceWith = (
  grids: Record<string, Grid>,
  kernels: KernelSet = 'vllm',
  weights: WeightRecipe = 'native',
): Instance => {
  const instance = instanceUnderTest('llama-3.1-8b', 'hgx-h100-8', tensor(1), { weights });
  const { calibration, device, engine } = instance;
  const gemm = { computeShare: 1, bandwidthShare: 1, launchSeconds: quantity<'s'>(1e-5) };
  return {
    ...instance,
    device: { ...device, bandwidth: quantity<'B/s'>(1e12) },
    engine: { ...engine, kernels },
    calibration: { ...calibration, operators: { ...calibration.operators, gemm } },
    arithmetic: { ...instance.arithmetic, mixer: { ...instance.arithmetic.mixer, peak: quantity<'FLOP/s'>(1e14) } },
    tables: { system: 'test', source: 'test', grids },
  };
};

const microseconds = (instance: Instance, tokens: number): number => {
  const ledger = emptyLedger();
  enterGemm(ledger, instance, 'projection', instance.arithmetic.mixer, tokens, 4_096, 4_096, 1);
  return ledger.seconds.projection * 1e6;
};

// bf16, 4,096 × 4,096: weights 33,554 kB, 33.554 µs; 16.4 kB, 0.016 µs a token; FLOPs 33.55e6, 0.336 µs a token.
describe('between two knots', () => {
  const instance = instanceWith({ 'gemm/vllm/bf16': grid(Math.log(2), Math.log(1.5)) });

  // One token: 10 + 33.571 = 43.571 µs, measured twice as long.
  test('a knot gives back what was measured', () => expect(microseconds(instance, 1)).toBeCloseTo(87.14, 1));

  // 4,096 tokens: 10 + 1,374.39 = 1,384.39 µs, measured 1.5 times as long.
  test('and so does the other', () => expect(microseconds(instance, 4_096)).toBeCloseTo(2_076.6, 0));

  // 1,024 tokens: 10 + 343.60 = 353.60 µs lies (353.60 − 43.571) ÷ (1,384.39 − 43.571) = 23.12 % of the way:
  // 87.14 + 0.2312·(2,076.6 − 87.14) = 547.1 µs.
  test('the closed form says how far along it is', () => expect(microseconds(instance, 1_024)).toBeCloseTo(547.1, 0));

  // 8,192 tokens: 10 + 2,748.78 = 2,758.78 µs at the last knot's 1.5.
  test('beyond the last knot its ratio holds', () => expect(microseconds(instance, 8_192)).toBeCloseTo(4_138.2, 0));

  // Half a token: 10 + 33.563 µs at the first knot's 2.
  test('and before the first one its', () => expect(microseconds(instance, 0.5)).toBeCloseTo(87.13, 1));
});

describe('whose grid', () => {
  const grids = {
    'gemm/vllm/bf16': grid(Math.log(2), 0),
    'gemm/best/bf16': grid(Math.log(1.5), 0),
    'gemm/sglang/fp8-block': grid(Math.log(3), 0),
  };
  const alone = microseconds(instanceWith({}), 1);

  test.each([
    ['vllm', 2],
    ['trtllm', 1.5],
    ['sglang', 1.5],
  ] as const)('%s: its own, or the best of all', (kernels, ratio) => {
    expect(microseconds(instanceWith(grids, kernels), 1) / alone).toBeCloseTo(ratio, 3);
  });

  test('four-bit integers are multiplied in bf16', () => {
    const instance = instanceWith(grids, 'vllm', 'int4-g128');
    const without = instanceWith({}, 'vllm', 'int4-g128');
    expect(microseconds(instance, 1) / microseconds(without, 1)).toBeCloseTo(2, 3);
  });

  test('a format nobody measured keeps the closed form', () => {
    const [with_, without] = [instanceWith(grids, 'vllm', 'nvfp4'), instanceWith({}, 'vllm', 'nvfp4')];
    expect(microseconds(with_, 64)).toBe(microseconds(without, 64));
  });
});
