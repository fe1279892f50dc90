/** The replica against cases worked by hand, Little's law, and the queueing rules of each policy. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { benchmark, constantSteps, oneUser, realisticSteps } from './question-under-test.ts';
import type { PrefillPolicy, ReplicaQuestion, StepTimes } from './question.ts';
import { simulateReplica } from './replica.ts';

const POLICIES: readonly PrefillPolicy[] = ['mixed-chunked', 'mixed-whole', 'prefill-first'];

/** Notes every call beside answering it. */
const listening = (steps: StepTimes): { readonly steps: StepTimes; readonly calls: number[][] } => {
  const calls: number[][] = [];
  return {
    calls,
    steps: {
      decode: (sequences, context) => {
        calls.push([sequences, context]);
        return steps.decode(sequences, context);
      },
      mixed: (...query) => {
        calls.push(query);
        return steps.mixed(...query);
      },
    },
  };
};

describe('one user, two prompts of 100 in and 11 out', () => {
  // Prefill: one step of 0.01 + 100·0.0001 = 0.02 s ends with the first token. Ten decode steps of 0.01 s follow: TPOT 0.1/10.
  // The second prompt is issued at 0.12 s and meets an idle engine. Both take 0.12 s: 22 tokens in 0.24 s, decoding 0.2 of 0.24 s.
  test.each(POLICIES)('%s', (policy) => {
    const answer = simulateReplica({ ...oneUser, policy }, constantSteps);
    expect(answer.meanTtft).toBeCloseTo(0.02, 12);
    expect(answer.medianTtft).toBeCloseTo(0.02, 12);
    expect(answer.meanTpot).toBeCloseTo(0.01, 12);
    expect(answer.outputTokensPerSecond).toBeCloseTo(22 / 0.24, 9);
    expect(answer.requestsPerSecond).toBeCloseTo(2 / 0.24, 9);
    expect(answer.meanInFlightDecoding).toBeCloseTo(0.2 / 0.24, 9);
    expect(answer.steps).toBe(22);
  });

  // 0.05 s before the engine sees the prompt: TTFT 0.07 s, 22 tokens in 0.34 s, TPOT untouched.
  test('a response delay adds to TTFT and to the time of the user, not to TPOT', () => {
    const answer = simulateReplica({ ...oneUser, responseDelay: 0.05 }, constantSteps);
    expect(answer.meanTtft).toBeCloseTo(0.07, 12);
    expect(answer.meanTpot).toBeCloseTo(0.01, 12);
    expect(answer.outputTokensPerSecond).toBeCloseTo(22 / 0.34, 9);
  });

  // Chunks of 40, 40 and 20 tokens: 0.014 + 0.014 + 0.012 = 0.04 s.
  test.each(POLICIES)('%s cuts a prompt beyond the budget', (policy) => {
    const { steps, calls } = listening(constantSteps);
    const answer = simulateReplica({ ...oneUser, prompts: 1, policy, budgetTokens: 40 }, steps);
    expect(answer.meanTtft).toBeCloseTo(0.04, 12);
    expect(calls.slice(0, 3)).toEqual([
      [0, 0, 1, 40, 0],
      [0, 0, 1, 40, 40],
      [0, 0, 1, 20, 80],
    ]);
  });

  // 2.5 tokens a step: the ten tokens after the first take four steps of 0.01 s, TPOT 0.04/10.
  test('speculation needs fewer steps', () => {
    expect(simulateReplica({ ...oneUser, tokensPerStep: 2.5 }, constantSteps).meanTpot).toBeCloseTo(0.004, 12);
  });

  // Decoding starts on 101 tokens of KV and grows by one each step: the mean over ten steps is 105.5, asked for in one go.
  test('steps without an event are one question, at their mean context', () => {
    const { steps, calls } = listening(constantSteps);
    simulateReplica({ ...oneUser, prompts: 1 }, steps);
    expect(calls).toEqual([
      [0, 0, 1, 100, 0],
      [1, 105.5],
    ]);
  });

  test('a single output token has a TTFT and no TPOT', () => {
    const answer = simulateReplica({ ...oneUser, outputTokens: 1 }, constantSteps);
    expect(answer.meanTtft).toBeCloseTo(0.02, 12);
    expect(answer.meanTpot).toBe(0);
  });
});

