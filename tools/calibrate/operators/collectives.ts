/**
 * Grids of the collectives inside one server. All-reduce is the fastest of what engines launch from CUDA graphs and NCCL's; what is
 * launched from the host is left out, for decode steps are replayed. The knots are the measured sizes themselves.
 */
import { packGrid, type Grid } from '../../../src/calibration/grid.ts';
import { defaultCalibration } from '../../../src/calibration/default-calibration.ts';
import {
  collectiveForm,
  collectiveGridKey,
  collectivePlace,
  type Collective,
} from '../../../src/performance/collectives.ts';
import type { GridBuilder, MeasuredSystem, ReadTable } from './builder.ts';

const NAMES: readonly (readonly [collective: Collective, nccl: string])[] = [
  ['allReduce', 'all_reduce'],
  ['allGather', 'all_gather'],
  ['reduceScatter', 'reduce_scatter'],
];

/** Bytes of one measured element: rows in bf16 or half. */
const ELEMENT = 2;

/** Fastest time by ranks and bytes. */
type Fastest = Map<number, Map<number, number>>;

const keep = (times: Fastest, ranks: number, bytes: number, seconds: number): void => {
  let sizes = times.get(ranks);
  if (!sizes) times.set(ranks, (sizes = new Map()));
  sizes.set(bytes, Math.min(seconds, sizes.get(bytes) ?? Infinity));
};

const fastest = (collective: Collective, nccl: string, read: ReadTable): Fastest => {
  const times: Fastest = new Map();
  const [custom, library] = [collective === 'allReduce' ? read('custom_allreduce') : null, read('nccl')];
  if (custom) {
    const [impl, gpus, elems, us] = [
      custom.words('impl'),
      custom.numbers('gpus'),
      custom.numbers('elems'),
      custom.numbers('us'),
    ];
    for (let row = 0; row < custom.rows; row++) {
      if (impl[row]?.endsWith('_eager') === true) continue;
      keep(times, gpus[row] ?? 0, ELEMENT * (elems[row] ?? 0), (us[row] ?? 0) * 1e-6);
    }
  }
  if (library) {
    const [coll, dtype, gpus, elems, us] = [
      library.words('coll'),
      library.words('dtype'),
      library.numbers('gpus'),
      library.numbers('elems'),
      library.numbers('us'),
    ];
    for (let row = 0; row < library.rows; row++) {
      if (coll[row] !== nccl || dtype[row] !== 'half') continue;
      keep(times, gpus[row] ?? 0, ELEMENT * (elems[row] ?? 0), (us[row] ?? 0) * 1e-6);
    }
  }
  return times;
};

/** A grid on the sizes that were measured for every number of ranks; time never falls with size. */
const gridOf = (times: Fastest, collective: Collective, { device }: MeasuredSystem): Grid | null => {
  const ranks = [...times.keys()].filter((n) => n > 1).toSorted((a, b) => a - b);
  const sizes = [...(times.get(ranks[0] ?? 0)?.keys() ?? [])]
    .filter((bytes) => ranks.every((n) => times.get(n)?.has(bytes) === true))
    .toSorted((a, b) => a - b);
  if (ranks.length < 2 || sizes.length < 2) return null;
  const values: number[] = [];
  for (const n of ranks) {
    let slowest = 0;
    for (const bytes of sizes) {
      slowest = Math.max(slowest, times.get(n)?.get(bytes) ?? 0);
      values.push(Math.log(slowest / collectiveForm(device, collective, n, bytes, defaultCalibration).seconds));
    }
  }
  const axes = [
    ranks.map((n) => collectivePlace(n, 1)[0] ?? 0),
    sizes.map((bytes) => collectivePlace(2, bytes)[1] ?? 0),
  ];
  return { axes, values: packGrid(values), errors: halfLeftOut(values, sizes.length) };
};

/** Every other size against the mean of its neighbours: the error of interpolating between the knots. */
const halfLeftOut = (values: readonly number[], perRank: number): readonly [number, number] => {
  const errors = values
    .flatMap((value, i) => {
      const at = i % perRank;
      if (at === 0 || at === perRank - 1 || at % 2 === 0) return [];
      return [Math.abs(((values[i - 1] ?? 0) + (values[i + 1] ?? 0)) / 2 - value)];
    })
    .toSorted((a, b) => a - b);
  const quantile = (p: number): number => Number((errors[Math.floor(p * (errors.length - 1))] ?? 0).toFixed(4));
  return [quantile(0.5), quantile(0.9)];
};

export const buildCollectives: GridBuilder = (system, read) => {
  const grids: Record<string, Grid> = {};
  for (const [collective, nccl] of NAMES) {
    const grid = gridOf(fastest(collective, nccl, read), collective, system);
    if (grid) grids[collectiveGridKey(collective)] = grid;
  }
  return grids;
};
