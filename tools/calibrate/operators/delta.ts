/** Grids of the gated delta rule: its convolution and its recurrence together, prefill and decode, by engine. */
import type { Grid } from '../../../src/calibration/grid.ts';
import type { Mixer } from '../../../src/catalogue/figures.ts';
import { deltaDecodePlace, deltaPrefillPlace } from '../../../src/performance/operators/delta-place.ts';
import { decodeClosed, prefillClosed } from '../../../src/performance/operators/mixer-work.ts';
import { ratesOf, type GridBuilder } from './builder.ts';
import { byEngine, type Measured } from './by-engine.ts';
import { fitCurveGrid } from './curve-grid.ts';
import type { Table } from './read-table.ts';

const DECODE_AXES: Grid['axes'] = [
  [0, 2, 3, 4, 5, 6, 8, 10],
  [1, 3, 4, 5, 6],
];
const PREFILL_AXES: Grid['axes'] = [
  [0, 4, 6, 8, 9, 10, 11, 12, 15],
  [0, 2, 4, 6],
  [1, 3, 4, 6],
];

export const deltaGrids: GridBuilder = (system, read) => {
  const table = read('gdn');
  if (!table) return {};
  const grids: Record<string, Grid> = {};
  const rates = ratesOf(system, 2);
  for (const [engine, measured] of byEngine(rowsOf(table, 'generation'))) {
    grids[`delta-decode/${engine}/bf16`] = fitCurveGrid(
      DECODE_AXES,
      measured.map(({ shape: [batch = 0, , keyHeads = 0, valueHeads = 0], seconds }) => ({
        place: deltaDecodePlace(batch, valueHeads),
        value: Math.log(seconds / decodeClosed(rates, mixerOf(keyHeads, valueHeads), batch, 1)),
      })),
      {
        closed: ([batch = 0, heads = 0]) =>
          Math.log(decodeClosed(rates, mixerOf(2 ** heads / USUAL_RATIO, 2 ** heads), 2 ** batch, 1)),
        rising: [0],
      },
    );
  }
  for (const [engine, measured] of byEngine(rowsOf(table, 'context'))) {
    grids[`delta-prefill/${engine}/bf16`] = fitCurveGrid(
      PREFILL_AXES,
      measured.map(({ shape: [batch = 0, tokens = 0, keyHeads = 0, valueHeads = 0], seconds }) => ({
        place: deltaPrefillPlace(tokens, batch, valueHeads),
        value: Math.log(seconds / prefillClosed(rates, mixerOf(keyHeads, valueHeads), batch, tokens, 0)),
      })),
      {
        closed: ([tokens = 0, batch = 0, heads = 0]) =>
          Math.log(prefillClosed(rates, mixerOf(2 ** heads / USUAL_RATIO, 2 ** heads), 2 ** batch, 2 ** tokens, 0)),
        rising: [0, 1],
      },
    );
  }
  return grids;
};

/** Value heads per key head where only the former are given; keys are a small part of the work. */
const USUAL_RATIO = 2;

/** Kernels by what they do; where an engine has two for one thing, the faster is used. */
const isConvolution = (kernel: string): boolean => kernel.startsWith('causal_conv1d');

/** Convolution plus recurrence of one phase; shapes are batch, tokens, key heads, value heads. */
const rowsOf = (table: Table, phase: 'context' | 'generation'): Measured[] => {
  const [backends, kernels, phases] = [table.words('backend'), table.words('kernel'), table.words('phase')];
  const numbers = ['d_model', 'hk', 'hv', 'b', 's', 'kh', 'vh', 'us'].map((name) => table.numbers(name));
  const parts = new Map<string, Measured & { convolution: number; recurrence: number }>();
  for (let row = 0; row < table.rows; row++) {
    if (phases[row] !== phase) continue;
    const [width = 0, keyDim = 0, valueDim = 0, ...rest] = numbers.map((values) => values[row] ?? 0);
    if (keyDim !== HEAD_DIM || valueDim !== HEAD_DIM) continue;
    const us = rest.at(-1) ?? 0;
    const shape = rest.slice(0, -1);
    const engine = backends[row] ?? '';
    const key = [engine, width, ...shape].join();
    let part = parts.get(key);
    if (!part) parts.set(key, (part = { engine, shape, seconds: 0, convolution: Infinity, recurrence: Infinity }));
    if (isConvolution(kernels[row] ?? '')) part.convolution = Math.min(part.convolution, us * 1e-6);
    else part.recurrence = Math.min(part.recurrence, us * 1e-6);
  }
  return [...parts.values()]
    .map(({ engine, shape, convolution, recurrence }) => ({ engine, shape, seconds: convolution + recurrence }))
    .filter(({ seconds }) => Number.isFinite(seconds));
};

const HEAD_DIM = 128;

const mixerOf = (keyHeads: number, valueHeads: number): Mixer => ({
  kind: 'gated-delta',
  keyHeads,
  valueHeads,
  keyHeadDim: HEAD_DIM,
  vHeadDim: HEAD_DIM,
  convKernel: 4,
});
