/** Waiting formulas against the textbook: M/M/1, M/M/2, M/D/1 and the limits of Erlang C. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { erlangC, manyServerWaitProbability, meanWait } from './queue.ts';

describe('Erlang C', () => {
  // m = 1: an arrival waits when the one server is busy, P = ρ.
  test.each([0.1, 0.5, 0.9])('one server at %f Erlang waits with P = ρ', (load) => {
    expect(erlangC(1, load)).toBeCloseTo(load, 12);
  });

  // m = 2, a = 1: B(1) = 1/(1 + 1) = 1/2, B(2) = ½/(2 + ½) = 1/5; C = B/(1 − ρ(1 − B)) = 0.2/(1 − 0.5·0.8) = 1/3.
  test('two servers at one Erlang: 1/3', () => {
    expect(erlangC(2, 1)).toBeCloseTo(1 / 3, 12);
  });

  // m = 3, a = 2: B = 4/19 by the same recursion (2/3, 2/5, 4/19); C = (4/19)/(1 − 2/3·15/19) = 4/9.
  test('three servers at two Erlang: 4/9', () => {
    expect(erlangC(3, 2)).toBeCloseTo(4 / 9, 12);
  });

  test('nobody waits without load, everybody does at or beyond full load', () => {
    expect(erlangC(4, 0)).toBe(0);
    expect(erlangC(4, 4)).toBe(1);
    expect(erlangC(4, 9)).toBe(1);
  });

  test('lies in 0..1, rises with the load and falls with the servers', () => {
    const servers = fc.integer({ min: 1, max: 200 });
    const share = fc.double({ min: 0.01, max: 0.98, noNaN: true });
    fc.assert(
      fc.property(servers, share, share, (m, a, b) => {
        const [low, high] = [Math.min(a, b) * m, Math.max(a, b) * m];
        expect(erlangC(m, low)).toBeGreaterThanOrEqual(0);
        expect(erlangC(m, high)).toBeLessThanOrEqual(1);
        expect(erlangC(m, low)).toBeLessThanOrEqual(erlangC(m, high) + 1e-12);
        expect(erlangC(m + 1, low)).toBeLessThanOrEqual(erlangC(m, low) + 1e-12);
      }),
      { seed: 3, numRuns: 80 },
    );
  });
});

describe('very many servers', () => {
  // One server: √(2·2) − 1 = 1, so P = ρ, exact.
  test('meets Erlang C for one server and stays near it for many', () => {
    expect(manyServerWaitProbability(1, 0.7)).toBeCloseTo(0.7, 12);
    for (const [servers, utilisation] of [
      [10, 0.8],
      [50, 0.9],
      [200, 0.95],
      [1000, 0.99],
    ] as const) {
      const exact = erlangC(servers, servers * utilisation);
      expect(Math.abs(manyServerWaitProbability(servers, utilisation) - exact)).toBeLessThan(0.08);
    }
  });

  test('is certain from full utilisation on', () => {
    expect(manyServerWaitProbability(64, 1)).toBe(1);
  });
});

describe('Allen–Cunneen, Eq. Q3', () => {
  // M/M/1, S = 2 s, ρ = 0.5: W = ρS/(1 − ρ) = 2 s. Variability (1 + 1)/2 = 1.
  test('equals M/M/1', () => {
    expect(meanWait(erlangC(1, 0.5), 1, 2, 1, 0.5)).toBeCloseTo(2, 12);
  });

  // M/D/1: service does not vary, (1 + 0)/2 = 1/2: half the wait, 1 s (Pollaczek–Khinchine).
  test('equals M/D/1', () => {
    expect(meanWait(erlangC(1, 0.5), 0.5, 2, 1, 0.5)).toBeCloseTo(1, 12);
  });

  // M/M/2 at a = 1, S = 1 s: W = C·S/(m − a) = (1/3)/1 = 1/3 s.
  test('equals M/M/2', () => {
    expect(meanWait(erlangC(2, 1), 1, 1, 2, 0.5)).toBeCloseTo(1 / 3, 12);
  });

  test('is infinite from full utilisation on', () => {
    expect(meanWait(1, 1, 1, 1, 1)).toBe(Infinity);
  });
});
