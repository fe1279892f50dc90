/**
 * Routed experts of a block on the hottest rank: what they multiply and read, and how long that takes by the closed form and the
 * measured residual over it. The routing carries the imbalance, so the residual carries none [O4, O5].
 */
import type { Calibration } from '../../calibration/calibration.ts';
import { gridAt, type Grid } from '../../calibration/grid.ts';
import type { SystemTables } from '../../calibration/system-tables.ts';
import type { FeedForward, WeightFormat } from '../../catalogue/figures.ts';
import { quantity, type Bytes, type BytesPerSecond, type Flop, type FlopPerSecond } from '../../units/quantity.ts';
import { skewOf } from '../expert-balance.ts';
import type { Instance } from '../instance.ts';
import type { Routing } from '../routing.ts';
import { operatorTime } from './roofline.ts';

/** Experts as one rank holds them. */
export interface ExpertShape {
  /** Width of a token that enters an expert, and of the expert's hidden layer before it is sliced. */
  readonly width: number;
  readonly intermediate: number;
  readonly matrices: 2 | 3;
  readonly experts: number;
  readonly expertsPerToken: number;
  readonly moeTp: number;
  readonly ep: number;
}

export interface ExpertWork {
  readonly flop: Flop;
  readonly bytes: Bytes;
}

interface ExpertRates {
  readonly peak: FlopPerSecond;
  readonly weightBytes: number;
  readonly activationBytes: number;
}

/** Weights of the touched experts once, activations of every slot in, between and out; products padded to tiles. Eq. O5 */
export const expertWork = (shape: ExpertShape, routing: Routing, rates: ExpertRates): ExpertWork => {
  const parameters = (shape.matrices * shape.width * shape.intermediate) / shape.moeTp;
  return {
    flop: quantity<'FLOP'>(2 * routing.paddedSlots * parameters),
    bytes: quantity<'B'>(
      routing.touched * parameters * rates.weightBytes +
        routing.slots * (shape.width * (rates.activationBytes + 2) + (4 * shape.intermediate) / shape.moeTp),
    ),
  };
};

export const expertClosedForm = (
  work: ExpertWork,
  rates: ExpertRates,
  bandwidth: BytesPerSecond,
  calibration: Calibration,
): number => operatorTime(work.flop, work.bytes, rates.peak, bandwidth, calibration.operators.moe);

/**
 * Place in the grid that all shapes share, in doublings: slots per touched expert, weights touched, width of an expert's slice,
 * and slots of the whole instance per slot of this rank (kernels pass over all of them). Eq. O4
 */
export const expertPlace = (shape: ExpertShape, routing: Routing, tokens: number): number[] => {
  const parameters = (shape.matrices * shape.width * shape.intermediate) / shape.moeTp;
  return [
    Math.log2(routing.slots / routing.touched),
    Math.log2(routing.touched * parameters),
    Math.log2(shape.intermediate / shape.moeTp),
    Math.log2((tokens * shape.expertsPerToken) / routing.slots),
  ];
};

/** Place in the grid of one model's shape: tokens, slices and expert ranks, in doublings. Eq. O4 */
export const shapePlace = (shape: ExpertShape, tokens: number): number[] => [
  Math.log2(tokens),
  Math.log2(shape.moeTp),
  Math.log2(shape.ep),
];

/** Keys of the shared grid and of a shape's own correction to it. */
export const expertGridKey = (kernels: string): string => `moe/best/${kernels}`;
export const shapeGridKey = (
  kernels: string,
  { width, intermediate, expertsPerToken, experts }: Omit<ExpertShape, 'matrices' | 'moeTp' | 'ep'>,
): string => `moe/best/${kernels}/${width}-${intermediate}-${expertsPerToken}-${experts}`;

/**
 * Kernels measured for a weight format, best first. Checkpoints trained in FP8 carry one scale per 128×128 block; FP8 made from wider
 * weights is taken as the faster of the two kinds. NVFP4 without tensor cores for it unpacks as MXFP4 does.
 */
const KERNELS: Readonly<Record<WeightFormat, readonly string[]>> = {
  bf16: ['bfloat16'],
  fp32: [],
  fp8: ['fp8', 'fp8_block'],
  mxfp8: ['fp8', 'fp8_block'],
  nvfp4: ['nvfp4', 'mxfp4', 'int4_wo'],
  mxfp4: ['mxfp4'],
  int8: [],
  'int4-g32': ['int4_wo'],
  'int4-g128': ['int4_wo'],
};
const TRAINED_IN_FP8 = ['fp8_block', 'fp8'];

interface Residual {
  readonly shared: Grid;
  readonly own: Grid | null;
}

