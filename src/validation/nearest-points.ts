/**
 * Measured points nearest to a configuration: first those of its model, accelerator and engine, then of its model, then of its
 * accelerator; among each the fewest doublings away in load, lengths and accelerators.
 */
import type { Point } from './points.ts';

/** A configuration as the points see it: one instance of a plan. */
export interface Place {
  readonly modelId: string;
  readonly acceleratorId: string;
  readonly engine: string;
  readonly users: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly accelerators: number;
}

export type Nearness = 'model, accelerator and engine' | 'model and accelerator' | 'model' | 'accelerator';

const NEARNESS: readonly Nearness[] = [
  'model, accelerator and engine',
  'model and accelerator',
  'model',
  'accelerator',
];

export interface NearPoint<T> {
  readonly item: T;
  /** What the point shares with the place. */
  readonly same: Nearness;
  /** Root of the summed squares of doublings in users, tokens in, tokens out and accelerators. */
  readonly doublings: number;
}

/** At most `count` points, nearest first. Points that share neither model nor accelerator, or that lack a number, are left out. */
export const nearestPoints = <T extends { readonly point: Point }>(
  items: readonly T[],
  place: Place,
  count: number,
): readonly NearPoint<T>[] =>
  items
    .flatMap((item): NearPoint<T>[] => {
      const same = sameness(item.point, place);
      const doublings = doublingsBetween(item.point, place);
      return same === null || doublings === null ? [] : [{ item, same, doublings }];
    })
    .toSorted((a, b) => NEARNESS.indexOf(a.same) - NEARNESS.indexOf(b.same) || a.doublings - b.doublings)
    .slice(0, count);

const sameness = (point: Point, place: Place): Nearness | null => {
  const accelerator = point.acceleratorId === place.acceleratorId;
  if (point.modelId !== place.modelId) return accelerator ? 'accelerator' : null;
  if (!accelerator) return 'model';
  return point.engine === place.engine ? 'model, accelerator and engine' : 'model and accelerator';
};

const doublingsBetween = (point: Point, place: Place): number | null => {
  const pairs = [
    [point.users, place.users],
    [point.inputTokens, place.inputTokens],
    [point.outputTokens, place.outputTokens],
    [point.accelerators, place.accelerators],
  ] as const;
  let sum = 0;
  for (const [a, b] of pairs) {
    if (a === null || !(a > 0) || !(b > 0)) return null;
    sum += Math.log2(a / b) ** 2;
  }
  return Math.sqrt(sum);
};
