/** Fabrics of the catalogue's systems against what their makers print; collectives on them worked by hand. Eq. O6 */
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { allReduce, allToAll, collectiveForm, pointToPoint } from './collectives.ts';
import { deviceOf, type Device } from './device.ts';
import { fabricOf, type Fabric } from './fabric.ts';
import { deviceUnderTest, systemUnderTest } from './instance-under-test.ts';

const fabric = (systemId: string): Fabric => fabricOf(deviceUnderTest(systemId), systemUnderTest(systemId));

/** Links at their datasheet rate, launches free, hops of a microsecond. */
const bare = {
  ...defaultCalibration,
  links: {
    ...defaultCalibration.links,
    allReduce: {
      ...defaultCalibration.links.allReduce,
      linkShare: 1,
      launchSeconds: defaultCalibration.links.networkSeconds,
    },
  },
};
const launch = bare.links.allReduce.launchSeconds;
const reduceMicroseconds = (systemId: string, ranks: number, bytes: number): number =>
  (collectiveForm(deviceUnderTest(systemId), 'allReduce', ranks, bytes, bare).seconds - launch) * 1e6;

describe('in words', () => {
  test.each([
    ['gb200-nvl72', 'switched, 72'],
    ['hgx-h100-8', 'switched, 8'],
    ['kyber-nvl144', 'switched, 144'],
    ['rubin-ultra-nvl576', 'switched in two levels, 72 × 8'],
    ['trn3-ultraserver-gen2', 'switched in two levels, 4 × 36'],
    ['mi300x-8', 'full mesh of 8'],
    ['tpu-v7-4', '2×2 mesh without wrap-around'],
    ['tpu-v7-cube', '4×4×4 torus with wrap-around'],
    ['tpu-v7-superpod', '16×24×24 torus with wrap-around'],
    ['tpu-v5p-pod', '16×20×28 torus with wrap-around'],
    ['tpu-v6e-8', '2×4 mesh without wrap-around'],
    ['tpu-v6e-256', '16×16 torus with wrap-around'],
    ['trn1-32', '4×4 torus with wrap-around'],
    ['trn2-ultraserver', '4×4 torus with wrap-around, joined by a ring of 4'],
    ['inf2-48', 'ring of 12'],
    ['lpx-256', '256 over direct links, wiring not published'],
    ['l40s-8', '8 over PCIe, no fabric'],
    ['jetson-edge', 'one accelerator, no domain'],
  ])('%s: %s', (systemId, words) => {
    expect(fabric(systemId).words).toBe(words);
  });
});

describe('domain against scale-out', () => {
  // 900 GB/s of NVLink 5 and one 400 Gbit/s card, 50 GB/s.
  test('GB200 drops 18-fold', () => {
    expect(fabric('gb200-nvl72')).toMatchObject({ domain: 72, scaleUp: 900e9, scaleOut: 50e9, drop: 18 });
    expect(fabric('gb200-nvl72').dropWords.replaceAll('\u00a0', ' ')).toBe(
      '18-fold drop: 900 GB/s inside, 50 GB/s beyond',
    );
  });

  // A host of four TPU7x reaches two links of six, 200 of 600 GB/s; a cube all six. The card is 100 Gbit/s, 12.5 GB/s.
  test('a slice drops from what its own links carry', () => {
    expect(fabric('tpu-v7-4').inside).toBeCloseTo(200e9, 0);
    expect(fabric('tpu-v7-4').drop).toBeCloseTo(16, 12);
    expect(fabric('tpu-v7-cube').drop).toBeCloseTo(48, 12);
  });

  test('a fabric without a published rate has no bisection and says what stands in', () => {
    expect(fabric('h100-nvl-8')).toMatchObject({ scaleUp: 64e9, bisection: null });
    expect(fabric('h100-nvl-8').assumed).toHaveLength(1);
  });

  // 14.4 Tbit/s a package ÷ 8 = 1.8 TB/s. An NVL72 of NVLink 6 prints 260 TB/s for 72: 3.6 TB/s, which is both ways, 1.8 one way.
  test("Kyber's 14.4 Tbit/s are one way", () => {
    expect(fabric('kyber-nvl144')).toMatchObject({ domain: 144, scaleUp: 14.4e12 / 8 });
    expect(fabric('vr-nvl72').scaleUp * 2 * 72).toBeCloseTo(260e12, -13);
  });

  test('eight racks of 72 are one domain; what joins them, and what lies behind, is not published', () => {
    expect(fabric('rubin-ultra-nvl576')).toMatchObject({ domain: 576, bisection: null, scaleOut: null, drop: null });
    expect(fabric('rubin-ultra-nvl576').assumed).toHaveLength(1);
  });

  // 256 LPUs · 1.25 TB/s = 320 TB/s one way, the 640 TB/s both ways of a rack.
  test('LPX', () => {
    expect(fabric('lpx-256').scaleUp * 256 * 2).toBe(640e12);
    expect(fabric('lpx-256').assumed).toHaveLength(1);
  });
});