const residualOf = (
  tables: SystemTables,
  format: WeightFormat,
  native: WeightFormat,
  shape: ExpertShape,
): Residual | null => {
  const kinds = format === 'fp8' && native === 'fp8' ? TRAINED_IN_FP8 : KERNELS[format];
  const kernels = kinds.find((kind) => tables.grids[expertGridKey(kind)]);
  const shared = kernels === undefined ? undefined : tables.grids[expertGridKey(kernels)];
  if (kernels === undefined || !shared) return null;
  return { shared, own: tables.grids[shapeGridKey(kernels, shape)] ?? null };
};

/** The routed experts of one block as a function of the tokens that enter all ranks of the instance. */
export interface Experts {
  readonly workOf: (tokens: number) => ExpertWork;
  readonly secondsOf: (tokens: number) => number;
}

/** Table points per doubling of the token count. */
const PER_OCTAVE = 2;

const expertsOf = (instance: Instance, ffn: Extract<FeedForward, { kind: 'moe' }>): Experts => {
  const { device, calibration, layout, tables, precision, model } = instance;
  const rates = instance.arithmetic.routedExperts;
  const routed = instance.routing.get(ffn);
  if (!routed) throw new Error('step: a MoE block without routing');
  const shape: ExpertShape = {
    width: ffn.inputDim,
    intermediate: ffn.intermediate,
    matrices: ffn.matrices,
    experts: ffn.experts,
    expertsPerToken: ffn.expertsPerToken,
    moeTp: layout.moeTp,
    ep: layout.ep,
  };
  const workOf = (tokens: number): ExpertWork => expertWork(shape, routed(tokens), rates);
  const closedForm = (tokens: number): number => expertClosedForm(workOf(tokens), rates, device.bandwidth, calibration);
  const residual =
    tables && residualOf(tables, precision.weights.routedExperts, model.nativeFormats.routedExperts, shape);
  if (!residual) return { workOf, secondsOf: closedForm };
  const measured = (tokens: number): number => {
    const shared = gridAt(residual.shared, expertPlace(shape, routed(tokens), tokens));
    const own = residual.own ? gridAt(residual.own, shapePlace(shape, tokens)) : 0;
    return closedForm(tokens) * Math.exp(shared + own);
  };
  const { peak, weightBytes } = rates;
  const shapeKey = Object.values(shape).join('/');
  const skew = skewOf(model, instance.techniques.expertBalance, calibration.routing);
  const key = `${device.acceleratorId}/${device.bandwidth}/${peak}/${weightBytes}/${precision.weights.routedExperts}/${model.nativeFormats.routedExperts}/${shapeKey}/${skew}`;
  const points = pointsOf(calibration, key);
  return { workOf, secondsOf: rising(points, measured, calibration.operators.moe.launchSeconds) };
};

/** Table points by calibration and by all they depend on: searches make many instances with the same cut of the same experts. */
const tabulated = new WeakMap<Calibration, Map<string, number[]>>();

const pointsOf = (calibration: Calibration, key: string): number[] => {
  let byKey = tabulated.get(calibration);
  if (!byKey) tabulated.set(calibration, (byKey = new Map()));
  let points = byKey.get(key);
  if (!points) byKey.set(key, (points = []));
  return points;
};

/** `seconds` at whole table points, never falling, and linear in the logarithms between them; below one token down to the launch. */
const rising = (
  points: number[],
  seconds: (tokens: number) => number,
  launch: number,
): ((tokens: number) => number) => {
  const pointAt = (index: number): number => {
    for (let i = points.length; i <= index; i++) {
      points.push(Math.max(seconds(2 ** (i / PER_OCTAVE)), points[i - 1] ?? 0));
    }
    return points[index] ?? 0;
  };
  return (tokens) => {
    if (tokens < 1) {
      const one = pointAt(0);
      const none = Math.min(launch, one);
      return none + Math.max(0, tokens) * (one - none);
    }
    const place = PER_OCTAVE * Math.log2(tokens);
    const index = Math.floor(place);
    const [a, b] = [pointAt(index), pointAt(index + 1)];
    return a * (b / a) ** (place - index);
  };
};

const known = new WeakMap<Instance, Map<FeedForward, Experts>>();

/** Resolved once per instance and block: steps ask thousands of times. */
export const routedExperts = (instance: Instance, ffn: Extract<FeedForward, { kind: 'moe' }>): Experts => {
  let blocks = known.get(instance);
  if (!blocks) known.set(instance, (blocks = new Map()));
  let experts = blocks.get(ffn);
  if (!experts) blocks.set(ffn, (experts = expertsOf(instance, ffn)));
  return experts;
};
