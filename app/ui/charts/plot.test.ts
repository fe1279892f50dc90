import { expect, test } from 'vitest';
import { plotOf, spread, xAt, yAt } from './plot.ts';

const plot = plotOf(500, 200, { left: 40, right: 60, top: 10, bottom: 20 });

test('values stand where the axis puts them', () => {
  // 170 px of height: half the axis is 85 px below the top margin.
  expect(yAt(plot, 5, 10)).toBe(95);
  expect(yAt(plot, 0, 10)).toBe(180);
  expect(xAt(plot, 0.25)).toBe(140);
});

test('labels are pushed apart in their order and stay inside', () => {
  expect(spread([50, 52, 100], 14, 0, 180)).toEqual([50, 64, 100]);
  expect(spread([178, 176], 14, 0, 180)).toEqual([180, 166]);
});
