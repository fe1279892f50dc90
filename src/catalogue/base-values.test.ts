import { expect, it } from 'vitest';
import { bandsBelow, withBaseValues } from './base-values.ts';
import { defaultCatalogue } from './default-catalogue.ts';
import { applyOverrides } from './overrides.ts';

it('finds every band below a place', () => {
  expect(bandsBelow(defaultCatalogue, ['forecast'])).toEqual([
    { keys: ['forecast', 'demandRatio'], band: defaultCatalogue.forecast.demandRatio },
  ]);
  const region = bandsBelow(defaultCatalogue, ['regions', 'us-va']).map(({ keys }) => keys.join('.'));
  expect(region).toContain('regions.us-va.energyPrice');
  expect(bandsBelow(defaultCatalogue, ['systems', 'none'])).toEqual([]);
});

it('does what overrides of the same figures do', () => {
  const made = withBaseValues(defaultCatalogue, [
    ['regions', 'us-va', 'energyPrice'],
    ['costs', 'waccPerYear'],
    ['regions', 'us-va', 'pueAir'],
  ])([2e-8, 0.1, 1.4]);
  const { catalogue } = applyOverrides(defaultCatalogue, {
    'regions.us-va.energyPrice.base': 2e-8,
    'costs.waccPerYear.base': 0.1,
    'regions.us-va.pueAir.base': 1.4,
  });
  expect(made).toEqual(catalogue);
  expect(made.systems).toBe(defaultCatalogue.systems);
  expect(made.regions['se-sto']).toBe(defaultCatalogue.regions['se-sto']);
});

it('is the catalogue itself where nothing changes, and refuses what is no band', () => {
  const { waccPerYear } = defaultCatalogue.costs;
  expect(withBaseValues(defaultCatalogue, [['costs', 'waccPerYear']])([waccPerYear.base])).toBe(defaultCatalogue);
  expect(() => withBaseValues(defaultCatalogue, [['costs', 'none']])([1])).toThrow('no band');
});