describe('two users', () => {
  const two = { ...oneUser, users: 2, prompts: 2, budgetTokens: 100 };

  // A budget of one prompt. Mixed: A's prompt 0.02 s, then B's, whose share of the budget is 99 beside A: 99 tokens in
  // 0.0199 s with A's second token, the last one in 0.0101 s with its third. A: 0.03 + 8·0.01 = 0.11 s over ten tokens.
  test('mixed-chunked: decodes ride along', () => {
    const answer = simulateReplica(two, constantSteps);
    expect(answer.meanTtft).toBeCloseTo((0.02 + 0.05) / 2, 12);
    expect(answer.meanTpot).toBeCloseTo((0.011 + 0.01) / 2, 12);
  });

  // Whole: B's prompt is forced in beside A: 0.02 s.
  test('mixed-whole: the first prompt joins always', () => {
    const answer = simulateReplica({ ...two, policy: 'mixed-whole' }, constantSteps);
    expect(answer.meanTtft).toBeCloseTo((0.02 + 0.04) / 2, 12);
    expect(answer.meanTpot).toBeCloseTo((0.011 + 0.01) / 2, 12);
  });

  // Prefill first: A gets no token during B's 0.02 s, then both ten in ten steps: A 0.12/10, B 0.1/10.
  test('prefill-first: decoding stands still', () => {
    const answer = simulateReplica({ ...two, policy: 'prefill-first' }, constantSteps);
    expect(answer.meanTtft).toBeCloseTo((0.02 + 0.04) / 2, 12);
    expect(answer.meanTpot).toBeCloseTo((0.012 + 0.01) / 2, 12);
  });

  // Both prompts fit: 200 tokens, 0.03 s, together.
  test.each(POLICIES)('%s: prompts share a step', (policy) => {
    const { steps, calls } = listening(constantSteps);
    const answer = simulateReplica({ ...two, policy, budgetTokens: 200 }, steps);
    expect(answer.meanTtft).toBeCloseTo(0.03, 12);
    expect(calls[0]).toEqual([0, 0, 2, 100, 0]);
  });

  // Budget 150: 100 + 50 tokens, then 50 on 50 cached. Pairs of the first step: 100·50 + 50·25 = 6,250 = 150·(past + 75/2), past 4.17.
  test('pieces of unlike size keep their attended pairs', () => {
    const { steps, calls } = listening(constantSteps);
    simulateReplica({ ...two, policy: 'prefill-first', budgetTokens: 150 }, steps);
    expect(calls[0]?.slice(0, 4)).toEqual([0, 0, 2, 75]);
    expect(calls[0]?.[4]).toBeCloseTo(6250 / 150 - 37.5, 9);
    expect(calls[1]).toEqual([0, 0, 1, 50, 50]);
  });
});

describe('capacity', () => {
  // Steady state of 32 users on 8 slots: three others are served before each slot comes round, TTFT = 3 services + prefill.
  test('slots below users: TTFT is prefill plus (users/slots − 1) services', () => {
    const question = { ...benchmark(32), slots: 8, lengthLow: 1, responseDelay: 0, prompts: 32 * 40 };
    const answer = simulateReplica(question, constantSteps);
    const service = 32 / answer.requestsPerSecond / (32 / 8);
    expect(answer.meanTtftSteady / (3 * service)).toBeCloseTo(1, 1);
    expect(answer.meanInFlightDecoding).toBeLessThanOrEqual(8);
  });

  // 1,024 + 0.6·1,024 = 1,638.4 tokens each: 16,384 hold ten. With the final length, 2,048, they hold eight.
  test.each([
    [false, 10],
    [true, 8],
  ])('KV limits the sequences (final length reserved: %s)', (reservesFinalLength, most) => {
    const { steps, calls } = listening(realisticSteps);
    simulateReplica({ ...benchmark(40), lengthLow: 1, kvTokens: 16_384, reservesFinalLength }, steps);
    expect(Math.max(...calls.map(([sequences]) => sequences ?? 0))).toBe(most);
  });

  test('a request larger than the capacity runs alone', () => {
    const { steps, calls } = listening(realisticSteps);
    const answer = simulateReplica({ ...benchmark(4), kvTokens: 1000 }, steps);
    expect(Math.max(...calls.map(([sequences]) => sequences ?? 0))).toBe(1);
    expect(answer.requestsPerSecond).toBeGreaterThan(0);
  });

  test.each([{ users: 0 }, { prompts: 0 }, { slots: 0 }, { budgetTokens: 0 }, { inputTokens: 0 }, { kvTokens: 0 }])(
    'refuses %o',
    (wrong) => {
      expect(() => simulateReplica({ ...oneUser, ...wrong }, constantSteps)).toThrow(/\d/);
    },
  );
});

