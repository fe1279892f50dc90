/** Reuse over tiers: worked by hand, in the published direction, and without surprises anywhere. Eq. K4 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantity } from '../units/quantity.ts';
import { curveThrough } from './kv-retention.ts';
import type { KvTier } from './kv-tiers.ts';
import { questionUnderTest, sessionUnderTest, stateUnderTest, tierUnderTest } from './reuse-under-test.ts';
import { reuseModelOf, type Reuse, type ReuseQuestion, type ReuseState } from './reuse.ts';

const answer = (question: Partial<ReuseQuestion>, state: Partial<ReuseState> = {}): Reuse =>
  reuseModelOf(questionUnderTest(question))(stateUnderTest(state));

/** Time until the context of a request is there: what is brought back, and what is computed again at 1e-4 s a token. */
const secondsToContext = (reuse: Reuse): number => reuse.fetchSeconds + reuse.recomputedTokens * 1e-4;

describe('one session kind that always comes back after 100 s', () => {
  const always = {
    ...sessionUnderTest,
    curve: curveThrough(
      [
        [100, 0],
        [100.001, 1],
      ],
      'derived',
    ),
  };

  // Little's law: 2 requests a second, 100 s idle, 1 GB each: 200 GB are idle at any time.
  test('holds what Little says', () => {
    const reuse = answer({ sessions: [always], tiers: [] }, { requestsPerSecond: 2, freeHbmBytes: 1e12 });
    expect(reuse.hbmHeldBytes / 200e9).toBeCloseTo(1, 1);
    expect(reuse.cachedTokens).toBe(10_000);
  });

  test('finds nothing in less', () => {
    const reuse = answer({ sessions: [always], tiers: [] }, { requestsPerSecond: 2, freeHbmBytes: 150e9 });
    expect(reuse.cachedTokens).toBe(0);
    expect(reuse.recomputedTokens).toBe(10_000);
    // 150 GB at 2 GB/s are 75 s.
    expect(reuse.byTier[0]?.retentionSeconds).toBeCloseTo(75, 0);
  });

  // 10,000 tokens of 1 GB come in 1e9 ÷ 20e9 + 2e-4 = 0.0502 s, and take 1 s to compute.
  test('is found in the next tier instead, at its price', () => {
    const tiers = [tierUnderTest('cmx', 100e12, 20e9, 2e-4)];
    const reuse = answer({ sessions: [always], tiers }, { requestsPerSecond: 2, freeHbmBytes: 150e9 });
    expect(reuse.cachedTokens).toBeCloseTo(10_000, 6);
    expect(reuse.fetchSeconds).toBeCloseTo(0.0502, 6);
    expect(reuse.byTier[1]).toMatchObject({ choice: 'fetched', limit: 'enough', hitShare: 1 });
    // Two GB a second of twenty.
    expect(reuse.byTier[1]?.linkLoad).toBeCloseTo(0.1, 6);
  });
});

describe('tiers one below the other', () => {
  const back = {
    ...sessionUnderTest,
    curve: curveThrough(
      [
        [100, 0],
        [100.001, 1],
      ],
      'derived',
    ),
  };

  // 200 GB are idle. 120 GB of host keep 60 s, 120 GB below it the next 60: only together they see a session come back after 100 s.
  test('add up their time', () => {
    const tiers = [tierUnderTest('host', 120e9, 100e9), tierUnderTest('cmx', 120e9, 50e9)];
    const state = { requestsPerSecond: 2, freeHbmBytes: 0 };
    expect(answer({ sessions: [back], tiers: tiers.slice(0, 1) }, state).cachedTokens).toBe(0);
    expect(answer({ sessions: [back], tiers: tiers.slice(1) }, state).cachedTokens).toBe(0);
    const both = answer({ sessions: [back], tiers }, state);
    expect(both.byTier.map(({ hitShare }) => Math.round(hitShare))).toEqual([0, 0, 1]);
    expect(both.byTier[1]?.retentionSeconds).toBeCloseTo(60, 0);
    expect(both.byTier[1]?.bytes).toBeCloseTo(120e9, -7);
  });
});

