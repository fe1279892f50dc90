/** What is drawn: the points and the front over one of the axes, of an answer or of a search under way. */
import { createFront, type Front } from '../../src/search/pareto.ts';
import type { FrontierAnswer, FrontierColumns } from '../../src/search/frontier-types.ts';
import type { Line } from './frontier-scale.ts';
import { columnOf, frontOf, type Upward } from './upward.ts';

export interface FrontierView {
  readonly parts: readonly FrontierColumns[];
  readonly front: Line;
  /** Points of the front, from slow to fast for one user. */
  readonly indices: readonly number[];
  /** By point of the front: it misses a limit. */
  readonly broken: readonly boolean[];
}

export const viewOf = (answer: FrontierAnswer, upward: Upward): FrontierView =>
  viewAt([answer.columns], upward, Array.from(frontOf(answer, upward)));

/** Points of the front so far, kept from one chunk to the next. */
export const createViewSoFar = (): ((parts: readonly FrontierColumns[], upward: Upward) => FrontierView) => {
  let front: Front = createFront();
  let [known, points] = [0, 0];
  let [first, over]: [FrontierColumns | undefined, Upward | null] = [undefined, null];
  return (parts, upward) => {
    if (parts[0] !== first || upward !== over || parts.length < known) {
      front = createFront();
      [known, points, first, over] = [0, 0, parts[0], upward];
    }
    for (const part of parts.slice(known)) {
      const up = columnOf(part, upward);
      for (let index = 0; index < up.length; index++) {
        front.add(part.tokensPerSecondPerUser[index] ?? NaN, up[index] ?? NaN, points + index);
      }
      points += up.length;
    }
    known = parts.length;
    return viewAt(parts, upward, Array.from(front.indices()));
  };
};

const viewAt = (parts: readonly FrontierColumns[], upward: Upward, indices: readonly number[]): FrontierView => {
  const found = indices.flatMap((index) => {
    let from = 0;
    for (const part of parts) {
      const at = index - from;
      if (at < part.misses.length) {
        const [x, y] = [part.tokensPerSecondPerUser[at], columnOf(part, upward)[at]];
        return x === undefined || y === undefined ? [] : [{ x, y, index, broken: part.misses[at] !== 0 }];
      }
      from += part.misses.length;
    }
    return [];
  });
  return {
    parts,
    front: { x: found.map(({ x }) => x), y: found.map(({ y }) => y) },
    indices: found.map(({ index }) => index),
    broken: found.map(({ broken }) => broken),
  };
};