const anyQuestion: fc.Arbitrary<ReplicaQuestion> = fc.record({
  users: fc.integer({ min: 1, max: 60 }),
  prompts: fc.integer({ min: 1, max: 400 }),
  inputTokens: fc.integer({ min: 1, max: 3000 }),
  outputTokens: fc.integer({ min: 1, max: 300 }),
  lengthLow: fc.constantFrom(0, 0.8, 1),
  seed: fc.integer({ min: 0, max: 1000 }),
  policy: fc.constantFrom(...POLICIES),
  budgetTokens: fc.integer({ min: 1, max: 8192 }),
  slots: fc.integer({ min: 1, max: 80 }),
  kvTokens: fc.oneof(fc.constant(Infinity), fc.integer({ min: 100, max: 50_000 })),
  reservesFinalLength: fc.boolean(),
  tokensPerStep: fc.constantFrom(1, 1.7, 3),
  responseDelay: fc.constantFrom(0, 0.02, 1),
});

describe('any question', () => {
  test('is answered with finite figures, the same twice, and decodes no more than it admits', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const answer = simulateReplica(question, realisticSteps);
        for (const figure of Object.values(answer)) expect(Number.isFinite(figure) && figure >= 0).toBe(true);
        expect(answer.meanTtft).toBeGreaterThanOrEqual(question.responseDelay + 0.008);
        expect(answer.meanInFlightDecoding).toBeLessThanOrEqual(Math.min(question.users, question.slots) + 1e-9);
        expect(simulateReplica(question, realisticSteps)).toEqual(answer);
      }),
      { seed: 11, numRuns: 120 },
    );
  });

  // Slower steps only: every event of the same run is later by the same factor, as nothing else sets the pace.
  test('steps that last k times as long make every time k times as long', () => {
    fc.assert(
      fc.property(anyQuestion, fc.constantFrom(2, 4), (question, factor) => {
        const slow: StepTimes = {
          decode: (...query) => factor * realisticSteps.decode(...query),
          mixed: (...query) => factor * realisticSteps.mixed(...query),
        };
        const base = simulateReplica({ ...question, responseDelay: 0 }, realisticSteps);
        const slower = simulateReplica({ ...question, responseDelay: 0 }, slow);
        expect(slower.meanTtft / base.meanTtft).toBeCloseTo(factor, 9);
        expect(slower.meanTpot).toBeCloseTo(factor * base.meanTpot, 9);
        expect(slower.requestsPerSecond * factor).toBeCloseTo(base.requestsPerSecond, 9);
      }),
      { seed: 12, numRuns: 60 },
    );
  });

  test('more users never lower the TTFT of a benchmark', () => {
    for (const policy of POLICIES) {
      const ttfts = [1, 2, 4, 8, 16, 32, 64, 128, 256].map(
        (users) => simulateReplica({ ...benchmark(users), policy }, realisticSteps).meanTtft,
      );
      for (const [i, ttft] of ttfts.slice(1).entries()) expect(ttft).toBeGreaterThan(0.98 * (ttfts[i] ?? 0));
    }
  });
});

describe("Little's law", () => {
  // users = X·E2E holds in the mean over a run; the final drain, in which users fall away, is one wave of sixty.
  test.each(POLICIES)('%s: users = X·(TTFT + (osl − 1)·TPOT)', (policy) => {
    const question = { ...benchmark(24), policy, prompts: 24 * 60, waves: 60 };
    const { meanTtft, meanTpot, requestsPerSecond } = simulateReplica(question, realisticSteps);
    const outputs = 0.9 * question.outputTokens;
    const inFlight = requestsPerSecond * (meanTtft + (outputs - 1) * meanTpot);
    expect(inFlight / question.users).toBeGreaterThan(0.985);
    expect(inFlight / question.users).toBeLessThan(1.002);
  });
});
