/** Sampled routing: what is conserved, what is bounded, and that a seed means the same experts. Eq. O5 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expertLoads, routingFor, touchedShare, type RoutingQuestion } from './routing.ts';

const deepseek: RoutingQuestion = { experts: 256, expertsPerToken: 8, ranks: 8, skew: 1.01, tileRows: 128, seed: 1 };

// 1 − (1 − 8/256)^B.
test.each([
  [1, 3.1],
  [8, 22],
  [32, 64],
  [64, 87],
  [128, 98],
])('%i tokens touch %f %% of 256 experts', (tokens, percent) => {
  expect(Math.abs(100 * touchedShare(256, 8, tokens) - percent)).toBeLessThan(0.6);
});

const questions = fc.record({
  experts: fc.constantFrom(8, 64, 128, 256, 512),
  expertsPerToken: fc.constantFrom(1, 2, 4, 8),
  ranks: fc.constantFrom(1, 2, 4, 8),
  skew: fc.constantFrom<number | 'balanced'>(0, 0.6, 1, 1.01, 1.2, 'balanced'),
  tileRows: fc.constantFrom(1, 128),
  seed: fc.integer({ min: 0, max: 1e6 }),
});
const counts = fc.double({ min: 1, max: 20_000, noNaN: true });

describe('expert loads', () => {
  test('sum to tokens·k, and none is above the tokens', () => {
    fc.assert(
      fc.property(questions, counts, (question, tokens) => {
        const loads = expertLoads(question, tokens);
        const slots = tokens * question.expertsPerToken;
        const sum = loads.reduce((total, load) => total + load, 0);
        expect(Math.abs(sum / slots - 1)).toBeLessThan(1e-3);
        expect(Math.max(...loads)).toBeLessThanOrEqual(tokens * (1 + 1e-9));
        expect(Math.min(...loads)).toBeGreaterThanOrEqual(0);
      }),
      { seed: 13, numRuns: 150 },
    );
  });

  test('same seed same loads, another seed others', () => {
    expect(expertLoads(deepseek, 500)).toEqual(expertLoads({ ...deepseek }, 500));
    expect(expertLoads(deepseek, 500)).not.toEqual(expertLoads({ ...deepseek, seed: 2 }, 500));
  });

  test('a higher skew loads its hottest expert more', () => {
    const hottest = (skew: number | 'balanced'): number => Math.max(...expertLoads({ ...deepseek, skew }, 4_096));
    expect(hottest('balanced')).toBeLessThan(hottest(0));
    expect(hottest(0)).toBeLessThan(hottest(0.6));
    expect(hottest(0.6)).toBeLessThan(hottest(1.2));
  });
});

describe('the hottest rank', () => {
  // Balanced on one rank: every expert has tokens·k/E slots, so the touched ones are E·(1 − (1 − k/E)^tokens).
  test('of a balanced model touches what uniform routing does', () => {
    const routing = routingFor({ ...deepseek, ranks: 1, skew: 'balanced' });
    for (const tokens of [1, 8, 32, 64, 128]) {
      expect(routing(tokens).touched).toBeCloseTo(256 * touchedShare(256, 8, tokens), 6);
      expect(routing(tokens).slots).toBeCloseTo(8 * tokens, 6);
    }
  });

  // 1,024 tokens over 256 experts, k = 8: 32 slots each, padded to one tile of 128 rows. 32 experts a rank: 1,024 slots, 4,096 padded.
  test('of a balanced model pads every expert to whole tiles', () => {
    const { slots, paddedSlots, touched } = routingFor({ ...deepseek, skew: 'balanced' })(1_024);
    expect(slots).toBeCloseTo(1_024, 6);
    expect(paddedSlots).toBeCloseTo(4_096, 1);
    expect(touched).toBeCloseTo(32, 6);
  });

  test('has at least its even share and never more than all; more tokens are never less work', () => {
    fc.assert(
      fc.property(questions, counts, (question, tokens) => {
        const routing = routingFor(question);
        const { slots, paddedSlots, touched } = routing(tokens);
        const all = tokens * question.expertsPerToken;
        expect(slots).toBeGreaterThanOrEqual((all / question.ranks) * (1 - 1e-6));
        expect(slots).toBeLessThanOrEqual(all * 1.05);
        expect(paddedSlots).toBeGreaterThanOrEqual(slots * (1 - 1e-9));
        expect(touched).toBeLessThanOrEqual(question.experts / question.ranks + 1e-9);
        const more = routing(tokens * 1.3);
        expect(more.slots).toBeGreaterThanOrEqual(slots * (1 - 1e-9));
        expect(more.touched).toBeGreaterThanOrEqual(touched * (1 - 1e-9));
      }),
      { seed: 17, numRuns: 100 },
    );
  });

  test('less than one token is that share of one', () => {
    const routing = routingFor(deepseek);
    expect(routing(0.5).touched).toBeCloseTo(routing(1).touched / 2, 12);
    expect(routing(0)).toEqual({ slots: 0, paddedSlots: 0, touched: 0 });
  });
});
