/**
 * Which uncertain figure moves a total most. Two measures, because one alone misleads: the swing of the total as this figure goes from
 * its 10 to its 90 % quantile, all others at base, is exact, signed and free of noise, and orders the bars; the share of the variance over
 * all draws tells how much of the spread one sees goes with it when everything moves, and is on ranks, since latency near saturation has
 * no mean to speak of [T2].
 */
import { quantileOf } from './distribution.ts';
import type { Driver } from './driver.ts';
import type { Kpi, KpiValues, TornadoBar } from './uncertainty-answer.ts';

/** Totals with one driver at its edges. */
export interface Swing {
  readonly driver: Driver;
  readonly at: { readonly low: number; readonly high: number };
  readonly low: KpiValues;
  readonly high: KpiValues;
}

export const edgesOf = (driver: Driver): Swing['at'] => ({
  low: quantileOf(driver, 0.1),
  high: quantileOf(driver, 0.9),
});

const BARS = 10;

/** `chances` of each driver by draw: the share of probability below its value. `totals` by draw, NaN where withheld. */
export const tornadoOf = (
  kpi: Kpi,
  base: number | null,
  swings: readonly Swing[],
  chances: readonly Float64Array[],
  totals: Float64Array,
): TornadoBar[] => {
  const known = [...totals.keys()].filter((draw) => !Number.isNaN(totals[draw]));
  const ranks = ranksOf(known.map((draw) => totals[draw] ?? 0));
  return swings
    .flatMap(({ driver, at, low, high }, index): (Omit<TornadoBar, 'varianceShare'> & { index: number })[] => {
      const [from, to] = [low[kpi] ?? base, high[kpi] ?? base];
      if (from === null || to === null) return [];
      const swing = to - from;
      const moves = Math.abs(swing) > 1e-9 * Math.max(Math.abs(from), Math.abs(to));
      return moves ? [{ index, driverId: driver.id, at, low: low[kpi], high: high[kpi], swing }] : [];
    })
    .toSorted((a, b) => Math.abs(b.swing) - Math.abs(a.swing))
    .slice(0, BARS)
    .map(({ index, ...bar }) => {
      const own = chances[index];
      return { ...bar, varianceShare: own ? sharedVariance(ranks, known, own) : null };
    });
};

/** Places in ascending order; equals share the mean of theirs. */
const ranksOf = (values: readonly number[]): Float64Array => {
  const order = [...values.keys()].toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Float64Array(values.length);
  for (let first = 0; first < order.length;) {
    let last = first;
    while (last + 1 < order.length && values[order[last + 1] ?? 0] === values[order[first] ?? 0]) last++;
    for (let at = first; at <= last; at++) ranks[order[at] ?? 0] = (first + last) / 2;
    first = last + 1;
  }
  return ranks;
};

/** Draws below which a share says nothing. */
const FEWEST = 16;

/**
 * Squared correlation of ranks with the chances of a figure, which are its ranks on a scale, less what as many unrelated pairs show on
 * average; null where one of them does not vary.
 */
const sharedVariance = (ranks: Float64Array, draws: readonly number[], chances: Float64Array): number | null => {
  const count = draws.length;
  if (count < FEWEST) return null;
  let [sumA, sumB] = [0, 0];
  for (const [index, draw] of draws.entries()) {
    sumA += ranks[index] ?? 0;
    sumB += chances[draw] ?? 0;
  }
  let [both, ofA, ofB] = [0, 0, 0];
  for (const [index, draw] of draws.entries()) {
    const [x, y] = [(ranks[index] ?? 0) - sumA / count, (chances[draw] ?? 0) - sumB / count];
    both += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  if (ofA <= 0 || ofB <= 0) return null;
  const squared = (both * both) / (ofA * ofB);
  return Math.max(0, 1 - ((1 - squared) * (count - 1)) / (count - 2));
};