describe('fetch against recompute', () => {
  // 1 GB at 1 GB/s takes 1 s, as long as 10,000 tokens at 1e-4 s: the break-even. A little slower is not worth fetching.
  test('breaks even where both take one second', () => {
    const reuse = (bandwidth: number): Reuse =>
      answer({ tiers: [tierUnderTest('cmx', 1e15, bandwidth)] }, { freeHbmBytes: 0, requestsPerSecond: 0.1 });
    expect(reuse(1.01e9).byTier[1]?.choice).toBe('fetched');
    expect(reuse(1.01e9).recomputedTokens).toBeCloseTo(0, 6);
    const slow = reuse(0.99e9);
    expect(slow.byTier[1]?.choice).toBe('recomputed');
    expect(slow.cachedTokens).toBe(0);
    expect(slow.recomputedThoughStored).toBeCloseTo(10_000, 6);
    expect(slow.fetchSeconds).toBe(0);
  });

  // Reads of 40 GB/s asked of 20: half of the hits are brought back, the rest is computed.
  test('gives back no more than the link carries', () => {
    const reuse = answer({ tiers: [tierUnderTest('cmx', 1e15, 20e9)] }, { freeHbmBytes: 0, requestsPerSecond: 40 });
    expect(reuse.byTier[1]).toMatchObject({ limit: 'link', linkLoad: 2 });
    expect(reuse.cachedTokens).toBeCloseTo(5_000, 6);
    expect(reuse.fetchedBytes * 40).toBeCloseTo(20e9, 0);
  });

  test('what one link cannot bring back is left to the next tier', () => {
    const tiers = [tierUnderTest('host', 1e15, 20e9), tierUnderTest('cmx', 1e15, 20e9)];
    const reuse = answer({ tiers }, { freeHbmBytes: 0, requestsPerSecond: 40 });
    expect(reuse.cachedTokens).toBeCloseTo(10_000, 3);
  });
});

describe('while a session waits', () => {
  const at = (wait: ReuseQuestion['wait'], freeHbmBytes = 1e12): Reuse => answer({ wait }, { freeHbmBytes });

  test('hold keeps 95 % of the hits in HBM and says what that takes', () => {
    const held = at('hold');
    expect(held.fits).toBe(true);
    expect(held.byTier[0]?.hitShare).toBeGreaterThanOrEqual(0.95);
    const tight = at('hold', 50e9);
    expect(tight.fits).toBe(false);
    expect(tight.hbmHeldBytes).toBeGreaterThan(50e9);
  });

  test('demote leaves HBM to the sequences, drop computes everything again', () => {
    expect(at('demote').hbmHeldBytes).toBe(0);
    expect(at('demote').cachedTokens).toBeCloseTo(10_000, 6);
    expect(at('drop').cachedTokens).toBe(0);
    expect(at('drop').byTier).toHaveLength(1);
  });

  test('auto is never slower than any of the others that fit', () => {
    fc.assert(
      fc.property(states, fc.array(arbitraryTier, { maxLength: 4 }), (state, tiers) => {
        const best = secondsToContext(answer({ tiers: inOrder(tiers), wait: 'auto' }, state));
        for (const wait of ['hold', 'demote', 'drop'] as const) {
          const other = answer({ tiers: inOrder(tiers), wait }, state);
          if (other.fits) expect(best).toBeLessThanOrEqual(secondsToContext(other) + 1e-9);
        }
      }),
      { seed: 20261121, numRuns: 200 },
    );
  });
});

describe('a prefix that all sessions share', () => {
  const shared = {
    ...sessionUnderTest,
    returning: 0,
    curve: curveThrough([], 'assumed', 1),
  };

  test('is always at hand', () => {
    expect(answer({ sessions: [shared], tiers: [] }, { freeHbmBytes: 0 }).cachedTokens).toBe(10_000);
    expect(answer({ sessions: [shared], wait: 'drop' }).cachedTokens).toBe(10_000);
  });
});

const states = fc.record({
  inFlight: fc.double({ min: 1, max: 512, noNaN: true }),
  requestsPerSecond: fc.double({ min: 0.001, max: 200, noNaN: true }),
  freeHbmBytes: fc.double({ min: 0, max: 4e12, noNaN: true }),
});

const arbitraryTier = fc.record({
  bytes: fc.double({ min: 1e9, max: 1e15, noNaN: true }),
  bandwidth: fc.double({ min: 1e8, max: 1e12, noNaN: true }),
});

