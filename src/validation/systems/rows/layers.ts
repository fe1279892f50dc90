/** Rows on the infrastructure under a plan, the engines on it, and what is seen of them while they run. */
import { kvBytesPerSequence } from '../../../performance/kv-cache.ts';
import { precisionOf } from '../../../performance/precision.ts';
import type { Serving } from '../../../scenario/schema.ts';
import { siteIn, sum } from '../estate-figures.ts';
import { fixedWork, readOf, serving, work } from '../pool-figures.ts';
import type { SystemRow } from '../row.ts';
import type { SystemPlan } from '../scenario-for.ts';
import { answerOf, deviceIn, modelOf, ofPool, poolOf, systemOf, tensor, type World } from '../world.ts';

/** Prefill hands its KV over the scale-out links of one rack. */
const APART: SystemPlan = {
  racks: [{ systemId: 'gb200-nvl72' }],
  modelId: 'deepseek-r1',
  work: [fixedWork(8_192, 1_024, 5)],
  serving: { engine: 'tensorrt-llm', weights: 'nvfp4-experts', kvFormat: 'fp8', mode: 'disaggregated' },
};

const kvOfPrompt = (world: World): number => {
  const model = modelOf(world, 'deepseek-r1');
  return kvBytesPerSequence(model, 8_192, precisionOf(model, 'nvfp4-experts', 'fp8', 'tensorrt-llm').kvBytes);
};

const NODE: SystemPlan = {
  racks: [{ systemId: 'hgx-h100-8' }],
  modelId: 'llama-3.1-8b',
  work: [work('chat', 1)],
  serving: { layout: tensor(1) },
};

const ENGINES = ['vllm', 'sglang', 'tensorrt-llm'] as const;

/** One choice each that differs from the plan above. */
const LEVERS: readonly Partial<Serving>[] = [
  { maxBatch: 16 },
  { prefillBudgetTokens: 512 },
  { pagedBlockTokens: 'off' },
  { flashAttention: false },
  { prefixCaching: false },
  { mode: 'disaggregated', layout: 'auto' },
  { speculation: { method: 'eagle', draftTokens: 3 } },
  { kvFormat: 'fp8' },
  { weights: 'fp8' },
  { layout: tensor(2) },
];

/** What a lever can move: capacity inside the targets and at all, and the first token. */
const fingerprint = (world: World, plan: SystemPlan): string =>
  JSON.stringify(
    ofPool<readonly unknown[]>(world, plan, ({ slaCapacity, saturation }, { workloads }) => [
      slaCapacity,
      saturation,
      workloads[0]?.ttft,
    ]),
  );

const NOT_YET = 'not yet: request logs are not read; they come with the import of logs';

export const LAYER_ROWS: readonly SystemRow[] = [
  {
    id: 'infrastructure',
    section: 'Layers of an estate',
    system: 'Infrastructure layer',
    plan: APART,
    checks: [
      {
        id: 'domains',
        figure: 'accelerators of a scale-up domain: GB200 NVL72 and HGX H100',
        unit: 'GPUs',
        of: (world) => ['gb200-nvl72', 'hgx-h100-8'].map((id) => deviceIn(world, id).domain),
        kind: 'arithmetic',
        published: { values: [72, 8] },
        tolerance: 0,
        source: 'datasheets: NVLink of 72 and of 8',
      },
      {
        id: 'hand-over',
        figure: 'bytes a second from prefill to decode over requests a second times the KV of a prompt',
        unit: '×',
        of: (world, plan) =>
          readOf(world, plan, ({ groups }, { workloads }) => {
            const sent = groups.find(({ link }) => link !== null)?.link?.bytesPerSecond ?? null;
            const rate = Math.max(...(workloads[0]?.askedByHour ?? []));
            return sent === null ? null : sent / (rate * kvOfPrompt(world));
          }),
        kind: 'arithmetic',
        published: { values: [1] },
        tolerance: 1e-6,
        source: 'rule of the row: scale-out links with bytes per second',
      },
      {
        id: 'drawn',
        figure: 'power of the racks in their busiest hour over that of IT at the site',
        unit: '×',
        of: (world, plan) => {
          const answer = answerOf(world, plan);
          return sum(answer.racks.map(({ drawn }) => drawn)) / Math.max(...siteIn(answer).itPowerByHour);
        },
        kind: 'arithmetic',
        published: { values: [1] },
        tolerance: 1e-6,
        source: 'rule of the row: sites, racks, power',
      },
      {
        id: 'heat',
        figure: 'heat that leaves by liquid and by air over what the feed of the rack is sized for',
        unit: '×',
        of: (world, plan) => {
          const { liquidHeat, airHeat } = siteIn(answerOf(world, plan));
          const { powerProvisioned, powerNameplate } = systemOf(world, 'gb200-nvl72');
          const feed = powerProvisioned ?? powerNameplate;
          return feed === null ? { withheld: 'no power is published' } : (liquidHeat + airHeat) / feed;
        },
        kind: 'arithmetic',
        published: { values: [1] },
        tolerance: 1e-9,
        source: 'rule of the row: cooling takes what power brings',
      },
    ],
  },
  {
    id: 'serving',
    section: 'Layers of an estate',
    system: 'Serving layer',
    plan: NODE,
    checks: [
      {
        id: 'engines',
        figure: 'of vLLM, SGLang and TensorRT-LLM, those with an answer of their own',
        unit: 'engines',
        of: (world, plan) =>
          new Set(
            ENGINES.flatMap((engine) => {
              const pool = poolOf(world, serving(plan, { engine }));
              return 'withheld' in pool ? [] : [pool.slaCapacity];
            }),
          ).size,
        kind: 'arithmetic',
        published: { values: [ENGINES.length] },
        tolerance: 0,
        source: 'definition of the row',
      },
      {
        id: 'levers',
        figure:
          'of ten choices (batch, chunk of prefill, paging, flash attention, prefix cache, prefill apart, drafts, KV and weight format, layout), those that change the answer',
        unit: 'choices',
        of: (world, plan) => {
          const plain = fingerprint(world, plan);
          return LEVERS.filter((lever) => {
            const changed = fingerprint(world, serving(plan, lever));
            return changed !== plain && !changed.includes('withheld');
          }).length;
        },
        kind: 'arithmetic',
        published: { values: [LEVERS.length] },
        tolerance: 0,
        source: 'definition of the row',
      },
      {
        id: 'launch-files',
        figure: 'launch files of an engine, of Dynamo and of llm-d that bring the plan up',
        unit: 'files',
        of: () => ({ withheld: 'not yet: plans are not written as launch files' }),
        kind: 'none published',
        published: null,
        source: '',
      },
    ],
  },
  {
    id: 'observability',
    section: 'Layers of an estate',
    system: 'Observability',
    plan: NODE,
    checks: [
      {
        id: 'logs',
        figure:
          'requests read from a trace file, with first token, time per token, tokens, cost, energy and reason of failure',
        unit: 'requests',
        of: () => ({ withheld: NOT_YET }),
        kind: 'none published',
        published: null,
        source: '',
      },
      {
        id: 'overlay',
        figure: 'measured over predicted, by class',
        unit: '×',
        of: () => ({ withheld: NOT_YET }),
        kind: 'none published',
        published: null,
        source: '',
      },
      {
        id: 'fit',
        figure: 'lengths and turns of a workload fitted to a trace',
        unit: 'tok',
        of: () => ({ withheld: NOT_YET }),
        kind: 'none published',
        published: null,
        source: '',
      },
    ],
  },
];
