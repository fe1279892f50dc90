import { expect, test } from 'vitest';
import {
  percentilesUnderTest as spread,
  workloadAnswerUnderTest,
} from '../../src/evaluate/workload-answer-under-test.ts';
import { quantity } from '../../src/units/quantity.ts';
import { cardLines } from './card-lines.ts';

const chat = workloadAnswerUnderTest({
  targets: { ttft: spread(1, 2, 3), tpot: spread(0.03, 0.05, 0.08), e2e: null, deadline: null },
  ttft: spread(0.6, 1.3, 1.92),
  tpot: spread(0.02, 0.03, 0.076),
});

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
    lateShare: 0,
    shedShare: 0,
    finishedAfter: quantity<'s'>(8 * 3600 + 600),
    releaseHourUtc: 20,
    cumulativeShareByHourAfterRelease: [],
  };
  const targets = { ttft: null, tpot: null, e2e: null, deadline: quantity<'s'>(10 * 3600) };
  const [done] = cardLines({ ...chat, urgency: 'offline', targets, offline, ttft: null, tpot: null });
  // 20:00 and 8 h 10 min is 04:10; the deadline of 10 h is 06:00.
  expect([done?.value, done?.limit, done?.light]).toEqual(['04:10', 'of 06:00', 'met']);
});