const inOrder = (tiers: readonly { bytes: number; bandwidth: number }[]): KvTier[] =>
  tiers
    .map(({ bytes, bandwidth }, i) => tierUnderTest(`t${i}`, bytes, bandwidth))
    .toSorted((a, b) => b.bandwidth - a.bandwidth);

/** The published direction of pooled KV (Mooncake, CMX): more room finds more, finding more takes less time. */
describe('more of anything', () => {
  const grown = fc.double({ min: 1, max: 100, noNaN: true });
  const which = fc.nat(3);

  test('capacity never finds less, in HBM or below', () => {
    fc.assert(
      fc.property(
        states,
        fc.array(arbitraryTier, { minLength: 1, maxLength: 4 }),
        which,
        grown,
        (state, tiers, at, factor) => {
          const ladder = inOrder(tiers);
          const index = at % ladder.length;
          const before = answer({ tiers: ladder }, state);
          const larger = ladder.map((tier, i) =>
            i === index ? { ...tier, bytes: quantity<'B'>(tier.bytes * factor) } : tier,
          );
          const after = answer({ tiers: larger }, state);
          const moreHbm = answer({ tiers: ladder }, { ...state, freeHbmBytes: state.freeHbmBytes * factor });
          expect(after.cachedTokens).toBeGreaterThanOrEqual(before.cachedTokens - 1e-6);
          expect(moreHbm.cachedTokens).toBeGreaterThanOrEqual(before.cachedTokens - 1e-6);
          expect(secondsToContext(after)).toBeLessThanOrEqual(secondsToContext(before) + 1e-9);
          expect(secondsToContext(moreHbm)).toBeLessThanOrEqual(secondsToContext(before) + 1e-9);
        },
      ),
      { seed: 20261120, numRuns: 300 },
    );
  });

  test('bandwidth never makes one read or the whole context slower', () => {
    fc.assert(
      fc.property(states, fc.array(arbitraryTier, { minLength: 1, maxLength: 3 }), grown, (state, tiers, factor) => {
        const ladder = inOrder(tiers);
        const faster = ladder.map((tier) => ({
          ...tier,
          bandwidth: quantity<'B/s'>(tier.bandwidth * factor),
          readBandwidth: quantity<'B/s'>(tier.readBandwidth * factor),
        }));
        const [before, after] = [answer({ tiers: ladder }, state), answer({ tiers: faster }, state)];
        for (const [i, use] of after.byTier.entries()) {
          expect(use.fetchSeconds).toBeLessThanOrEqual(before.byTier[i]?.fetchSeconds ?? Infinity);
        }
        expect(after.cachedTokens).toBeGreaterThanOrEqual(before.cachedTokens - 1e-6);
        expect(secondsToContext(after)).toBeLessThanOrEqual(secondsToContext(before) + 1e-9);
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });

  test('load never finds more, nothing finds more than there is, and every byte has its place', () => {
    fc.assert(
      fc.property(states, fc.array(arbitraryTier, { maxLength: 4 }), grown, (state, tiers, factor) => {
        const ladder = inOrder(tiers);
        const before = answer({ tiers: ladder }, state);
        const busier = answer({ tiers: ladder }, { ...state, requestsPerSecond: state.requestsPerSecond * factor });
        expect(busier.cachedTokens).toBeLessThanOrEqual(before.cachedTokens + 1e-6);
        expect(before.cachedTokens).toBeLessThanOrEqual(before.achievableTokens + 1e-6);
        expect(before.cachedTokens + before.recomputedTokens).toBeCloseTo(before.achievableTokens, 6);
        expect(before.hbmHeldBytes).toBeLessThanOrEqual(state.freeHbmBytes * (1 + 1e-9));
        for (const [i, tier] of ladder.entries()) {
          const use = before.byTier[i + 1];
          expect(use?.bytes).toBeLessThanOrEqual(tier.bytes * (1 + 1e-9));
          expect(before.fetchedBytes * state.requestsPerSecond).toBeLessThanOrEqual(
            ladder.reduce((sum, one) => sum + one.bandwidth, 0) * (1 + 1e-9),
          );
        }
      }),
      { seed: 20261123, numRuns: 300 },
    );
  });
});
