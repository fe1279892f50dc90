/** Grids of attention, prefill and decode, by engine, KV format, head width and window. */
import type { Grid } from '../../../src/calibration/grid.ts';
import type { Mixer } from '../../../src/catalogue/figures.ts';
import {
  attentionFormat,
  decodePlace,
  HEAD_DIMS,
  prefillPlace,
} from '../../../src/performance/operators/attention-place.ts';
import { decodeClosed, prefillClosed } from '../../../src/performance/operators/mixer-work.ts';
import { ratesOf, type GridBuilder, type MeasuredSystem } from './builder.ts';
import { byEngine, type Measured } from './by-engine.ts';
import { fitCurveGrid } from './curve-grid.ts';
import type { Table } from './read-table.ts';

/** What the rows of one grid share. */
interface Kind {
  readonly headDim: number;
  readonly window: number;
  readonly kvBytes: 1 | 2;
}

/** Head widths of few models and few rows share one grid of all engines. */
const RARE: readonly number[] = [192, 512];

/** Sliding windows by head width that models have and that were measured. */
const WINDOWED: ReadonlySet<string> = new Set(['64/128', '192/128', '256/1024']);

/** Fewer rows do not make a grid. */
const FEWEST = 300;

interface Phase {
  readonly operator: 'decode-attention' | 'prefill-attention';
  readonly table: string;
  /** Column of the sequence length, and what to add to it. */
  readonly length: readonly [column: string, added: number];
  readonly axes: {
    readonly own: Grid['axes'];
    /** TensorRT-LLM's kernels depend on the query heads per KV head in jumps, worst between powers of two. */
    readonly best: Grid['axes'];
    readonly small: Grid['axes'];
  };
  readonly place: (length: number, batch: number, kvHeads: number, heads: number) => readonly number[];
  readonly closed: (
    system: MeasuredSystem,
    kind: Kind,
    length: number,
    batch: number,
    kvHeads: number,
    heads: number,
  ) => number;
}

const mixerOf = ({ headDim, window }: Kind, heads: number, kvHeads: number): Mixer => ({
  kind: 'gqa',
  heads,
  kvHeads,
  qkHeadDim: headDim,
  vHeadDim: headDim,
  ...(window > 0 ? { windowTokens: window } : {}),
});

const CONTEXTS = [2, 5, 7, 9, 11, 13, 15, 17];
const DECODE_BATCHES = [0, 2, 4, 6, 8, 10, 12];
const PROMPTS = [4, 7, 8, 9, 10, 11, 12, 14];
const PREFILL_BATCHES = [0, 3, 5, 6, 7, 8, 10, 13];

const DECODE: Phase = {
  operator: 'decode-attention',
  table: 'generation_attention',
  // The new token attends to itself as well.
  length: ['past', 1],
  axes: {
    own: [CONTEXTS, DECODE_BATCHES, [0, 1, 2, 3, 6]],
    best: [CONTEXTS, DECODE_BATCHES, [0, 1, 1.585, 2, 2.585, 3, 3.585, 4, 6]],
    small: [
      [3, 6, 7, 9, 12, 16],
      [0, 3, 5, 7, 9, 12],
      [0, 2, 3, 6],
    ],
  },
  place: decodePlace,
  closed: (system, kind, length, batch, kvHeads, heads) =>
    decodeClosed(ratesOf(system, kind.kvBytes), mixerOf(kind, heads, kvHeads), batch, length),
};

const PREFILL: Phase = {
  operator: 'prefill-attention',
  table: 'context_attention',
  length: ['s', 0],
  axes: {
    own: [PROMPTS, PREFILL_BATCHES, [0, 2, 4]],
    best: [PROMPTS, PREFILL_BATCHES, [0, 1, 2, 2.585, 3, 4, 6]],
    small: [
      [4, 7, 9, 10, 12, 14],
      [0, 4, 6, 8, 10, 13],
      [0, 2, 4],
    ],
  },
  place: (length, batch, kvHeads, heads) => prefillPlace(length, batch, kvHeads, heads),
  closed: (system, kind, length, batch, kvHeads, heads) =>
    prefillClosed(ratesOf(system, kind.kvBytes), mixerOf(kind, heads, kvHeads), batch, length, 0),
};

const gridsOf =
  (phase: Phase): GridBuilder =>
  (system, read) => {
    const table = read(phase.table);
    const grids: Record<string, Grid> = {};
    if (!table) return grids;
    for (const [name, { kind, rows }] of kindsOf(phase, table)) {
      for (const [engine, measured] of byEngine(rows)) {
        if (measured.length < FEWEST || (RARE.includes(kind.headDim) && engine !== 'best')) continue;
        const few = kind.window > 0 || RARE.includes(kind.headDim);
        const axes = phase.axes[few ? 'small' : engine === 'best' ? 'best' : 'own'];
        grids[`${phase.operator}/${engine}/${name}`] = fitOne(phase, system, kind, measured, axes);
      }
    }
    return grids;
  };

export const decodeAttentionGrids = gridsOf(DECODE);
export const prefillAttentionGrids = gridsOf(PREFILL);

/** Rows by grid, in the order of the source. The fastest of the arithmetic formats measured for a cache format counts. */
const kindsOf = ({ length: [column, added] }: Phase, table: Table): Map<string, { kind: Kind; rows: Measured[] }> => {
  const [backends, caches] = [table.words('backend'), table.words('kv')];
  const numbers = ['hd', 'win', 'nq', 'nkv', 'b', column, 'us'].map((name) => table.numbers(name));
  const kinds = new Map<string, { kind: Kind; rows: Measured[] }>();
  for (let row = 0; row < table.rows; row++) {
    const [headDim = 0, window = 0, heads = 0, kvHeads = 0, batch = 0, length = 0, us = 0] = numbers.map(
      (values) => values[row] ?? 0,
    );
    if (!HEAD_DIMS.includes(headDim) || (window > 0 && !isWindowed(headDim, window))) continue;
    const kind: Kind = { headDim, window, kvBytes: caches[row] === 'fp8' ? 1 : 2 };
    const name = attentionFormat(kind.kvBytes, headDim, window > 0 ? window : undefined);
    let group = kinds.get(name);
    if (!group) kinds.set(name, (group = { kind, rows: [] }));
    // Multi-head attention is noted as no KV heads.
    const shape = [length + added, batch, kvHeads || heads, heads];
    group.rows.push({ engine: backends[row] ?? '', shape, seconds: us * 1e-6 });
  }
  return kinds;
};

const isWindowed = (headDim: number, window: number): boolean => WINDOWED.has(`${headDim}/${window}`);

const fitOne = (
  phase: Phase,
  system: MeasuredSystem,
  kind: Kind,
  measured: readonly Measured[],
  axes: Grid['axes'],
): Grid =>
  fitCurveGrid(
    axes,
    measured.map(({ shape: [length = 0, batch = 0, kvHeads = 0, heads = 0], seconds }) => ({
      place: phase.place(length, batch, kvHeads, heads),
      value: Math.log(seconds / phase.closed(system, kind, length, batch, kvHeads, heads)),
    })),
    { closed: closedAt(phase, system, kind), rising: [0, 1] },
  );

/** The closed form depends on sequences and heads only through their product: one head on one side stands for all. */
const closedAt =
  ({ operator, closed }: Phase, system: MeasuredSystem, kind: Kind) =>
  ([x = 0, y = 0, z = 0]: readonly number[]): number => {
    const kvHeads = operator === 'decode-attention' ? 1 : 2 ** -z;
    return Math.log(closed(system, kind, 2 ** x, 2 ** y, kvHeads, kvHeads * 2 ** z));
  };
