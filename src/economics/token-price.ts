/**
 * What a million tokens cost: from a rate per hour and a throughput, or split between input, cached input and output
 * by the instance time each takes.
 */
import {
  quantity,
  type Bytes,
  type BytesPerSecond,
  type Dollars,
  type Seconds,
  type TokensPerSecond,
} from '../units/quantity.ts';

/**
 * USD per million tokens; null when no tokens flow. The caller chooses the convention by the tokens it counts: output
 * only, input only, or all (InferenceX). `utilisation` is the share of the hours in which that throughput is reached.
 */
// Eq. E3
export const usdPerMtok = (usdPerHour: number, tokensPerSecond: TokensPerSecond, utilisation = 1): Dollars | null => {
  if (!(utilisation >= 0 && utilisation <= 1)) throw new Error(`usdPerMtok: utilisation ${utilisation}`);
  const tokensPerHour = 3_600 * tokensPerSecond * utilisation;
  return tokensPerHour > 0 ? quantity((usdPerHour * 1e6) / tokensPerHour) : null;
};

/** One kind of work on one pool of instances. Aggregated serving names the same rate for both pools. */
export interface PoolWork {
  readonly usdPerInstanceHour: number;
  /** Instance time one request takes for itself; a batch of c shares its step time by c. */
  readonly secondsPerRequest: Seconds;
  /** Share of paid instance time that is busy; idle time is charged in proportion. Above 0, at most 1. */
  readonly utilisation: number;
}

export interface RequestWork {
  readonly prefill: PoolWork;
  readonly decode: PoolWork;
  /** Mean tokens of one request: all input, the part of it found in cache, output. */
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  /** Instance time to fetch the KV of one cached token, from `reloadSecondsPerToken`; 0 where it stays in place. */
  readonly reloadSecondsPerCachedToken: Seconds;
  /** USD to hold the KV of one cached token from its last use to this one; 0 where not priced. */
  readonly storageUsdPerCachedToken: number;
}

/** USD per million tokens of each kind. Input is input not found in cache. */
export interface TokenPrices {
  readonly input: Dollars;
  readonly cached: Dollars;
  readonly output: Dollars;
}

/** Prices that add up to the cost of the request: `requestCost(work)` = tokens of each kind × price. */
// Eq. E3: prefill time pays for uncached input, decode time for output, KV reload on the prefill pool for cached input.
export const costPerMtok = (work: RequestWork): TokenPrices => {
  const uncachedTokens = work.inputTokens - work.cachedTokens;
  if (!(uncachedTokens >= 0)) throw new Error(`${work.cachedTokens} of ${work.inputTokens} input tokens in cache`);
  const reload = usdPerBusySecond(work.prefill) * work.reloadSecondsPerCachedToken;
  return {
    input: perMillion(workCost(work.prefill), uncachedTokens),
    cached: quantity((reload + work.storageUsdPerCachedToken) * 1e6),
    output: perMillion(workCost(work.decode), work.outputTokens),
  };
};

/** USD of one request, from its instance time. */
export const requestCost = (work: RequestWork): Dollars => {
  const reload = usdPerBusySecond(work.prefill) * work.reloadSecondsPerCachedToken;
  const cached = work.cachedTokens * (reload + work.storageUsdPerCachedToken);
  return quantity(workCost(work.prefill) + workCost(work.decode) + cached);
};

/** Instance time to fetch the KV of one token from a tier. Bandwidth is what one instance gets. */
export const reloadSecondsPerToken = (kvPerToken: Bytes, tierBandwidth: BytesPerSecond): Seconds =>
  quantity(kvPerToken / tierBandwidth);

const usdPerBusySecond = (pool: PoolWork): number => {
  if (!(pool.utilisation > 0 && pool.utilisation <= 1)) throw new Error(`pool utilisation ${pool.utilisation}`);
  return pool.usdPerInstanceHour / 3_600 / pool.utilisation;
};

const workCost = (pool: PoolWork): number => usdPerBusySecond(pool) * pool.secondsPerRequest;

/** Work without tokens to carry its cost would make money vanish: that is a fault of the caller. */
const perMillion = (usd: number, tokens: number): Dollars => {
  if (tokens > 0) return quantity((usd * 1e6) / tokens);
  if (usd > 0) throw new Error(`${usd} USD of work for no tokens`);
  return quantity(0);
};
