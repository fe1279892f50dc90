/**
 * Grids of the routed experts: one per kind of kernel over coordinates that all shapes share, and a coarse correction for each shape
 * of the catalogue that was measured. Engines share kernels, so the fastest of them stands for a shape.
 */
import type { Grid } from '../../../src/calibration/grid.ts';
import { gridAt, packGrid } from '../../../src/calibration/grid.ts';
import { defaultCalibration } from '../../../src/calibration/default-calibration.ts';
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';
import type { WeightFormat } from '../../../src/catalogue/figures.ts';
import { bytesPerParameter } from '../../../src/catalogue/weight-format.ts';
import {
  expertClosedForm,
  expertGridKey,
  expertPlace,
  expertWork,
  shapeGridKey,
  shapePlace,
  type ExpertShape,
} from '../../../src/performance/operators/moe.ts';
import { ACTIVATION_BYTES, COMPUTE_FORMAT } from '../../../src/performance/precision.ts';
import { routingFor } from '../../../src/performance/routing.ts';
import { fitValues, type Sample } from '../fit-grid.ts';
import type { GridBuilder, MeasuredSystem } from './builder.ts';
import type { Table } from './read-table.ts';

/** Kinds of kernel, the number formats of the tables they are measured in, and the weight format that asks for them. */
const KINDS: readonly { kernels: string; measured: readonly string[]; format: WeightFormat }[] = [
  { kernels: 'bfloat16', measured: ['bfloat16'], format: 'bf16' },
  { kernels: 'fp8', measured: ['fp8', 'fp8_block'], format: 'fp8' },
  { kernels: 'fp8_block', measured: ['fp8_block'], format: 'fp8' },
  { kernels: 'nvfp4', measured: ['nvfp4'], format: 'nvfp4' },
  { kernels: 'int4_wo', measured: ['int4_wo'], format: 'int4-g32' },
];
/** Engines multiply MXFP4 by eight-bit activations where the hardware does, and unpack it to bf16 elsewhere. */
const MXFP4 = ['w4a8_mxfp4_mxfp8', 'w4a16_mxfp4'];

/** The skew of the tables that is nearest to serving; the others differ by the routing, not by the residual. */
const SKEW = 1.01;
const [LARGEST_SLICES, LARGEST_EP] = [8, 64];

/** Slots per touched expert, weights touched, slice width, slots of the instance per slot of the rank: all in doublings. */
const SHARED_AXES = [
  [0, 1, 2, 3.5, 5, 6, 7, 8, 10, 12],
  [20, 23, 25, 27, 29, 31, 34],
  [7, 9, 11, 13.5],
  [0, 1.5, 4],
];
/** Tokens, slices, expert ranks: all in doublings. */
const OWN_AXES = [
  [0, 3, 5, 7, 9, 11, 14],
  [0, 3],
  [0, 3, 6],
];

interface Point {
  readonly shape: ExpertShape;
  readonly name: string;
  readonly tokens: number;
  /** Engines that measured the cut of the shape, one bit each. */
  engines: number;
  seconds: number;
}

const nameOf = (width: number, intermediate: number, k: number, experts: number): string =>
  `${width}/${intermediate}/${k}/${experts}`;

const catalogueShapes = new Map(
  Object.values(defaultCatalogue.models).flatMap(({ ffns }) =>
    ffns.flatMap(({ spec }) =>
      spec.kind === 'moe'
        ? [[nameOf(spec.inputDim, spec.intermediate, spec.expertsPerToken, spec.experts), spec.matrices] as const]
        : [],
    ),
  ),
);

const ENGINES = ['trtllm', 'vllm', 'sglang'];

/** Fastest measurement of each shape, cut and token count, over engines and over the given formats. */
const fastest = (table: Table, measured: readonly string[]): Point[] => {
  const [backend, dtype, dist] = [table.words('backend'), table.words('dtype'), table.words('dist')];
  const column = (name: string): Float64Array => table.numbers(name);
  const [h, i, topk, e] = [column('h'), column('i'), column('topk'), column('e')];
  const [tp, ep, t, us] = [column('tp'), column('ep'), column('t'), column('us')];
  const best = new Map<string, Point>();
  for (let row = 0; row < table.rows; row++) {
    if (dist[row] !== `power_law_${SKEW}` || !measured.includes(dtype[row] ?? '')) continue;
    const [moeTp, ranks] = [tp[row] ?? 1, ep[row] ?? 1];
    if (moeTp > LARGEST_SLICES || ranks > LARGEST_EP) continue;
    const name = nameOf(h[row] ?? 0, i[row] ?? 0, topk[row] ?? 0, e[row] ?? 0);
    const key = `${name}/${moeTp}/${ranks}/${t[row]}`;
    const seconds = (us[row] ?? 0) * 1e-6;
    const point = best.get(key);
    const engine = 1 << ENGINES.indexOf(backend[row] ?? '');
    if (point) {
      point.seconds = Math.min(point.seconds, seconds);
      point.engines |= engine;
    } else {
      const shape: ExpertShape = {
        width: h[row] ?? 0,
        intermediate: i[row] ?? 0,
        // Nemotron's experts have no gate; its latent width without the latent projection is not in the catalogue.
        matrices: catalogueShapes.get(name) ?? (topk[row] === 22 ? 2 : 3),
        experts: e[row] ?? 0,
        expertsPerToken: topk[row] ?? 0,
        moeTp,
        ep: ranks,
      };
      best.set(key, { shape, name, tokens: t[row] ?? 0, engines: engine, seconds });
    }
  }
  return comparable([...best.values()]);
};

