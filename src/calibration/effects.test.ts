/** Group terms multiply, and a combination nobody measured has none. */
import { expect, test } from 'vitest';
import { groupFactors, groupKeys, type GroupNames } from './effects.ts';

const names: GroupNames = {
  model: 'm',
  accelerator: 'a',
  stack: 'vllm',
  mode: 'agg',
  precision: 'fp8',
  verified: 1,
  layout: 'tp8',
};

// exp(0.04 − 0.01) = 1.0305 on the step, exp(0.1) = 1.1052 on the first token.
test('terms of its groups add up as logarithms', () => {
  const terms = { 'm|a|vllm': [0.04, 0.1], 'm|a|vllm|agg|tp8': [-0.01, 0], 'm|a|sglang': [1, 1] } as const;
  const factors = groupFactors(terms, names);
  expect(factors.step).toBeCloseTo(1.0305, 4);
  expect(factors.ttft).toBeCloseTo(1.1052, 4);
  expect(factors.known).toBe(true);
});

test('drafts are another combination, and a foreign stack has a term for all its runs', () => {
  expect(groupFactors({ 'm|a|vllm': [0.04, 0.1] }, { ...names, verified: 4 })).toEqual({
    step: 1,
    ttft: 1,
    known: false,
  });
  expect(groupKeys(names)[0]).toBe('');
  expect(groupKeys({ ...names, stack: 'neuron' })[0]).toBe('stack|neuron');
});
