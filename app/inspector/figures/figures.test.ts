/** Units, values, names and choices of figures, against the whole provenance table. */
import { describe, expect, test } from 'vitest';
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';
import provenance from '../../../src/catalogue/generated/provenance.json' with { type: 'json' };
import type { ProvenanceTable } from '../../../src/catalogue/provenance.ts';
import { applyOverrides } from '../../../src/catalogue/overrides.ts';
import { text } from '../../../src/units/format.ts';
import { figureChoices, figureName, matchingFigures } from './figure-names.ts';
import { bandText, shownFigure, typedScale, unitOfFigure } from './figure-units.ts';
import { baseOf, figureAt, figurePathOf, isOverridable, overridePathOf, ownCatalogue } from './figure-values.ts';

const table = provenance as unknown as ProvenanceTable;
const plain = (value: string): string => value.replaceAll('\u00a0', ' ');

describe('units', () => {
  test('agree with the unit of every sourced number', () => {
    const numbers = Object.entries(table).filter(
      ([path, { unit }]) => unit !== 'text' && !path.startsWith('models.') && !path.includes('Shape'),
    );
    expect(numbers.length).toBeGreaterThan(1_500);
    const wrong = numbers.filter(([path, { unit }]) => unitOfFigure(path) !== unit).map(([path]) => path);
    expect(wrong).toEqual([]);
  });

  test.each([
    ['J/s', 132_000, '132 kW'],
    ['B/s', 7.672e12, '7.67 TB/s'],
    ['FLOP/s', 2.5e15, '2,500 TFLOP/s'],
    ['USD', 3.4e6, '$3.4 M'],
    ['USD/h', 3.3, '$3.3 /h'],
    ['USD/J', 2.5e-8, '$0.09 /kWh'],
    ['gCO2e/J', 1e-4, '360 gCO2e/kWh'],
    ['L/J', 5e-7, '1.8 L/kWh'],
    ['share', 0.85, '85 %'],
    ['share/year', 0.09, '9 %/year'],
    ['USD/(J/s)', 12.6, '$12.6 /W'],
    ['ratio', 1.14, '1.14'],
    ['U', 48, '48 U'],
    ['parameters', 671e9, '671 bn parameters'],
  ])('%s is shown', (unit, value, shown) => expect(plain(text(shownFigure(unit, value)))).toBe(shown));

  test('are typed in the unit they are shown in', () => {
    expect(typedScale('J/s', 1_400)).toEqual({ divisor: 1e3, unit: 'kW' });
    expect(typedScale('USD', 3.4e6)).toEqual({ divisor: 1e6, unit: 'M USD' });
    expect(typedScale('share', 0.5)).toEqual({ divisor: 0.01, unit: '%' });
    expect(typedScale('U', 48)).toEqual({ divisor: 1, unit: 'U' });
  });

  test('bands are in the unit of their base; one value is no band', () => {
    expect(bandText('USD', { low: 3.1e6, base: 3.4e6, high: 4e6 })).toBe('3.1–4');
    expect(bandText('J/s', { low: 99_000, base: 125_000, high: 130_000 })).toBe('99–130');
    expect(bandText('J/s', { low: 900, base: 900, high: 1_300 })).toBe('900–1,300');
    expect(bandText('USD/J', { low: 2.5e-8, base: 3e-8, high: 5e-8 })).toBe('0.09–0.18');
    expect(bandText('USD', { low: 1, base: 1, high: 1 })).toBeNull();
  });
});

