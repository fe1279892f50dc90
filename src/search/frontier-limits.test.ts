/** Limits missed without waiting, against the percentiles that `serving` computes for the same state. Eq. S2, Eq. Q3 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { instanceUnderTest, tensor } from '../performance/instance-under-test.ts';
import { latencyOf, ttftQuantile } from '../serving/open-load.ts';
import { AT_HAND, mixOf, percentilesOf } from '../serving/requests.ts';
import { servicePointAt, serviceCurveOf } from '../serving/service-curve.ts';
import { E2E_MISSED, limitsOf, loosestTpot, missesOf, TPOT_MISSED, TTFT_MISSED } from './frontier-limits.ts';
import { fixedRequests, limits } from './frontier-under-test.ts';

const requests = fixedRequests(2_000, 300);
const mix = mixOf([{ requests, weight: 1 }]);
const curve =
  mix &&
  serviceCurveOf(instanceUnderTest('llama-3.1-8b', 'hgx-h100-8', tensor(1)), mix, {
    prefillBudgetTokens: 8_192,
    maxBatch: 'auto',
  });
if (!mix || !curve) throw new Error('nothing fits');
const group = { curve, instances: 1, engine: defaultCalibration.engines.vllm };

test('a first token is late here when it is late there', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      fc.double({ min: 0.02, max: 2, noNaN: true }),
      (share, limit) => {
        const point = servicePointAt(curve, share * (curve.throughput.at(-1) ?? 0));
        const state = { point, waitProbability: 0, waitScale: 0 };
        const ttft = limits(limit);
        const missed = missesOf(
          limitsOf([{ requests, ttft, tpot: null, e2e: null, roundTrip: percentilesOf(() => 0.01) }]),
          {
            base:
              (group.engine.responseSeconds + curve.responseSteps * point.stepTime) * curve.responseFactor +
              point.stepTime,
            perToken: point.prefillBeyondStep / 2_000,
            tpot: [point.tpot, point.tpot, point.tpot],
          },
        );
        const late = (
          [
            ['p50', 0.5],
            ['p95', 0.95],
            ['p99', 0.99],
          ] as const
        ).some(([key, p]) => 0.01 + ttftQuantile(group, state, requests, p) > ttft[key] * (1 + 1e-4));
        // Quantiles are found by halving: leave the last ten-thousandth to either.
        if (late) expect(missed).toBe(TTFT_MISSED);
        else if (missed !== 0) {
          const close = latencyOf(
            group,
            state,
            requests,
            percentilesOf(() => 0.01),
          ).ttft;
          expect(Math.max(close.p50 / ttft.p50, close.p95 / ttft.p95, close.p99 / ttft.p99)).toBeGreaterThan(1 - 1e-3);
        }
      },
    ),
    { numRuns: 100 },
  );
});

// Prompts of 1,000 tokens at the median and 3,000 above; outputs of 300, 600 and 900.
test('each limit by hand', () => {
  const point = { base: 0.1, perToken: 1e-4, tpot: [0.01, 0.02, 0.03] as const };
  const at = (changes: object): number =>
    missesOf(limitsOf([{ requests, ttft: null, tpot: null, e2e: null, roundTrip: AT_HAND, ...changes }]), point);
  expect(at({})).toBe(0);
  expect(at({ ttft: limits(0.2) })).toBe(TTFT_MISSED);
  expect(at({ ttft: limits(0.3) })).toBe(0);
  expect(at({ tpot: limits(0.014) })).toBe(TPOT_MISSED);
  expect(at({ tpot: limits(0.015) })).toBe(0);
  // p99: 0.1 + 0.3 + 899 · 0.03 = 27.37 s, against twice the limit at the median.
  expect(at({ e2e: limits(13.6) })).toBe(E2E_MISSED);
  expect(at({ e2e: limits(13.7) })).toBe(0);
});

test('the loosest TPOT is that of the tightest limit', () => {
  const limited = { requests, ttft: null, tpot: limits(0.03), e2e: limits(6), roundTrip: AT_HAND };
  // 12 s at p99 over 899 tokens are 13.3 ms; 9 s at p95 over 599 are 15 ms; 6 s over 299 are 20 ms.
  expect(loosestTpot(limitsOf([limited]))).toBeCloseTo(12 / 899, 9);
  expect(loosestTpot([])).toBe(Infinity);
});
