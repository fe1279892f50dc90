/** Row on GB200 NVL72: fabric, recipes, and both against other racks. */
import { fabricOf } from '../../../performance/fabric.ts';
import { R1_8K_1K, modesOf, onGb200, onH200, overAt } from '../front-figures.ts';
import { fastestOf, frontOf, mostOf, perAcceleratorAt } from '../front.ts';
import { fixedWork, serving } from '../pool-figures.ts';
import { runCheck } from '../published-run.ts';
import type { SystemRow } from '../row.ts';
import type { SystemPlan } from '../scenario-for.ts';
import { deviceIn, modelOf, systemOf, type World } from '../world.ts';

const R1_ON = (systemId: string): SystemPlan => ({
  racks: [{ systemId }],
  modelId: 'deepseek-r1',
  work: [fixedWork(8_192, 1_024, 5)],
  serving: { engine: 'tensorrt-llm', weights: 'nvfp4' },
});

/** FP4, 1K in, 1K out, up to three drafts, as the published pair. */
const MTP_1K = (systemId: string, accelerators: number) => ({
  ...R1_8K_1K,
  inputTokens: 1_024,
  systemId,
  accelerators,
  weights: 'nvfp4-experts' as const,
  mostDrafts: 3,
});

/** Of 5 to 60 tokens a second for one user, 8K in and 1K out. */
const MID_TO_HIGH = [30, 40, 50, 60, 80];

const moeLayers = (world: World): number =>
  modelOf(world, 'deepseek-r1').ffns.reduce((sum, { spec, count }) => sum + (spec.kind === 'moe' ? count : 0), 0);

export const GB200_ROWS: readonly SystemRow[] = [
  {
    id: 'gb200-nvl72',
    section: 'Racks and fabrics',
    system: 'GB200 NVL72 (A4X) + Dynamo',
    plan: serving(R1_ON('gcp-a4x'), { mode: 'disaggregated' }),
    checks: [
      {
        id: 'drop',
        figure: 'rate inside the domain over that of the network card, 400 Gbit/s',
        unit: '×',
        of: (world) => fabricOf(deviceIn(world, 'gb200-nvl72'), systemOf(world, 'gb200-nvl72')).drop ?? 0,
        kind: 'arithmetic',
        published: { values: [18] },
        source: 'datasheets: 900 and 50 GB/s',
      },
      {
        id: 'exchanges',
        figure: 'all-to-alls of a DeepSeek-R1 token, dispatch and combine of every layer with experts',
        unit: 'exchanges',
        of: (world) => 2 * moeLayers(world),
        kind: 'reproduced',
        published: { values: [120] },
        source: 'InferenceX blog (reported, about)',
        tolerance: 0.05,
      },
      {
        id: 'a4x-throughput',
        figure: 'most total tokens, 8K in and 1K out, FP8',
        unit: 'tok/s/GPU',
        of: (world) => mostOf(frontOf(world, onGb200('native'))) * 9,
        kind: 'reproduced',
        published: { least: 6_000 },
        source: "Google's A4X recipe, throughput-optimised (reported)",
        tolerance: 0,
      },
      {
        id: 'a4x-latency',
        figure: 'least time between tokens of one user, FP8',
        unit: 'ms',
        of: (world) => 1_000 / fastestOf(frontOf(world, onGb200('native'))),
        kind: 'reproduced',
        published: { most: 10 },
        source: "Google's A4X recipe, latency-optimised (reported)",
        tolerance: 0,
      },
      {
        id: 'mtp-125',
        figure:
          'FP4, 1K in and 1K out, MTP, at 125 tok/s for one user; input and output counted, as in its published rows',
        unit: 'tok/s/GPU',
        of: (world) => 2 * perAcceleratorAt(frontOf(world, MTP_1K('gb200-nvl72', 72)), 125),
        kind: 'reproduced',
        published: { values: [4_130] },
        source: 'InferenceX (measured by them); which tokens it counts is not said: output alone would be half of ours',
        tolerance: 0.25,
        reason:
          'tokens per step are those fitted to published runs, three drafts at most; neither is named beside the figure',
      },
      {
        id: 'mtp-125-b200',
        figure: 'the same on nodes of eight B200',
        unit: 'tok/s/GPU',
        of: (world) => 2 * perAcceleratorAt(frontOf(world, MTP_1K('dgx-b200-8', 8)), 125),
        kind: 'reproduced',
        published: { values: [941] },
        source: 'InferenceX (measured by them); which tokens it counts is not said: output alone would be half of ours',
        tolerance: 0.25,
        reason: 'tokens per step are those fitted to published runs; the layout behind the figure is not named',
      },
      {
        id: 'mtp-ratio',
        figure: 'GB200 NVL72 over the node at that speed',
        unit: '×',
        of: (world) =>
          overAt(frontOf(world, MTP_1K('gb200-nvl72', 72)), frontOf(world, MTP_1K('dgx-b200-8', 8)), [125]),
        kind: 'reproduced',
        published: { values: [4.39] },
        source: 'InferenceX (measured by them)',
        tolerance: 0.25,
        reason: 'follows from the two figures above',
      },
      runCheck('gb200-r1-8k-1k', 'DeepSeek-R1 FP4 on four GPUs of the rack, 8K in and 1K out, all requests queued', {
        source: 'TensorRT-LLM performance overview (measured)',
      }),
      {
        id: 'apart-over-together',
        figure: `disaggregated over aggregated at ${MID_TO_HIGH.join(', ')} tok/s for one user, FP8`,
        unit: '×',
        of: (world) => {
          const { together, apart } = modesOf(world, onGb200('native'));
          return overAt(apart, together, MID_TO_HIGH);
        },
        kind: 'direction',
        published: { least: 1 },
        source: 'measurements favour disaggregation at mid to high speeds (InferenceX)',
      },
      {
        id: 'over-h200-low',
        figure: 'GB200 NVL72 over HGX H200 at 5 tok/s for one user, FP8 on both, MTP',
        unit: '×',
        of: (world) => overAt(frontOf(world, onGb200('native', 3)), frontOf(world, onH200('native', 3)), [5]),
        kind: 'reproduced',
        published: { least: 2, most: 3.5 },
        source: 'ratio of dense FP8 peaks: 2.3 to 2.5',
        tolerance: 0,
      },
      {
        id: 'over-h200-growth',
        figure: 'that ratio at 100 tok/s over that at 5, with drafts',
        unit: '×',
        of: (world) => {
          const ratios = overAt(frontOf(world, onGb200('native', 3)), frontOf(world, onH200('native', 3)), [5, 100]);
          return (ratios[1] ?? 0) / (ratios[0] ?? Infinity);
        },
        kind: 'direction',
        published: { least: 2 },
        source: 'InferenceX: far beyond the FLOPs ratio near 100 tok/s for one user',
      },
      {
        id: 'over-h200-plain',
        figure: 'the same without drafts',
        unit: '×',
        of: (world) => {
          const ratios = overAt(frontOf(world, onGb200('native')), frontOf(world, onH200('native')), [5, 100]);
          return (ratios[1] ?? 0) / (ratios[0] ?? Infinity);
        },
        kind: 'reproduced',
        published: { least: 2 },
        source: 'InferenceX: far beyond the FLOPs ratio near 100 tok/s for one user',
        tolerance: 0,
        reason: 'without drafts neither rack has a batch left at 100 tok/s; the ratio peaks at 40, see the curve below',
      },
    ],
  },
];
