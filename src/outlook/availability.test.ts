/** Binomials by hand. */
import { describe, expect, test } from 'vitest';
import { availabilityApart, availabilityOf, binomial } from './availability.ts';

test('exactly k of n', () => {
  // 3 systems, 0.9 each: 0.1³, 3·0.9·0.1², 3·0.9²·0.1, 0.9³.
  expect(binomial(3, 0.9).shares.map((share) => Number(share.toFixed(12)))).toEqual([0.001, 0.027, 0.243, 0.729]);
  expect(binomial(2, 1)).toEqual({ first: 2, shares: [1] });
  expect(binomial(2, 0)).toEqual({ first: 0, shares: [1] });
  const many = binomial(5_000, 0.985);
  expect(many.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  expect(many.shares.reduce((sum, share, k) => sum + (many.first + k) * share, 0)).toBeCloseTo(4_925, 6);
});

describe('enough of them', () => {
  test('of one kind: 3 of 4 at 0.9', () => {
    // The peak takes 70 % of four: three are needed. 4·0.9³·0.1 + 0.9⁴ = 0.2916 + 0.6561.
    const { ofPeak, kinds } = availabilityOf([{ systemId: 'a', given: 4, share: 1 }], 0.7, 0.9);
    expect(kinds).toEqual([{ systemId: 'a', given: 4, needed: 3, share: expect.closeTo(0.9477, 10) }]);
    expect(ofPeak).toBeCloseTo(0.9477, 10);
  });

  test('a peak of exactly half needs half', () => {
    expect(availabilityOf([{ systemId: 'a', given: 10, share: 1 }], 0.5, 0.9).kinds[0]?.needed).toBe(5);
  });

  test('of two kinds', () => {
    // Two systems carry 0.3 each, one carries 0.4; 0.6 is asked. Enough with: both small (0.81), or one small and the large one (0.18 · 0.9).
    const kinds = [
      { systemId: 'small', given: 2, share: 0.6 },
      { systemId: 'large', given: 1, share: 0.4 },
    ];
    const answer = availabilityOf(kinds, 0.6, 0.9);
    expect(answer.ofPeak).toBeCloseTo(0.81 + 0.18 * 0.9, 10);
    expect(answer.kinds.find(({ systemId }) => systemId === 'small')).toMatchObject({ needed: 1 });
    expect(answer.kinds.find(({ systemId }) => systemId === 'large')).toMatchObject({
      needed: 0,
      share: expect.closeTo(1, 12),
    });
  });

  test('a peak that is not carried with everything up is never carried', () => {
    const { ofPeak, kinds } = availabilityOf([{ systemId: 'a', given: 4, share: 1 }], 1.2, 0.9);
    expect(ofPeak).toBe(0);
    expect(kinds[0]).toMatchObject({ given: 4, needed: 5, share: 0 });
  });
});

test('a thousand million systems are answered', () => {
  // Need is the mean of one kind: half the time there are enough; of two kinds as well, with the neighbours taken together.
  const one = availabilityOf([{ systemId: 'a', given: 1e9, share: 1 }], 0.985, 0.985);
  expect(one.ofPeak).toBeCloseTo(0.5, 3);
  const two = availabilityOf(
    [
      { systemId: 'a', given: 1e9, share: 0.5 },
      { systemId: 'b', given: 1e9, share: 0.5 },
    ],
    0.985,
    0.985,
  );
  expect(two.ofPeak).toBeCloseTo(0.5, 2);
});

test('parts that stand apart must all have enough', () => {
  // Two of two: 0.81. Three of four: 0.9477.
  const parts = [
    { systemId: 'prefill', given: 2, spare: 0 },
    { systemId: 'decode', given: 4, spare: 1 },
  ];
  expect(availabilityApart(parts, 0.9).ofPeak).toBeCloseTo(0.81 * 0.9477, 10);
  expect(availabilityApart([{ systemId: 'decode', given: 4, spare: -1 }], 0.9).ofPeak).toBe(0);
});
