import { expect, test } from 'vitest';
import type { WorkloadAnswer } from '../../src/evaluate/evaluation.ts';
import { quantity } from '../../src/units/quantity.ts';
import { cardLines } from './card-lines.ts';

const spread = (p50: number, p95: number, p99: number) => ({
  p50: quantity<'s'>(p50),
  p95: quantity<'s'>(p95),
  p99: quantity<'s'>(p99),
});

const chat: WorkloadAnswer = {
  workloadId: 'w1',
  name: 'Chat',
  deploymentId: 'd1',
  modelId: 'm',
  urgency: 'near-real-time',
  targets: { ttft: spread(1, 2, 3), tpot: spread(0.03, 0.05, 0.08), e2e: null, deadline: null },
  tier: 'calibrated',
  trust: null,
  verdict: 'stable',
  slaMet: true,
  peakHourUtc: 14,
  peakRequestsPerSecond: quantity<'req/s'>(520),
  inputTokens: 1000,
  cachedTokens: 0,
  outputTokens: 500,
  ttft: spread(0.6, 1.3, 1.92),
  tpot: spread(0.02, 0.03, 0.076),
  e2e: null,
  ttftP99ByHour: [],
  outputTokensPerSecondByHour: [],
  inputTokensPerSecondByHour: [],
  offline: null,
  tools: null,
  costPerMtok: null,
  energyPerOutputToken: null,
  carbonPerMtokOutput: null,
};

test('a figure within a tenth of its limit is tight', () => {
  const [ttft, tpot] = cardLines(chat);
  expect(ttft?.light).toBe('met');
  // 76 of 80 ms is 95 %.
  expect(tpot?.light).toBe('tight');
});

test('an overloaded workload shows the word and no latency', () => {
  const lines = cardLines({ ...chat, verdict: 'overloaded', ttft: null, tpot: null });
  expect(lines.map((line) => line.value)).toEqual(['overloaded', 'overloaded']);
  expect(lines[0]?.light).toBe('missed');
});

test('offline work that ends after its release says when, in UTC', () => {
  const offline = {
    outputTokensPerDay: 1e9,
    doneShare: 1,
    finishedAfter: quantity<'s'>(8 * 3600 + 600),
    releaseHourUtc: 20,
    cumulativeShareByHourAfterRelease: [],
  };
  const targets = { ttft: null, tpot: null, e2e: null, deadline: quantity<'s'>(10 * 3600) };
  const [done] = cardLines({ ...chat, urgency: 'offline', targets, offline, ttft: null, tpot: null });
  // 20:00 and 8 h 10 min is 04:10; the deadline of 10 h is 06:00.
  expect([done?.value, done?.limit, done?.light]).toEqual(['04:10', 'of 06:00', 'met']);
});
