/** Sharing out by weight under limits: worked by hand, and never more than each can take. Eq. Q5 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { levelFill } from './level-fill.ts';

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

test('what all can take is shared by weight', () => {
  expect(levelFill(6, [1, 2], [10, 10])).toEqual([2, 4]);
});

// 6 by weights 1 and 2 would be 2 and 4; the second takes 3 at most, so the first gets 3.
test('what one cannot take goes to the other', () => {
  expect(levelFill(6, [1, 2], [10, 3])).toEqual([3, 3]);
});

// Only 2 + 3 can be taken of 9; what has no weight takes none.
test('no more than all limits together', () => {
  expect(levelFill(9, [1, 2, 0], [2, 3, 5])).toEqual([2, 3, 0]);
  expect(levelFill(0, [1, 2], [1, 1])).toEqual([0, 0]);
});

test('within every limit, all of the amount where the limits hold it, and as level as they allow', () => {
  const anyPart = fc.tuple(fc.double({ min: 0.01, max: 5, noNaN: true }), fc.double({ min: 0, max: 5, noNaN: true }));
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 20, noNaN: true }),
      fc.array(anyPart, { minLength: 1, maxLength: 5 }),
      (amount, of) => {
        const [weights, limits] = [of.map(([weight]) => weight), of.map(([, limit]) => limit)];
        const parts = levelFill(amount, weights, limits);
        expect(Math.abs(total(parts) - Math.min(amount, total(limits)))).toBeLessThan(1e-9);
        const levels = parts.map((part, index) => part / (weights[index] ?? 1));
        const top = Math.max(...levels);
        parts.forEach((part, index) => {
          expect(part).toBeLessThanOrEqual((limits[index] ?? 0) + 1e-9);
          // Whoever has less than another is full.
          if ((levels[index] ?? 0) < top - 1e-6) expect(part).toBeGreaterThan((limits[index] ?? 0) - 1e-6);
        });
      },
    ),
    { seed: 41, numRuns: 300 },
  );
});
