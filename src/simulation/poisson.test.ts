/** The engine under open load against queues with a known answer. */
import { describe, expect, test } from 'vitest';
import { quantity } from '../units/quantity.ts';
import { poissonArrivals, simulateOpen } from './poisson.ts';
import { oneUser } from './question-under-test.ts';

/** One prompt of one token per step and a single output token: a single server with service times of one step. */
const server = {
  ...oneUser,
  inputTokens: 1,
  outputTokens: 1,
  budgetTokens: 1,
  prompts: 100_000,
  arrivalsPerSecond: quantity<'req/s'>(70),
};
const steps = { decode: () => 0.01, mixed: () => 0.01 };

describe('M/D/1', () => {
  // ρ = 0.7, S = 0.01: mean sojourn S + ρS/(2(1 − ρ)) = 0.01 + 0.007/0.6 = 0.021667 s.
  test('mean TTFT is Pollaczek–Khinchine', () => {
    const answer = simulateOpen(server, steps);
    expect(answer.meanTtft).toBeGreaterThan(0.021667 * 0.97);
    expect(answer.meanTtft).toBeLessThan(0.021667 * 1.03);
    expect(answer.ttft(0)).toBeCloseTo(0.01, 9);
    expect(answer.ttft(0.99)).toBeGreaterThan(answer.ttft(0.5));
  });

  // P(no wait) = 1 − ρ: three in ten are served at once.
  test('three in ten do not wait', () => {
    const answer = simulateOpen(server, steps);
    expect(answer.ttft(0.29)).toBeCloseTo(0.01, 9);
    expect(answer.ttft(0.32)).toBeGreaterThan(0.0101);
  });
});

test('a light load of long requests takes its steps: prefill 0.01 s, then a token each 0.01 s', () => {
  const light = { ...server, outputTokens: 51, prompts: 200, arrivalsPerSecond: quantity<'req/s'>(0.01) };
  const answer = simulateOpen({ ...light, responseDelay: 0.2 }, steps);
  expect(answer.ttft(0.5)).toBeCloseTo(0.21, 9);
  expect(answer.meanTpot).toBeCloseTo(0.01, 9);
});

test('Poisson arrivals ascend at their rate', () => {
  const arrivals = poissonArrivals(50, 100_000, 1);
  expect(arrivals.every((second, i) => second > (arrivals[i - 1] ?? 0))).toBe(true);
  expect(100_000 / (arrivals.at(-1) ?? 0)).toBeCloseTo(50, 0);
});
