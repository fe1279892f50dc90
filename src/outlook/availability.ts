/** Share of time that enough systems of a deployment are up, each up or down by itself [Y3]. */
import type { AvailabilityAnswer, KindAvailability } from './failures-answer.ts';

/** Systems of one kind that carry equal parts of the capacity. */
export interface SystemKind {
  readonly systemId: string;
  readonly given: number;
  /** Of the deployment's capacity, all of them together. */
  readonly share: number;
}

/** Probabilities of the counts from `first` on; every other count is less likely than rounding. */
export interface Counts {
  readonly first: number;
  readonly shares: readonly number[];
}

/** Counts less likely than this part of the likeliest are left out: some nine standard deviations, however many systems there are. */
const UNSEEN = 1e-20;

/** Probability that exactly k of n are up. Products from the most likely count outwards: nothing under- or overflows. */
export const binomial = (n: number, up: number): Counts => {
  if (up <= 0 || up >= 1) return { first: up >= 1 ? n : 0, shares: [1] };
  const mode = Math.min(n, Math.floor((n + 1) * up));
  const odds = up / (1 - up);
  const above: number[] = [1];
  for (let k = mode, weight = 1; k < n; k++) {
    weight *= (odds * (n - k)) / (k + 1);
    if (weight < UNSEEN) break;
    above.push(weight);
  }
  const below: number[] = [];
  for (let k = mode, weight = 1; k > 0; k--) {
    weight *= k / (odds * (n - k + 1));
    if (weight < UNSEEN) break;
    below.push(weight);
  }
  const weights = [...below.toReversed(), ...above];
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return { first: mode - below.length, shares: weights.map((weight) => weight / sum) };
};

/** Probability that at least k are up. */
const atLeast = ({ first, shares }: Counts): ((k: number) => number) => {
  const tails = [...shares];
  for (let k = tails.length - 2; k >= 0; k--) tails[k] = (tails[k] ?? 0) + (tails[k + 1] ?? 0);
  return (k) => tails[Math.max(0, k - first)] ?? 0;
};

/** Steps in which one kind is summed beside others at most: far finer than a standard deviation. */
const MOST_STEPS = 512;

interface CountStep {
  readonly count: number;
  readonly weight: number;
}

/** Counts with their probability; of very many systems neighbours stand together at their mean. */
const stepsOf = ({ first, shares }: Counts): CountStep[] => {
  const width = Math.ceil(shares.length / MOST_STEPS);
  const steps: CountStep[] = [];
  for (let from = 0; from < shares.length; from += width) {
    const mine = shares.slice(from, from + width);
    const weight = mine.reduce((sum, share) => sum + share, 0);
    if (weight < NEVER) continue;
    const mean = mine.reduce((sum, share, index) => sum + share * index, 0) / weight;
    steps.push({ count: first + from + mean, weight });
  }
  return steps;
};

/** Shares of capacity that add up to a need must not miss it by rounding. */
const ROUNDING = 1e-9;
/** Counts less likely than this are left out of the sum. */
const NEVER = 1e-15;

/**
 * `used` is the share of the capacity of all systems that the peak takes, above 1 where it is not carried at all; `up` the share of time one
 * system is up. The load is taken to be spread over all systems that are up. Eq. Y3
 */
export const availabilityOf = (kinds: readonly SystemKind[], used: number, up: number): AvailabilityAnswer => {
  const known = kinds
    .filter(({ given }) => given > 0)
    .map((kind) => ({ ...kind, each: kind.share / kind.given, counts: binomial(kind.given, up) }))
    .toSorted((a, b) => a.given - b.given);
  const tails = known.map(({ counts }) => atLeast(counts));
  const steps = known.slice(0, -1).map(({ counts }) => stepsOf(counts));
  /** Systems of a kind needed when the other kinds carry `others`. */
  const need = (index: number, others: number): number => {
    const each = known[index]?.each ?? 0;
    return each > 0 ? Math.max(0, Math.ceil((used - others) / each - ROUNDING)) : 0;
  };
  const enough = (index: number, carried: number): number => {
    const kind = known[index];
    if (!kind) return carried >= used - ROUNDING ? 1 : 0;
    if (index === known.length - 1) return tails[index]?.(need(index, carried)) ?? 0;
    return (steps[index] ?? []).reduce(
      (sum, { count, weight }) => sum + weight * enough(index + 1, carried + count * kind.each),
      0,
    );
  };
  const whole = known.reduce((sum, { share }) => sum + share, 0);
  return {
    ofOneSystem: up,
    ofPeak: Math.min(1, enough(0, 0)),
    kinds: known.map(({ systemId, given, share }, index): KindAvailability => {
      const needed = need(index, whole - share);
      return { systemId, given, needed, share: Math.min(1, tails[index]?.(needed) ?? 0) };
    }),
  };
};

/** Systems of one part of a pool, and how many of them may be down with every target kept; −1 where targets are missed with all up. */
export interface PartKind {
  readonly systemId: string;
  readonly given: number;
  readonly spare: number;
}

/** Where the parts of a request stand apart every part must have enough: the shares of time multiply. Eq. Y3 */
export const availabilityApart = (parts: readonly PartKind[], up: number): AvailabilityAnswer => {
  const kinds = parts.map(({ systemId, given, spare }): KindAvailability => {
    const needed = given - spare;
    return {
      systemId,
      given,
      needed,
      share: Math.min(1, atLeast(binomial(given, up))(needed)),
    };
  });
  return { ofOneSystem: up, ofPeak: kinds.reduce((product, { share }) => product * share, 1), kinds };
};
