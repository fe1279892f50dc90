/**
 * A catalogue with other base values in some of its bands: what a draw of chance reads in place of the best guesses. Prepared once for a
 * list of bands, then made many times; only objects on the way to a changed value are copied, so that what is the same stays identical.
 */
import type { Band, Catalogue } from './figures.ts';

/** Keys from the root of the catalogue to the object a band is in, or to a band. */
export type FigureKeys = readonly string[];

export interface BandPlace {
  readonly keys: FigureKeys;
  readonly band: Band;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isBand = (value: unknown): value is Band =>
  isRecord(value) && ['low', 'base', 'high'].every((edge) => typeof value[edge] === 'number');

/** The part of the catalogue at `keys`; undefined where there is none. */
const partAt = (catalogue: Catalogue, keys: FigureKeys): unknown =>
  keys.reduce<unknown>((node, key) => (isRecord(node) ? node[key] : undefined), catalogue);

/** Every band at or below `keys`. */
export const bandsBelow = (catalogue: Catalogue, keys: FigureKeys): BandPlace[] =>
  collect(partAt(catalogue, keys), keys);

const collect = (node: unknown, keys: FigureKeys): BandPlace[] => {
  if (isBand(node)) return [{ keys, band: node }];
  return isRecord(node) ? Object.entries(node).flatMap(([key, child]) => collect(child, [...keys, key])) : [];
};

interface Branch {
  readonly key: string;
  /** Place of the value among those given; null where the bands lie further down. */
  readonly value: number | null;
  readonly below: Branch[];
}

/** The catalogue by base values, one for each of `places`; the catalogue itself where all of them are as they were. */
export const withBaseValues = (
  catalogue: Catalogue,
  places: readonly FigureKeys[],
): ((values: ArrayLike<number>) => Catalogue) => {
  const root: Branch[] = [];
  for (const [value, keys] of places.entries()) {
    let level = root;
    for (const [depth, key] of keys.entries()) {
      const known = level.find((branch) => branch.key === key);
      const branch = known ?? { key, value: depth === keys.length - 1 ? value : null, below: [] };
      if (!known) level.push(branch);
      level = branch.below;
    }
  }
  // Decoder: only numbers were replaced by numbers, so the shape is the one that came in.
  return (values) => changed(catalogue, root, values) as Catalogue;
};

const changed = (node: unknown, branches: readonly Branch[], values: ArrayLike<number>): unknown => {
  if (!isRecord(node)) throw new Error(`no figures at ${branches.map(({ key }) => key).join(', ')}`);
  let copy: Record<string, unknown> | null = null;
  for (const { key, value, below } of branches) {
    const before = node[key];
    const after = value === null ? changed(before, below, values) : withBase(before, values[value]);
    if (after === before) continue;
    copy ??= { ...node };
    copy[key] = after;
  }
  return copy ?? node;
};

const withBase = (band: unknown, base: number | undefined): unknown => {
  if (!isBand(band) || base === undefined) throw new Error('no band, or no value for it');
  return base === band.base ? band : { ...band, base };
};
