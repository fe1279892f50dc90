/**
 * Measured times of one matrix over the tokens it meets. A model has a few matrices and a plan asks for each thousands of times, so that the
 * grid is cut down to them once: times at the knots, read off between as the closed form grows.
 */
import { gridAt, type Grid } from '../../calibration/grid.ts';
import type { Component, Model, WeightFormat } from '../../catalogue/figures.ts';
import type { Arithmetic, Instance } from '../instance.ts';
import { betweenKnots } from './along-curve.ts';
import { gemmBytes, gemmFlop } from './gemm-work.ts';
import { firstGrid } from './measured.ts';
import { operatorTime } from './roofline.ts';

export interface GemmCurve {
  /** Ascending. */
  readonly tokens: Float64Array;
  readonly closed: Float64Array;
  readonly seconds: Float64Array;
}

/** Time of `tokens` tokens whose closed form is `closed`; beyond the knots the ratio of the nearest one holds. Eq. O2 */
export const secondsOnCurve = (
  { tokens: knots, closed: closedForms, seconds }: GemmCurve,
  tokens: number,
  closed: number,
): number => {
  let high = 0;
  while (high < knots.length && tokens >= (knots[high] ?? 0)) high++;
  const low = Math.max(0, high - 1);
  const [closedLow, from] = [closedForms[low] ?? 0, seconds[low] ?? 0];
  if (high === 0 || high === knots.length) return (closed / closedLow) * from;
  return betweenKnots(closed, closedLow, closedForms[high] ?? 0, from, seconds[high] ?? 0, 0);
};

interface Matrices {
  readonly grid: Grid | null;
  readonly curves: Map<number, GemmCurve>;
}

const known = new WeakMap<Arithmetic, Matrices>();

/** Wider than any matrix, to tell outputs × inputs by one number. */
const WIDEST = 2 ** 26;

/** Null where the system has no grid for the format. An instance has its own arithmetic per component: the grid is looked for once for each. */
export const gemmCurve = (
  instance: Instance,
  arithmetic: Arithmetic,
  outputs: number,
  inputs: number,
): GemmCurve | null => {
  if (instance.tables === null) return null;
  let matrices = known.get(arithmetic);
  if (!matrices) known.set(arithmetic, (matrices = { grid: gemmGrid(instance, arithmetic), curves: new Map() }));
  const { grid, curves } = matrices;
  if (!grid) return null;
  const key = outputs * WIDEST + inputs;
  let curve = curves.get(key);
  if (!curve) curves.set(key, (curve = curveOf(grid, instance, arithmetic, outputs, inputs)));
  return curve;
};

const curveOf = (
  grid: Grid,
  { device, calibration }: Instance,
  arithmetic: Arithmetic,
  outputs: number,
  inputs: number,
): GemmCurve => {
  const tokens = Float64Array.from(grid.axes[0] ?? [], (knot) => 2 ** knot);
  const closed = tokens.map((m) =>
    operatorTime(
      gemmFlop(m, outputs, inputs),
      gemmBytes(m, outputs, inputs, arithmetic),
      arithmetic.peak,
      device.bandwidth,
      calibration.operators.gemm,
    ),
  );
  const [n, k] = [Math.log2(outputs), Math.log2(inputs)];
  const seconds = new Float64Array(tokens.length);
  // The grid's times rise for the matrices of its knots; between them roundings of a thousandth are levelled.
  grid.axes[0]?.forEach((knot, i) => {
    const time = (closed[i] ?? 0) * Math.exp(gridAt(grid, [knot, n, k]));
    seconds[i] = Math.max(seconds[i - 1] ?? 0, time);
  });
  return { tokens, closed, seconds };
};

const COMPONENTS: readonly Component[] = [
  'embedding',
  'head',
  'mixer',
  'routedExperts',
  'sharedExperts',
  'router',
  'denseFfn',
  'latentProjection',
  'norms',
];

const gemmGrid = (instance: Instance, arithmetic: Arithmetic): Grid | null => {
  const component = COMPONENTS.find((name) => instance.arithmetic[name] === arithmetic);
  if (instance.tables === null || component === undefined) return null;
  const formats = formatsFor(instance.model, component, instance.precision.weights[component]);
  return firstGrid(instance.tables, 'gemm', instance.engine.kernels, formats);
};

/**
 * Formats of measured products that may stand for a weight format, nearest first. Four-bit integers are unpacked and multiplied in bf16;
 * `weight8` is eight-bit weights under bf16 arithmetic, what FP8 is where there are no FP8 units.
 */
const LIKENESS: Readonly<Record<WeightFormat, readonly string[]>> = {
  bf16: ['bf16'],
  fp32: ['bf16'],
  fp8: ['fp8', 'fp8-block', 'weight8'],
  mxfp8: ['fp8-block', 'fp8', 'weight8'],
  nvfp4: ['nvfp4'],
  mxfp4: ['nvfp4'],
  int8: ['int8', 'fp8'],
  'int4-g32': ['int4', 'bf16'],
  'int4-g128': ['int4', 'bf16'],
};
const BLOCK_SCALED: readonly string[] = ['fp8-block', 'fp8', 'weight8'];

/** Checkpoints published in FP8 scale blocks of 128 × 128 weights (DeepSeek, MiniMax, MiMo); those converted to FP8 scale whole tensors. */
const formatsFor = (model: Model, component: Component, format: WeightFormat): readonly string[] =>
  format === 'fp8' && model.nativeFormats[component] === 'fp8' ? BLOCK_SCALED : LIKENESS[format];
