/** The regions of the catalogue by name, for lists to choose from. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';

export const REGIONS: readonly { readonly value: string; readonly name: string }[] = Object.values(
  defaultCatalogue.regions,
)
  .map((region) => ({ value: region.id, name: region.name }))
  .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));

export const regionName = (id: string): string => defaultCatalogue.regions[id]?.name ?? id;
