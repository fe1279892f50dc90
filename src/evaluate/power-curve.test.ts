import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantity } from '../units/quantity.ts';
import { shareWithin, wattsAt, type PowerCurve } from './power-curve.ts';

/** 100 W at rest, 400 W at half, 600 W full, no more beyond. */
const curve: PowerCurve = {
  shares: [0, 0.5, 1, 1.5],
  watts: [100, 400, 600, 600].map((watts) => quantity<'J/s'>(watts)),
};

test('reads off between the points, and the last beyond them', () => {
  expect([0, 0.25, 0.5, 0.75, 1.2, 9].map((share) => wattsAt(curve, share))).toEqual([100, 250, 400, 500, 600, 600]);
});

test('finds the largest share within a limit: none below rest, any where nothing draws more', () => {
  expect(shareWithin(curve, 99)).toBe(0);
  expect(shareWithin(curve, 250)).toBeCloseTo(0.25, 12);
  expect(shareWithin(curve, 600)).toBe(Infinity);
});

test('a share within a limit draws no more than it', () => {
  fc.assert(
    fc.property(fc.double({ min: 100, max: 599, noNaN: true }), (limit) => {
      expect(wattsAt(curve, shareWithin(curve, limit))).toBeLessThanOrEqual(limit * (1 + 1e-9));
    }),
    { seed: 101 },
  );
});
