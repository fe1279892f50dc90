/** The parts an elevation is made of, measured in rack units from the top. */

/** Usable height of every drawing, in U. */
export const DRAWN_U = 40;

/**
 * management, power, switch, manifold: never lit. trays light as wholes; slabs, modules, blades, drives and boxes are what a
 * node, a sled or a shelf holds. `blank` is a place where another unit would fit; `unknown` a body nobody has published.
 */
export type PartKind =
  | 'management'
  | 'power'
  | 'switch'
  | 'manifold'
  | 'tray'
  | 'drives'
  | 'blades'
  | 'slabs'
  | 'modules'
  | 'box'
  | 'blank'
  | 'unknown';

export interface Part {
  readonly kind: PartKind;
  readonly topU: number;
  readonly heightU: number;
  /** Accelerators, drives, ports or blades in it, side by side or in `rows` rows. */
  readonly cells: number;
  readonly rows: number;
}

export interface Elevation {
  /** A floor rack, or a cabinet on a wall bracket. */
  readonly form: 'rack' | 'wall';
  readonly parts: readonly Part[];
}

/** One part; cells and rows default to 1. */
export const part = (kind: PartKind, topU: number, heightU: number, cells = 1, rows = 1): Part => ({
  kind,
  topU,
  heightU,
  cells,
  rows,
});

/** `count` parts of `heightU` each, from `topU` down. */
export const stack = (kind: PartKind, topU: number, heightU: number, count: number, cells = 1): readonly Part[] =>
  Array.from({ length: count }, (_, i) => part(kind, topU + i * heightU, heightU, cells));
