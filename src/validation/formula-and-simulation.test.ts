/**
 * Plans use the formula of the service curve, validation the simulation: both must say the same of one closed loop, or what was
 * validated is not what plans use. Eq. S1, Eq. S3
 */
import { expect, test } from 'vitest';
import type { EngineName } from '../calibration/calibration.ts';
import { instanceUnderTest, tensor } from '../performance/instance-under-test.ts';
import { engineSteps, stepTableOf } from '../serving/step-table.ts';
import { serviceAt } from '../serving/service-curve.ts';
import { simulateReplica } from '../simulation/replica.ts';

const CASES: readonly (readonly [EngineName, string, string, number, number, number])[] = [
  ['vllm', 'llama-3.3-70b', 'hgx-h200-8', 4, 1_024, 1_024],
  ['vllm', 'minimax-m2.5', 'dgx-b200-8', 4, 8_192, 1_024],
  ['tensorrt-llm', 'llama-3.3-70b', 'dgx-b200-8', 2, 1_024, 4_096],
  ['tensorrt-llm', 'deepseek-r1', 'dgx-b200-8', 8, 1_024, 1_024],
  ['sglang', 'qwen3.5-397b-a17b', 'dgx-b200-8', 8, 8_192, 1_024],
];

test.each(CASES)('%s, %s on %s, TP %i, %i in and %i out', (engine, model, system, tp, inputTokens, outputTokens) => {
  const instance = instanceUnderTest(model, system, tensor(tp), { engine });
  const mix = { inputTokens, outputTokens, cachedTokens: 0, dispersionPerMinute: 1, prefillVariability: 0 };
  const { stepTokens, policy } = instance.engine;
  for (const users of [4, 16, 48]) {
    const steps = engineSteps(
      stepTableOf({ instance, sequences: users, stepTokens, inputTokens, outputTokens, verified: 1 }),
      instance.engine,
    );
    const answer = simulateReplica(
      {
        users,
        prompts: 10 * users,
        inputTokens: inputTokens / 0.9,
        outputTokens: outputTokens / 0.9,
        lengthLow: 0.8,
        seed: 3,
        policy,
        budgetTokens: stepTokens,
        slots: users,
        kvTokens: Infinity,
        reservesFinalLength: false,
        tokensPerStep: 1,
        responseDelay: 0,
      },
      steps,
    );
    const formula =
      serviceAt(instance, mix, { prefillBudgetTokens: stepTokens, maxBatch: 'auto' }, users).tpot /
      instance.factors.step;
    expect(Math.abs(formula / answer.meanTpot - 1), `${users} users`).toBeLessThan(0.06);
  }
});
