/**
 * Measured times of one matrix over the tokens it meets. A model has a few matrices and a plan asks for each thousands of times, so that the
 * grid is cut down to them once: times at the knots, read off between as the closed form grows.
 */
import { gridLine, type Grid } from '../../calibration/grid.ts';
import type { Component, Model, WeightFormat } from '../../catalogue/figures.ts';
import type { Arithmetic, Instance } from '../instance.ts';
import { betweenKnots } from './along-curve.ts';
import { gemmPlace } from './gemm-work.ts';
import { firstGrid } from './measured.ts';

export interface GemmCurve {
  /** Tokens at the knots, ascending, and log(measured ÷ closed form) there. */
  readonly tokens: readonly number[];
  readonly ratios: Float64Array;
}

/**
 * Time of `tokens` tokens, between the knots as the closed form grows from one to the next; beyond them the ratio of the nearest one
 * holds. Eq. O2
 */
export const secondsOnCurve = (
  { tokens: knots, ratios }: GemmCurve,
  tokens: number,
  closedAt: (tokens: number) => number,
): number => {
  let high = 0;
  while (high < knots.length && tokens >= (knots[high] ?? 0)) high++;
  const low = high > 0 ? high - 1 : 0;
  const [closed, ratio] = [closedAt(tokens), Math.exp(ratios[low] ?? 0)];
  if (high === 0 || high === knots.length) return closed * ratio;
  const [from, to] = [knots[low] ?? 0, knots[high] ?? 0];
  const [closedLow, closedHigh] = [closedAt(from), closedAt(to)];
  const upper = closedHigh * Math.exp(ratios[high] ?? 0);
  return betweenKnots(closed, closedLow, closedHigh, closedLow * ratio, upper, (tokens - from) / (to - from));
};

/** Ratios of one matrix belong to the grid, whatever instance asks. */
interface Lines {
  readonly tokens: readonly number[];
  readonly byShape: Map<number, GemmCurve>;
}

const linesOf = new WeakMap<Grid, Lines>();

/** Wider than any matrix, to tell outputs × inputs by one number. */
const WIDEST = 2 ** 26;

/** Null where the system has no grid for the format. */
export const gemmCurve = (
  instance: Instance,
  arithmetic: Arithmetic,
  outputs: number,
  inputs: number,
): GemmCurve | null => {
  const grid = gridFor(instance, arithmetic);
  return grid && curveOf(grid, outputs, inputs);
};

/** The grid cut down to one matrix. */
const curveOf = (grid: Grid, outputs: number, inputs: number): GemmCurve => {
  let lines = linesOf.get(grid);
  if (!lines)
    linesOf.set(grid, (lines = { tokens: (grid.axes[0] ?? []).map((knot) => 2 ** knot), byShape: new Map() }));
  const key = outputs * WIDEST + inputs;
  let curve = lines.byShape.get(key);
  if (!curve) {
    curve = { tokens: lines.tokens, ratios: gridLine(grid, gemmPlace(1, outputs, inputs)) };
    lines.byShape.set(key, curve);
  }
  return curve;
};

const found = new WeakMap<Instance, Map<Arithmetic, Grid | null>>();

/** An instance has its own arithmetic per component: the grid is looked for once for each. */
const gridFor = (instance: Instance, arithmetic: Arithmetic): Grid | null => {
  if (instance.tables === null) return null;
  let grids = found.get(instance);
  if (!grids) found.set(instance, (grids = new Map()));
  let grid = grids.get(arithmetic);
  if (grid === undefined) grids.set(arithmetic, (grid = gemmGrid(instance, arithmetic)));
  return grid;
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
