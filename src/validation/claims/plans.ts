/** The plans behind the claims that no other example shows; `npx tsx tools/claims/report.ts` writes them as examples that open in the app. */
import * as z from 'zod/mini';
import { scenarioSchema, type Scenario } from '../../scenario/schema.ts';

type Draft = Omit<z.input<typeof scenarioSchema>, 'version' | 'catalogueVersion'>;

/** The catalogue the plans were made with; the test of the examples holds it to the shipped one. */
const CATALOGUE_VERSION = '2026-11-20';

const planOf = (draft: Draft): Scenario =>
  z.parse(scenarioSchema, { version: 1, catalogueVersion: CATALOGUE_VERSION, ...draft });

const AIR_ROW = { count: 4, airWatts: 40_000, liquidWatts: 0 };
const LIQUID_ROW = { count: 4, airWatts: 20_000, liquidWatts: 240_000 };

const rackChat = (id: string, name: string, siteId: string) => ({
  id,
  name,
  modelId: 'deepseek-r1',
  workflowId: 'chat',
  slaClassId: 'near-real-time',
  demand: { peakSessionsPerSecond: 60, shape: 'azure-2024-conv' },
  allowedSiteIds: [siteId],
});

/** One rack of each generation, each with the same chat. */
export const THREE_RACKS = planOf({
  name: 'Claim: GB200, GB300 and Vera Rubin NVL72 side by side',
  sites: [
    { id: 's1', name: 'GB200', regionId: 'us-va', powerCapWatts: 400_000, positions: [LIQUID_ROW] },
    { id: 's2', name: 'GB300', regionId: 'us-va', powerCapWatts: 400_000, positions: [LIQUID_ROW] },
    { id: 's3', name: 'Vera Rubin', regionId: 'us-va', powerCapWatts: 400_000, positions: [LIQUID_ROW] },
  ],
  rackGroups: [
    { id: 'g1', siteId: 's1', systemId: 'gb200-nvl72', placements: [{ position: 0, count: 1 }] },
    { id: 'g2', siteId: 's2', systemId: 'gb300-nvl72', placements: [{ position: 0, count: 1 }] },
    { id: 'g3', siteId: 's3', systemId: 'vr-nvl72', placements: [{ position: 0, count: 1 }] },
  ],
  workloads: [
    rackChat('w1', 'Chat on GB200', 's1'),
    rackChat('w2', 'Chat on GB300', 's2'),
    rackChat('w3', 'Chat on Vera Rubin', 's3'),
  ],
  deployments: ['GB200 NVL72', 'GB300 NVL72', 'VR NVL72'].map((name, index) => ({
    id: `d${index + 1}`,
    name: `R1 on ${name}`,
    workloadIds: [`w${index + 1}`],
    rackGroupIds: [`g${index + 1}`],
    serving: { engine: 'sglang', weights: 'nvfp4', mode: 'disaggregated' },
  })),
});

/** Long prompts of a dense model on one node: the wall of bandwidth, and where its energy goes. */
export const MEMORY_WALL = planOf({
  name: 'Claim: Llama 3.3 70B at long context on one HGX H200',
  sites: [{ id: 's1', name: 'Bench', regionId: 'us-va', powerCapWatts: 60_000, positions: [AIR_ROW] }],
  rackGroups: [{ id: 'g1', siteId: 's1', systemId: 'hgx-h200-8', placements: [{ position: 0, count: 1 }] }],
  workloads: [
    {
      id: 'w1',
      name: 'Long documents',
      modelId: 'llama-3.3-70b',
      workflowId: 'rag',
      slaClassId: 'near-real-time',
      demand: { peakSessionsPerSecond: 0.4, shape: 'flat' },
      overrides: { firstInputTokens: 16_000, outputTokens: 1_000 },
    },
  ],
  deployments: [
    {
      id: 'd1',
      name: 'Llama 70B',
      workloadIds: ['w1'],
      rackGroupIds: ['g1'],
      serving: { mode: 'aggregated', weights: 'fp8', kvFormat: 'fp8' },
    },
  ],
});

const shopQuestion = (id: string, name: string, siteId: string, perSecond: number) => ({
  id,
  name,
  modelId: 'llama-3.1-8b',
  workflowId: 'chat',
  slaClassId: 'near-real-time',
  demand: { peakSessionsPerSecond: perSecond, shape: 'flat' },
  overrides: { turns: 1, firstInputTokens: 600, outputTokens: 150 },
  demandRegionId: 'us-ny',
  allowedSiteIds: [siteId],
});

