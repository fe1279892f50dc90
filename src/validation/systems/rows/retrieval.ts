/** Row on data beside the model: vectors that are looked up before a prompt, and KV in warmer and colder tiers. */
import { AGENTS } from '../agents.ts';
import { ofAnswer, ratioIn, withWork, workloadIn } from '../estate-figures.ts';
import { hitShare, ratioOf, serving, work } from '../pool-figures.ts';
import type { SystemRow } from '../row.ts';
import type { SystemPlan } from '../scenario-for.ts';
import { answerOf, tensor, type World } from '../world.ts';

const STORE = {
  vectors: 20_000_000,
  dimensions: 1_024,
  bytesPerComponent: 2,
  index: 'hnsw',
  queriesPerRequest: 2,
  replicas: 2,
} as const;

const RAG: SystemPlan = {
  racks: [{ systemId: 'hgx-h100-8' }, { systemId: 'cpu-2s', role: 'cpu-tools' }],
  modelId: 'llama-3.1-8b',
  work: [{ ...work('rag', 2), terms: { vectorStore: STORE } }],
  serving: { weights: 'fp8', layout: tensor(1) },
};
const withoutStore = withWork(RAG, ({ terms: _, ...one }) => one);
const withIndex = (index: 'flat' | 'ivf-pq'): SystemPlan =>
  withWork(RAG, (one) => ({ ...one, terms: { vectorStore: { ...STORE, index } } }));

const storeOf = (world: World, plan: SystemPlan) => {
  const store = workloadIn(answerOf(world, plan)).vectorStore;
  if (!store) throw new Error('the plan looks nothing up');
  return store;
};

export const RETRIEVAL_ROWS: readonly SystemRow[] = [
  {
    id: 'retrieval',
    section: 'Layers of an estate',
    system: 'Data and cache',
    plan: RAG,
    checks: [
      {
        id: 'index',
        figure:
          'bytes of 20 million vectors of 1,024 half-precision components in a graph of 32 links: 20e6 · (2,048 + 2 · 32 · 4)',
        unit: 'GB',
        of: (world, plan) => storeOf(world, plan).indexBytes / 1e9,
        kind: 'arithmetic',
        published: { values: [46.08] },
        tolerance: 1e-9,
        source: 'Faiss: d · 4 + M · 2 · 4 bytes a vector, here 2 bytes a component',
      },
      {
        id: 'compressed',
        figure: 'the same as product-quantised codes in lists, over that',
        unit: '×',
        of: (world, plan) => storeOf(world, withIndex('ivf-pq')).indexBytes / storeOf(world, plan).indexBytes,
        kind: 'direction',
        published: { most: 0.1 },
        source: 'codes of one byte for eight components',
      },
      {
        id: 'queries',
        figure: 'queries a second over requests a second at the peak',
        unit: '×',
        of: (world, plan) =>
          storeOf(world, plan).queriesPerSecond / workloadIn(answerOf(world, plan)).peakRequestsPerSecond,
        kind: 'arithmetic',
        published: { values: [2] },
        tolerance: 1e-9,
        source: 'definition of the row',
      },
      {
        id: 'first-token',
        figure: 'delay of the first token over two queries one after the other',
        unit: '×',
        of: (world, plan) => {
          const [with_, without] = [plan, withoutStore].map(
            (one) => workloadIn(answerOf(world, one)).ttft?.p50 ?? null,
          );
          const { latency } = storeOf(world, plan);
          return typeof with_ === 'number' && typeof without === 'number' && latency !== null
            ? (with_ - without) / (2 * latency)
            : { withheld: 'no first token' };
        },
        kind: 'arithmetic',
        published: { values: [1] },
        tolerance: 1e-6,
        source: 'rule of the row: a lookup comes before the prompt',
      },
      {
        id: 'scan',
        figure: 'time of a core for a query that reads every vector over one through the graph',
        unit: '×',
        of: (world, plan) =>
          (storeOf(world, withIndex('flat')).coreSecondsPerQuery ?? 0) /
          (storeOf(world, plan).coreSecondsPerQuery ?? NaN),
        kind: 'direction',
        published: { least: 100 },
        source: 'a graph of 20 million vectors visits thousands',
      },
      {
        id: 'cost',
        figure: 'cost of the plan with the CPU rack over that without',
        unit: '×',
        of: (world, plan) =>
          ratioIn(
            world,
            plan,
            { ...withoutStore, racks: RAG.racks.filter(({ role }) => role !== 'cpu-tools') },
            ({ totals }) => totals.costPerMonth,
          ),
        kind: 'direction',
        published: { least: 1 },
        source: 'rule of the row: its cost is that of its racks',
      },
      {
        id: 'no-rack',
        figure: 'warnings where no CPU rack holds the index',
        unit: 'issues',
        of: (world) =>
          ofAnswer(
            world,
            { ...RAG, racks: RAG.racks.filter(({ role }) => role !== 'cpu-tools') },
            ({ issues }) => issues.filter(({ code }) => code === 'no-vector-store-rack').length,
          ),
        kind: 'arithmetic',
        published: { values: [1] },
        tolerance: 0,
        source: 'rule of the row: on CPU or storage racks',
      },
      {
        id: 'tiers',
        figure: 'hits of coding agents whose idle KV may go to host memory, over HBM alone',
        unit: '×',
        of: (world) =>
          ratioOf(
            world,
            serving(AGENTS, { kvTiers: { host: true, localNvme: false, racks: false, wait: 'auto' } }),
            serving(AGENTS, { kvTiers: { host: false, localNvme: false, racks: false, wait: 'auto' } }),
            hitShare,
          ),
        kind: 'direction',
        published: { least: 1 },
        source: 'rule of the row: hot and cold tiers of KV',
      },
    ],
  },
];
