/** The staircase against the definition: no point has at least as much of both and more of one. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFront } from './pareto.ts';

type Point = readonly [x: number, y: number];

const bruteForce = (points: readonly Point[]): number[] =>
  points.flatMap(([x, y], index) => {
    const beaten = points.some(
      ([otherX, otherY], other) =>
        otherX >= x && otherY >= y && (otherX > x || otherY > y || (other < index && otherX === x && otherY === y)),
    );
    return beaten ? [] : [index];
  });

// Few values, so that ties in one or both coordinates are common.
const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 })), { maxLength: 60 });

test('equals brute force', () => {
  fc.assert(
    fc.property(points, (cloud) => {
      const front = createFront();
      cloud.forEach(([x, y], index) => front.add(x, y, index));
      const found = [...front.indices()];
      expect(found.toSorted((a, b) => a - b)).toEqual(bruteForce(cloud));
      const along = found.map((index) => cloud[index]?.[0] ?? Number.NaN);
      expect(along).toEqual(along.toSorted((a, b) => a - b));
    }),
    { numRuns: 300 },
  );
});

test('what it beats would not have joined, and what it does not beat would', () => {
  fc.assert(
    fc.property(points, fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 })), (cloud, [x, y]) => {
      const front = createFront();
      cloud.forEach(([otherX, otherY], index) => front.add(otherX, otherY, index));
      const beaten = cloud.some(([a, b]) => a >= x && b >= y && (a > x || b > y));
      expect(front.beats(x, y)).toBe(beaten);
    }),
    { numRuns: 300 },
  );
});

test('a point without a price is on no front', () => {
  const front = createFront();
  front.add(1, Number.NaN, 0);
  front.add(1, 1, 1);
  expect([...front.indices()]).toEqual([1]);
});
