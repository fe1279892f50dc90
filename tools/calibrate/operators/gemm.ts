/** Grids of matrix products, by engine and number format, over log2 of tokens, outputs and inputs. */
import { defaultCalibration } from '../../../src/calibration/default-calibration.ts';
import type { Grid } from '../../../src/calibration/grid.ts';
import { bytesPerParameter } from '../../../src/catalogue/weight-format.ts';
import type { WeightFormat } from '../../../src/catalogue/figures.ts';
import { gemmClosed, gemmPlace } from '../../../src/performance/operators/gemm-work.ts';
import { ACTIVATION_BYTES, COMPUTE_FORMAT } from '../../../src/performance/precision.ts';
import type { GridBuilder, MeasuredSystem } from './builder.ts';
import { byEngine, type Measured } from './by-engine.ts';
import { fitCurveGrid } from './curve-grid.ts';

/** Measured number format → key of its grids, and the format of the planner whose closed form it is held against. */
const FORMATS: Readonly<Record<string, readonly [key: string, format: WeightFormat]>> = {
  bfloat16: ['bf16', 'bf16'],
  fp8: ['fp8', 'fp8'],
  fp8_block: ['fp8-block', 'fp8'],
  nvfp4: ['nvfp4', 'nvfp4'],
  sq: ['int8', 'int8'],
  int8_wo: ['weight8', 'fp8'],
  int4_wo: ['int4', 'int4-g128'],
};

/** vLLM was timed with a block-scaled kernel that serving does not use: 186 µs where the others take 14. */
const UNUSED_KERNELS: readonly string[] = ['vllm fp8_block'];

/** Rows of GB300 under SGLang are a copy of the B300 ones. */
const isCopy = (system: string, backend: string): boolean => system === 'gb300' && backend === 'sglang';

/** Narrower matrices belong to no model. */
const NARROWEST = 64;

const AXES: Grid['axes'] = [
  [0, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15],
  [6, 8, 10, 12, 14, 16],
  [6, 8, 10, 12, 14, 16],
];

export const gemmGrids: GridBuilder = (system, read) => {
  const table = read('gemm');
  if (!table) return {};
  const [backends, formats] = [table.words('backend'), table.words('dtype')];
  const [m, n, k, us] = [table.numbers('m'), table.numbers('n'), table.numbers('k'), table.numbers('us')];
  const measured = new Map<string, Measured[]>();
  for (let row = 0; row < table.rows; row++) {
    const [backend, format] = [backends[row] ?? '', formats[row] ?? ''];
    const shape = [m[row] ?? 0, n[row] ?? 0, k[row] ?? 0] as const;
    const key = FORMATS[format]?.[0];
    if (key === undefined || Math.min(shape[1], shape[2]) < NARROWEST) continue;
    if (UNUSED_KERNELS.includes(`${backend} ${format}`) || isCopy(system.name, backend)) continue;
    let rows = measured.get(format);
    if (!rows) measured.set(format, (rows = []));
    rows.push({ engine: backend, shape, seconds: (us[row] ?? 0) * 1e-6 });
  }
  const grids: Record<string, Grid> = {};
  for (const [format, rows] of measured) {
    const [key, weights] = FORMATS[format] ?? ['', 'bf16'];
    const closed = closedForm(system, weights);
    for (const [engine, samples] of byEngine(rows)) {
      grids[`gemm/${engine}/${key}`] = fitCurveGrid(
        AXES,
        samples.map(({ shape: [a = 0, b = 0, c = 0], seconds }) => ({
          place: gemmPlace(a, b, c),
          value: Math.log(seconds / closed(a, b, c)),
        })),
        { closed: ([x = 0, y = 0, z = 0]) => Math.log(closed(2 ** x, 2 ** y, 2 ** z)), rising: [0] },
      );
    }
  }
  return grids;
};

/** Seconds of the planner's closed form. Eq. O3 */
const closedForm = ({ device }: MeasuredSystem, format: WeightFormat) => {
  const compute = COMPUTE_FORMAT[format];
  const arithmetic = {
    peak: device.peak[compute],
    weightBytes: bytesPerParameter(format),
    activationBytes: ACTIVATION_BYTES[compute],
  };
  return (m: number, n: number, k: number): number =>
    gemmClosed(m, n, k, arithmetic, device.bandwidth, defaultCalibration.operators.gemm);
};
