/** Grids fitted to known curves give them back, and times of a fit never fall where they must not. Eq. O2 */
import { describe, expect, test } from 'vitest';
import { gridAt, type Grid } from '../../../src/calibration/grid.ts';
import { curveSeconds } from '../../../src/performance/operators/along-curve.ts';
import { fitCurveGrid } from './curve-grid.ts';
import { tableOf } from './read-table.ts';

const AXES: Grid['axes'] = [
  [0, 4, 8],
  [0, 6],
];

/** Launch of 5 µs, then 1 µs per 16 units of size, times width. */
const closedAt = (x: number, y: number): number => Math.max(5e-6, (2 ** x * 2 ** y) / 16e6);
const closed = ([x = 0, y = 0]: readonly number[]): number => Math.log(closedAt(x, y));

const samplesOf = (measured: (x: number, y: number) => number, xs: readonly number[], ys: readonly number[]) =>
  xs.flatMap((x) => ys.map((y) => ({ place: [x, y], value: Math.log(measured(x, y) / closedAt(x, y)) })));

describe('knots', () => {
  // Measured at the knots only, three times and a third of the closed form: nothing to smooth over but rounding and shrinkage.
  const measured = (x: number, y: number): number => closedAt(x, y) * (x >= 4 ? 3 : 2) * (y > 0 ? 1.5 : 1);
  const grid = fitCurveGrid(AXES, samplesOf(measured, [0, 4, 8], [0, 6]), {
    closed,
    rising: [0, 1],
    smoothness: 1e-9,
    shrinkage: 1e-9,
  });

  test('give back what was measured on them', () => {
    for (const x of [0, 4, 8])
      for (const y of [0, 6]) expect(gridAt(grid, [x, y])).toBeCloseTo(Math.log(measured(x, y) / closedAt(x, y)), 3);
  });
});

test('a time that bends elsewhere than the closed form is met between the knots too', () => {
  // Width 1: the closed form is flat up to size 80, the measured time of 8 µs up to 107. Plain interpolation of their ratio between the knots
  // at 16 and 256 would dip to 6.8 µs at 80.
  const measured = (x: number, y: number): number => Math.max(8e-6, (2 ** x * 2 ** y * 1.2) / 16e6);
  const xs = Array.from({ length: 33 }, (_, i) => i / 4);
  const grid = fitCurveGrid(AXES, samplesOf(measured, xs, [0, 6]), { closed, rising: [0] });
  for (const x of xs) {
    const seconds = curveSeconds(grid, [x, 0], closedAt(x, 0), (at) => closedAt(at, 0));
    expect(Math.abs(Math.log(seconds / measured(x, 0)))).toBeLessThan(0.17);
  }
});

test('measurements that fall are levelled', () => {
  const falling = (x: number): number => (10 - x) * 1e-6;
  const xs = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const grid = fitCurveGrid(AXES, samplesOf(falling, xs, [0, 6]), { closed, rising: [0] });
  const at = (x: number): number => curveSeconds(grid, [x, 0], closedAt(x, 0), (knot) => closedAt(knot, 0));
  xs.slice(1).forEach((x, i) => expect(at(x)).toBeGreaterThanOrEqual(at(xs[i] ?? 0) * 0.999));
});

test('a CSV becomes columns of numbers and words', () => {
  const table = tableOf(new TextEncoder().encode('backend,m,us\nvllm,1,2.5\r\nsglang,32768,1.2e3\n'));
  expect(table.rows).toBe(2);
  expect([...table.numbers('m')]).toEqual([1, 32_768]);
  expect([...table.numbers('us')]).toEqual([2.5, 1_200]);
  expect(table.words('backend')).toEqual(['vllm', 'sglang']);
  expect(() => table.numbers('backend')).toThrow('backend');
});
