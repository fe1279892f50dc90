/** Frontiers set side by side: the ratio at a speed, and the curves as a table. */
import { weakestTier } from '../../calibration/tier.ts';
import type { ClaimFigure, ClaimTable } from './claim.ts';
import { figureText } from './figure-text.ts';
import type { RackFrontier } from './rack-frontier.ts';

export const times = (value: number | null): string => figureText(value, 'times');

export interface Compared {
  readonly name: string;
  readonly upper: RackFrontier;
  readonly lower: RackFrontier;
  /** tok/s for one user. */
  readonly speed: number;
  readonly note: string;
  readonly published?: number;
}

/** Ratio of what two frontiers give each accelerator at a speed. */
export const ratioAt = ({ name, upper, lower, speed, note, published }: Compared): ClaimFigure => {
  const [above, below] = [upper.at(speed), lower.at(speed)];
  return {
    name,
    ours: above && below ? above.perAccelerator / below.perAccelerator : null,
    published: published ?? null,
    unit: 'times',
    tier: above && below ? weakestTier(above.tier, below.tier) : 'withheld',
    note,
  };
};

/** Output per accelerator over speeds for one user. */
export const curveTable = (
  speeds: readonly number[],
  curves: readonly (readonly [name: string, frontier: RackFrontier, leads?: 'upper' | 'lower'])[],
): ClaimTable => ({
  title: 'Output tok/s per accelerator',
  axis: 'tok/s per user',
  columns: speeds.map(String),
  unit: 'tokenRate',
  drawn: true,
  rows: curves.map(([name, frontier, leads]) => ({
    name,
    ...(leads ? { leads } : {}),
    values: speeds.map((speed) => frontier.at(speed)?.perAccelerator ?? null),
  })),
});
