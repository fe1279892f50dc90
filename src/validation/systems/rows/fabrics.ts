/** Rows on the fabrics of other makers. */
import type { Calibration } from '../../../calibration/calibration.ts';
import { collectiveForm } from '../../../performance/collectives.ts';
import { fabricOf } from '../../../performance/fabric.ts';
import { quantity } from '../../../units/quantity.ts';
import { fixedWork } from '../pool-figures.ts';
import { runCheck } from '../published-run.ts';
import type { SystemRow } from '../row.ts';
import { acceleratorOf, deviceIn, systemOf, type World } from '../world.ts';

/** Links at their datasheet rate and free launches: what remains is the ring of the textbook. */
const bareLinks = (calibration: Calibration): Calibration => {
  const free = quantity<'s'>(0);
  const { links } = calibration;
  return { ...calibration, links: { ...links, allReduce: { linkShare: 1, launchSeconds: free } } };
};

const ringSeconds = (world: World, ranks: number, bytes: number): number =>
  collectiveForm(deviceIn(world, 'tpu-v7-cube'), 'allReduce', ranks, bytes, bareLinks(world.calibration)).seconds;

/** 2(N − 1)/N · S over the links of a cube of 4×4×4, and nine hops out and back, a microsecond each. */
const textbookRing = (bytes: number): number => (2 * (63 / 64) * bytes) / 600e9 + 2 * 6 * 1e-6;

export const FABRIC_ROWS: readonly SystemRow[] = [
  {
    id: 'tpu-torus',
    section: 'Racks and fabrics',
    system: 'TPU torus',
    plan: {
      racks: [{ systemId: 'tpu-v7-cube' }],
      modelId: 'qwen3-235b-a22b',
      work: [fixedWork(4_096, 1_024, 2)],
      serving: { weights: 'fp8' },
    },
    checks: [
      {
        id: 'block',
        figure: 'chips of a cube, and of a superpod',
        unit: 'chips',
        of: (world) => ['tpu-v7-cube', 'tpu-v7-superpod'].map((id) => deviceIn(world, id).domain),
        kind: 'arithmetic',
        published: { values: [4 * 4 * 4, 9_216] },
        source: 'Google Cloud TPU documentation',
        tolerance: 0,
      },
      {
        id: 'links',
        figure: 'ICI of one chip, both ways',
        unit: 'TB/s',
        of: (world) => (2 * (acceleratorOf(world, 'tpu-v7-cube').scaleUpPerDirection ?? 0)) / 1e12,
        kind: 'reproduced',
        published: { values: [1.2] },
        source: 'reported',
      },
      {
        id: 'ring',
        figure: 'all-reduce of 1 GB over a cube on bare links',
        unit: 's',
        of: (world) => ringSeconds(world, 64, 1e9),
        kind: 'arithmetic',
        published: { values: [textbookRing(1e9)] },
        source: 'textbook: 2(N − 1)/N · S/(links · BW) + hops · latency',
      },
      runCheck('tpu7x-1k-1k', 'Qwen3-32B FP8 on one TPU7x, 1K in and 1K out, 320 users', {
        source: 'tpu-recipes (measured)',
      }),
      runCheck('tpu7x-8k-1k', 'the same with 8K in', {
        source: 'tpu-recipes (measured)',
        reason: 'closed forms: no operator of a TPU was measured',
      }),
    ],
  },
  {
    id: 'trainium',
    section: 'Racks and fabrics',
    system: 'Trainium hybrid',
    plan: {
      racks: [{ systemId: 'trn2-ultraserver' }],
      modelId: 'qwen3-235b-a22b',
      work: [fixedWork(2_048, 512, 0.5)],
      serving: { weights: 'fp8' },
    },
    checks: [
      {
        id: 'levels',
        figure: 'links of one chip inside its node of 4×4, and between the four nodes, one way',
        unit: 'GB/s',
        of: (world) => {
          const { torus, scaleUp } = deviceIn(world, 'trn2-ultraserver');
          return (torus?.levels ?? []).map((axes) => (scaleUp * axes.reduce((sum, { share }) => sum + share, 0)) / 1e9);
        },
        kind: 'arithmetic',
        published: { values: [512, 128] },
        source: 'AWS Neuron documentation',
      },
      {
        id: 'gen2',
        figure: 'chips of one domain of Trn3 Gen2, switched',
        unit: 'chips',
        of: (world) => deviceIn(world, 'trn3-ultraserver-gen2').domain,
        kind: 'arithmetic',
        published: { values: [144] },
        source: 'AWS Neuron documentation',
        tolerance: 0,
      },
    ],
  },
  {
    id: 'mi3xx',
    section: 'Racks and fabrics',
    system: 'MI3xx',
    plan: {
      racks: [{ systemId: 'mi355x-8', systems: 2 }],
      modelId: 'deepseek-r1',
      work: [fixedWork(1_024, 1_024, 1)],
      serving: { engine: 'sglang' },
    },
    checks: [
      {
        id: 'mesh',
        figure: 'links of one GPU to the seven others, one way, and one of them',
        unit: 'GB/s',
        of: (world) => {
          const { scaleUp, pair } = fabricOf(deviceIn(world, 'mi355x-8'), systemOf(world, 'mi355x-8'));
          return [scaleUp / 1e9, pair / 1e9];
        },
        kind: 'arithmetic',
        published: { values: [7 * 76.5, 76.5] },
        source: 'AMD (datasheet)',
      },
      {
        id: 'rack',
        figure: 'GPUs of one domain of MI455X',
        unit: 'GPUs',
        of: (world) => deviceIn(world, 'helios-72').domain,
        kind: 'arithmetic',
        published: { values: [72] },
        source: 'AMD: UALoE72 (reported)',
        tolerance: 0,
      },
      runCheck('mi355x-r1', 'DeepSeek-R1 FP8 on eight MI355X, 8 users, three drafts', {
        source: 'InferenceX pull requests (measured)',
        reason: 'closed forms: no operator of an MI355X was measured',
      }),
    ],
  },
];