describe('links and the middle of the domain', () => {
  test.each([
    // 36 of 72 at 900 GB/s.
    ['gb200-nvl72', null, 32.4e12],
    // Seven links of 64 GB/s; 4·4 pairs between two halves.
    ['mi300x-8', 7, 16 * 64e9],
    // 16 lines through the middle, each a ring of 100 GB/s links: 16·2·100.
    ['tpu-v7-cube', 6, 3.2e12],
    // 2×2: two lines of one link.
    ['tpu-v7-4', 2, 0.2e12],
    // 2×4: the long axis is cut through two lines of one link of 100 GB/s.
    ['tpu-v6e-8', 3, 0.2e12],
    // Between the nodes: 16 rings of 64 GB/s links.
    ['trn2-ultraserver', 6, 16 * 2 * 64e9],
  ])('%s', (systemId, links, bisection) => {
    const found = fabric(systemId);
    expect(found.links).toBe(links);
    expect((found.bisection ?? 0) / bisection).toBeCloseTo(1, 12);
  });
});

describe('collectives', () => {
  // 64 chips, 64 MB: 2·63/64·64 MB = 126 MB over six links of 100 GB/s = 210 µs, and 2·(2 + 2 + 2) hops.
  test('ring all-reduce on a 4×4×4 torus', () => {
    expect(reduceMicroseconds('tpu-v7-cube', 64, 64e6)).toBeCloseTo(222, 6);
  });

  // 1 MB: eight reach 7·64 = 448 GB/s: 1.75e6/448e9 = 3.906 µs; four 3·64 = 192: 1.5e6/192e9 = 7.8125 µs; two one pair: 1e6/64e9 = 15.625 µs.
  test.each([
    [8, 3.90625],
    [4, 7.8125],
    [2, 15.625],
  ])('MI300X, %i of a full mesh', (ranks, microseconds) => {
    expect(reduceMicroseconds('mi300x-8', ranks, 1e6)).toBeCloseTo(microseconds, 9);
  });

  // 1 GB over the 4×4 torus of a node: 2·15/16 GB over 512 GB/s = 3,662.1 µs and 2·(2 + 2) hops.
  // Over the UltraServer the same, then 2·3/4 of a sixteenth over 128 GB/s = 732.4 µs, and the 2·2 hops of the ring.
  test('Trainium2 inside a node and across the UltraServer', () => {
    expect(reduceMicroseconds('trn2-16', 16, 1e9)).toBeCloseTo(3_662.11 + 8, 1);
    expect(reduceMicroseconds('trn2-ultraserver', 16, 1e9)).toBeCloseTo(3_662.11 + 8, 1);
    expect(reduceMicroseconds('trn2-ultraserver', 64, 1e9)).toBeCloseTo(3_662.11 + 732.42 + 12, 1);
  });

  // A chip of Trainium2 reaches each neighbour in its node over 512/4 = 128 GB/s.
  test('the pair rate of a torus is one link', () => {
    expect(deviceUnderTest('trn2-16').scaleUpPair).toBeCloseTo(128e9, 0);
    expect(deviceUnderTest('tpu-v7-cube').scaleUpPair).toBe(100e9);
    // 21 of 24 ports of 25 GB/s stay in the node, three to each neighbour.
    expect(deviceUnderTest('gaudi3-8').scaleUpPair).toBeCloseTo(75e9, 0);
  });

  test('sixteen ways of expert parallelism: two nodes of eight are slower than one NVL72', () => {
    const dispatch = {
      ranks: 16,
      expertRanks: 16,
      tokensPerRank: 64,
      hiddenSize: 7_168,
      experts: 256,
      expertsPerToken: 8,
      dispatchBytes: 1,
    };
    const [nodes, rack] = ['dgx-b200-8', 'gb200-nvl72'].map(
      (id) => allToAll(deviceUnderTest(id), dispatch, defaultCalibration).seconds,
    );
    expect(nodes).toBeGreaterThan(2 * (rack ?? Infinity));
  });
});

