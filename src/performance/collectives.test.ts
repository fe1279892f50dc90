/** Exchanges worked by hand on a switch, a mesh and a torus, and the table of visit probabilities. Eq. O6, Eq. S6 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Calibration } from '../calibration/calibration.ts';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { quantity } from '../units/quantity.ts';
import { packGrid, type Grid } from '../calibration/grid.ts';
import {
  allReduce,
  allToAll,
  collectiveForm,
  collectiveGridKey,
  exchangeTokens,
  pointToPoint,
  visitProbability,
} from './collectives.ts';
import type { Device } from './device.ts';
import { bare, link, mesh, switched, torus } from './fabric-under-test.ts';

describe('all-reduce', () => {
  // 2·(n − 1)/n of the bytes leave each rank: 8 ranks, 1 MB: 1.75 MB; over 400 GB/s 4.375 µs.
  test.each([
    [2, 1e6],
    [4, 1.5e6],
    [8, 1.75e6],
  ])('%i ranks send %f bytes of a megabyte', (ranks, bytes) => {
    const exchange = allReduce(switched, ranks, 1e6, bare);
    expect(exchange.bytes).toBe(bytes);
    expect(exchange.seconds).toBeCloseTo(bytes / 400e9, 15);
  });

  test('one rank exchanges nothing', () => {
    expect(allReduce(switched, 1, 1e6, bare)).toEqual({ seconds: 0, bytes: 0 });
  });

  // Two of a mesh share one pair, 57.1 GB/s: 1e6/57.14e9 = 17.5 µs. Four share three: 1.5e6/171.4e9 = 8.75 µs. All eight reach the full rate.
  test('a mesh offers only the links between the ranks that take part', () => {
    expect(allReduce(mesh, 2, 1e6, bare).seconds).toBeCloseTo(17.5e-6, 12);
    expect(allReduce(mesh, 4, 1e6, bare).seconds).toBeCloseTo(8.75e-6, 12);
    expect(allReduce(mesh, 8, 1e6, bare).seconds).toBeCloseTo(4.375e-6, 12);
  });

  // Sixteen of a 4×4 torus: two hops along each axis, there and back: 8 of 1 µs on top of 1.875e6/400e9 = 4.6875 µs.
  test('a torus adds hops', () => {
    expect(allReduce(torus, 16, 1e6, bare).seconds).toBeCloseTo(12.6875e-6, 12);
  });

  // Four of it as 2×2: open axes, one link of 100 GB/s along each: 1.5e6/200e9 = 7.5 µs, and 2·(1 + 1) hops.
  test('a block inside a torus has half of its links', () => {
    expect(allReduce(torus, 4, 1e6, bare).seconds).toBeCloseTo(11.5e-6, 12);
  });

  // 2·√16 = 8 hops here too: nothing better is known of a fabric without a published shape.
  test('neighbours without a published shape count as a square', () => {
    expect(allReduce({ ...torus, topology: 'hybrid', torus: null }, 16, 1e6, bare).seconds).toBeCloseTo(12.6875e-6, 12);
  });
});

/** A system measured at 2 and 8 ranks, 1 KiB and 1 MiB: 6, 10, 7 and 20 µs. */
const MEASURED = [6, 10, 7, 20];
const measured = (collective: 'allReduce' | 'allGather'): Calibration => {
  const knots: readonly (readonly [number, number])[] = [
    [2, 2 ** 10],
    [2, 2 ** 20],
    [8, 2 ** 10],
    [8, 2 ** 20],
  ];
  const values = knots.map(([ranks, bytes], i) =>
    Math.log(
      ((MEASURED[i] ?? 0) * 1e-6) / collectiveForm(switched, collective, ranks, bytes, defaultCalibration).seconds,
    ),
  );
  const grid: Grid = {
    axes: [
      [1, 3],
      [10, 20],
    ],
    values: packGrid(values),
    errors: [0, 0],
  };
  const tables = { test: { system: 'tiny', source: 'by hand', grids: { [collectiveGridKey(collective)]: grid } } };
  return { ...defaultCalibration, tables };
};

describe('a measured all-reduce', () => {
  test.each([
    [2, 2 ** 10, 6],
    [2, 2 ** 20, 10],
    [8, 2 ** 10, 7],
    [8, 2 ** 20, 20],
  ])('of %i ranks and %i bytes takes what was measured', (ranks, bytes, microseconds) => {
    expect(allReduce(switched, ranks, bytes, measured('allReduce')).seconds * 1e6).toBeCloseTo(microseconds, 2);
  });

  // Sixteen ranks of one domain at the share of eight: 20 µs × closed form of 16 ÷ closed form of 8.
  test('of more ranks keeps the share of the most measured', () => {
    const wide = { ...switched, domain: 72 };
    const [eight, sixteen] = [8, 16].map(
      (n) => collectiveForm(wide, 'allReduce', n, 2 ** 20, defaultCalibration).seconds,
    );
    const found = allReduce(wide, 16, 2 ** 20, measured('allReduce')).seconds * 1e6;
    expect(found).toBeCloseTo((20 * (sixteen ?? 0)) / (eight ?? 1), 2);
  });

  // Sixteen ranks in two domains of eight, bare: inside 1.75 MB over 400 GB/s = 4.375 µs; across, each rank reduces its eighth with one
  // partner: 2·(1/2)·125 kB over 50 GB/s = 2.5 µs.
  test('of two domains goes in levels', () => {
    const exchange = allReduce(switched, 16, 1e6, bare);
    expect(exchange.seconds * 1e6).toBeCloseTo(6.875, 6);
    expect(exchange.bytes).toBe(1.875e6);
  });
});

