/** Elevations against the racks as they are built, and against every system of the catalogue. */
import { describe, expect, it } from 'vitest';
import type { System } from '../../../src/catalogue/figures.ts';
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';
import { draw, drawLit } from './draw.ts';
import { elevationOf } from './elevation.ts';
import { litParts, unitsOf } from './lit.ts';
import { DRAWN_U, type Elevation, type PartKind } from './parts.ts';

const system = (id: string): System => {
  const found = defaultCatalogue.systems[id];
  if (!found) throw new Error(`no system ${id}`);
  return found;
};

const topsOf = (elevation: Elevation, kind: PartKind): number[] =>
  elevation.parts.filter((part) => part.kind === kind).map((part) => part.topU);

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('rack-scale systems', () => {
  it('draws an NVL72 as it stands: shelves, 10 trays, 9 switches, 8 trays, shelves', () => {
    const elevation = elevationOf(system('gb200-nvl72'));
    expect(topsOf(elevation, 'tray')).toEqual([...range(7, 16), ...range(26, 33)]);
    expect(topsOf(elevation, 'switch')).toEqual(range(17, 25));
    expect(topsOf(elevation, 'power')).toEqual([...range(3, 6), ...range(34, 37)]);
    expect(elevation.parts.every((part) => part.kind !== 'tray' || part.cells === 4)).toBe(true);
  });

  it('draws 32 LPX trays of 8 in two halves and 16 cube trays of 4', () => {
    const lpx = elevationOf(system('lpx-256'));
    expect(topsOf(lpx, 'tray')).toEqual([...range(3, 18), ...range(21, 36)]);
    expect(lpx.parts.filter((part) => part.kind === 'tray').every((part) => part.cells === 8)).toBe(true);
    const cube = elevationOf(system('tpu-v7-cube')).parts.filter((part) => part.kind === 'tray');
    expect(cube.map((part) => [part.heightU, part.cells])).toEqual(Array.from({ length: 16 }, () => [2, 4]));
  });

  it('draws 36 upright blades of a Kyber rack and its 12 switches', () => {
    const { parts } = elevationOf(system('kyber-nvl144'));
    const count = (kind: PartKind) =>
      parts.filter((part) => part.kind === kind).reduce((sum, part) => sum + part.cells, 0);
    expect([count('blades'), count('switch')]).toEqual([36, 12]);
  });

  it('says that a body is not published rather than inventing trays', () => {
    expect(topsOf(elevationOf(system('qualcomm-ai200-rack')), 'unknown')).toHaveLength(1);
  });
});

describe('nodes and boxes', () => {
  it('stands nodes on the floor of the rack and leaves dashed places above', () => {
    const elevation = elevationOf(system('hgx-h200-8'), 2);
    const [slabs, blank] = [topsOf(elevation, 'slabs'), topsOf(elevation, 'blank')];
    expect(slabs).toEqual([23, 31]);
    expect(blank).toEqual([7, 15]);
    expect(elevation.parts.filter((part) => part.kind === 'slabs').map((part) => part.cells * part.rows)).toEqual([
      8, 8,
    ]);
  });

  it('draws a full position in the palette', () => {
    expect(topsOf(elevationOf(system('hgx-h200-8')), 'slabs')).toHaveLength(4);
    expect(topsOf(elevationOf(system('rack-hgx-h100-32')), 'slabs')).toHaveLength(4);
  });

  it('hangs edge boxes under 14 U', () => {
    const elevation = elevationOf(system('jetson-edge'), 2);
    expect(elevation.form).toBe('wall');
    expect(topsOf(elevation, 'box')).toEqual([16, 19.4]);
  });
});

describe('light', () => {
  const nvl72 = elevationOf(system('gb200-nvl72'));

  it('fills from the bottom, to a tenth of a tray', () => {
    // 72 % of 18 trays is 12.96, drawn as 13: the eight below the switches and five above them.
    const lit = litParts(nvl72, 0.72);
    expect(lit).toHaveLength(13);
    expect(lit[0]?.part.topU).toBe(33);
    expect(lit.at(-1)?.part.topU).toBe(12);
    // 71 % is 12.78: twelve whole trays and 0.8 of the next.
    expect(litParts(nvl72, 0.71).at(-1)?.cells).toBeCloseTo(0.8, 9);
  });

  it('lights slabs one by one and never more than all', () => {
    const node = elevationOf(system('hgx-h200-8'), 1);
    expect(litParts(node, 0.5).reduce((sum, each) => sum + each.cells, 0)).toBe(4);
    expect(litParts(node, 3).reduce((sum, each) => sum + each.cells, 0)).toBe(8);
    expect(litParts(node, 0)).toEqual([]);
    expect(drawLit(node, 3, 0)).toBe('');
  });
});

describe('every system of the catalogue', () => {
  const cases = Object.values(defaultCatalogue.systems).flatMap((each) =>
    [1, 2, 4, 8].map((count) => ({ each, count })),
  );

  it('has systems to draw', () => expect(cases.length).toBeGreaterThan(200));

  it('stays inside the frame, without overlaps', () => {
    const astray = cases.filter(({ each, count }) => {
      const { form, parts } = elevationOf(each, count);
      const ends = parts.map((part) => part.topU + part.heightU);
      const foot = form === 'wall' ? 46 : DRAWN_U;
      return parts.some((part, i) => part.topU < (ends[i - 1] ?? 0) - 1e-9) || Math.max(0, ...ends) > foot + 1e-9;
    });
    expect(astray.map(({ each, count }) => `${each.id} × ${count}`)).toEqual([]);
  });

  it('draws at every scale', () => {
    const broken = cases.filter(({ each, count }) => {
      const drawings = ([1, 2, 3, 8] as const).map((scale) => draw(elevationOf(each, count), scale));
      const layers = drawings.flatMap(({ under, over }) => [...under, ...over]);
      return layers.length < 8 || layers.some((layer) => /NaN|undefined|Infinity/.test(layer.d));
    });
    expect(broken.map(({ each }) => each.id)).toEqual([]);
  });

  it('can light whatever has accelerators', () => {
    const dark = Object.values(defaultCatalogue.systems).filter(
      (each) => each.accelerators > 0 && elevationOf(each, 1).parts.every((part) => unitsOf(part) === 0),
    );
    expect(dark.map((each) => each.id)).toEqual([]);
  });
});
