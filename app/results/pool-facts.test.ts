import { describe, expect, it } from 'vitest';
import type { WorkloadAnswer } from '../../src/evaluate/evaluation.ts';
import { quantity } from '../../src/units/quantity.ts';
import { nearestTarget } from './pool-facts.ts';

const seconds = (p50: number, p95: number, p99: number) => ({
  p50: quantity<'s'>(p50),
  p95: quantity<'s'>(p95),
  p99: quantity<'s'>(p99),
});

const answer = (changes: Partial<WorkloadAnswer>): WorkloadAnswer => ({
  workloadId: 'w1',
  name: 'Chat',
  deploymentId: 'd1',
  modelId: 'deepseek-r1',
  urgency: 'near-real-time',
  targets: { ttft: seconds(1, 2, 3), tpot: seconds(0.04, 0.06, 0.08), e2e: null, deadline: null },
  tier: 'estimated',
  trust: null,
  verdict: 'stable',
  slaMet: true,
  peakHourUtc: 14,
  peakRequestsPerSecond: quantity<'req/s'>(20),
  inputTokens: 1000,
  cachedTokens: 0,
  outputTokens: 300,
  ttft: seconds(0.3, 0.6, 1.5),
  tpot: seconds(0.018, 0.02, 0.024),
  e2e: seconds(4, 40, 50),
  ttftP99ByHour: [],
  outputTokensPerSecondByHour: [],
  inputTokensPerSecondByHour: [],
  offline: null,
  tools: null,
  costPerMtok: null,
  energyPerOutputToken: null,
  carbonPerMtokOutput: null,
  ...changes,
});

describe('the target nearest its limit', () => {
  it('is the percentile with the largest share of its limit', () => {
    // 1.5 of 3 s is one half; every other target uses less.
    expect(nearestTarget({ deploymentId: 'd1' }, [answer({})])).toEqual({
      workload: 'Chat',
      name: 'TTFT p99',
      value: 1.5,
      limit: 3,
    });
  });

  it('is looked for among all workloads of the pool, and only there', () => {
    const strict = { ttft: null, tpot: seconds(0.02, 0.03, 0.05), e2e: null, deadline: null };
    const agents = answer({ name: 'Agents', targets: strict });
    const elsewhere = answer({ deploymentId: 'd2', ttft: seconds(1, 2, 3) });
    // 18 of 20 ms.
    expect(nearestTarget({ deploymentId: 'd1' }, [answer({}), agents, elsewhere])).toMatchObject({
      workload: 'Agents',
      name: 'TPOT p50',
    });
  });

  it('is none where nothing is answered', () => {
    expect(nearestTarget({ deploymentId: 'd1' }, [answer({ ttft: null, tpot: null, e2e: null })])).toBeNull();
  });
});
