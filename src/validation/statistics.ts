/** Error statistics of a set of predictions, in percent. */

/** One measured value and its prediction; null when refused. */
export interface Pair {
  readonly group: string;
  readonly measured: number;
  readonly predicted: number | null;
  /** 80 % band of the prediction where one was given. */
  readonly band: readonly [number, number] | null;
}

/** Field names are those of the JSON report. Errors and shares are in percent. */
export interface ErrorStatistics {
  readonly n: number;
  readonly median_ape: number;
  readonly mean_ape: number;
  readonly p90_ape: number;
  /** Mean of (predicted − measured) ÷ measured over answered values; null without any. */
  readonly bias: number | null;
  /** Median over groups of the median in the group: long curves weigh no more than short ones. */
  readonly group_median_ape: number;
  readonly within_10: number;
  readonly within_20: number;
  readonly within_30: number;
  /** Share of measured values inside the 80 % band, over predictions that give one; null without any. */
  readonly in_band: number | null;
}

/** A refused value counts as 100 %: an answer of nothing is wrong by all of it. */
const REFUSED_APE = 100;

/** Absolute percentage error of one value. */
export const apeOf = (pair: Pick<Pair, 'measured' | 'predicted'>): number =>
  pair.predicted === null ? REFUSED_APE : (Math.abs(pair.predicted - pair.measured) / pair.measured) * 100;

/** Statistics of at least one pair; null of none. */
export const errorStatistics = (pairs: readonly Pair[]): ErrorStatistics | null => {
  if (pairs.length === 0) return null;
  const apes = pairs.map(apeOf).toSorted(ascending);
  const signed = pairs.flatMap(({ measured, predicted }) =>
    predicted === null ? [] : [((predicted - measured) / measured) * 100],
  );
  const banded = pairs.flatMap(({ measured, band }) => (band === null ? [] : [inside(measured, band) ? 100 : 0]));
  const within = (limit: number): number => mean(apes.map((ape) => (ape <= limit ? 100 : 0)));
  return {
    n: pairs.length,
    median_ape: quantile(apes, 0.5),
    mean_ape: mean(apes),
    p90_ape: quantile(apes, 0.9),
    bias: signed.length === 0 ? null : mean(signed),
    group_median_ape: groupMedian(pairs),
    within_10: within(10),
    within_20: within(20),
    within_30: within(30),
    in_band: banded.length === 0 ? null : mean(banded),
  };
};

/** Quantile `q` in 0..1 of values in ascending order, linear between neighbours. Throws on none. */
export const quantile = (sorted: readonly number[], q: number): number => {
  const place = q * (sorted.length - 1);
  const low = sorted[Math.floor(place)];
  const high = sorted[Math.ceil(place)];
  if (low === undefined || high === undefined) throw new Error(`quantile ${q} of ${sorted.length} values`);
  return low + (high - low) * (place - Math.floor(place));
};

const groupMedian = (pairs: readonly Pair[]): number => {
  const groups = new Map<string, number[]>();
  for (const pair of pairs) {
    const apes = groups.get(pair.group);
    if (apes) apes.push(apeOf(pair));
    else groups.set(pair.group, [apeOf(pair)]);
  }
  const medians = [...groups.values()].map((apes) => quantile(apes.toSorted(ascending), 0.5));
  return quantile(medians.toSorted(ascending), 0.5);
};

const inside = (value: number, [low, high]: readonly [number, number]): boolean => value >= low && value <= high;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const ascending = (a: number, b: number): number => a - b;
