/**
 * The cloud as marks on a canvas: one mark for each px and kind, since thousands of points fall on one another, in arrays a painter and a
 * pointer can walk in a millisecond.
 */
import type { FrontierColumns } from '../../src/search/frontier-types.ts';
import type { FrontierScale } from './frontier-scale.ts';
import { columnOf, type Upward } from './upward.ts';

export const WITHIN = 0;
export const BROKEN = 1;

export interface Marks {
  readonly count: number;
  /** px, by mark. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** `WITHIN` every limit, or one of them `BROKEN`. */
  readonly kind: Uint8Array;
  /** Point it stands for, counted over all parts. */
  readonly point: Uint32Array;
}

/** px of one cell, by kind: marks that share it are one. A cross is wider than a dot. */
const CELLS = [2, 3] as const;

export const marksOf = (parts: readonly FrontierColumns[], upward: Upward, scale: FrontierScale): Marks => {
  const { box, xMax, yMin, yMax } = scale;
  const total = parts.reduce((sum, { misses }) => sum + misses.length, 0);
  const [x, y] = [new Float32Array(total), new Float32Array(total)];
  const [kind, point] = [new Uint8Array(total), new Uint32Array(total)];
  const grids = CELLS.map((px) => {
    const columns = Math.ceil(box.width / px) + 1;
    return { px, columns, taken: new Uint8Array(columns * (Math.ceil(box.height / px) + 1)) };
  });
  const perLog = box.height / Math.log(yMax / yMin);
  const perRate = box.width / xMax;
  let [count, before] = [0, 0];
  for (const part of parts) {
    const { tokensPerSecondPerUser: across, misses } = part;
    const up = columnOf(part, upward);
    for (let index = 0; index < misses.length; index++) {
      const value = up[index] ?? NaN;
      const right = (across[index] ?? NaN) * perRate;
      // NaN, where a rack states no price or no power, fails as well.
      if (!(value >= yMin && value <= yMax && right <= box.width)) continue;
      const down = box.height - Math.log(value / yMin) * perLog;
      const own = misses[index] === 0 ? WITHIN : BROKEN;
      const grid = grids[own];
      if (!grid) continue;
      const cell = Math.floor(right / grid.px) + grid.columns * Math.floor(down / grid.px);
      if (grid.taken[cell] === 1) continue;
      grid.taken[cell] = 1;
      x[count] = box.left + right;
      y[count] = box.top + down;
      kind[count] = own;
      point[count] = before + index;
      count += 1;
    }
    before += misses.length;
  }
  return { count, x, y, kind, point };
};

/** The mark nearest a place within `reach` px; null for none. */
export const markAt = ({ count, x, y }: Marks, px: number, py: number, reach: number): number | null => {
  let [best, least] = [-1, reach * reach];
  for (let index = 0; index < count; index++) {
    const [dx, dy] = [(x[index] ?? 0) - px, (y[index] ?? 0) - py];
    const away = dx * dx + dy * dy;
    if (away > least) continue;
    best = index;
    least = away;
  }
  return best === -1 ? null : best;
};
