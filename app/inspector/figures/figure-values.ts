/** Figures of the catalogue by path: what stands there, which number an override replaces, and which may be overridden. */
import type { Band, Catalogue } from '../../../src/catalogue/figures.ts';
import { applyOverrides } from '../../../src/catalogue/overrides.ts';
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';

/** A number, a band with a base, a distribution with a median; null where nothing was published; undefined where no figure is. */
export type FigureValue = number | Band | { readonly median: number } | null | undefined;

const isBand = (value: unknown): value is Band =>
  typeof value === 'object' && value !== null && 'base' in value && typeof value.base === 'number';

const hasMedian = (value: unknown): value is { readonly median: number } =>
  typeof value === 'object' && value !== null && 'median' in value && typeof value.median === 'number';

/** What stands at a path. Ids may hold dots, so the longest key that fits is taken, as overrides do. */
export const figureAt = (catalogue: Catalogue, path: string): FigureValue => {
  let node: unknown = catalogue;
  let rest = path;
  while (rest !== '') {
    if (typeof node !== 'object' || node === null) return undefined;
    const here = rest;
    const key = Object.keys(node)
      .filter((name) => here === name || here.startsWith(`${name}.`))
      .toSorted((a, b) => b.length - a.length)[0];
    if (key === undefined) return undefined;
    node = Reflect.get(node, key);
    rest = rest.slice(key.length + 1);
  }
  return node === null || typeof node === 'number' || isBand(node) || hasMedian(node) ? node : undefined;
};

/** The one number a figure is known by; null where nothing was published. */
export const baseOf = (value: FigureValue): number | null => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return value;
  return 'base' in value ? value.base : value.median;
};

/** The band of a figure; null where it has one value. */
export const bandOf = (value: unknown): Band | null => (isBand(value) ? value : null);

/** Path of the number that an override of this figure replaces: the base of a band, the median of a distribution. */
export const overridePathOf = (path: string): string => {
  const value = figureAt(defaultCatalogue, path);
  if (isBand(value)) return `${path}.base`;
  return hasMedian(value) ? `${path}.median` : path;
};

/** The figure whose number an override path replaces; null where there is none. */
export const figurePathOf = (overridePath: string): string | null => {
  const candidates = [overridePath.replace(/\.(base|median)$/, ''), overridePath];
  return (
    candidates.find(
      (path) => figureAt(defaultCatalogue, path) !== undefined && overridePathOf(path) === overridePath,
    ) ?? null
  );
};

/** Whether a person may put a number there. Sizes of a model follow from its layers: only its context is free. */
export const isOverridable = (path: string): boolean =>
  (!path.startsWith('models.') || path.endsWith('.contextMaxTokens')) &&
  applyOverrides(defaultCatalogue, { [overridePathOf(path)]: 1 }).unknown.length === 0;

const own = new WeakMap<object, Catalogue>();

/** The catalogue with the overrides of a scenario; one copy for each set of them. */
export const ownCatalogue = (assumptions: Readonly<Record<string, number>>): Catalogue => {
  const known = own.get(assumptions);
  if (known) return known;
  const { catalogue } = applyOverrides(defaultCatalogue, assumptions);
  own.set(assumptions, catalogue);
  return catalogue;
};
