import { expect, test } from 'vitest';
import { quantity } from '../../src/units/quantity.ts';
import { largestOf, waterfallOf } from './operators.ts';

test('each part begins where the one before it ends, in the order a layer runs them', () => {
  const rows = waterfallOf([
    { operator: 'host', time: quantity<'s'>(0.001) },
    { operator: 'attention', time: quantity<'s'>(0.004) },
    { operator: 'moe', time: quantity<'s'>(0.002) },
    { operator: 'ffn', time: quantity<'s'>(0) },
  ]);
  expect(rows.map(({ operator, from, time }) => [operator, from, time])).toEqual([
    ['attention', 0, 0.004],
    ['moe', 0.004, 0.002],
    ['host', 0.006, 0.001],
  ]);
  expect(largestOf(rows)?.operator).toBe('attention');
});
