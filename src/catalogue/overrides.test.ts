/**
 * Overrides change one figure, share the rest and never follow a path out of the catalogue.
 */
import { describe, expect, test } from 'vitest';
import { defaultCatalogue } from './default-catalogue.ts';
import { isWithin, rangeOf } from './figure-ranges.ts';
import { loadCatalogue } from './load.ts';
import { applyOverrides } from './overrides.ts';
import { provenanceOf } from './provenance.ts';

describe('applyOverrides', () => {
  test('changes the figure and shares everything beside it', () => {
    const { catalogue, unknown } = applyOverrides(defaultCatalogue, { 'systems.gb200-nvl72.capex.base': 3.6e6 });
    expect(unknown).toEqual([]);
    expect(catalogue.systems['gb200-nvl72']?.capex).toEqual({ low: 3.1e6, base: 3.6e6, high: 4e6 });
    expect(defaultCatalogue.systems['gb200-nvl72']?.capex?.base).toBe(3.4e6);
    expect(catalogue.models).toBe(defaultCatalogue.models);
    expect(catalogue.systems['gb300-nvl72']).toBe(defaultCatalogue.systems['gb300-nvl72']);
  });

  test('takes the paths people write', () => {
    const overrides = {
      'costs.waccPerYear.base': 0.07,
      'regions.us-va.energyPrice.base': 2e-8,
      'accelerators.gb300.boardPower': 1100,
      'accelerators.mi300x.densePeak.fp8': 2e15,
      'models.kimi-k2.5.contextMaxTokens': 131_072,
      'regions.us-va.hourlyCarbonShape.3': 0.9,
    };
    const { catalogue, unknown } = applyOverrides(defaultCatalogue, overrides);
    expect(unknown).toEqual([]);
    expect(catalogue.costs.waccPerYear.base).toBe(0.07);
    expect(catalogue.regions['us-va']?.energyPrice.base).toBe(2e-8);
    expect(catalogue.accelerators['gb300']?.boardPower).toBe(1100);
    expect(catalogue.models['kimi-k2.5']?.contextMaxTokens).toBe(131_072);
    expect(catalogue.regions['us-va']?.hourlyCarbonShape[3]).toBe(0.9);
    expect(Array.isArray(catalogue.regions['us-va']?.hourlyCarbonShape)).toBe(true);
  });

  test('fills in a missing figure', () => {
    expect(defaultCatalogue.accelerators['gb300']?.idlePower).toBeNull();
    const { catalogue } = applyOverrides(defaultCatalogue, { 'accelerators.gb300.idlePower': 210 });
    expect(catalogue.accelerators['gb300']?.idlePower).toBe(210);
  });

  test('returns the same object when nothing changes', () => {
    expect(applyOverrides(defaultCatalogue, {}).catalogue).toBe(defaultCatalogue);
    expect(applyOverrides(defaultCatalogue, { 'accelerators.gb300.boardPower': 1400 }).catalogue).toBe(
      defaultCatalogue,
    );
    expect(applyOverrides(defaultCatalogue, { 'no.such.figure': 1 }).catalogue).toBe(defaultCatalogue);
  });

  test('reports what is no numeric figure', () => {
    const overrides = {
      'accelerators.gb300.name': 1,
      'accelerators.gb300': 1,
      'systems.cpu-2s.acceleratorId': 1,
      'systems.gb200-nvl72.capex.base': Number.NaN,
      version: 2,
      '': 1,
    };
    const { catalogue, unknown } = applyOverrides(defaultCatalogue, overrides);
    expect(unknown).toEqual(Object.keys(overrides));
    expect(catalogue).toBe(defaultCatalogue);
  });

  test('never follows a prototype key', () => {
    const overrides = JSON.parse(
      '{"__proto__.polluted":1,"constructor.length":1,"systems.__proto__.x":1,"systems.constructor.length":1}',
    ) as Record<string, number>;
    const { catalogue, unknown } = applyOverrides(defaultCatalogue, overrides);
    expect(unknown).toHaveLength(4);
    expect(catalogue).toBe(defaultCatalogue);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

describe('provenanceOf', () => {
  const table = {
    'systems.gb200-nvl72.capex': { value: 1, unit: 'USD', source: 'a', confidence: 'reported' },
    'models.kimi-k2.5': { value: 1, unit: 'parameters', source: 'b', confidence: 'reported' },
  } as const;

  test('finds the figure or the nearest one above it', () => {
    expect(provenanceOf(table, 'systems.gb200-nvl72.capex')?.source).toBe('a');
    expect(provenanceOf(table, 'systems.gb200-nvl72.capex.base')?.source).toBe('a');
    expect(provenanceOf(table, 'models.kimi-k2.5.parameters.mixer')?.source).toBe('b');
    expect(provenanceOf(table, 'systems.gb300-nvl72.capex')).toBeUndefined();
    expect(provenanceOf(table, 'constructor')).toBeUndefined();
  });
});

describe('loadCatalogue', () => {
  test('refuses what is no catalogue and says why', () => {
    expect(() => loadCatalogue(null)).toThrow('not an object');
    expect(() => loadCatalogue({})).toThrow('version');
    expect(() => loadCatalogue({ ...defaultCatalogue, models: {} })).toThrow('models is empty');
    expect(() => loadCatalogue({ ...defaultCatalogue, costs: undefined })).toThrow('costs is missing');
  });
});

describe('ranges', () => {
  test('every shipped figure is within its own', () => {
    const outside: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node === 'number' && !isWithin(rangeOf(path), node)) outside.push(`${path} = ${node}`);
      if (typeof node === 'object' && node !== null)
        for (const [key, child] of Object.entries(node)) walk(child, path === '' ? key : `${path}.${key}`);
    };
    walk(defaultCatalogue, '');
    expect(outside).toEqual([]);
  });

  test('a figure outside stays as it is and is named; at its ends it is taken', () => {
    const outside = {
      'costs.availabilityShare.base': 0,
      'costs.spotInterruptionShare.base': 1,
      'regions.us-va.pueAir.base': 0.9,
    };
    const answer = applyOverrides(defaultCatalogue, outside);
    expect(answer.outside).toEqual(Object.keys(outside));
    expect(answer.catalogue).toBe(defaultCatalogue);
    const ends = {
      'costs.availabilityShare.base': 1,
      'costs.spotInterruptionShare.base': 0,
      'regions.us-va.pueAir.base': 1,
    };
    expect(applyOverrides(defaultCatalogue, ends)).toMatchObject({ outside: [], unknown: [] });
  });
});
