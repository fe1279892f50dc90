/** Which points share a colour or a line of the table: by system, model, engine, and what else tells runs apart. */
import type { Point } from '../../src/validation/points.ts';
import { errorStatistics, type ErrorStatistics } from '../../src/validation/statistics.ts';
import type { Compared, Comparison } from './metrics.ts';

export type Dimension = 'accelerator' | 'model' | 'engine' | 'how' | 'source';

export const DIMENSIONS: readonly { readonly id: Dimension; readonly name: string }[] = [
  { id: 'accelerator', name: 'System' },
  { id: 'model', name: 'Model' },
  { id: 'engine', name: 'Engine' },
  { id: 'how', name: 'Mode and format' },
  { id: 'source', name: 'Source' },
];

export const valueOf = (point: Point, dimension: Dimension): string => {
  switch (dimension) {
    case 'accelerator':
      return point.acceleratorName;
    case 'model':
      return point.modelName;
    case 'engine':
      return point.engineName;
    case 'how':
      return point.how;
    case 'source':
      return point.citation.split(',')[0] ?? '';
  }
};

export interface ColourGroup {
  readonly name: string;
  readonly colour: string;
  readonly count: number;
}

/** A family that keeps its distance under every kind of colour vision; the last is for what has no colour of its own. */
const COLOURS = ['var(--hue-azure)', 'var(--hue-copper)', 'var(--hue-green)', 'var(--hue-plum)', 'var(--hue-petrol)'];
const OTHERS = 'var(--hue-stone)';
export const OTHERS_NAME = 'others';

/** The largest groups with a colour each, and the rest together. */
export const colourGroups = (compared: readonly Compared[], dimension: Dimension): readonly ColourGroup[] => {
  const counts = new Map<string, number>();
  for (const { point } of compared) {
    const name = valueOf(point, dimension);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const largest = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const own = largest.length === COLOURS.length + 1 ? COLOURS.length + 1 : COLOURS.length;
  const named = largest
    .slice(0, own)
    .map(([name, count], index) => ({ name, count, colour: COLOURS[index] ?? OTHERS }));
  const rest = largest.slice(own).reduce((sum, [, count]) => sum + count, 0);
  return rest > 0 ? [...named, { name: OTHERS_NAME, count: rest, colour: OTHERS }] : named;
};

export interface SliceLine {
  readonly name: string;
  readonly statistics: ErrorStatistics;
  readonly refused: number;
}

/** Statistics of a whole comparison; null of nothing. A refused run counts as missed by all of it. */
export const statisticsOf = ({ compared, refused }: Pick<Comparison, 'compared' | 'refused'>): ErrorStatistics | null =>
  errorStatistics([
    ...compared.map(({ group, measured, predicted, band }) => ({ group, measured, predicted, band })),
    ...refused.map(({ group, measured }) => ({ group, measured, predicted: null, band: null })),
  ]);

/** One line per value of the dimension, the largest first. */
export const sliceLines = (comparison: Comparison, dimension: Dimension): readonly SliceLine[] => {
  const names = new Set([...comparison.compared, ...comparison.refused].map(({ point }) => valueOf(point, dimension)));
  return [...names]
    .flatMap((name): SliceLine[] => {
      const compared = comparison.compared.filter(({ point }) => valueOf(point, dimension) === name);
      const refused = comparison.refused.filter(({ point }) => valueOf(point, dimension) === name);
      const statistics = statisticsOf({ compared, refused });
      return statistics === null ? [] : [{ name, statistics, refused: refused.length }];
    })
    .toSorted((a, b) => b.statistics.n - a.statistics.n || (a.name < b.name ? -1 : 1));
};

/** Upper ends of the bins of the histogram, as shares. */
const EDGES = [-0.5, -0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3, 0.5];

export interface Bin {
  readonly from: number | null;
  readonly to: number | null;
  readonly count: number;
}

/** How many errors fall between the edges; the first and the last bin are open. */
export const binsOf = (compared: readonly Compared[]): readonly Bin[] =>
  [null, ...EDGES].map((from, index) => {
    const to = EDGES[index] ?? null;
    const inside = ({ error }: Compared): boolean => (from === null || error >= from) && (to === null || error < to);
    return { from, to, count: compared.filter(inside).length };
  });
