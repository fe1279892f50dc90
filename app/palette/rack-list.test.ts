/** The palette's list against the catalogue that ships. */
import { describe, expect, it } from 'vitest';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { dollars, text } from '../../src/units/format.ts';
import { priceParts, rackList, shortName, sizeText, vendorsOf, type RackFilter } from './rack-list.ts';

const ALL: RackFilter = { search: '', only: null, liquid: false, vendor: null };

const system = (id: string) => {
  const found = defaultCatalogue.systems[id];
  if (!found) throw new Error(`no system ${id}`);
  return found;
};

describe('the list of racks', () => {
  it('shows every system once', () => {
    const ids = rackList(defaultCatalogue, ALL).flatMap((group) => group.items.map((item) => item.id));
    expect(ids.toSorted()).toEqual(Object.keys(defaultCatalogue.systems).toSorted());
  });

  it('keeps the total of a group while filtering', () => {
    const [group] = rackList(defaultCatalogue, { ...ALL, search: 'gb200 nvl72' });
    expect(group?.items.map((item) => item.id)).toEqual(['gb200-nvl72']);
    expect(group?.total).toBe(
      Object.values(defaultCatalogue.systems).filter((each) => each.kind === 'rack' || each.kind === 'pod').length,
    );
  });

  it('finds by accelerator and by vendor', () => {
    const found = rackList(defaultCatalogue, { ...ALL, vendor: 'AMD', liquid: true }).flatMap((group) => group.items);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((item) => item.vendor === 'AMD' && item.cooling !== 'air')).toBe(true);
    expect(vendorsOf(defaultCatalogue)).toContain('AMD');
  });
});

describe('what an item says', () => {
  it('counts accelerators and names their memory', () => {
    expect(sizeText(defaultCatalogue, system('gb200-nvl72'))).toBe('72 GPU · 13.4\u00a0TB HBM');
    expect(sizeText(defaultCatalogue, system('lpx-256'))).toBe('256 LPU · 128\u00a0GB SRAM');
  });

  it('says in words what is not there', () => {
    expect(sizeText(defaultCatalogue, system('stx-storage'))).toBe('capacity not stated');
    expect(sizeText(defaultCatalogue, system('cmx-icms'))).toMatch(/flash$/);
    expect(text(priceParts({ ...system('gb200-nvl72'), capex: null }, dollars))).toBe('no price');
    expect(text(priceParts(system('trn2-ultraserver'), dollars))).toBe('rent only');
    expect(text(priceParts(system('gb200-nvl72'), dollars))).toBe('$3.4\u00a0M');
  });

  it('shortens names without making two alike', () => {
    expect(shortName(system('hgx-h200-8'))).toBe('HGX H200');
    expect(shortName(system('mi355x-8'))).toBe('MI355X node');
    const names = Object.values(defaultCatalogue.systems).map(shortName);
    expect(new Set(names).size).toBe(names.length);
  });
});