/** A box in the shop against a node in a hall: the same model, the same questions. */
export const EDGE_BOX = planOf({
  name: 'Claim: an edge box under 300 W against a GPU node',
  sites: [
    {
      id: 's1',
      name: 'Shop',
      regionId: 'us-ny',
      ownership: 'owned',
      powerCapWatts: 3_000,
      positions: [{ count: 1, airWatts: 1_500, liquidWatts: 0 }],
      roundTripSeconds: { 'us-ny': 0.002 },
    },
    {
      id: 's2',
      name: 'Hall',
      regionId: 'us-va',
      powerCapWatts: 60_000,
      positions: [AIR_ROW],
      roundTripSeconds: { 'us-ny': 0.012 },
    },
  ],
  rackGroups: [
    { id: 'g1', siteId: 's1', systemId: 'jetson-edge', placements: [{ position: 0, count: 1 }] },
    { id: 'g2', siteId: 's2', systemId: 'hgx-h100-8', placements: [{ position: 0, count: 1 }] },
  ],
  workloads: [
    shopQuestion('w1', 'Questions answered in the shop', 's1', 0.3),
    shopQuestion('w2', 'Questions answered in the hall', 's2', 20),
  ],
  deployments: [
    { id: 'd1', name: '8B in the shop', workloadIds: ['w1'], rackGroupIds: ['g1'], serving: { weights: 'nvfp4' } },
    { id: 'd2', name: '8B in the hall', workloadIds: ['w2'], rackGroupIds: ['g2'], serving: { weights: 'fp8' } },
  ],
});

/** What a service looked like that could not keep its targets: the ladder shows how it came to. */
export const FAILING_SERVICE = planOf({
  name: 'Claim: a failing service made sustainable',
  sites: [{ id: 's1', name: 'Frankfurt', regionId: 'de-fra', powerCapWatts: 120_000, positions: [AIR_ROW] }],
  rackGroups: [
    {
      id: 'g1',
      siteId: 's1',
      systemId: 'hgx-h200-8',
      placements: [
        { position: 0, count: 2 },
        { position: 1, count: 2 },
      ],
    },
  ],
  workloads: [
    {
      id: 'w1',
      name: 'Questions and answers',
      modelId: 'llama-3.3-70b',
      workflowId: 'rag',
      slaClassId: 'real-time',
      demand: { peakSessionsPerSecond: 7, shape: 'azure-2024-conv', utcOffsetHours: 1 },
      overrides: { firstInputTokens: 3_000 },
    },
    {
      id: 'w2',
      name: 'Document drafts',
      modelId: 'llama-3.3-70b',
      workflowId: 'rag',
      slaClassId: 'near-real-time',
      demand: { peakSessionsPerSecond: 1.6, shape: 'azure-2024-conv', utcOffsetHours: 1 },
      overrides: { firstInputTokens: 9_000, outputTokens: 600 },
    },
  ],
  deployments: [
    {
      id: 'd1',
      name: 'Llama 3.3 pool',
      workloadIds: ['w1', 'w2'],
      rackGroupIds: ['g1'],
      serving: { weights: 'fp8', kvFormat: 'fp8', speculation: { method: 'eagle', draftTokens: 3 } },
    },
  ],
});

const OFFLINE_HOUR = 3_600;

/** Four racks as one entry of the benchmark had them. */
export const FOUR_RACKS = planOf({
  name: 'Claim: 288 accelerators in 72 nodes, four GB300 NVL72',
  sites: [{ id: 's1', name: 'Fabric', regionId: 'us-va', powerCapWatts: 900_000, positions: [LIQUID_ROW] }],
  rackGroups: [
    {
      id: 'g1',
      siteId: 's1',
      systemId: 'gb300-nvl72',
      placements: [0, 1, 2, 3].map((position) => ({ position, count: 1 })),
    },
  ],
  workloads: [
    {
      id: 'w1',
      name: 'Offline questions',
      modelId: 'deepseek-r1',
      workflowId: 'batch',
      slaClassId: 'within-a-day',
      demand: { peakSessionsPerSecond: 60, shape: 'flat' },
      overrides: { firstInputTokens: 800, outputTokens: 3_900, prefixHitShare: 0 },
    },
  ],
  slaClasses: [
    { id: 'within-a-day', name: 'Done within a day', urgency: 'offline', deadlineSeconds: 24 * OFFLINE_HOUR },
  ],
  deployments: [
    {
      id: 'd1',
      name: 'R1 on four racks',
      workloadIds: ['w1'],
      rackGroupIds: ['g1'],
      serving: { engine: 'tensorrt-llm', weights: 'nvfp4', mode: 'aggregated', prefixCaching: false },
    },
  ],
});

/** By the name of their file under `public/examples`. */
export const CLAIM_PLANS: Readonly<Record<string, Scenario>> = {
  'claims-vera-rubin': THREE_RACKS,
  'claims-memory-wall': MEMORY_WALL,
  'claims-edge-box': EDGE_BOX,
  'claims-failing-service': FAILING_SERVICE,
  'claims-four-racks': FOUR_RACKS,
};
