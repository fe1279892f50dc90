/** A figure against what is published of it. */
import type { Figure, Published, SystemCheck } from './row.ts';

export type Verdict = 'holds' | 'misses' | 'nothing to check against' | 'refused';

export interface Judged {
  readonly verdict: Verdict;
  readonly values: readonly number[];
  /** Largest relative distance from what is published, signed: below it negative; 0 inside a range. */
  readonly off: number;
  /** Why there is no figure; null where there is one. */
  readonly withheld: string | null;
}

const TOLERANCE = 0.01;

/** Throws for a figure that is no number, or that does not match what it is held against one by one. */
export const judged = (check: SystemCheck, figure: Figure): Judged => {
  if (typeof figure === 'object' && 'withheld' in figure)
    return { verdict: 'refused', values: [], off: 0, withheld: figure.withheld };
  const values = typeof figure === 'number' ? [figure] : figure;
  if (values.length === 0 || values.some((value) => !Number.isFinite(value)))
    throw new Error(`${check.id}: a figure of ${values.join(', ')}`);
  const { published } = check;
  if (published === null) return { verdict: 'nothing to check against', values, off: 0, withheld: null };
  if ('values' in published && published.values.length !== values.length)
    throw new Error(`${check.id}: ${values.length} figures against ${published.values.length} published`);
  const offs = values.map((value, index) => offOf(value, published, index));
  const off = offs.reduce((worst, one) => (Math.abs(one) > Math.abs(worst) ? one : worst), 0);
  return { verdict: holds(check, values, off) ? 'holds' : 'misses', values, off, withheld: null };
};

/** What must rise has not risen when it stands still: directions have no tolerance and do not end at their bound. */
const holds = (
  { kind, published, tolerance = TOLERANCE }: SystemCheck,
  values: readonly number[],
  off: number,
): boolean => {
  if (kind !== 'direction' || published === null || 'values' in published) return Math.abs(off) <= tolerance;
  const beyond = 'least' in published ? values.every((value) => value > published.least) : true;
  return beyond && ('most' in published ? values.every((value) => value < published.most) : true);
};

const offOf = (value: number, published: Published, index: number): number => {
  if ('values' in published) {
    const of = published.values[index] ?? 0;
    return of === 0 ? value : value / of - 1;
  }
  if ('least' in published && value < published.least) return value / published.least - 1;
  return 'most' in published && value > published.most ? value / published.most - 1 : 0;
};
