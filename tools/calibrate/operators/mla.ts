/**
 * Grids of whole blocks with latent attention, decode and prefill, by the formats of their products and of the KV cache. Engines share
 * kernels: the fastest stands for a shape, which also leaves out the modules that were measured with every kernel launched from the host.
 */
import type { Grid } from '../../../src/calibration/grid.ts';
import { defaultCalibration } from '../../../src/calibration/default-calibration.ts';
import type { Mixer, WeightFormat } from '../../../src/catalogue/figures.ts';
import { bytesPerParameter } from '../../../src/catalogue/weight-format.ts';
import {
  mlaDecodeForm,
  mlaDecodePlace,
  mlaGridKey,
  mlaPrefillForm,
  mlaPrefillPlace,
  type MlaBlock,
  type MlaForm,
} from '../../../src/performance/operators/mla.ts';
import { ACTIVATION_BYTES, COMPUTE_FORMAT } from '../../../src/performance/precision.ts';
import type { GridBuilder, MeasuredSystem } from './builder.ts';
import { fitRisingGrid } from './monotone-grid.ts';
import type { Table } from './read-table.ts';

/** The measured block: DeepSeek-V3's, cut to `heads` of its 128 heads. */
const HEADS = 128;
const MIXER: Extract<Mixer, { kind: 'mla' }> = {
  kind: 'mla',
  heads: HEADS,
  qLoraRank: 1536,
  kvLoraRank: 512,
  nopeHeadDim: 128,
  ropeHeadDim: 64,
  vHeadDim: 128,
};
const HIDDEN = 7168;

const PRODUCTS: readonly (readonly [gemm: string, format: WeightFormat])[] = [
  ['bfloat16', 'bf16'],
  ['fp8_block', 'fp8'],
  ['nvfp4', 'nvfp4'],
];
const CACHES = ['bfloat16', 'fp8'];

/** Heads, sequences or prompts, attended or new tokens, in doublings. */
const DECODE_AXES = [
  [0, 2, 3, 4, 5, 6, 7],
  [0, 2, 4, 5, 6, 7, 8, 10],
  [4, 8, 10, 11, 12, 13, 14, 15, 17],
];
const PREFILL_AXES = [
  [0, 2, 4, 5, 6, 7],
  [0, 2, 4, 6, 8],
  [0, 4, 6, 7, 8, 9, 10, 11, 12, 13, 15],
];

interface Point {
  readonly heads: number;
  readonly batch: number;
  /** Attended tokens in decode, new ones in prefill. */
  readonly tokens: number;
  seconds: number;
}

const fastest = (table: Table, phase: 'mla-decode' | 'mla-prefill', gemm: string, kv: string): Point[] => {
  const [kvs, gemms, dtypes] = [table.words('kv'), table.words('gemm'), table.words('dtype')];
  const column = (name: string): Float64Array => table.numbers(name);
  const [nh, b, past, us] = [column('nh'), column('b'), column('past'), column('us')];
  const tokensOf = phase === 'mla-decode' ? null : column('s');
  const best = new Map<string, Point>();
  for (let row = 0; row < table.rows; row++) {
    if (gemms[row] !== gemm || kvs[row] !== kv || dtypes[row] !== 'bfloat16') continue;
    const [heads, batch] = [nh[row] ?? 0, b[row] ?? 0];
    const tokens = tokensOf ? (tokensOf[row] ?? 0) : (past[row] ?? 0) + 1;
    const key = `${heads}/${batch}/${tokens}`;
    const seconds = (us[row] ?? 0) * 1e-6;
    const point = best.get(key);
    if (point) point.seconds = Math.min(point.seconds, seconds);
    else best.set(key, { heads, batch, tokens, seconds });
  }
  return [...best.values()];
};

const blockOf = (heads: number, format: WeightFormat, kv: string, { device }: MeasuredSystem): MlaBlock => {
  const compute = COMPUTE_FORMAT[format];
  return {
    mixer: MIXER,
    hidden: HIDDEN,
    tp: HEADS / heads,
    arithmetic: {
      peak: device.peak[compute],
      weightBytes: bytesPerParameter(format),
      activationBytes: ACTIVATION_BYTES[compute],
    },
    kvBytes: kv === 'fp8' ? 1 : 2,
    device,
    calibration: defaultCalibration,
  };
};

const closed = ({ projection, attention }: MlaForm): number => Math.log(projection.seconds + attention.seconds);

export const buildMla: GridBuilder = (system, read) => {
  const grids: Record<string, Grid> = {};
  for (const phase of ['mla-decode', 'mla-prefill'] as const) {
    const table = read(phase === 'mla-decode' ? 'generation_mla_module' : 'context_mla_module');
    if (!table) continue;
    const [axes, placeOf] = phase === 'mla-decode' ? [DECODE_AXES, mlaDecodePlace] : [PREFILL_AXES, mlaPrefillPlace];
    for (const [gemm, format] of PRODUCTS) {
      for (const kv of CACHES) {
        const points = fastest(table, phase, gemm, kv);
        if (points.length === 0) continue;
        const form = (place: readonly number[]): number => {
          const [heads = 1, batch = 1, tokens = 1] = place.map((doublings) => 2 ** doublings);
          const block = blockOf(heads, format, kv, system);
          return closed(
            phase === 'mla-decode' ? mlaDecodeForm(block, batch, tokens) : mlaPrefillForm(block, batch, tokens, 0),
          );
        };
        const samples = points.map(({ heads, batch, tokens, seconds }) => {
          const place = placeOf(heads, batch, tokens);
          return { place, value: Math.log(seconds) - form(place) };
        });
        grids[mlaGridKey(phase, gemm, kv)] = fitRisingGrid(axes, samples, {
          smoothness: 0.03,
          closed: form,
          rising: [1, 2],
        });
      }
    }
  }
  return grids;
};
