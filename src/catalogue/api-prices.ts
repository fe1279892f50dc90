/**
 * List prices of model APIs, dated. Only the crossover asks for them, so they are a file of their own and no part of the first load.
 */
import type { Confidence } from './figures.ts';

/** USD per million tokens. */
export interface ApiTokenPrices {
  readonly input: number;
  /** Null where the list has no price for it: cached input is charged as input. */
  readonly cached: number | null;
  readonly output: number;
}

export interface ApiPrice extends ApiTokenPrices {
  /** Of the catalogue; null for models whose weights are closed or not in the catalogue. */
  readonly modelId: string | null;
  /** Name under which the provider sells it. */
  readonly offer: string;
  readonly provider: string;
  readonly kind: 'first-party' | 'third-party host' | 'aggregator';
  /** In the price list on that day, or quoted once, elsewhere or in the past. */
  readonly tier: 'listed' | 'quoted';
  /** Of output while the model thinks, where it differs. */
  readonly reasoningOutput?: number;
  /** Prices above a length of the prompt. */
  readonly longContext?: readonly (ApiTokenPrices & { readonly abovePromptTokens: number })[];
  /** Year, month and, where known, day on which the price was true. */
  readonly asOf: string;
  readonly source: string;
  readonly confidence: Confidence;
}

export interface ApiPrices {
  readonly note: string;
  /** Prices of the same offer that disagree, in words. */
  readonly conflicts: readonly string[];
  readonly prices: readonly ApiPrice[];
}