/** Systems with a domain and a card behind it, and the same parts in a domain that holds more of them. */
const WIDER: readonly (readonly [narrow: Device, wide: Device])[] = [
  ...(
    [
      ['tpu-v7-4', 'tpu-v7-cube'],
      ['tpu-v6e-8', 'tpu-v6e-256'],
      ['trn2-16', 'trn2-ultraserver'],
    ] as const
  ).map(([narrow, wide]) => [deviceUnderTest(narrow), deviceUnderTest(wide)] as const),
  ...Object.values(defaultCatalogue.systems).flatMap((system) => {
    const accelerator = defaultCatalogue.accelerators[system.acceleratorId ?? ''];
    const device = accelerator && deviceOf(accelerator, system);
    if (!device || device.torus || device.domain <= 1 || device.scaleOut <= 0) return [];
    return [[device, { ...device, domain: 4 * device.domain }] as const];
  }),
];

test('crossing a domain is never faster than staying inside', () => {
  expect(WIDER.length).toBeGreaterThan(20);
  for (const [narrow, wide] of WIDER) {
    for (const times of [1.25, 2, 3, 4]) {
      const ranks = Math.ceil(narrow.domain * times);
      for (const bytes of [1e3, 1e6, 1e9]) {
        const where = `${narrow.acceleratorId} ${ranks} ${bytes}`;
        const tokens = {
          ranks,
          expertRanks: ranks,
          tokensPerRank: bytes / 1e4,
          hiddenSize: 7_168,
          experts: 1_024,
          expertsPerToken: 8,
          dispatchBytes: 1,
        };
        const time = (device: Device): number[] => [
          allReduce(device, ranks, bytes, defaultCalibration).seconds,
          allToAll(device, tokens, defaultCalibration).seconds,
          pointToPoint(device, bytes, device === narrow, defaultCalibration).seconds,
        ];
        const inside = time(wide);
        time(narrow).forEach((crossing, i) => {
          expect(crossing, `${where} #${i}`).toBeGreaterThanOrEqual(inside[i] ?? Infinity);
        });
      }
    }
  }
});

test('an all-reduce is monotone in bytes everywhere, and in ranks where more ranks bring no more links', () => {
  const steps = [1e3, 1e5, 1e7, 1e9];
  for (const system of Object.values(defaultCatalogue.systems)) {
    const accelerator = defaultCatalogue.accelerators[system.acceleratorId ?? ''];
    const device = accelerator && deviceOf(accelerator, system);
    if (!device || device.scaleUp <= 0) continue;
    const time = (ranks: number, bytes: number): number => allReduce(device, ranks, bytes, defaultCalibration).seconds;
    const sizes = [2, 3, 4, 6, 8, 12, 16, 32, 64, 72, 144].filter((n) => n <= device.domain);
    for (const n of sizes) {
      steps.slice(1).forEach((bytes, i) => expect(time(n, bytes), system.id).toBeGreaterThan(time(n, steps[i] ?? 0)));
    }
    // Blocks of a torus and corners of a mesh gain links with their size; beyond whole cubes, and on a switch, they do not.
    const shape = device.torus?.cubeEdge ? [64, 128, 256, 512].filter((n) => n <= device.domain) : sizes;
    if (device.topology === 'full-mesh' || (device.torus && !device.torus.cubeEdge)) continue;
    shape.slice(1).forEach((n, i) => {
      for (const bytes of steps) expect(time(n, bytes), system.id).toBeGreaterThanOrEqual(time(shape[i] ?? 0, bytes));
    });
  }
});
