/** Layouts over domains of eight and 72, by hand. Eq. O6 */
import { describe, expect, test } from 'vitest';
import { straddles } from './fabric-straddle.ts';
import { deviceUnderTest, tensor, wideExperts } from './instance-under-test.ts';

const hgx = deviceUnderTest('dgx-b200-8');
const nvl72 = deviceUnderTest('gb200-nvl72');

describe('a layout that straddles', () => {
  test('inside one domain nothing leaves', () => {
    const inside = { domains: 1, reduction: 0, exchange: 0, boundaries: 0, words: null };
    expect(straddles(tensor(8), hgx)).toEqual(inside);
    expect(straddles(wideExperts(64), nvl72)).toEqual(inside);
  });

  // Of the fifteen other ranks eight lie in the other node: 8/15 = 53.3 %.
  test('expert parallelism over two nodes', () => {
    const found = straddles(wideExperts(16), hgx);
    expect(found).toMatchObject({ domains: 2, reduction: 0, boundaries: 0 });
    expect(found.exchange).toBeCloseTo(8 / 15, 12);
    expect(found.words?.replaceAll('\u00a0', ' ')).toBe(
      '2 domains: 53.3 % of the exchange of tokens over network cards',
    );
  });

  // 80 over racks of 72 lie as 40 and 40: 40 of 79 peers are elsewhere.
  test('ranks lie evenly over the domains they need', () => {
    expect(straddles(wideExperts(80), nvl72).exchange).toBeCloseTo(40 / 79, 12);
  });

  // Inside 7/8 of the bytes, across 1/2 of an eighth: 1/16 ÷ (7/8 + 1/16) = 1/15.
  test('an all-reduce over two nodes sends a fifteenth across', () => {
    expect(straddles(tensor(16), hgx).reduction).toBeCloseTo(1 / 15, 12);
  });

  // Four stages of two fit one node; four of four take two nodes with one boundary between; four of sixteen take eight and cross three times.
  test.each([
    [2, 1, 0],
    [4, 2, 1],
    [8, 4, 3],
    [16, 8, 3],
  ])('a pipeline of four stages of %i spans %i nodes and crosses at %i boundaries', (tp, domains, boundaries) => {
    expect(straddles({ ...tensor(tp), pp: 4 }, hgx)).toMatchObject({ domains, boundaries });
  });
});