describe('values', () => {
  test('are found through ids with dots', () => {
    expect(baseOf(figureAt(defaultCatalogue, 'models.kimi-k2.5.contextMaxTokens'))).toBe(
      defaultCatalogue.models['kimi-k2.5']?.contextMaxTokens,
    );
    expect(figureAt(defaultCatalogue, 'accelerators.gb300.idlePower')).toBeNull();
    expect(figureAt(defaultCatalogue, 'accelerators.gb300.name')).toBeUndefined();
    expect(figureAt(defaultCatalogue, 'accelerators.none.boardPower')).toBeUndefined();
    expect(overridePathOf('systems.gb200-nvl72.capex')).toBe('systems.gb200-nvl72.capex.base');
    expect(overridePathOf('workflows.chat.outputTokens')).toBe('workflows.chat.outputTokens.median');
    expect(overridePathOf('accelerators.gb300.boardPower')).toBe('accelerators.gb300.boardPower');
  });

  test('an override is what is read; the catalogue keeps its own', () => {
    const own = ownCatalogue({ 'accelerators.gb300.boardPower': 1_100 });
    expect(baseOf(figureAt(own, 'accelerators.gb300.boardPower'))).toBe(1_100);
    expect(baseOf(figureAt(defaultCatalogue, 'accelerators.gb300.boardPower'))).toBe(1_400);
    const assumptions = {};
    expect(ownCatalogue(assumptions)).toBe(ownCatalogue(assumptions));
  });

  test('an override path leads back to its figure; an edge of a band is one by itself', () => {
    expect(figurePathOf('costs.waccPerYear.base')).toBe('costs.waccPerYear');
    expect(figurePathOf('workflows.chat.outputTokens.median')).toBe('workflows.chat.outputTokens');
    expect(figurePathOf('accelerators.gb300.boardPower')).toBe('accelerators.gb300.boardPower');
    expect(figurePathOf('costs.waccPerYear.low')).toBe('costs.waccPerYear.low');
    expect(figurePathOf('no.such.figure')).toBeNull();
  });

  test('a missing figure may be filled in, a size of a model may not', () => {
    expect(isOverridable('accelerators.gb300.idlePower')).toBe(true);
    expect(isOverridable('systems.gb200-nvl72.capex')).toBe(true);
    expect(isOverridable('models.deepseek-r1.totalParameters')).toBe(false);
    expect(isOverridable('models.deepseek-r1.contextMaxTokens')).toBe(true);
    expect(isOverridable('accelerators.gb300.memoryType')).toBe(false);
  });

  test('every numeric alternative of a number can be used', () => {
    const paths = Object.entries(table).filter(
      ([path, { alternatives, unit }]) =>
        alternatives && unit !== 'text' && figureAt(defaultCatalogue, path) !== undefined,
    );
    expect(paths.length).toBeGreaterThan(40);
    expect(paths.map(([path]) => path).filter((path) => !isOverridable(path))).toEqual([]);
  });
});

describe('choices', () => {
  const choices = figureChoices();

  test('name each figure once, and each takes an override', () => {
    expect(choices.length).toBeGreaterThan(1_000);
    expect(new Set(choices.map(({ path }) => path)).size).toBe(choices.length);
    const overrides = Object.fromEntries(choices.map(({ path }) => [overridePathOf(path), 1]));
    expect(applyOverrides(defaultCatalogue, overrides).unknown).toEqual([]);
  });

  test('are found by all words of a query, in any order', () => {
    const found = matchingFigures(choices, 'bandwidth b200').map(({ path }) => path);
    expect(found).toContain('accelerators.b200-sxm.memoryBandwidth');
    expect(found.every((path) => path.includes('andwidth'))).toBe(true);
    expect(matchingFigures(choices, 'cost of capital').map(({ path }) => path)).toEqual(['costs.waccPerYear']);
    expect(matchingFigures(choices, ' ')).toHaveLength(choices.length);
    expect(matchingFigures(choices, 'no such words')).toEqual([]);
  });

  test('read as words', () => {
    expect(figureName('costs.waccPerYear.base')).toBe('Cost of capital a year');
    expect(figureName('accelerators.mi300x.densePeak.fp8')).toMatch(/^.*MI300X.*, dense peak FP8$/);
    expect(figureName('systems.gb200-nvl72.capex.base')).toBe('GB200 NVL72, price of one');
    expect(figureName('systems.none.capex')).toBe('systems.none.capex');
    expect(figureName('power.constantShare.idle')).toBe('Constant share, idle');
  });
});
