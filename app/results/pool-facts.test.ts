import { describe, expect, it } from 'vitest';
import {
  percentilesUnderTest as seconds,
  workloadAnswerUnderTest as answer,
} from '../../src/evaluate/workload-answer-under-test.ts';
import { nearestTarget } from './pool-facts.ts';

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
