import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantity } from '../units/quantity.ts';
import {
  costPerMtok,
  reloadSecondsPerToken,
  requestCost,
  usdPerMtok,
  type PoolWork,
  type RequestWork,
} from './token-price.ts';

describe('usdPerMtok', () => {
  // Worked example, GB200: 2.21 USD/GPU-h as owner, 3.30 rented for three years. 2.21e6 / (3,600 · 4,000) = 0.1535
  it.each([
    { rate: 2.21, tokens: 6_000, usd: 0.1023 },
    { rate: 2.21, tokens: 4_000, usd: 0.1535 },
    { rate: 2.21, tokens: 3_000, usd: 0.2046 },
    { rate: 3.3, tokens: 6_000, usd: 0.1528 },
    { rate: 3.3, tokens: 4_000, usd: 0.2292 },
    { rate: 3.3, tokens: 3_000, usd: 0.3056 },
  ])('$rate USD/h at $tokens tok/s is $usd', ({ rate, tokens, usd }) => {
    expect(usdPerMtok(rate, quantity(tokens))).toBeCloseTo(usd, 4);
  });

  // InferenceX (pull request 391), DeepSeek-V4-Pro FP4 8K/1K on GB200: all tokens over 2.21 USD/GPU-h.
  it.each([
    { tokens: 32.8, usd: 18.72 },
    { tokens: 1_613.8, usd: 0.38 },
    { tokens: 2_004.5, usd: 0.31 },
    { tokens: 3_148, usd: 0.2 },
  ])('InferenceX row of $tokens tok/s is $usd', ({ tokens, usd }) => {
    expect(usdPerMtok(2.21, quantity(tokens))).toBeCloseTo(usd, 2);
  });

  it('splits a disaggregated profile by pool', () => {
    // DeepSeek H800: 7,839 in and 2,324 out tok/s per GPU at 2.00 USD
    expect(usdPerMtok(2, quantity(7_839))).toBeCloseTo(0.0709, 4);
    // 0.23905, published as 0.2390
    expect(usdPerMtok(2, quantity(2_324))).toBeCloseTo(0.23905, 5);
  });

  it('charges idle hours to the tokens of the busy ones', () => {
    // half the hours: twice 0.15347
    expect(usdPerMtok(2.21, quantity(4_000), 0.5)).toBeCloseTo(0.30694, 5);
    expect(usdPerMtok(2.21, quantity(0))).toBeNull();
    expect(usdPerMtok(2.21, quantity(4_000), 0)).toBeNull();
    expect(() => usdPerMtok(2.21, quantity(4_000), 1.5)).toThrow('utilisation');
  });
});

const pool = (usdPerInstanceHour: number, secondsPerRequest: number, utilisation = 1): PoolWork => ({
  usdPerInstanceHour,
  secondsPerRequest: quantity(secondsPerRequest),
  utilisation,
});

describe('costPerMtok', () => {
  it('prices cached input at its reload: DeepSeek KV at 50 GB/s is 0.00078 USD/Mtok', () => {
    // 61 layers · 576 · 2 B = 70,272 B per token; / 50e9 = 1.405 µs; · 2.00 / 3,600
    const reload = reloadSecondsPerToken(quantity(61 * 576 * 2), quantity(50e9));
    expect(reload * 1e6).toBeCloseTo(1.405, 3);
    const prices = costPerMtok({
      prefill: pool(2, 1_000 / 7_839),
      decode: pool(2, 500 / 2_324),
      inputTokens: 3_000,
      cachedTokens: 2_000,
      outputTokens: 500,
      reloadSecondsPerCachedToken: reload,
      storageUsdPerCachedToken: 0,
    });
    expect(prices.cached).toBeCloseTo(0.00078, 5);
    expect(prices.input).toBeCloseTo(0.0709, 4);
    expect(prices.output).toBeCloseTo(0.23905, 5);
    // about 91 times below recompute
    expect(prices.input / prices.cached).toBeCloseTo(90.8, 1);
  });

  it('comes within 0.05 % of the day of DeepSeek from its token counts', () => {
    // 608e9 input tokens, 342e9 of them cached, at 73,700 tok/s per node cache included; 168e9 out at 14,800; node 16 USD/h
    const day: RequestWork = {
      prefill: pool(16, 608e9 / 73_700),
      decode: pool(16, 168e9 / 14_800),
      inputTokens: 608e9,
      cachedTokens: 342e9,
      outputTokens: 168e9,
      reloadSecondsPerCachedToken: quantity(0),
      storageUsdPerCachedToken: 0,
    };
    expect(requestCost(day)).toBeCloseTo(87_116, -1);
    expect(Math.abs(requestCost(day) / 87_072 - 1)).toBeLessThan(0.0006);
  });

  it('conserves: the tokens times their prices are the cost of the request', () => {
    const usd = fc.double({ min: 0, max: 500, noNaN: true });
    const seconds = fc.double({ min: 0, max: 1_000, noNaN: true });
    const busy = fc.double({ min: 0.01, max: 1, noNaN: true });
    const tokens = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(
        fc.tuple(usd, seconds, busy),
        fc.tuple(usd, seconds, busy),
        fc.tuple(tokens, fc.integer({ min: 0, max: 1_000_000 }), tokens),
        fc.double({ min: 0, max: 1e-3, noNaN: true }),
        ([pu, ps, pb], [du, ds, db], [uncached, cached, output], reload) => {
          const work: RequestWork = {
            prefill: pool(pu, ps, pb),
            decode: pool(du, ds, db),
            inputTokens: uncached + cached,
            cachedTokens: cached,
            outputTokens: output,
            reloadSecondsPerCachedToken: quantity(reload),
            storageUsdPerCachedToken: 1e-12,
          };
          const { input, cached: cachedPrice, output: outputPrice } = costPerMtok(work);
          const paid = (uncached * input + cached * cachedPrice + output * outputPrice) / 1e6;
          // Worked out apart from the code: instance time by rate, idle time in proportion.
          const prefillRate = pu / 3_600 / pb;
          const cost = prefillRate * (ps + cached * reload) + (du / 3_600 / db) * ds + cached * 1e-12;
          expect(Math.abs(paid - cost)).toBeLessThanOrEqual(1e-9 * Math.max(1e-6, cost));
          expect(Math.abs(requestCost(work) - cost)).toBeLessThanOrEqual(1e-9 * Math.max(1e-6, cost));
        },
      ),
    );
  });

  it('has no output price for work without output, and refuses work without tokens', () => {
    const embedding: RequestWork = {
      prefill: pool(2, 0.1),
      decode: pool(2, 0),
      inputTokens: 500,
      cachedTokens: 0,
      outputTokens: 0,
      reloadSecondsPerCachedToken: quantity(0),
      storageUsdPerCachedToken: 0,
    };
    expect(costPerMtok(embedding).output).toBe(0);
    expect(costPerMtok(embedding).input).toBeCloseTo(((2 / 3_600) * 0.1 * 1e6) / 500, 9);
    expect(() => costPerMtok({ ...embedding, decode: pool(2, 1) })).toThrow('no tokens');
    expect(() => costPerMtok({ ...embedding, cachedTokens: 600 })).toThrow('in cache');
    expect(() => costPerMtok({ ...embedding, prefill: pool(2, 0.1, 0) })).toThrow('utilisation');
  });
});
