/**
 * Where a figure comes from, how sure it is and what else was published. Loaded when first asked for: it is prose.
 * Keyed by the path of the figure in the catalogue, such as `systems.gb200-nvl72.capex`.
 */
import type { Band, Confidence } from './figures.ts';

export interface PublishedValue {
  /** In the base unit of the figure it belongs to; a text where the figure is one. */
  readonly value: number | string | Band | null;
  readonly source: string;
  readonly confidence: Confidence;
  readonly note?: string;
  /** Date the value was true, for prices. */
  readonly asOf?: string;
}

export interface Provenance extends PublishedValue {
  /** SI base unit, such as 'B/s' or 'J/s'; 'share', 'accelerators' and the like for plain numbers. */
  readonly unit: string;
  /** Other published values that disagree. */
  readonly alternatives?: readonly PublishedValue[];
}

export type ProvenanceTable = Readonly<Record<string, Provenance>>;

/**
 * Provenance of the figure at `path`, or of the nearest figure above it: `capex.base` is explained by `capex`,
 * a width of a model by the model's entry. Undefined where nothing is known.
 */
export function provenanceOf(table: ProvenanceTable, path: string): Provenance | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
    const prefix = path.slice(0, end);
    if (Object.hasOwn(table, prefix)) return table[prefix];
  }
  return undefined;
}
