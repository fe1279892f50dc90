/** Rows on tensor and expert parallelism and on prefill apart from decode. */
import { allReduce, collectiveForm } from '../../../performance/collectives.ts';
import { touchedShare } from '../../../performance/routing.ts';
import { DECODE_RATE_SHARE, PREFILL_RATE_SHARE } from '../../../serving/disaggregated-curve.ts';
import { SMALL_DENSE, modesOf } from '../front-figures.ts';
import { mostOf } from '../front.ts';
import { costPerMtok, fixedWork, ratioOf, serving, slaRequests, ttftP50 } from '../pool-figures.ts';
import type { SystemRow } from '../row.ts';
import type { SystemPlan } from '../scenario-for.ts';
import { deviceIn, modelOf, tensor, wideExperts } from '../world.ts';

const FLEETSIM = 'FleetSim (their model, not measured)';

const WIDE: SystemPlan = {
  racks: [{ systemId: 'gb200-nvl72' }],
  modelId: 'deepseek-r1',
  work: [fixedWork(4_096, 1_024, 10)],
  serving: { engine: 'sglang', layout: wideExperts(32) },
};

const OLD_AND_NEW: SystemPlan = {
  racks: [
    { systemId: 'a100-8', systems: 2, role: 'prefill' },
    { systemId: 'hgx-h100-8', systems: 2, role: 'decode' },
  ],
  modelId: 'llama-3.1-70b',
  work: [fixedWork(2_048, 256, 1)],
  serving: { mode: 'disaggregated', weights: 'bf16' },
};

const ALL_NEW: SystemPlan = {
  ...OLD_AND_NEW,
  racks: [
    { systemId: 'hgx-h100-8', systems: 2, role: 'prefill' },
    { systemId: 'hgx-h100-8', systems: 2, role: 'decode' },
  ],
};

export const PARALLEL_ROWS: readonly SystemRow[] = [
  {
    id: 'tensor-parallel',
    section: 'Techniques',
    system: 'Tensor parallel',
    plan: {
      racks: [{ systemId: 'hgx-h100-8' }],
      modelId: 'llama-3.3-70b',
      work: [fixedWork(2_048, 256, 0.5)],
      serving: { weights: 'fp8', layout: tensor(8) },
    },
    checks: [
      {
        id: 'bytes',
        figure: 'bytes a rank sends of an all-reduce of 1 MB over 2, 4 and 8',
        unit: 'B',
        of: (world) =>
          [2, 4, 8].map((ranks) => allReduce(deviceIn(world, 'hgx-h100-8'), ranks, 1e6, world.calibration).bytes),
        kind: 'arithmetic',
        published: { values: [2, 4, 8].map((ranks) => (2 * (ranks - 1) * 1e6) / ranks) },
        source: 'ring: 2(N − 1)/N · S',
        tolerance: 1e-9,
      },
      {
        id: 'reductions',
        figure: 'all-reduces of a step of Llama-3.3-70B: one after each mixer and each FFN',
        unit: 'reductions',
        of: (world) => {
          const { mixers, ffns } = modelOf(world, 'llama-3.3-70b');
          return [...mixers, ...ffns].reduce((sum, { count }) => sum + count, 0);
        },
        kind: 'arithmetic',
        published: { values: [2 * 80] },
        source: 'two per layer',
        tolerance: 0,
      },
      {
        id: 'latency',
        figure: 'all-reduce of 16 KB over eight H100: measured, and closed form',
        unit: 'µs',
        of: (world) => {
          const device = deviceIn(world, 'hgx-h100-8');
          return [
            1e6 * allReduce(device, 8, 16_384, world.calibration).seconds,
            1e6 * collectiveForm(device, 'allReduce', 8, 16_384, world.calibration).seconds,
          ];
        },
        kind: 'claim',
        published: { most: 30 },
        source: 'Epoch uses a base of 30 µs',
      },
    ],
  },
  {
    id: 'expert-parallel',
    section: 'Techniques',
    system: 'Expert parallel',
    plan: WIDE,
    checks: [
      {
        id: 'coverage',
        figure: 'share of 256 experts read, 8 per token, at B = 1, 8, 32, 64, 128',
        unit: '%',
        of: () => [1, 8, 32, 64, 128].map((tokens) => 100 * touchedShare(256, 8, tokens)),
        kind: 'arithmetic',
        published: { values: [3.1, 22, 64, 87, 98] },
        source: '1 − (1 − k/E)^B',
        tolerance: 0.021,
      },
      {
        id: 'slowest',
        figure: 'requests inside the targets with experts evenly loaded over unevenly',
        unit: '×',
        of: (world, plan) =>
          ratioOf(
            world,
            serving(plan, { expertBalance: 'ideal' }),
            serving(plan, { expertBalance: 'uneven' }),
            slaRequests,
          ),
        kind: 'direction',
        published: { least: 1 },
        source: 'the slowest expert sets the step (aiconfigurator)',
      },
      {
        id: 'eplb',
        figure: 'requests inside the targets with spare experts over unevenly loaded ones',
        unit: '×',
        of: (world, plan) =>
          ratioOf(
            world,
            serving(plan, { expertBalance: 'eplb' }),
            serving(plan, { expertBalance: 'uneven' }),
            slaRequests,
          ),
        kind: 'claim',
        published: { least: 1.49, most: 2.54 },
        source: 'EPLB on 96 H100: 1.49 × prefill, 2.54 × decode (measured)',
        reason: 'the run starts from an unbalanced deployment on 12 nodes; ours is skewed as published tables are',
      },
    ],
  },
  {
    id: 'pd-disaggregation',
    section: 'Techniques',
    system: 'P/D disaggregation',
    plan: OLD_AND_NEW,
    checks: [
      {
        id: 'shares',
        figure: 'share of its rate that prefill and decode keep',
        unit: 'share',
        of: () => [PREFILL_RATE_SHARE, DECODE_RATE_SHARE],
        kind: 'arithmetic',
        published: { values: [0.9, 0.92] },
        source: 'constants of aiconfigurator',
        tolerance: 0,
      },
      {
        id: 'old-and-new',
        figure: 'cost of a token with A100 for prefill over H100 throughout',
        unit: '×',
        of: (world, plan) => ratioOf(world, plan, ALL_NEW, costPerMtok),
        kind: 'claim',
        published: { values: [125 / 211] },
        source: `${FLEETSIM}: $125 K against $211 K a year`,
        reason: 'their requests, prices and numbers of GPUs are not given; ours keeps as many A100 as it replaces H100',
      },
      {
        id: 'first-token',
        figure: 'time to first token with A100 for prefill over H100 throughout, p50',
        unit: '×',
        of: (world, plan) => ratioOf(world, plan, ALL_NEW, ttftP50),
        kind: 'direction',
        published: { least: 1 },
        source: `${FLEETSIM}: cheapest, but first token after 492 ms`,
      },
      {
        id: 'small-dense-most',
        figure: 'disaggregated over aggregated at the most output, Llama-3.1-8B on one node of H100, 8K in and 1K out',
        unit: '×',
        of: (world) => {
          const { together, apart } = modesOf(world, SMALL_DENSE);
          return mostOf(apart) / mostOf(together);
        },
        kind: 'direction',
        published: { most: 1 },
        source: 'can lose at low load, short prompts or slow links',
      },
    ],
  },
];
