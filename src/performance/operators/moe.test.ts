/** Routed experts: the closed form and its residual worked by hand, clamped places, and time that never falls. Eq. O4, Eq. O5 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Calibration } from '../../calibration/calibration.ts';
import { defaultCalibration } from '../../calibration/default-calibration.ts';
import { packGrid, type Grid } from '../../calibration/grid.ts';
import type { FeedForward } from '../../catalogue/figures.ts';
import { deviceUnderTest, modelUnderTest } from '../instance-under-test.ts';
import { instanceOf, type Instance } from '../instance.ts';
import type { Layout } from '../layout.ts';
import { precisionOf, type WeightRecipe } from '../precision.ts';
import { expertGridKey, routedExperts, shapeGridKey } from './moe.ts';

type Moe = Extract<FeedForward, { kind: 'moe' }>;

const under = (
  modelId: string,
  systemId: string,
  layout: Layout,
  grids: Readonly<Record<string, Grid>>,
  recipe: WeightRecipe = 'native',
  tileRows = 1,
): { instance: Instance; ffn: Moe } => {
  const model = modelUnderTest(modelId);
  const device = deviceUnderTest(systemId);
  const calibration: Calibration = {
    ...defaultCalibration,
    routing: { ...defaultCalibration.routing, tileRows },
    tables: { [device.acceleratorId]: { system: 'tiny', source: 'by hand', grids } },
  };
  const precision = precisionOf(model, recipe, 'bf16', 'vllm');
  const instance = instanceOf(model, device, layout, precision, calibration.engines.vllm, calibration);
  const ffn = model.ffns.map(({ spec }) => spec).find((spec): spec is Moe => spec.kind === 'moe');
  if (!ffn) throw new Error(`no experts: ${modelId}`);
  return { instance, ffn };
};

/** The same value at every place of four axes, or of three. */
const constant = (value: number, axes: number): Grid => ({
  axes: Array.from({ length: axes }, () => [0, 40]),
  values: packGrid(Array.from({ length: 2 ** axes }, () => value)),
  errors: [0, 0],
});

const slices: Layout = { tp: 8, pp: 1, attnDp: 1, moeTp: 8, ep: 1 };

// Mixtral 8x7B on H100, experts in eight slices, 1,024 tokens with k = 2: 2,048 slots, all eight experts read.
// p = 3·4,096·14,336/8 = 22.02e6. Bytes 8·p·2 + 2,048·(4,096·(2 + 2) + 4·14,336/8) = 352.3e6 + 48.2e6 = 400.6e6;
// over 0.55·3.35e12: 217.4 µs. FLOP 2·2,048·p = 90.2e9 over 0.45·989e12: 202.7 µs. Memory decides; 35 µs launch: 252.4 µs.
describe('Mixtral in eight slices', () => {
  const seconds = (grids: Readonly<Record<string, Grid>>, tokens = 1_024): number => {
    const { instance, ffn } = under('mixtral-8x7b', 'hgx-h100-8', slices, grids);
    return routedExperts(instance, ffn).secondsOf(tokens);
  };

  test('takes 252.4 µs by the closed form', () => {
    expect(seconds({}) * 1e6).toBeCloseTo(252.4, 0);
  });

  test('takes half of it where it was measured at half', () => {
    const grids = { [expertGridKey('bfloat16')]: constant(Math.log(0.5), 4) };
    expect(seconds(grids) / seconds({})).toBeCloseTo(0.5, 3);
  });

  // The shape's own grid: twice as long from 1,024 tokens on, as long as the closed form at one; halfway in the logarithm √2.
  test('takes its own correction on top, and keeps it beyond the last knot', () => {
    const own: Grid = {
      axes: [[0, 10], [3], [0]],
      values: packGrid([0, Math.log(2)]),
      errors: [0, 0],
    };
    const shape = { width: 4_096, intermediate: 14_336, expertsPerToken: 2, experts: 8 };
    const grids = {
      [expertGridKey('bfloat16')]: constant(Math.log(0.5), 4),
      [shapeGridKey('bfloat16', shape)]: own,
    };
    expect(seconds(grids) / seconds({})).toBeCloseTo(1, 3);
    expect(seconds(grids, 32) / seconds({}, 32)).toBeCloseTo(0.5 * Math.SQRT2, 3);
    expect(seconds(grids, 2 ** 18) / seconds({}, 2 ** 18)).toBeCloseTo(1, 3);
  });

  test('less than one token goes down to the launch', () => {
    const grids = { [expertGridKey('bfloat16')]: constant(0, 4) };
    expect(seconds(grids, 0) * 1e6).toBeCloseTo(35, 1);
    expect(seconds(grids, 0.5)).toBeCloseTo((seconds(grids, 0) + seconds(grids, 1)) / 2, 9);
  });
});

describe('the kernels a format asks for', () => {
  const half = constant(Math.log(0.5), 4);
  const same = constant(0, 4);
  const ratio = (modelId: string, recipe: WeightRecipe, grids: Readonly<Record<string, Grid>>): number => {
    const [with_, without] = [grids, {}].map((some) => {
      const { instance, ffn } = under(modelId, 'hgx-h100-8', slices, some, recipe);
      return routedExperts(instance, ffn).secondsOf(64);
    });
    return (with_ ?? 0) / (without ?? 1);
  };

  test('block scales for weights trained in FP8, the faster kind for those made from bf16', () => {
    const grids = { [expertGridKey('fp8_block')]: half, [expertGridKey('fp8')]: same };
    expect(ratio('deepseek-v3', 'native', grids)).toBeCloseTo(0.5, 3);
    expect(ratio('qwen3-235b-a22b', 'fp8', grids)).toBeCloseTo(1, 3);
  });

  test('a format without a table stays on the closed form', () => {
    expect(ratio('mixtral-8x7b', 'native', { [expertGridKey('nvfp4')]: half })).toBe(1);
  });

  test('four bits unpack where nothing multiplies them', () => {
    expect(ratio('mixtral-8x7b', 'nvfp4', { [expertGridKey('mxfp4')]: half })).toBeCloseTo(0.5, 3);
  });
});

// A residual that jumps by factors between its knots would make more tokens faster: the table of an instance does not let it.
test('more tokens are never faster, whatever the residual', () => {
  const jagged: Grid = {
    axes: [
      [0, 2, 4, 8],
      [20, 34],
      [7, 14],
      [0, 4],
    ],
    values: packGrid(Array.from({ length: 32 }, (_, i) => (Math.floor(i / 8) % 2 === 0 ? 0.7 : -0.7))),
    errors: [0, 0],
  };
  const models = ['mixtral-8x7b', 'qwen3-235b-a22b', 'llama-4-scout', 'qwen3-30b-a3b'];
  fc.assert(
    fc.property(
      fc.constantFrom(...models),
      fc.constantFrom(1, 2, 4, 8),
      fc.double({ min: 0.01, max: 20_000, noNaN: true }),
      fc.double({ min: 1, max: 3, noNaN: true }),
      (modelId, ep, tokens, more) => {
        const layout: Layout = { tp: 8, pp: 1, attnDp: 1, moeTp: 8 / ep, ep };
        const grids = { [expertGridKey('bfloat16')]: jagged };
        const { instance, ffn } = under(modelId, 'hgx-h100-8', layout, grids, 'native', 128);
        const { secondsOf } = routedExperts(instance, ffn);
        expect(secondsOf(tokens * more)).toBeGreaterThanOrEqual(secondsOf(tokens) * (1 - 1e-12));
      },
    ),
    { seed: 23, numRuns: 150 },
  );
});
