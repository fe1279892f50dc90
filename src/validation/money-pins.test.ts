import { expect, test } from 'vitest';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { moneyPins, pinHolds } from './money-pins.ts';

const pins = moneyPins(defaultCatalogue).map((pin) => ({
  ...pin,
  shown: Number(pin.ours.toPrecision(5)),
  apart: `${((pin.ours / pin.pinned - 1) * 100).toFixed(2)} %`,
}));

test.each(pins)('$name: $shown $unit, pinned $pinned, $apart', (pin) => {
  expect(pinHolds(pin)).toBe(true);
});

test('every figure of the worked example and the published totals is pinned', () => {
  // 3 throughputs · 6, 14 bottom-up, 10 of DeepSeek, 4 rows of InferenceX, 3 lives of Epoch
  expect(pins).toHaveLength(18 + 14 + 10 + 4 + 3);
});

test('a pin that is missed is noticed', () => {
  expect(pinHolds({ name: '', unit: '', ours: 1.011, pinned: 1 })).toBe(false);
  expect(pinHolds({ name: '', unit: '', ours: 0.195, pinned: 0.2, digits: 2 })).toBe(true);
  expect(pinHolds({ name: '', unit: '', ours: 0.194, pinned: 0.2, digits: 2 })).toBe(false);
});
