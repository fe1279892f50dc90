/** Which units of an elevation are lit: trays, slabs, blades and drives fill from the bottom up, to a tenth of one. */
import type { Elevation, Part, PartKind } from './parts.ts';

const LIGHTS: ReadonlySet<PartKind> = new Set(['tray', 'drives', 'blades', 'slabs', 'modules', 'box']);

/** A part whose cells light one by one, left to right; the others light as a whole. */
const CELLS: ReadonlySet<PartKind> = new Set(['blades', 'slabs', 'modules']);

export interface LitPart {
  readonly part: Part;
  /** Cells lit of the part, in tenths of one; 1 cell for parts that light as a whole. */
  readonly cells: number;
}

/** Units that can light: 18 for an NVL72 rack, 8 for a node of eight. */
export const unitsOf = (part: Part): number => {
  if (!LIGHTS.has(part.kind)) return 0;
  return CELLS.has(part.kind) ? part.cells * part.rows : 1;
};

/**
 * Parts lit at a load of `share` of SLA capacity, bottom first; the last may be lit in part.
 * @param share 0..1; more than 1 lights everything, and the caller draws the overload.
 */
export const litParts = (elevation: Elevation, share: number): readonly LitPart[] => {
  const total = elevation.parts.reduce((sum, part) => sum + unitsOf(part), 0);
  let left = Math.round(Math.min(Math.max(share, 0), 1) * total * 10) / 10;
  const lit: LitPart[] = [];
  for (const part of elevation.parts.toReversed()) {
    const units = unitsOf(part);
    if (units === 0 || left <= 0) continue;
    const cells = Math.min(units, left);
    lit.push({ part, cells });
    left = Math.round((left - cells) * 10) / 10;
  }
  return lit;
};