/**
 * Some engines were measured only where experts are either sliced or dealt out, the cuts that are served: leaving in what the others
 * have of both at once would make the fastest kernel jump from cut to cut. Mixed cuts are kept where every engine of the shape has them.
 */
const comparable = (points: readonly Point[]): Point[] => {
  const engines = new Map<string, number>();
  for (const { name, engines: here } of points) engines.set(name, (engines.get(name) ?? 0) | here);
  return points.filter(
    ({ name, shape, engines: here }) => shape.moeTp === 1 || shape.ep === 1 || engines.get(name) === here,
  );
};

/** Logarithm of measured ÷ closed form, at the place where the look-up will ask. */
const residual = (point: Point, { device }: MeasuredSystem, format: WeightFormat): Sample => {
  const { tileRows, seed } = defaultCalibration.routing;
  const { experts, expertsPerToken, ep } = point.shape;
  const routing = routingFor({ experts, expertsPerToken, ranks: ep, skew: SKEW, tileRows, seed })(point.tokens);
  const compute = COMPUTE_FORMAT[format];
  const rates = {
    peak: device.peak[compute],
    weightBytes: bytesPerParameter(format),
    activationBytes: ACTIVATION_BYTES[compute],
  };
  const work = expertWork(point.shape, routing, rates);
  const closed = expertClosedForm(work, rates, device.bandwidth, defaultCalibration);
  return { place: expertPlace(point.shape, routing, point.tokens), value: Math.log(point.seconds / closed) };
};

const quantiles = (errors: readonly number[]): readonly [number, number] => {
  const sorted = errors.toSorted((a, b) => a - b);
  const at = (p: number): number => Number((sorted[Math.floor(p * (sorted.length - 1))] ?? 0).toFixed(4));
  return [at(0.5), at(0.9)];
};

const FOLDS = 5;

/** Grid of all shapes; its errors are those of whole shapes left out, a fifth at a time. Of a single shape, every fifth point is. */
const sharedGrid = (points: readonly Point[], samples: readonly Sample[]): Grid => {
  const names = [...new Set(points.map(({ name }) => name))];
  const foldOf = (i: number): number => (names.length > 1 ? names.indexOf(points[i]?.name ?? '') : i) % FOLDS;
  const errors: number[] = [];
  for (let left = 0; left < (names.length > 1 ? Math.min(FOLDS, names.length) : 1); left++) {
    const kept = samples.filter((_, i) => foldOf(i) !== left);
    const grid: Grid = { axes: SHARED_AXES, values: packGrid(fitValues(SHARED_AXES, kept)), errors: [0, 0] };
    samples.forEach(({ place, value }, i) => {
      if (foldOf(i) === left) errors.push(Math.abs(gridAt(grid, place) - value));
    });
  }
  return { axes: SHARED_AXES, values: packGrid(fitValues(SHARED_AXES, samples)), errors: quantiles(errors) };
};

/** What the shared grid leaves over for one shape; its errors are those of every third token count left out. */
const ownGrid = (points: readonly Point[], left: readonly number[]): Grid => {
  const samples = points.map(({ shape, tokens }, i) => ({ place: shapePlace(shape, tokens), value: left[i] ?? 0 }));
  const counts = [...new Set(points.map(({ tokens }) => tokens))].toSorted((a, b) => a - b);
  const out = new Set(counts.filter((_, i) => i % 3 === 1));
  const kept = samples.filter((_, i) => !out.has(points[i]?.tokens ?? 0));
  const grid: Grid = { axes: OWN_AXES, values: packGrid(fitValues(OWN_AXES, kept)), errors: [0, 0] };
  const errors = samples.flatMap(({ place, value }, i) =>
    out.has(points[i]?.tokens ?? 0) ? [Math.abs(gridAt(grid, place) - value)] : [],
  );
  return { axes: OWN_AXES, values: packGrid(fitValues(OWN_AXES, samples)), errors: quantiles(errors) };
};

export const buildMoe: GridBuilder = (system, read) => {
  const table = read('moe');
  const grids: Record<string, Grid> = {};
  if (!table) return grids;
  const present = new Set(table.words('dtype'));
  const mxfp4 = MXFP4.find((format) => present.has(format));
  const kinds =
    mxfp4 === undefined ? KINDS : [...KINDS, { kernels: 'mxfp4', measured: [mxfp4], format: 'mxfp4' as const }];
  for (const { kernels, measured, format } of kinds) {
    const points = fastest(table, measured);
    if (points.length === 0) continue;
    const samples = points.map((point) => residual(point, system, format));
    const shared = sharedGrid(points, samples);
    grids[expertGridKey(kernels)] = shared;
    const byShape = new Map<string, { points: Point[]; left: number[] }>();
    points.forEach((point, i) => {
      let group = byShape.get(point.name);
      if (!group) byShape.set(point.name, (group = { points: [], left: [] }));
      group.points.push(point);
      group.left.push((samples[i]?.value ?? 0) - gridAt(shared, samples[i]?.place ?? []));
    });
    if (byShape.size === 1) continue;
    for (const [name, group] of byShape) {
      const shape = group.points[0]?.shape;
      if (shape && catalogueShapes.has(name)) grids[shapeGridKey(kernels, shape)] = ownGrid(group.points, group.left);
    }
  }
  return grids;
};
