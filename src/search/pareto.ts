/** Exact Pareto fronts of points that are better the larger both coordinates are, kept while the points come in. */

export interface Front {
  /** Takes a point unless another has at least as much of both; equal points: the first stays. NaN is on no front. */
  add(x: number, y: number, index: number): void;
  /** Whether a point at or below (x, y) can no longer be on the front: some point has as much of both and more of one. */
  beats(x: number, y: number): boolean;
  /** Indices from small x to large. */
  indices(): Uint32Array;
}

/** A staircase: x ascending, y descending; a new point is placed by halving and takes the steps it covers with it. */
export const createFront = (): Front => {
  const xs: number[] = [];
  const ys: number[] = [];
  const ids: number[] = [];
  /** First step at or right of x: of all points at least as far right it is the highest. */
  const stepAt = (x: number): number => {
    let [low, high] = [0, xs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((xs[middle] ?? 0) < x) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    add: (x, y, index) => {
      if (Number.isNaN(x) || Number.isNaN(y)) return;
      const at = stepAt(x);
      if (at < xs.length && (ys[at] ?? 0) >= y) return;
      const end = xs[at] === x ? at + 1 : at;
      let start = at;
      while (start > 0 && (ys[start - 1] ?? 0) <= y) start -= 1;
      xs.splice(start, end - start, x);
      ys.splice(start, end - start, y);
      ids.splice(start, end - start, index);
    },
    beats: (x, y) => {
      const at = stepAt(x);
      const [right, top] = [xs[at], ys[at]];
      return right !== undefined && top !== undefined && top >= y && (top > y || right > x);
    },
    indices: () => Uint32Array.from(ids),
  };
};
