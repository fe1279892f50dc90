import { describe, expect, it } from 'vitest';
import type { ApiPrice } from '../catalogue/api-prices.ts';
import { defaultApiPrices } from '../catalogue/default-api-prices.ts';
import { apiBill, crossingPoints, tierFor } from './crossover.ts';

describe('crossing points', () => {
  it('meet where straight lines do', () => {
    // 100 flat against 20 a unit: 5
    expect(crossingPoints([0, 10], [100, 100], [0, 200])).toEqual([{ at: 5, cheaperAbove: 'first' }]);
    expect(crossingPoints([0, 10], [0, 200], [100, 100])).toEqual([{ at: 5, cheaperAbove: 'second' }]);
  });

  it('fall on a step where the step overtakes', () => {
    // 100 up to 6, 200 from there; against 30 a unit: 3.33, back at the step, and 6.67
    const places = [0, 6, 6 + 1e-9, 10];
    const found = crossingPoints(
      places,
      [100, 100, 200, 200],
      places.map((x) => 30 * x),
    );
    expect(found.map(({ at }) => Number(at.toFixed(3)))).toEqual([3.333, 6, 6.667]);
    expect(found.map(({ cheaperAbove }) => cheaperAbove)).toEqual(['first', 'second', 'first']);
  });

  it('are none where one is dearer throughout, or only touched', () => {
    expect(crossingPoints([0, 1], [2, 3], [1, 2])).toEqual([]);
    expect(crossingPoints([0, 1, 2], [1, 0, 1], [0, 0, 0])).toEqual([]);
  });
});

const priceOf = (provider: string, offer: string): ApiPrice => {
  const found = defaultApiPrices.prices.find((one) => one.provider === provider && one.offer === offer);
  if (!found) throw new Error(offer);
  return found;
};

describe('an API bill', () => {
  it('is the revenue DeepSeek would have had that day at its price card: 562,027 USD', () => {
    // 266e9 · 0.55 + 342e9 · 0.14 + 168e9 · 2.19 = 146,300 + 47,880 + 367,920 = 562,100 USD
    const card = priceOf('deepseek', 'deepseek-r1 (Feb 2025 price card)');
    const day = { requests: 1, inputTokens: 608e9, cachedTokens: 342e9, outputTokens: 168e9 };
    expect(apiBill(card, day)).toBeCloseTo(562_100, 6);
    expect(Math.abs(apiBill(card, day) / 562_027 - 1)).toBeLessThan(0.0002);
  });

  it('charges cached input as input where the list has no price for it', () => {
    const price = priceOf('alibaba', 'qwen3-32b');
    // 0.70 in, 2.80 out: 1,000 of input, 500 of them cached, 100 out: (1,000 · 0.7 + 100 · 2.8) / 1e6
    const asked = { requests: 1e6, inputTokens: 1_000, cachedTokens: 500, outputTokens: 100 };
    expect(price.cached).toBeNull();
    expect(apiBill(price, asked)).toBeCloseTo(980, 9);
  });

  it('takes the tier of the prompt', () => {
    const price = priceOf('minimax', 'MiniMax-M3');
    expect(tierFor(price, 512_000).input).toBe(price.input);
    expect(tierFor(price, 512_001)).toMatchObject({ input: 0.6, output: 2.4, cached: 0.12 });
  });
});
