/** The generated tables: whole, small, held against the closed forms in use, and what a new fit to the same measurements gives. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unpackGrid } from '../../../src/calibration/grid.ts';
import { MEASURED_ACCELERATORS } from '../../../src/calibration/load-tables.ts';
import { projectRoot } from '../../catalogue/item-files.ts';
import { BUILDERS, buildOperator, closedForms, type SystemFile } from './build-tables.ts';
import { measuredSystems } from './measured-systems.ts';

const LARGEST = 120_000;

const systems = measuredSystems();
const textOf = (name: string): string =>
  readFileSync(join(projectRoot, 'src', 'calibration', 'systems', `${name}.json`), 'utf8');
const fileOf = (name: string): SystemFile => JSON.parse(textOf(name)) as SystemFile;

test('every measured system has a loader', () => {
  expect(systems.map(({ acceleratorId }) => acceleratorId)).toEqual(MEASURED_ACCELERATORS);
});

describe.each(systems)('$name', (system) => {
  const file = fileOf(system.name);

  test('is small enough to load with a plan', () => {
    expect(textOf(system.name).length).toBeLessThanOrEqual(LARGEST);
  });

  test('decodes to as many finite values as it has knots, with their errors', () => {
    expect(Object.keys(file.grids).length).toBeGreaterThan(10);
    for (const [key, { axes, values, errors }] of Object.entries(file.grids)) {
      const size = axes.reduce((product, knots) => product * knots.length, 1);
      expect(unpackGrid(values).length, key).toBe(size);
      for (const knots of axes) expect(knots, key).toEqual(knots.toSorted((a, b) => a - b));
      expect(errors[0], key).toBeLessThanOrEqual(errors[1]);
    }
  });

  test('is held against the closed forms in use: rebuild the tables if this fails', () => {
    for (const [name, input] of Object.entries(file.inputs)) {
      expect(Object.keys(BUILDERS)).toContain(name);
      expect(input, name).toContain(` over ${closedForms(name, system)}`);
    }
  });
});

describe('left-out errors', () => {
  const medianOver = (prefix: string): number => {
    const errors = systems
      .flatMap(({ name }) => Object.entries(fileOf(name).grids))
      .filter(([key]) => key.startsWith(prefix))
      .map(([, grid]) => grid.errors[0])
      .toSorted((a, b) => a - b);
    return errors[errors.length >> 1] ?? Infinity;
  };

  test.each([
    ['gemm/', 0.065],
    ['decode-attention/', 0.08],
    ['prefill-attention/', 0.08],
    ['delta-', 0.05],
  ])('of %s stay as they were', (prefix, most) => expect(medianOver(prefix)).toBeLessThan(most));
});

const shared = process.env['RACKWRIGHT_SHARED'] ?? join(projectRoot, '..', 'shared');
const operators = join(shared, 'operators');

// A100 has the fewest measurements of the gated delta rule: seconds to fit.
test.skipIf(!existsSync(operators))('a new fit gives the kept grids (skipped without the measurements)', () => {
  const [system] = measuredSystems(['a100_sxm']);
  if (!system) throw new Error('no A100');
  const { grids, input } = buildOperator('delta', system, operators);
  const kept = fileOf(system.name);
  expect(Object.keys(grids).length).toBeGreaterThan(0);
  for (const [key, grid] of Object.entries(grids)) expect(grid, key).toEqual(kept.grids[key]);
  expect(input).toBe(kept.inputs['delta']);
});
