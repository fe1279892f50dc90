/** Blocks of tori and what their links carry, worked by hand on the shapes of published machines. Eq. O6 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockOf, linksOf, partOf, sizeOf, type Torus } from './fabric-torus.ts';

const flat = (sizes: readonly number[], cubeEdge: number | null): Torus => ({
  levels: [sizes.map((size) => ({ size, closesAt: size, share: 1 / sizes.length }))],
  cubeEdge,
});

/** Three axes in cubes of four, two axes that close at sixteen, and a square with a slower ring over four of them. */
const cubes = flat([16, 24, 24], 4);
const pod = flat([16, 16], null);
const nodes: Torus = {
  levels: [
    [
      { size: 4, closesAt: 4, share: 0.4 },
      { size: 4, closesAt: 4, share: 0.4 },
    ],
    [{ size: 4, closesAt: 4, share: 0.2 }],
  ],
  cubeEdge: null,
};

const lengths = (torus: Torus, ranks: number): number[] =>
  blockOf(torus, ranks)
    .flat()
    .map(({ length }) => length)
    .toSorted((a, b) => a - b);

describe('the block of an instance', () => {
  // The slices that Cloud TPU offers, in its own words: 2x2x1, 2x2x2, 2x2x4, 2x4x4, 4x4x4, 4x4x8, 4x8x8, 8x8x8.
  test.each([
    [4, [1, 2, 2]],
    [8, [2, 2, 2]],
    [16, [2, 2, 4]],
    [32, [2, 4, 4]],
    [64, [4, 4, 4]],
    [128, [4, 4, 8]],
    [256, [4, 8, 8]],
    [512, [8, 8, 8]],
    [9216, [16, 24, 24]],
  ])('%i of a machine of cubes', (ranks, expected) => {
    expect(lengths(cubes, ranks)).toEqual(expected);
  });

  // From 32 on a whole axis of sixteen, which closes, beats a squarer block, which does not.
  test.each([
    [8, [2, 4]],
    [16, [4, 4]],
    [32, [2, 16]],
    [256, [16, 16]],
  ])('%i of a square', (ranks, expected) => {
    expect(lengths(pod, ranks)).toEqual(expected);
  });

  test('near levels fill before far ones', () => {
    expect(blockOf(nodes, 8).map((extents) => extents.map(({ length }) => length))).toEqual([[2, 4], [1]]);
    expect(blockOf(nodes, 32).map((extents) => extents.map(({ length }) => length))).toEqual([[4, 4], [2]]);
  });

  test('a whole cube closes, part of one does not; a square closes at its full length only', () => {
    const rings = (torus: Torus, ranks: number): boolean[] =>
      blockOf(torus, ranks)
        .flat()
        .map(({ ring }) => ring);
    expect(rings(cubes, 64)).toEqual([true, true, true]);
    expect(rings(cubes, 32)).toEqual([false, false, false]);
    expect(rings(pod, 256)).toEqual([true, true]);
    expect(rings(pod, 16)).toEqual([false, false]);
    expect(rings(pod, 32)).toEqual([false, true]);
    expect(rings(partOf(pod, 8), 8)).toEqual([false, false]);
  });

  test('more ranks than places throw', () => {
    expect(() => blockOf(pod, 257)).toThrow('do not fit');
    expect(sizeOf(partOf(pod, 8))).toBe(8);
  });
});

describe('what the links carry', () => {
  // 4×4×4, closed: all six links work at once.
  test('a closed cube has all of its links, and six hops to the farthest', () => {
    expect(linksOf(cubes, 64)).toMatchObject({ reduceShare: expect.closeTo(1, 12), hops: 6 });
  });

  // 2×2×1: one link of six along each of two axes: 2/6.
  test('a host of four has a third', () => {
    expect(linksOf(cubes, 4)).toMatchObject({ reduceShare: expect.closeTo(1 / 3, 12), hops: 2 });
  });

  // 4×4 of a pod of 16×16: one link of four along each axis, and 3 + 3 hops; closed, all four and 2 + 2.
  test('an open square has half of a closed one, and longer ways', () => {
    const closed = flat([4, 4], null);
    expect(linksOf(pod, 16)).toMatchObject({ reduceShare: expect.closeTo(0.5, 12), hops: 6 });
    expect(linksOf(closed, 16)).toMatchObject({ reduceShare: expect.closeTo(1, 12), hops: 4 });
    expect(linksOf(pod, 16).exchangeShare).toBeCloseTo(linksOf(closed, 16).exchangeShare / 2, 12);
  });

  // 4×4×4: half of an axis is 2·16 ranks, of whose bytes 32 of 63 parts cross; over 16 lines of two links each: 32·32/63/16 = 1.016 of the
  // bytes of a rank over two links of six, 3.05 times as long as all six would take.
  test('an all-to-all over a cube is bound by its middle', () => {
    expect(1 / linksOf(cubes, 64).exchangeShare).toBeCloseTo((3 * 64) / 63, 12);
  });

  // Sixteen in a row: 8·8/16 · 256/255 over two links of four: 8.03 times as long.
  test('the longer the axis, the worse', () => {
    expect(1 / linksOf(pod, 256).exchangeShare).toBeCloseTo((4 * 256) / 255 / 0.5, 12);
  });

  // In a node of 16: 15/16 over 0.8 of the links. Over four of them: 15/16 over 0.8, then 3/4 of a sixteenth over 0.2.
  test('a slower level works on what the nearer one left', () => {
    expect(linksOf(nodes, 16).reduceShare).toBeCloseTo(0.8, 12);
    expect(63 / 64 / linksOf(nodes, 64).reduceShare).toBeCloseTo(15 / 16 / 0.8 + 3 / 4 / 16 / 0.2, 12);
  });

  test('never more than the links of a rank, never less than one link of it', () => {
    fc.assert(
      fc.property(fc.constantFrom(cubes, pod, nodes), fc.integer({ min: 2, max: 64 }), (torus, ranks) => {
        const { reduceShare, exchangeShare, hops } = linksOf(torus, ranks);
        const smallest = Math.min(...torus.levels.flat().map(({ share }) => share)) / 2;
        expect(reduceShare).toBeLessThanOrEqual(1 + 1e-12);
        expect(reduceShare).toBeGreaterThanOrEqual(smallest - 1e-12);
        expect(exchangeShare).toBeLessThanOrEqual(1 + 1e-12);
        expect(hops).toBeGreaterThanOrEqual(1);
      }),
      { seed: 5, numRuns: 80 },
    );
  });
});
