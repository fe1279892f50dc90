/** Where one bill overtakes another, and what an API charges for a month. */
import type { ApiPrice, ApiTokenPrices } from '../catalogue/api-prices.ts';

export interface CrossingPoint {
  readonly at: number;
  /** Which of the two costs less just above; the other does just below. */
  readonly cheaperAbove: 'first' | 'second';
}

/**
 * Points at which two lines cross, each given at the same ascending places and straight between them. A step is two places next to each
 * other. Lines that only touch do not cross.
 */
export const crossingPoints = (
  places: readonly number[],
  first: readonly number[],
  second: readonly number[],
): CrossingPoint[] => {
  if (first.length !== places.length || second.length !== places.length)
    throw new Error(`crossingPoints: ${places.length} places, ${first.length} and ${second.length} values`);
  const found: CrossingPoint[] = [];
  /** Last place at which one of the two cost less, with by how much the first did not. */
  let before: { at: number; gap: number } | null = null;
  places.forEach((at, index) => {
    const gap = (first[index] ?? 0) - (second[index] ?? 0);
    if (gap === 0) return;
    if (before && gap > 0 !== before.gap > 0)
      found.push({
        at: before.at + ((at - before.at) * before.gap) / (before.gap - gap),
        cheaperAbove: gap > 0 ? 'second' : 'first',
      });
    before = { at, gap };
  });
  return found;
};

/** Tokens of some requests. Input is all of it, cached the part found in a cache. */
export interface TokensAsked {
  readonly requests: number;
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
}

export type TieredPrices = ApiTokenPrices & Pick<ApiPrice, 'longContext'>;

/** Prices that hold for a prompt of that length: those of the highest tier it exceeds. */
export const tierFor = (price: TieredPrices, inputTokens: number): ApiTokenPrices =>
  (price.longContext ?? [])
    .filter(({ abovePromptTokens }) => inputTokens > abovePromptTokens)
    .reduce<ApiTokenPrices & { readonly abovePromptTokens: number }>(
      (highest, tier) => (tier.abovePromptTokens > highest.abovePromptTokens ? tier : highest),
      { ...price, abovePromptTokens: 0 },
    );

/** USD for those tokens at the list price; where a list has no price for cached input, it is charged as input. Tiers by the mean prompt. */
export const apiBill = (price: TieredPrices, asked: TokensAsked): number => {
  const { input, cached, output } = tierFor(price, asked.inputTokens);
  const fresh = asked.inputTokens - asked.cachedTokens;
  return (
    (asked.requests * (fresh * input + asked.cachedTokens * (cached ?? input) + asked.outputTokens * output)) / 1e6
  );
};
