/** Share of time that enough systems of a deployment are up, each up or down by itself [Y3]. */
import type { AvailabilityAnswer, KindAvailability } from './failures-answer.ts';

/** Systems of one kind that carry equal parts of the capacity. */
export interface SystemKind {
  readonly systemId: string;
  readonly given: number;
  /** Of the deployment's capacity, all of them together. */
  readonly share: number;
}

/** Probability that exactly k of n are up, for k = 0..n. Products from the most likely count outwards: nothing under- or overflows. */
export const binomial = (n: number, up: number): number[] => {
  if (up <= 0 || up >= 1) return Array.from({ length: n + 1 }, (_, k) => (k === (up >= 1 ? n : 0) ? 1 : 0));
  const mode = Math.min(n, Math.floor((n + 1) * up));
  const odds = up / (1 - up);
  const weights = Array.from({ length: n + 1 }, () => 0);
  weights[mode] = 1;
  for (let k = mode; k < n; k++) weights[k + 1] = ((weights[k] ?? 0) * odds * (n - k)) / (k + 1);
  for (let k = mode; k > 0; k--) weights[k - 1] = ((weights[k] ?? 0) * k) / (odds * (n - k + 1));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
};

/** Probability that at least k of n are up, for k = 0..n+1. */
const atLeast = (exactly: readonly number[]): number[] => {
  const tails = [...exactly, 0];
  for (let k = exactly.length - 1; k >= 0; k--) tails[k] = (exactly[k] ?? 0) + (tails[k + 1] ?? 0);
  return tails;
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
    .map((kind) => ({ ...kind, each: kind.share / kind.given, exactly: binomial(kind.given, up) }))
    .toSorted((a, b) => a.given - b.given);
  const tails = known.map(({ exactly }) => atLeast(exactly));
  /** Systems of a kind needed when the other kinds carry `others`. */
  const need = (index: number, others: number): number => {
    const each = known[index]?.each ?? 0;
    return each > 0 ? Math.max(0, Math.ceil((used - others) / each - ROUNDING)) : 0;
  };
  const enough = (index: number, carried: number): number => {
    const kind = known[index];
    if (!kind) return carried >= used - ROUNDING ? 1 : 0;
    if (index === known.length - 1) return tails[index]?.[Math.min(kind.given + 1, need(index, carried))] ?? 0;
    return kind.exactly.reduce(
      (sum, weight, count) => (weight < NEVER ? sum : sum + weight * enough(index + 1, carried + count * kind.each)),
      0,
    );
  };
  const whole = known.reduce((sum, { share }) => sum + share, 0);
  return {
    ofOneSystem: up,
    ofPeak: Math.min(1, enough(0, 0)),
    kinds: known.map(({ systemId, given, share }, index): KindAvailability => {
      const needed = need(index, whole - share);
      return { systemId, given, needed, share: Math.min(1, tails[index]?.[Math.min(given + 1, needed)] ?? 0) };
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
      share: Math.min(1, atLeast(binomial(given, up))[Math.min(given + 1, needed)] ?? 0),
    };
  });
  return { ofOneSystem: up, ofPeak: kinds.reduce((product, { share }) => product * share, 1), kinds };
};
