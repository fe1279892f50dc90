/** Rows on LPU racks: the FFN of GPU racks out of SRAM, and the rack itself. */
import { bytesPerParameter } from '../../../catalogue/weight-format.ts';
import { expertParameters } from '../../../performance/parameters.ts';
import { estimatesOf } from '../../../performance/split-step-estimates.ts';
import { ffnParameters, sramKernels, sramRacks } from '../../../performance/split-step-sram.ts';
import { splitStep, type FfnSide } from '../../../serving/attention-ffn-step.ts';
import { fixedWork } from '../pool-figures.ts';
import type { SystemRow } from '../row.ts';
import { acceleratorOf, deviceIn, instanceIn, modelOf, systemOf, tensor, type World } from '../world.ts';

/** Experts of DeepSeek-V3 on LPX racks. */
const expertsOf = (world: World) => {
  const model = modelOf(world, 'deepseek-v3');
  const block = model.ffns.find(({ spec }) => spec.kind === 'moe');
  if (block?.spec.kind !== 'moe') throw new Error('DeepSeek-V3 without experts');
  return { model, spec: block.spec, layers: block.count };
};

const routedBytes = (world: World): number => {
  const { model, spec, layers } = expertsOf(world);
  return layers * ffnParameters(spec, model.hiddenSize) * bytesPerParameter('fp8');
};

const lpxRackBytes = (world: World): number => 256 * deviceIn(world, 'lpx-256').capacity;

/** Microseconds of one layer of experts on so many racks; the launch of [S6] is part of it. */
const expertLayer = (world: World, tokens: number): number => {
  const lpu = instanceIn(world, 'deepseek-v3', 'lpx-256', tensor(1));
  const pool = { parts: 6 * 256, perRack: 256, staging: null };
  return (1e6 * sramKernels(lpu, pool, tokens, estimatesOf('base')).seconds.moe) / expertsOf(world).layers;
};

/** Tokens per second of one user of a dense 31B model at 100K context: attention on one VR rack, FFN on one LPX rack. */
const oneUser = (world: World): number => {
  const attention = instanceIn(world, 'gemma-4-31b', 'vr-nvl72', tensor(16), { weights: 'fp8' });
  const instance = instanceIn(world, 'gemma-4-31b', 'lpx-256', tensor(1), { weights: 'fp8' });
  const ffn: FfnSide = { kind: 'sram', instance, pool: { parts: 256, perRack: 256, staging: null } };
  return 1 / splitStep({ attention, attentions: 1, ffn, link: 'network' }, 1, 100_000, 'auto').tpot;
};

export const SPLIT_LPU_ROWS: readonly SystemRow[] = [
  {
    id: 'gpu-lpu',
    section: 'Attention–FFN disaggregation',
    system: 'GPU attention + LPU FFN',
    plan: {
      racks: [
        { systemId: 'vr-nvl72', role: 'attention' },
        { systemId: 'lpx-256', systems: 6, role: 'ffn' },
      ],
      modelId: 'deepseek-v3',
      work: [fixedWork(8_192, 1_024, 1)],
      serving: { mode: 'attention-ffn', engine: 'sglang' },
    },
    checks: [
      {
        id: 'expert',
        figure: 'parameters of one expert of DeepSeek-V3',
        unit: 'millions',
        of: (world) => {
          const { model, spec } = expertsOf(world);
          return expertParameters(spec, model.hiddenSize) / 1e6;
        },
        kind: 'arithmetic',
        published: { values: [44.04] },
        source: 'arithmetic of the row',
        tolerance: 0.001,
      },
      {
        id: 'weights',
        figure: 'routed and shared experts of its 58 layers in FP8',
        unit: 'GB',
        of: (world) => routedBytes(world) / 1e9,
        kind: 'arithmetic',
        published: { values: [656.5] },
        source: 'arithmetic of the row',
        tolerance: 0.001,
      },
      {
        id: 'racks',
        figure: 'LPX racks that hold them with 85.5 % of SRAM usable, and with 85 %',
        unit: 'racks',
        of: (world) => [0.855, 0.85].map((share) => sramRacks(routedBytes(world), lpxRackBytes(world), share)),
        kind: 'arithmetic',
        published: { values: [6, 7] },
        source: 'division of the row: 6 by capacity if at least 85.5 % is usable',
        tolerance: 0,
      },
      {
        id: 'kernel',
        figure: 'one layer of experts on six racks, 16 and 32 tokens',
        unit: 'µs',
        of: (world) => [16, 32].map((tokens) => expertLayer(world, tokens)),
        kind: 'reproduced',
        published: { least: 1.7, most: 2 },
        source: 'zartbot/blog#9 (estimate); how many tokens is not said, and fewer take less',
        tolerance: 0.25,
        reason:
          'ours counts only the experts that few tokens touch, the estimate counts a kernel that runs whatever they touch',
      },
      {
        id: 'one-user',
        figure: 'one user of a dense 31B model at 100K context, one LPX rack',
        unit: 'tok/s',
        of: oneUser,
        kind: 'claim',
        published: { values: [3_400] },
        source: 'the one public measurement, early LPX hardware (configuration not published)',
        reason:
          'gaps of a GPU engine and exchanges between its GPUs take most of ours; the run does not say where its attention ran, nor whether with drafts',
      },
    ],
  },
  {
    id: 'lpx',
    section: 'Racks and fabrics',
    system: 'Groq 3 LPX rack',
    plan: {
      racks: [
        { systemId: 'vr-nvl72', role: 'attention' },
        { systemId: 'lpx-256', role: 'ffn' },
      ],
      modelId: 'qwen3-235b-a22b',
      work: [fixedWork(4_096, 512, 1)],
      serving: { mode: 'attention-ffn', weights: 'fp8' },
    },
    checks: [
      {
        id: 'rack',
        figure: 'SRAM, its bandwidth, FP8, links both ways',
        unit: 'GB; PB/s; PFLOP/s; TB/s',
        of: (world) => {
          const part = acceleratorOf(world, 'lpx-256');
          const { accelerators } = systemOf(world, 'lpx-256');
          return [
            (accelerators * (part.memoryCapacity ?? 0)) / 1e9,
            (accelerators * (part.memoryBandwidth ?? 0)) / 1e15,
            (accelerators * (part.densePeak.fp8 ?? 0)) / 1e15,
            (2 * accelerators * (part.scaleUpPerDirection ?? 0)) / 1e12,
          ];
        },
        kind: 'arithmetic',
        published: { values: [128, 38.4, 307, 640] },
        source: '256 parts of 500 MB, 150 TB/s, 1.2 PF, 2.5 TB/s both ways; NVIDIA prints 40 PB/s and 315 PF',
      },
    ],
  },
];
