/** Figures in words: `accelerators.gb300.boardPower` is "GB300, board power". And the list of those a plan may replace. */
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';
import { nameWords } from '../../../src/catalogue/figure-words.ts';
import { unitOfFigure } from './figure-units.ts';
import { baseOf, figureAt } from './figure-values.ts';

interface Named {
  readonly name: string;
}

const GROUPS: Readonly<Record<string, Readonly<Record<string, Named>>>> = {
  accelerators: defaultCatalogue.accelerators,
  systems: defaultCatalogue.systems,
  models: defaultCatalogue.models,
  regions: defaultCatalogue.regions,
  workflows: defaultCatalogue.workflows,
  memoryTiers: defaultCatalogue.memoryTiers,
  networks: defaultCatalogue.networks,
};

/** Name of the figure at a path, with the name of the thing it belongs to; the path itself where the catalogue has no such thing. */
export const figureName = (path: string): string => {
  const [group = '', ...rest] = path.replace(/\.(base|median)$/, '').split('.');
  const items = GROUPS[group];
  if (!items) return sentence(rest.map(nameWords).join(', ')) || path;
  const after = path.slice(group.length + 1);
  const id = Object.keys(items)
    .filter((key) => after.startsWith(`${key}.`))
    .toSorted((a, b) => b.length - a.length)[0];
  if (id === undefined) return path;
  const names = after.slice(id.length + 1).replace(/\.(base|median)$/, '');
  return `${items[id]?.name ?? id}, ${names.split('.').map(nameWords).join(' ')}`;
};

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

export interface FigureChoice {
  readonly path: string;
  readonly name: string;
}

/** Every figure of the catalogue a plan may replace: its number is one of a known unit, and the model reads it. */
export const figureChoices = (): readonly FigureChoice[] => {
  const choices: FigureChoice[] = [];
  const add = (path: string): void => {
    const value = figureAt(defaultCatalogue, path);
    if (unitOfFigure(path) !== null && baseOf(value) !== null) choices.push({ path, name: figureName(path) });
  };
  for (const group of ['costs', 'power', 'forecast', 'wideArea', 'vectorSearch'] as const)
    for (const key of leaves(defaultCatalogue[group])) add(`${group}.${key}`);
  for (const [group, items] of Object.entries(GROUPS)) {
    if (group === 'models') continue;
    for (const [id, item] of Object.entries(items)) for (const key of leaves(item)) add(`${group}.${id}.${key}`);
  }
  for (const id of Object.keys(defaultCatalogue.models)) add(`models.${id}.contextMaxTokens`);
  return choices;
};

/** Choices whose name or path has every word of the query; all of them where it is empty. */
export const matchingFigures = (choices: readonly FigureChoice[], query: string): readonly FigureChoice[] => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return choices.filter(({ name, path }) => {
    const text = `${name} ${path}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
};

/** Paths of the numbers of an item, bands and distributions as one. */
const leaves = (item: object): string[] =>
  Object.entries(item).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === 'number') return [key];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
    return 'base' in value || 'median' in value ? [key] : leaves(value).map((rest) => `${key}.${rest}`);
  });
