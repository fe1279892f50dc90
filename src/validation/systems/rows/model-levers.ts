/** Row on the model itself as a lever: narrower formats, a smaller model, and formats by component, with what is published of their quality. */
import { precisionOf, type WeightChoice } from '../../../performance/precision.ts';
import { qualityOf, smallerModelQuality } from '../../../performance/quality.ts';
import { filledCostRatio } from '../estate-figures.ts';
import { ratioOf, serving, work } from '../pool-figures.ts';
import type { SystemRow } from '../row.ts';
import type { SystemPlan } from '../scenario-for.ts';
import { modelOf, wideExperts, type World } from '../world.ts';

const LARGE: SystemPlan = {
  racks: [{ systemId: 'hgx-h100-8' }],
  modelId: 'llama-3.3-70b',
  work: [work('chat', 0.1)],
  serving: { weights: 'bf16' },
};

/** Experts may be narrower than the rest. */
const EXPERTS: SystemPlan = {
  racks: [{ systemId: 'gb200-nvl72' }],
  modelId: 'deepseek-r1',
  work: [work('chat', 1)],
  serving: { engine: 'tensorrt-llm', layout: wideExperts(16) },
};

/** Published figures of quality beside a choice. */
const figuresOf = (world: World, modelId: string, weights: WeightChoice): number =>
  qualityOf(modelOf(world, modelId), precisionOf(modelOf(world, modelId), weights, 'auto', 'vllm')).reduce(
    (sum, { figures }) => sum + (figures?.length ?? 0),
    0,
  );

export const MODEL_LEVER_ROWS: readonly SystemRow[] = [
  {
    id: 'model-levers',
    section: 'Layers of an estate',
    system: 'Model levers',
    plan: LARGE,
    checks: [
      {
        id: 'fp8',
        figure: 'cost of a token of Llama-3.3-70B on a filled node, FP8 over bf16',
        unit: '×',
        of: (world, plan) => filledCostRatio(world, serving(plan, { weights: 'fp8' }), plan),
        kind: 'direction',
        published: { most: 1 },
        source: 'rule of the row: quantise, with cost',
      },
      {
        id: 'fp8-quality',
        figure: 'published figures of quality shown beside FP8 and int4 of that model',
        unit: 'figures',
        of: (world) => (['fp8', 'int4-g128'] as const).map((weights) => figuresOf(world, 'llama-3.3-70b', weights)),
        kind: 'direction',
        published: { least: 0 },
        source: 'rule of the row: quality beside cost',
      },
      {
        id: 'native-quality',
        figure: 'the same beside it as published: nothing is lost',
        unit: 'figures',
        of: (world) => figuresOf(world, 'llama-3.3-70b', 'native'),
        kind: 'arithmetic',
        published: { values: [0] },
        tolerance: 0,
        source: 'rule of the row: its own benchmarks hold',
      },
      {
        id: 'distilled',
        figure: 'cost of a token, R1 distilled into Llama 8B over the 70B model, both bf16 on a filled node',
        unit: '×',
        of: (world, plan) =>
          filledCostRatio(world, { ...plan, modelId: 'r1-distill-llama-8b', serving: { weights: 'bf16' } }, plan),
        kind: 'direction',
        published: { most: 1 },
        source: 'rule of the row: swap the model',
      },
      {
        id: 'distilled-quality',
        figure: 'published figures of quality beside the distilled model',
        unit: 'figures',
        of: (world) => smallerModelQuality(modelOf(world, 'r1-distill-llama-8b'))?.length ?? 0,
        kind: 'direction',
        published: { least: 0 },
        source: 'rule of the row: quality beside cost',
      },
      {
        id: 'mixed',
        figure: 'weights of DeepSeek-R1 with experts alone in FP4 over FP8 throughout: between half and all of it',
        unit: '×',
        of: (world) =>
          ratioOf(
            world,
            serving(EXPERTS, { weights: { routedExperts: 'nvfp4' } }),
            EXPERTS,
            ({ groups }) => groups[0]?.memory.weights ?? null,
          ),
        kind: 'direction',
        published: { least: 0.5, most: 1 },
        source: 'rule of the row: mixed precision by component',
      },
    ],
  },
];
