/** What shifting within a day saves at best by our mean-day shapes, beside the figures published for real days. Eq. E2, Eq. E4 */
import { readFileSync } from 'node:fs';
import loadHighs from 'highs';
import { describe, expect, test } from 'vitest';
import { defaultCatalogue as catalogue } from '../catalogue/default-catalogue.ts';
import { intensityByHour } from '../economics/carbon.ts';
import { idealSaving, RUN_HOURS } from './mean-day.ts';
import type { PlaceDay } from './program-input.ts';
import { scheduleFrom } from './schedule-from.ts';
import { programOf } from './schedule-program.ts';
import { solveBy } from './solver.ts';

/** Savings of the k cleanest hours of every single day with foresight, from measured series: the catalogue, power/carbon-shifting. */
const published: Readonly<Record<string, Readonly<Record<string, number>>>> = JSON.parse(
  readFileSync(new URL('../catalogue/power/carbon-shifting.json', import.meta.url), 'utf8'),
).figures.temporal_ideal_same_day_saving_frac;

const SERIES = [
  ['de-fra', 'DE_2022'],
  ['nl-ams', 'NL_2022'],
  ['be-bru', 'BE_2022'],
  ['fr-par', 'FR_2022'],
  ['gb-lon', 'GB_2020'],
] as const;

const shapeOf = (regionId: string): readonly number[] => {
  const region = catalogue.regions[regionId];
  if (!region?.carbonShapeMeasured) throw new Error(`${regionId}: no measured shape`);
  return region.hourlyCarbonShape;
};

/** Saving on the mean day, and as published for real days. */
const rowsOf = (regionId: string, series: string): { hours: number; mean: number; real: number }[] =>
  RUN_HOURS.map((hours) => ({
    hours,
    mean: idealSaving(shapeOf(regionId), hours),
    real: published[series]?.[String(hours)] ?? NaN,
  }));

describe.each(SERIES)('%s', (regionId, series) => {
  test.each(rowsOf(regionId, series))('$hours h: less than on real days', ({ mean, real }) => {
    // A mean of days has a shallower valley than the days have.
    expect(mean).toBeLessThan(real);
    expect(mean).toBeGreaterThan(0.4 * real);
    // 2.8 (Germany, 12 h) to 9.4 hundredths short (Great Britain, 1 h, whose windy hour is another one every day).
    expect(real - mean).toBeGreaterThan(0.025);
    expect(real - mean).toBeLessThan(0.095);
  });
});

test('on average over five grids mean days keep seven tenths of what real days save', () => {
  const rows = SERIES.flatMap(([regionId, series]) => rowsOf(regionId, series));
  const kept = rows.reduce((sum, { mean }) => sum + mean, 0) / rows.reduce((sum, { real }) => sum + real, 0);
  expect(kept).toBeGreaterThan(0.65);
  expect(kept).toBeLessThan(0.8);
});

test.each(SERIES)('%s: the program finds the k cleanest hours by itself', async (regionId) => {
  const region = catalogue.regions[regionId];
  if (!region) throw new Error(regionId);
  const solve = solveBy(await loadHighs(), 10);
  const gramsPerSecond = intensityByHour(region);
  const flat = gramsPerSecond.map(() => 1);
  const day: PlaceDay = { room: flat, watts: flat, usdPerSecond: flat, gramsPerSecond };
  for (const runHours of RUN_HOURS) {
    const program = programOf({
      goal: 'carbon',
      places: [
        { deploymentId: 'd', unit: 0, sites: [{ siteId: 's', share: 1 }], share: 1, weekday: day, weekend: day },
      ],
      tasks: [
        {
          workloadId: 'w',
          deploymentId: 'd',
          day: 'weekday',
          work: runHours,
          releaseHourUtc: 0,
          deadlineHours: 24,
          homes: null,
          heldHours: null,
        },
      ],
    });
    const read = scheduleFrom(program, solve(program.lp));
    const mean = gramsPerSecond.reduce((sum, one) => sum + one, 0) / 24;
    const saving = 1 - (read?.gramsPerMonth ?? NaN) / ((read?.joulesPerMonth ?? NaN) * mean);
    expect(saving).toBeCloseTo(idealSaving(region.hourlyCarbonShape, runHours), 3);
  }
});
