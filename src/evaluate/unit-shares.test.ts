/** How load falls on units: alike or nearest first, within power and saturation. Eq. Q5 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roomByHour, unitSharesAt, type LoadSpread } from './unit-shares.ts';

const free = Array.from({ length: 24 }, () => Infinity);

/** Units of 10, 30 and 60 requests per second inside their targets, each saturated at half as much again. */
const spread = (more: Partial<LoadSpread> = {}): LoadSpread => ({
  full: [10, 30, 60],
  whole: 100,
  saturated: [1.5, 1.5, 1.5],
  limits: [free, free, free],
  order: null,
  utilisationCap: 1,
  ...more,
});
const rounded = (shares: readonly number[]): number[] => shares.map((share) => Math.round(share * 1e9) / 1e9);

describe('all alike', () => {
  test('every unit carries the share of the pool', () => {
    expect(unitSharesAt(spread(), 0.4, 3)).toEqual([0.4, 0.4, 0.4]);
    expect(unitSharesAt(spread(), 1.2, 3)).toEqual([1.2, 1.2, 1.2]);
  });

  test('none beyond saturation', () => {
    expect(unitSharesAt(spread(), 2, 3)).toEqual([1.5, 1.5, 1.5]);
  });

  // 50 of 100; power leaves the largest 0.25 of 60 = 15, so 35 fall on 40.
  test('what power keeps from one falls on the others, in its hours', () => {
    const limits = [free, free, free.map((share, hour) => (hour === 18 ? 0.25 : share))];
    expect(rounded(unitSharesAt(spread({ limits }), 0.5, 18))).toEqual([0.875, 0.875, 0.25]);
    expect(unitSharesAt(spread({ limits }), 0.5, 17)).toEqual([0.5, 0.5, 0.5]);
  });

  test('a unit that meets no target carries none', () => {
    expect(unitSharesAt(spread({ full: [10, 0, 60], whole: 70 }), 0.5, null)).toEqual([0.5, 0, 0.5]);
  });
});

describe('nearest first', () => {
  const order = [[0], [2], [1]];

  // 40: 10 fill the first, 30 of 60 the next, none the last.
  test('each is filled before the next gets load', () => {
    expect(rounded(unitSharesAt(spread({ order }), 0.4, 3))).toEqual([1, 0, 0.5]);
  });

  // At 0.8 of each: 8 in the first, 48 in the next, 4 of 30 in the last.
  test('to the share that may be used', () => {
    expect(rounded(unitSharesAt(spread({ order, utilisationCap: 0.8 }), 0.6, 3))).toEqual([0.8, round(4 / 30), 0.8]);
  });

  // 90 of 100 where 80 may be used: all alike again, since none is left to overflow to.
  test('and where all are full, alike', () => {
    expect(rounded(unitSharesAt(spread({ order, utilisationCap: 0.8 }), 0.9, 3))).toEqual([0.9, 0.9, 0.9]);
  });

  test('those at one distance share', () => {
    expect(rounded(unitSharesAt(spread({ order: [[0, 1], [2]] }), 0.2, 3))).toEqual([0.5, 0.5, 0]);
  });

  const round = (value: number): number => Math.round(value * 1e9) / 1e9;
});

test('load is conserved up to what all can take, and no unit is over its most', () => {
  const unit = fc.record({
    full: fc.double({ min: 1, max: 100, noNaN: true }),
    saturated: fc.double({ min: 1, max: 2, noNaN: true }),
    limit: fc.double({ min: 0, max: 3, noNaN: true }),
  });
  fc.assert(
    fc.property(
      fc.array(unit, { minLength: 1, maxLength: 4 }),
      fc.double({ min: 0, max: 3, noNaN: true }),
      fc.boolean(),
      fc.double({ min: 0.1, max: 1, noNaN: true }),
      (units, share, nearest, utilisationCap) => {
        const whole = units.reduce((sum, { full }) => sum + full, 0);
        const given: LoadSpread = {
          full: units.map(({ full }) => full),
          whole,
          saturated: units.map(({ saturated }) => saturated),
          limits: units.map(({ limit }) => free.map(() => limit)),
          order: nearest ? units.map((_, index) => [index]) : null,
          utilisationCap,
        };
        const shares = unitSharesAt(given, share, 0);
        const carried = shares.reduce((sum, one, index) => sum + one * (units[index]?.full ?? 0), 0);
        const most = (roomByHour(given, true).most[0] ?? 0) * whole;
        expect(Math.abs(carried - Math.min(share * whole, most))).toBeLessThan(1e-6 * whole);
        shares.forEach((one, index) => {
          const { saturated = 0, limit = 0 } = units[index] ?? {};
          expect(one).toBeLessThanOrEqual(Math.min(saturated, limit) + 1e-9);
        });
      },
    ),
    { seed: 59, numRuns: 300 },
  );
});

test('room by hour: inside the targets and until saturation, with what power leaves', () => {
  const limits = [free, free, free.map((share, hour) => (hour === 18 ? 0.5 : share))];
  const { inside, most } = roomByHour(spread({ limits }), true);
  expect([inside[17], most[17]]).toEqual([1, 1.5]);
  expect(inside[18]).toBeCloseTo((10 + 30 + 30) / 100, 12);
  expect(most[18]).toBeCloseTo((15 + 45 + 30) / 100, 12);
  expect(roomByHour(spread(), false).inside[0]).toBe(0);
});
