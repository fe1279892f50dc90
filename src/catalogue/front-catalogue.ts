/**
 * What the first page shows of the catalogue: the looks of racks and the names of models. A small file of its own, so that the page
 * stands before all figures are here; they come with the workspace.
 */
import type { System } from './figures.ts';
import front from './generated/front.json' with { type: 'json' };

/** The figures that decide how a rack is drawn. */
export type DrawnSystem = Pick<
  System,
  | 'id'
  | 'vendor'
  | 'kind'
  | 'accelerators'
  | 'scaleUpDomain'
  | 'computeTrays'
  | 'switchTrays'
  | 'cooling'
  | 'heightU'
  | 'unitsPer40kwRack'
>;

export interface FrontCatalogue {
  /** That of the whole catalogue. */
  readonly version: string;
  readonly systems: Readonly<Record<string, DrawnSystem>>;
  readonly modelNames: Readonly<Record<string, string>>;
}

// Decoder: written by the generator; a test compares it with the catalogue.
export const frontCatalogue = front as unknown as FrontCatalogue;
