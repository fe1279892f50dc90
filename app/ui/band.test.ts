import { expect, test } from 'vitest';
import { bandAround, trustSentence, trustText } from './band.ts';

const band = { low: 0.87, high: 1.16 };

test('factors become times in one unit', () => {
  // 31 ms × 0.87 = 26.97 ms, × 1.16 = 35.96 ms.
  expect(bandAround(0.031, band).high).toBeCloseTo(0.03596, 12);
  expect(trustText('calibrated', 0.031, band)).toBe('calibrated · 27.0–36.0\u00a0ms');
  expect(trustSentence('estimated', 2, { low: 0.5, high: 2 })).toBe(
    'estimated, 4 of 5 measured runs would lie within 1–4\u00a0s',
  );
});
