/**
 * The conversion: what it refuses, and that the committed item files are what the research files give today.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { baseUnit } from './base-units.ts';
import { convertAll, sourcesOf } from './convert.ts';
import { topologyClass } from './fabric-topology.ts';
import { catalogueFolder, projectRoot, readFolder } from './item-files.ts';
import { readFile } from './read-valid.ts';
import { acceleratorItem } from '../../src/catalogue/schema.ts';

describe('refusals name file and field', () => {
  const valid = JSON.parse(readFileSync(join(catalogueFolder, 'accelerators', 'gb300.json'), 'utf8')) as {
    figures: Record<string, unknown>;
  };
  const withPower = (boardPower: unknown): unknown => ({ ...valid, figures: { ...valid.figures, boardPower } });
  const refuse = (boardPower: unknown): void => {
    readFile(acceleratorItem, 'accelerators/gb300.json', withPower(boardPower));
  };

  test('a figure without source, in a wrong unit, or without value', () => {
    const power = { value: 1400, unit: 'W', source: 'X', confidence: 'datasheet' };
    expect(() => refuse(power)).not.toThrow();
    expect(() => refuse({ ...power, source: '' })).toThrow('accelerators/gb300.json: figures.boardPower.source');
    expect(() => refuse({ ...power, unit: 'kW' })).toThrow('accelerators/gb300.json: figures.boardPower.unit');
    expect(() => refuse({ ...power, value: null })).toThrow('accelerators/gb300.json: figures.boardPower.value');
    expect(() => refuse({ ...power, confidence: 'sure' })).toThrow('figures.boardPower.confidence');
  });

  test('units and topologies nobody has reviewed', () => {
    expect(() => baseUnit('horsepower')).toThrow('horsepower');
    expect(() => topologyClass('new-part', 'NewLink', 'hypercube')).toThrow('reviewed table');
    expect(topologyClass('x', 'XGMI', 'full mesh').value).toBe('full-mesh');
  });
});

const upstream = join(projectRoot, '..', 'shared', 'catalogue');
const present = existsSync(join(upstream, 'accelerators.json'));
if (!present) console.log('No research files beside the project: the comparison with them is skipped.');

describe.skipIf(!present)('against the research files', () => {
  test('every item is what the conversion gives', () => {
    for (const [folder, expected] of convertAll(upstream)) {
      const found = new Map(readFolder(folder).map(({ id, json }) => [id, json]));
      expect([...found.keys()].toSorted(), folder).toEqual([...expected.keys()].toSorted());
      for (const [id, item] of expected) {
        expect(found.get(id), `${folder}/${id}`).toEqual(JSON.parse(JSON.stringify(item)));
      }
    }
  });

  test('sources.json as well', () => {
    const found: unknown = JSON.parse(readFileSync(join(catalogueFolder, 'sources.json'), 'utf8'));
    expect(found).toEqual(sourcesOf(upstream));
  });
});
