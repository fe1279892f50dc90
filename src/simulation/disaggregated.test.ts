/** Separate prefill and decode pools against cases worked by hand and Little's law. */
import { describe, expect, test } from 'vitest';
import { simulateDisaggregated } from './disaggregated.ts';
import type { DisaggregatedQuestion } from './question.ts';
import { separate } from './question-under-test.ts';

/** 100 in, 11 out; prefill 0.1 s per prompt, transfer 0.03 s, decode step 0.01 s. */
const small: DisaggregatedQuestion = {
  ...separate(1),
  prompts: 2,
  inputTokens: 100,
  outputTokens: 11,
  lengthLow: 1,
  prefillWorkers: 1,
  prefillBatchTokens: 100,
  prefill: (prompts) => 0.1 * prompts,
  transferSeconds: 0.03,
  decodeWorkers: 1,
  slotsPerWorker: 64,
  responseDelay: 0,
  decode: () => 0.01,
};

describe('by hand', () => {
  // 0.1 prefill + 0.03 transfer + the first decode step 0.01 = 0.14 s, then ten tokens in ten steps. Both prompts: 0.48 s.
  test('one user', () => {
    const answer = simulateDisaggregated(small);
    expect(answer.meanTtft).toBeCloseTo(0.14, 12);
    expect(answer.meanTpot).toBeCloseTo(0.01, 12);
    expect(answer.requestsPerSecond).toBeCloseTo(2 / 0.48, 9);
    expect(answer.steps).toBe(22);
  });

  // First: 0.104 + 0.033 + 0.01 = 0.147, steps end at 0.147, 0.157 … The second prompt is prefilled by 0.208, its KV is there
  // at 0.241, during the step that ends at 0.247: first token at 0.257.
  test('two users queue for one prefill worker', () => {
    const answer = simulateDisaggregated({ ...small, users: 2, transferSeconds: 0.033, prefill: () => 0.104 });
    expect(answer.meanTtft).toBeCloseTo((0.147 + 0.257) / 2, 12);
    expect(answer.meanTpot).toBeCloseTo(0.01, 12);
  });

  test('two prefill workers take a prompt each though one batch could hold both', () => {
    const answer = simulateDisaggregated({ ...small, users: 2, prefillWorkers: 2, prefillBatchTokens: 1000 });
    expect(answer.meanTtft).toBeCloseTo(0.14, 12);
  });

  // One batch of both: 0.2 + 0.03 + 0.01.
  test('one prefill worker batches up to its budget', () => {
    const answer = simulateDisaggregated({ ...small, users: 2, prefillBatchTokens: 200 });
    expect(answer.meanTtft).toBeCloseTo(0.24, 12);
  });

  // One slot: the second waits until the first has left at 0.14 + 0.1 = 0.24 s: first token 0.25 s.
  test('two users share one slot', () => {
    const answer = simulateDisaggregated({ ...small, users: 2, slotsPerWorker: 1, prefillWorkers: 2 });
    expect(answer.meanTtft).toBeCloseTo((0.14 + 0.25) / 2, 12);
  });

  test('each decode worker has its part of the sequences, and an idle one does not speed the others', () => {
    const asked: number[] = [];
    const decode = (sequences: number): number => {
      asked.push(sequences);
      return 0.01;
    };
    simulateDisaggregated({ ...small, users: 3, prompts: 3, prefillWorkers: 3, decodeWorkers: 2, decode });
    expect(Math.max(...asked)).toBe(1.5);
    simulateDisaggregated({ ...small, users: 1, prompts: 1, decodeWorkers: 4, decode });
    expect(Math.min(...asked)).toBe(1);
  });
});

describe('in the large', () => {
  test("Little's law: users = X·(TTFT + (osl − 1)·TPOT)", () => {
    const question = { ...separate(24), prompts: 24 * 60 };
    const { meanTtft, meanTpot, requestsPerSecond } = simulateDisaggregated(question);
    const inFlight = requestsPerSecond * (meanTtft + (0.9 * 1024 - 1) * meanTpot);
    expect(inFlight / 24).toBeGreaterThan(0.985);
    expect(inFlight / 24).toBeLessThan(1.002);
  });

  // 96 users on 2 × 16 slots with equal lengths: two others are served before each slot comes round.
  test('slots below users: TTFT is prefill plus (users/slots − 1) services', () => {
    const answer = simulateDisaggregated({
      ...separate(96),
      prompts: 96 * 40,
      lengthLow: 1,
      slotsPerWorker: 16,
      decode: () => 0.01,
    });
    const service = 1024 * 0.01;
    expect(answer.meanTtftSteady / (2 * service)).toBeCloseTo(1, 1);
    expect(answer.meanTpot).toBeCloseTo(0.01, 9);
  });

  // Final lengths of 2,048 in 2 × 20,480 tokens of KV: twenty sequences, a fifth of the users.
  test('KV limits the sequences', () => {
    const answer = simulateDisaggregated({ ...separate(100), lengthLow: 1, kvTokensPerWorker: 20_480 });
    expect(answer.meanInFlightDecoding).toBeLessThanOrEqual(20);
    expect(answer.meanInFlightDecoding).toBeGreaterThan(18);
  });

  test('prefill that cannot keep up sets the rate: one prompt per 0.5 s', () => {
    const answer = simulateDisaggregated({
      ...separate(64),
      prompts: 64 * 20,
      prefillWorkers: 1,
      prefillBatchTokens: 1,
      prefill: () => 0.5,
      outputTokens: 64,
    });
    expect(answer.requestsPerSecond).toBeCloseTo(2, 1);
  });

  test.each([{ prefillWorkers: 0 }, { decodeWorkers: 0 }, { slotsPerWorker: 0 }, { transferSeconds: -1 }])(
    'refuses %o',
    (wrong) => {
      expect(() => simulateDisaggregated({ ...small, ...wrong })).toThrow(/\d/);
    },
  );
});
