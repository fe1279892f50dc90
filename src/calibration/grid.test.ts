/** Grids pack to 2.1e-4, interpolate along straight lines and stay constant outside their knots. Eq. O2 */
import { expect, test } from 'vitest';
import { gridAt, packGrid, unpackGrid, type Grid } from './grid.ts';

// f(x, y) = 0.1·x − 0.2·y on x ∈ {0, 1, 3}, y ∈ {0, 2}: last axis fastest.
const PLANE = [0, -0.4, 0.1, -0.3, 0.3, -0.1];
const grid: Grid = {
  axes: [
    [0, 1, 3],
    [0, 2],
  ],
  values: packGrid(PLANE),
  errors: [0, 0],
};

test.each([1, 2, 3, 4, 5, 6])('%i packed values come back within half a step', (count) => {
  const back = unpackGrid(packGrid(PLANE.slice(0, count)));
  expect(back.length).toBe(count);
  back.forEach((value, i) => expect(Math.abs(value - (PLANE[i] ?? 0))).toBeLessThan(1.1e-4));
});

test('a plane is reproduced between its knots', () => {
  // At (2, 0.5): 0.2 − 0.1 = 0.1.
  expect(gridAt(grid, [2, 0.5])).toBeCloseTo(0.1, 3);
  expect(gridAt(grid, [0.5, 2])).toBeCloseTo(-0.35, 3);
});

test('outside the knots the nearest value holds', () => {
  expect(gridAt(grid, [9, -4])).toBeCloseTo(0.3, 3);
});
