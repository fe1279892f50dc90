/** A part of the protocol stands for the whole; lengths and the median are what they say. */
import { describe, expect, test } from 'vitest';
import { simulateDisaggregated } from './disaggregated.ts';
import { requestLengths } from './lengths.ts';
import { takeMedian } from './median.ts';
import { simulatedPrompts } from './protocol.ts';
import type { PrefillPolicy, ReplicaAnswer } from './question.ts';
import { benchmark, realisticSteps, separate } from './question-under-test.ts';
import { simulateReplica } from './replica.ts';

const off = (
  part: ReplicaAnswer,
  whole: ReplicaAnswer,
  figure: 'meanTtft' | 'meanTpot' | 'requestsPerSecond',
): number => Math.abs(part[figure] / whole[figure] - 1);

describe('fewer waves', () => {
  const policies: readonly PrefillPolicy[] = ['mixed-chunked', 'mixed-whole', 'prefill-first'];
  const shapes = [
    [1024, 1024],
    [1024, 8192],
    [2048, 1024],
  ] as const;
  test.each(policies.flatMap((policy) => shapes.map(([users, inputs]) => [policy, users, inputs] as const)))(
    '%s, %i users, %i tokens in: TTFT within 0.02, TPOT within 0.005',
    (policy, users, inputTokens) => {
      const question = { ...benchmark(users), policy, inputTokens };
      const part = simulateReplica(question, realisticSteps);
      const whole = simulateReplica({ ...question, waves: 10 }, realisticSteps);
      expect(part.steps).toBeLessThan(0.7 * whole.steps);
      expect(off(part, whole, 'meanTtft')).toBeLessThan(0.02);
      expect(off(part, whole, 'meanTpot')).toBeLessThan(0.005);
      expect(off(part, whole, 'requestsPerSecond')).toBeLessThan(0.015);
    },
  );

  test('short protocols run in full, long ones with six waves, and never with fewer than three', () => {
    expect(simulatedPrompts({ users: 600, prompts: 6000 })).toBe(6000);
    expect(simulatedPrompts({ users: 700, prompts: 7000 })).toBe(4200);
    expect(simulatedPrompts({ users: 500, prompts: 5000, waves: 1 })).toBe(1500);
    expect(simulatedPrompts({ users: 500, prompts: 700, waves: 4 })).toBe(700);
  });
});

describe('a sample of a large disaggregated deployment', () => {
  // Prefill of 4 workers at a third of what decoding asks for; slots for 95 % of the users, for 70 %, and for all.
  test.each([
    [4301, 0.95, 0.015],
    [4096, 0.7, 0.015],
    [4096, 1, 0.03],
  ])('%i users on slots for %f of them: TTFT within %f, TPOT within 0.005', (users, share, tolerance) => {
    const question = {
      ...separate(users),
      prefillWorkers: 4,
      decodeWorkers: 8,
      slotsPerWorker: Math.ceil((users * share) / 8),
    };
    const part = simulateDisaggregated(question);
    const whole = simulateDisaggregated({ ...question, waves: 10 });
    expect(part.steps).not.toBe(whole.steps);
    expect(off(part, whole, 'meanTtft')).toBeLessThan(tolerance);
    expect(off(part, whole, 'meanTpot')).toBeLessThan(0.005);
    expect(off(part, whole, 'requestsPerSecond')).toBeLessThan(0.01);
    expect(part.meanInFlightDecoding / whole.meanInFlightDecoding).toBeCloseTo(1, 1);
  });
});

describe('lengths', () => {
  const nominal = { inputTokens: 1000, outputTokens: 200, lengthLow: 0.8, seed: 3 };
  const meanOf = (values: Int32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

  test.each([10, 77, 4096])('%i requests have the exact mean and keep within the range', (count) => {
    const { inputs, outputs } = requestLengths(nominal, count);
    expect(meanOf(inputs)).toBeCloseTo(900, 0);
    expect(meanOf(outputs)).toBeCloseTo(180, 0);
    expect(Math.min(...inputs)).toBeGreaterThanOrEqual(800);
    expect(Math.max(...inputs)).toBeLessThanOrEqual(1000);
  });

  test('inputs and outputs are independent, seeds differ, and a seed repeats', () => {
    const { inputs, outputs } = requestLengths(nominal, 4096);
    const covariance = inputs.reduce((sum, input, i) => sum + (input - 900) * ((outputs[i] ?? 0) - 180), 0) / 4096;
    // Standard deviations 57.7 and 11.5: a correlation of 5 % is three standard errors of 4,096 pairs.
    expect(Math.abs(covariance / (57.7 * 11.5))).toBeLessThan(0.05);
    expect(requestLengths({ ...nominal, seed: 4 }, 4096).inputs).not.toEqual(inputs);
    expect(requestLengths(nominal, 4096).inputs).toEqual(inputs);
  });
});

test('the median is the middle of the sorted values', () => {
  for (let count = 1; count < 60; count++) {
    const values = Float64Array.from({ length: count }, (_, i) => (i * 37) % 11);
    const sorted = values.toSorted();
    expect(takeMedian(values)).toBe(sorted[(count - 1) >> 1]);
  }
});
