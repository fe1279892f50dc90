/** Rows on number formats and smaller models. */
import { bytesPerParameter } from '../../../catalogue/weight-format.ts';
import { smallerModelQuality } from '../../../performance/quality.ts';
import { fixedWork, kvRoom, ratioOf, serving, slaPerAccelerator } from '../pool-figures.ts';
import type { SystemRow } from '../row.ts';
import type { SystemPlan } from '../scenario-for.ts';
import { tensor } from '../world.ts';

const R1_PLAN: SystemPlan = {
  racks: [{ systemId: 'hgx-h200-8' }],
  modelId: 'deepseek-r1',
  work: [fixedWork(1_024, 1_024, 0.2)],
  serving: { engine: 'sglang', layout: tensor(8) },
};

const CAPACITY_PLANNER = 'vllm-capacity-planner (reported)';

export const FORMAT_ROWS: readonly SystemRow[] = [
  {
    id: 'quantisation',
    section: 'Techniques',
    system: 'Quantisation',
    plan: serving(R1_PLAN, { weights: { mixer: 'bf16', routedExperts: 'nvfp4' }, engine: 'tensorrt-llm' }),
    checks: [
      {
        id: 'bytes',
        figure: 'bytes per parameter, scales included: INT4, MXFP4, NVFP4',
        unit: 'B',
        of: () => (['int4-g128', 'mxfp4', 'nvfp4'] as const).map(bytesPerParameter),
        kind: 'arithmetic',
        published: { values: [0.52, 0.53, 0.5625] },
        source: CAPACITY_PLANNER,
      },
      {
        id: 'q4-k-m',
        figure: 'bytes per parameter of Q4_K_M',
        unit: 'B',
        of: () => ({ withheld: 'no engine of the planner serves Q4_K_M; it is not offered as a format' }),
        kind: 'arithmetic',
        published: { values: [0.61] },
        source: CAPACITY_PLANNER,
      },
      {
        id: 'capacity',
        figure: 'room for KV of DeepSeek-R1 on eight B200 with NVFP4 experts over FP8',
        unit: '×',
        of: (world) => {
          const on = (weights: 'fp8' | 'nvfp4-experts'): SystemPlan => ({
            ...serving(R1_PLAN, { weights, engine: 'tensorrt-llm', kvFormat: 'fp8' }),
            racks: [{ systemId: 'dgx-b200-8' }],
          });
          return ratioOf(world, on('nvfp4-experts'), on('fp8'), kvRoom);
        },
        kind: 'direction',
        published: { least: 1 },
        source: 'fewer bytes of weights leave more room for KV',
      },
    ],
  },
  {
    id: 'distillation',
    section: 'Techniques',
    system: 'Distillation',
    plan: { ...R1_PLAN, modelId: 'r1-distill-llama-70b', serving: { weights: 'fp8' } },
    checks: [
      {
        id: 'gain',
        figure: 'output inside the targets of R1-Distill-Llama-70B over DeepSeek-R1 on eight H200',
        unit: '×',
        of: (world, plan) => ratioOf(world, plan, serving(R1_PLAN, { layout: 'auto' }), slaPerAccelerator),
        kind: 'none published',
        published: null,
        source: 'quality is an input, never computed',
      },
      {
        id: 'quality',
        figure: 'published scores that stand beside the smaller model',
        unit: 'figures',
        of: () =>
          smallerModelQuality({ id: 'r1-distill-llama-70b' })?.length ?? {
            withheld: 'no score is published for the smaller model',
          },
        kind: 'direction',
        published: { least: 0 },
        source: 'quality is looked up, never computed',
      },
    ],
  },
];