// The passage through the cards comes on top: once for the levels of an all-reduce, there and back for an exchange of tokens.
test('crossing domains costs the passage through the cards', () => {
  const slow = { ...bare, links: { ...bare.links, networkSeconds: quantity<'s'>(40e-6) } };
  const added = allReduce(switched, 16, 1e6, slow).seconds - allReduce(switched, 16, 1e6, bare).seconds;
  expect(added * 1e6).toBeCloseTo(40, 6);
  expect(allReduce(switched, 8, 1e6, slow)).toEqual(allReduce(switched, 8, 1e6, bare));
  const tokens = { tokensPerRank: 100, hiddenSize: 7_168, experts: 256, expertsPerToken: 8, dispatchBytes: 1 };
  const [inside, across] = [8, 32].map((ranks) => {
    const dispatch = { ...tokens, ranks, expertRanks: ranks };
    return allToAll(switched, dispatch, slow).seconds - allToAll(switched, dispatch, bare).seconds;
  });
  expect(inside).toBe(0);
  expect((across ?? 0) * 1e6).toBeCloseTo(80, 6);
});

describe('probability that a token visits a rank', () => {
  // 1 − C(256 − 128, 8)/C(256, 8) for N = 2, and so on.
  test.each([
    [256, 8, [0.997, 0.904, 0.662, 0.408, 0.227]],
    [128, 4, [0.94, 0.689, 0.418, 0.23, 0.121]],
  ])('of N = 2, 4, 8, 16, 32 at E = %i, k = %i', (experts, k, table) => {
    const found = [2, 4, 8, 16, 32].map((ranks) => visitProbability(experts, k, ranks));
    found.forEach((p, i) => expect(Math.abs(p - (table[i] ?? 0))).toBeLessThan(0.0006));
  });

  test('one rank is always visited; one expert of E on each rank is visited with k/E', () => {
    expect(visitProbability(256, 8, 1)).toBe(1);
    expect(visitProbability(256, 8, 256)).toBeCloseTo(8 / 256, 12);
  });
});

describe('all-to-all', () => {
  const dispatch = {
    ranks: 8,
    expertRanks: 8,
    tokensPerRank: 100,
    hiddenSize: 7_168,
    experts: 256,
    expertsPerToken: 8,
    dispatchBytes: 1,
  };

  // Copies (N − 1)·P: 7·0.662 = 4.6 at N = 8, 31·0.227 = 7.0 at N = 32. Bytes: 100·7,168·copies·(1 + 2).
  test.each([
    [8, 4.6],
    [32, 7],
  ])('N = %i sends %f copies of a token', (ranks, copies) => {
    const { bytes } = allToAll({ ...switched, domain: 72 }, { ...dispatch, ranks, expertRanks: ranks }, bare);
    expect(bytes / (100 * 7_168 * 3)).toBeCloseTo(copies, 1);
  });

  // Inside the domain: 100·7,168·4.634·3 B = 9.97 MB over 400 GB/s = 24.9 µs.
  test('inside a domain at the rate of the fabric', () => {
    expect(allToAll(switched, dispatch, bare).seconds * 1e6).toBeCloseTo(24.9, 1);
  });

  // 32 ranks in domains of 8: 24 of 31 peers lie outside. 7.03 copies·24/31 = 5.45 over 50 GB/s: 100·7,168·5.45·3/50e9 = 234 µs.
  test('across domains the network card decides', () => {
    expect(allToAll(switched, { ...dispatch, ranks: 32, expertRanks: 32 }, bare).seconds * 1e6).toBeCloseTo(234, 0);
  });

  // Experts dealt to 4 and sliced in two over 8 ranks: both slices of 4·P(4) = 3.614 holders, less the own rank: 2·3.614·7/8 = 6.325.
  test('sliced experts take a copy to every slice', () => {
    const { bytes } = allToAll(switched, { ...dispatch, expertRanks: 4 }, bare);
    expect(bytes / (100 * 7_168 * 3)).toBeCloseTo(6.325, 2);
  });

  test('one rank, or no tokens, exchange nothing', () => {
    expect(allToAll(switched, { ...dispatch, ranks: 1, expertRanks: 1 }, bare).bytes).toBe(0);
    expect(allToAll(switched, { ...dispatch, tokensPerRank: 0 }, bare).seconds).toBe(0);
  });
});

