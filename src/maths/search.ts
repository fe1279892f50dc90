/** Root finding and interpolation on monotone functions and tables. */

/** Largest x in [low, high] for which `holds` is true, for a predicate that is true up to some point; `low` when it never is. */
export const lastTrue = (low: number, high: number, holds: (x: number) => boolean, rounds = 40): number => {
  if (holds(high)) return high;
  let [good, bad] = [low, high];
  for (let i = 0; i < rounds; i++) {
    const middle = (good + bad) / 2;
    if (holds(middle)) good = middle;
    else bad = middle;
  }
  return good;
};

/** Position of `x` in ascending `xs`: lower index and the share of the way to the next; clamped at the ends. */
export const locate = (xs: ArrayLike<number>, x: number): { index: number; share: number } => {
  const last = xs.length - 1;
  if (last <= 0 || x <= (xs[0] ?? 0)) return { index: 0, share: 0 };
  if (x >= (xs[last] ?? 0)) return { index: last - 1, share: 1 };
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((xs[middle] ?? 0) <= x) low = middle;
    else high = middle;
  }
  const [a, b] = [xs[low] ?? 0, xs[high] ?? 0];
  return { index: low, share: b > a ? (x - a) / (b - a) : 0 };
};

/** Linear interpolation of `ys` at a located position. */
export const at = (ys: ArrayLike<number>, place: { readonly index: number; readonly share: number }): number => {
  const a = ys[place.index] ?? 0;
  const b = ys[place.index + 1] ?? a;
  return a + place.share * (b - a);
};
