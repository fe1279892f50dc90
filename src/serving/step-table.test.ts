/** The table answers as the steps it was made from, between its knots and with any engine's terms on top. Eq. S1 */
import { describe, expect, test } from 'vitest';
import { instanceUnderTest, onPlainEngine, tensor, wideExperts } from '../performance/instance-under-test.ts';
import { decodeStep, mixedStep } from '../performance/step-time.ts';
import { engineSteps, stepTableOf, type StepTableQuestion } from './step-table.ts';

const dense = onPlainEngine(instanceUnderTest('llama-3.1-8b', 'hgx-h100-8', tensor(1)));
const experts = onPlainEngine(instanceUnderTest('deepseek-v3', 'hgx-h200-8', wideExperts(8)));

const question: Omit<StepTableQuestion, 'instance'> = {
  sequences: 64,
  stepTokens: 8_192,
  inputTokens: 2_000,
  outputTokens: 1_000,
  verified: 1,
};

describe.each([
  ['dense', dense],
  ['experts', experts],
])('%s', (_, instance) => {
  const steps = engineSteps(stepTableOf({ ...question, instance }), instance.engine);

  test.each([1, 2, 16, 64])('decodes %i sequences at the ends of the context as the step does', (sequences) => {
    for (const context of [2_000, 3_000])
      expect(steps.decode(sequences, context)).toBeCloseTo(decodeStep(instance, sequences, context).time, 9);
  });

  test.each([3, 11, 40])('lies within 4 %% between the knots: %i sequences at 2,500 tokens', (sequences) => {
    const ratio = steps.decode(sequences, 2_500) / decodeStep(instance, sequences, 2_500).time;
    expect(Math.abs(ratio - 1)).toBeLessThan(0.04);
  });

  test('a whole prompt beside all sequences costs what the mixed step costs, within 4 %', () => {
    const work = { sequences: 64, context: 2_500, prompts: 1, promptTokens: 2_000, promptPast: 0 };
    const ratio = steps.mixed(64, 2_500, 1, 2_000, 0) / mixedStep(instance, work).time;
    expect(Math.abs(ratio - 1)).toBeLessThan(0.04);
  });

  test('more sequences, longer contexts and more prompt tokens are never faster', () => {
    expect(steps.decode(33, 2_400)).toBeGreaterThanOrEqual(steps.decode(32, 2_400));
    expect(steps.decode(32, 2_600)).toBeGreaterThanOrEqual(steps.decode(32, 2_400));
    expect(steps.mixed(32, 2_400, 2, 2_000, 0)).toBeGreaterThan(steps.mixed(32, 2_400, 1, 2_000, 0));
    expect(steps.mixed(32, 2_400, 1, 100, 0)).toBeGreaterThan(steps.decode(32, 2_400));
  });
});

test('verified tokens cost less than as many steps and more than one', () => {
  const one = engineSteps(stepTableOf({ ...question, instance: dense }), dense.engine).decode(16, 2_500);
  const four = engineSteps(stepTableOf({ ...question, instance: dense, verified: 4 }), dense.engine).decode(16, 2_500);
  expect(four).toBeGreaterThan(one);
  expect(four).toBeLessThan(4 * one);
});