// GB200, 900 GB/s, DeepSeek in NVFP4: 64 tokens, 7,168 wide, 0.5625 B out at a share of 0.37 and 2 B back at 0.56: 5.092 B each.
// N = 8: 64·7,168·4.634·5.092/900e9 = 12.0 µs, and 25 + 0.85·3 = 27.55: 39.6 µs. N = 32: 7.03 copies, 18.2 µs and 29.25: 47.5 µs.
test.each([
  [8, 39.6],
  [32, 47.5],
])('64 tokens over %i GB200 take %f µs', (ranks, microseconds) => {
  const gb200: Device = { ...switched, domain: 72, scaleUp: link(900e9), scaleUpPair: link(900e9) };
  const dispatch = {
    ranks,
    expertRanks: ranks,
    tokensPerRank: 64,
    hiddenSize: 7_168,
    experts: 256,
    expertsPerToken: 8,
    dispatchBytes: 0.5625,
  };
  expect(allToAll(gb200, dispatch, defaultCalibration).seconds * 1e6).toBeCloseTo(microseconds, 0);
});

describe('inside a server', () => {
  const dispatch = {
    ranks: 8,
    expertRanks: 8,
    tokensPerRank: 100,
    hiddenSize: 7_168,
    experts: 256,
    expertsPerToken: 8,
    dispatchBytes: 1,
  };

  // All-to-all sends 4.634 copies of 3 B where gathering sends every token to seven others: 7·(1 + 2) B. At bare links the first wins.
  test('the sparse exchange wins where bytes count', () => {
    expect(exchangeTokens(switched, dispatch, bare)).toEqual(allToAll(switched, dispatch, bare));
  });

  // Free all-gathers (measured at e^-7 of the closed form) leave the reduce-scatter alone: 7/8·800·7,168·2 B = 10.0 MB at 0.6 of 400 GB/s and
  // 11 µs: 52.8 µs, against 25 + 2.55 + 716,800·4.634·(1/0.37 + 2/0.56)/400e9 = 79.7 µs.
  test('gathering wins where its kernels are faster', () => {
    const free: Grid = { axes: [[3], [20]], values: packGrid([-7]), errors: [0, 0] };
    const tables = { test: { system: 'tiny', source: 'by hand', grids: { [collectiveGridKey('allGather')]: free } } };
    const found = exchangeTokens(switched, dispatch, { ...defaultCalibration, tables });
    expect(found.seconds * 1e6).toBeCloseTo(52.8, 0);
    expect(allToAll(switched, dispatch, defaultCalibration).seconds * 1e6).toBeCloseTo(79.7, 0);
  });

  test('wide expert parallelism never gathers', () => {
    const wide = { ...dispatch, ranks: 32, expertRanks: 32 };
    const free: Grid = { axes: [[3], [20]], values: packGrid([-7]), errors: [0, 0] };
    const grids = { [collectiveGridKey('allGather')]: free, [collectiveGridKey('reduceScatter')]: free };
    const tables = { test: { system: 'tiny', source: 'by hand', grids } };
    const calibration = { ...defaultCalibration, tables };
    const device = { ...switched, domain: 72 };
    expect(exchangeTokens(device, wide, calibration)).toEqual(allToAll(device, wide, calibration));
  });
});

// 4 MB to the next stage: 10 µs inside at 400 GB/s, 80 µs across at 50 GB/s, and the passage through the cards.
test('point to point', () => {
  expect(pointToPoint(switched, 4e6, false, bare).seconds).toBeCloseTo(10e-6, 12);
  expect(pointToPoint(switched, 4e6, true, bare).seconds).toBeCloseTo(80e-6, 12);
  const slow = { ...bare, links: { ...bare.links, networkSeconds: quantity<'s'>(40e-6) } };
  expect(pointToPoint(switched, 4e6, true, slow).seconds).toBeCloseTo(120e-6, 12);
  expect(pointToPoint(switched, 4e6, false, slow)).toEqual(pointToPoint(switched, 4e6, false, bare));
});

test('a faster link is never slower, more bytes are never faster', () => {
  const size = fc.double({ min: 1, max: 1e9, noNaN: true });
  const ranks = fc.constantFrom(2, 4, 8, 16, 32, 64);
  fc.assert(
    fc.property(size, ranks, fc.constantFrom(switched, mesh, torus), (bytes, n, device) => {
      const fast = {
        ...device,
        scaleUp: link(800e9),
        scaleUpPair: link(2 * device.scaleUpPair),
        scaleOut: link(100e9),
      };
      const now = allReduce(device, n, bytes, defaultCalibration).seconds;
      const tokens = {
        ranks: n,
        expertRanks: n,
        tokensPerRank: bytes / 1e4,
        hiddenSize: 4_096,
        experts: 256,
        expertsPerToken: 8,
        dispatchBytes: 1,
      };
      const all = allToAll(device, tokens, defaultCalibration).seconds;
      expect(allReduce(fast, n, bytes, defaultCalibration).seconds).toBeLessThanOrEqual(now);
      expect(allReduce(device, n, 2 * bytes, defaultCalibration).seconds).toBeGreaterThanOrEqual(now);
      expect(allToAll(fast, tokens, defaultCalibration).seconds).toBeLessThanOrEqual(all);
    }),
    { seed: 11, numRuns: 60 },
  );
});
