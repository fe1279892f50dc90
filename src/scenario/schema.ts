/**
 * The scenario document, version 1: ids and choices of a person, never a derived number.
 * This schema is its only definition; every way in (link, file, storage) passes through it.
 */
import * as z from 'zod/mini';

const id = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9-]{0,31}$/, 'an id is 1 to 32 of a-z, 0-9 and -, starting with a letter'));
const catalogueId = z.string().check(z.regex(/^[a-z0-9][a-z0-9./-]{0,63}$/, 'not a catalogue id'));
const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(120));
const positive = z.number().check(z.positive(), z.maximum(1e15));
const notNegative = z.number().check(z.nonnegative(), z.maximum(1e15));
const share = z.number().check(z.minimum(0), z.maximum(1));
const count = z.int().check(z.minimum(1), z.maximum(100_000));
const dayShape = z.array(notNegative).check(z.length(24));
const hour = z.int().check(z.minimum(0), z.maximum(23));

/** Limits of a document: generous for people, finite for strangers. */
export const LIMITS = {
  sites: 250,
  rackGroups: 2_000,
  placements: 400,
  workloads: 200,
  positionsPerSite: 400,
  overrides: 2_000,
} as const;

const positionBlock = z.strictObject({
  count: z.int().check(z.minimum(1), z.maximum(LIMITS.positionsPerSite)),
  /** Heat one position can give to air and to liquid; its feed carries their sum. */
  airWatts: notNegative,
  liquidWatts: notNegative,
});

/** Power made on the site, up to so many watts at the meter in every hour; the grid gives the rest. */
const supplySchema = z.strictObject({
  source: z.enum(['gas', 'solar-storage', 'wind']),
  watts: positive,
});

/** Every day, for some hours, the site gives back a share of its power cap when the grid asks. */
const demandResponseSchema = z.strictObject({
  share: z.number().check(z.minimum(0), z.maximum(0.9)),
  fromHourUtc: hour,
  hours: z.int().check(z.minimum(1), z.maximum(24)),
});

export const siteSchema = z.strictObject({
  id,
  name,
  regionId: catalogueId,
  /** Sites alike that this one stands for, each with its own racks and its own share of the demand: shops, towers, branches. */
  count: z._default(z.int().check(z.minimum(1), z.maximum(10_000)), 1),
  /** What is still to be built waits for building and grid. */
  stage: z._default(z.enum(['existing', 'new-build']), 'existing'),
  ownership: z._default(z.enum(['owned', 'colocation', 'cloud']), 'colocation'),
  /** At the meter, cooling included. */
  powerCapWatts: positive,
  /** Absent: the region's PUE for the cooling in use. */
  pue: z.optional(z.number().check(z.minimum(1), z.maximum(3))),
  positions: z.array(positionBlock).check(z.minLength(1), z.maxLength(20)),
  floorLoadKgPerPosition: z._default(positive, 2_000),
  /** Lost between power station and meter: counts in carbon and water, not in the bill. */
  transmissionLossShare: z._default(z.number().check(z.minimum(0), z.maximum(0.5)), 0),
  /** Price of the grid at the meter, USD/J. Absent: the region's. */
  energyPriceUsdPerJoule: z.optional(notNegative),
  /** Multipliers of that price by local hour; absent: the same all day. */
  tariffShape: z.optional(dayShape),
  /** gCO2e/J of a contract: the market-based figure beside the location-based one. */
  contractGramsPerJoule: z.optional(notNegative),
  supply: z.optional(supplySchema),
  demandResponse: z.optional(demandResponseSchema),
  /** Round trip to a demand region, seconds. Absent: from the distance. */
  roundTripSeconds: z._default(z.record(catalogueId, notNegative), {}),
});

export const rackGroupSchema = z.strictObject({
  id,
  siteId: id,
  systemId: catalogueId,
  role: z._default(z.enum(['auto', 'prefill', 'decode', 'attention', 'ffn', 'kv-store', 'cpu-tools']), 'auto'),
  /** Leased by contract of years; cloud by the hour, on demand, reserved or spot. */
  acquisition: z._default(z.enum(['buy', 'lease', 'cloud', 'cloud-reserved', 'cloud-spot']), 'buy'),
  /** Power limit of each accelerator as a share of its board power. */
  powerLimitShare: z._default(z.number().check(z.minimum(0.3), z.maximum(1)), 1),
  /** Purchase price of one system, or rent of one accelerator for one hour, as the acquisition says. */
  priceUsd: z.optional(notNegative),
  /** Position index (0 is the first of the site) and systems standing in it. */
  placements: z
    .array(z.strictObject({ position: z.int().check(z.minimum(0), z.maximum(LIMITS.positionsPerSite)), count }))
    .check(z.maxLength(LIMITS.placements)),
});

const percentiles = z.strictObject({ p50Seconds: positive, p95Seconds: positive, p99Seconds: positive });

export const slaClassSchema = z.strictObject({
  id,
  name,
  urgency: z.enum(['real-time', 'near-real-time', 'offline']),
  ttft: z.optional(percentiles),
  tpot: z.optional(percentiles),
  e2e: z.optional(percentiles),
  deadlineSeconds: z.optional(positive),
});

const demandSchema = z.strictObject({
  /** Sessions started per second in the busiest hour of a weekday. */
  peakSessionsPerSecond: notNegative,
  /** A shape of the catalogue, or 24 multipliers each for weekday and weekend. */
  shape: z.union([catalogueId, z.strictObject({ weekday: dayShape, weekend: dayShape })]),
  /** Hours east of UTC in which the shape is read. */
  utcOffsetHours: z._default(z.number().check(z.minimum(-12), z.maximum(14)), 0),
  /** January to December, multipliers of the peak above. Absent: every month alike. */
  monthShape: z.optional(z.array(notNegative).check(z.length(12))),
  /** Shares of the demand that come from other regions, each in its own time zone; the rest comes from `demandRegionId`. */
  elsewhere: z._default(
    z.array(z.strictObject({ regionId: catalogueId, share })).check(
      z.maxLength(12),
      z.refine(
        (parts) => parts.reduce((sum, part) => sum + part.share, 0) <= 1 + 1e-9,
        'shares from other regions add up to more than 1',
      ),
    ),
    [],
  ),
  /** Sessions above this rate are turned away at the door. */
  quotaSessionsPerSecond: z.optional(notNegative),
  growthPerYear: z._default(z.number().check(z.minimum(-0.95), z.maximum(50)), 0),
  /** Absent: the workflow's own. Variance ÷ mean of counts per minute. */
  dispersionPerMinute: z.optional(positive),
});

/** Replaces single figures of the workflow; what is absent stays as the catalogue has it. */
const workflowOverrides = z.strictObject({
  turns: z.optional(positive),
  firstInputTokens: z.optional(positive),
  newInputTokensPerTurn: z.optional(notNegative),
  outputTokens: z.optional(positive),
  prefixHitShare: z.optional(share),
});

/** What retrieval looks up before each request, on the CPU racks of the sites. */
const vectorStoreSchema = z.strictObject({
  vectors: positive,
  dimensions: z.int().check(z.minimum(1), z.maximum(65_536)),
  /** Bytes of one component: 4, 2 or 1. */
  bytesPerComponent: z._default(z.union([z.literal(4), z.literal(2), z.literal(1)]), 4),
  index: z._default(z.enum(['hnsw', 'ivf-pq', 'flat']), 'hnsw'),
  queriesPerRequest: z._default(positive, 1),
  replicas: z._default(z.int().check(z.minimum(1), z.maximum(100)), 1),
});

export const workloadSchema = z.strictObject({
  id,
  name,
  modelId: catalogueId,
  workflowId: catalogueId,
  overrides: z._default(workflowOverrides, {}),
  /** A class of the catalogue or one of the scenario's own. */
  slaClassId: catalogueId,
  demand: demandSchema,
  /** Where its users are: decides the round trip to each site. Absent: beside the racks. */
  demandRegionId: z.optional(catalogueId),
  /** Absent: every site. */
  allowedSiteIds: z.optional(z.array(id).check(z.maxLength(LIMITS.sites))),
  vectorStore: z.optional(vectorStoreSchema),
  /** Offline work only: when it becomes available, and whether it may move. */
  offline: z._default(
    z.strictObject({
      releaseHourUtc: hour,
      mayShiftInTime: z.boolean(),
      mayShiftInPlace: z.boolean(),
    }),
    { releaseHourUtc: 0, mayShiftInTime: true, mayShiftInPlace: false },
  ),
});

const parallelism = z.int().check(z.minimum(1), z.maximum(1_152));

/** GPUs of an instance = tp·pp·attnDp; moeTp·ep = tp·attnDp. */
export const layoutSchema = z.strictObject({
  tp: parallelism,
  pp: parallelism,
  attnDp: parallelism,
  moeTp: parallelism,
  ep: parallelism,
});

const weightFormat = z.enum(['bf16', 'fp8', 'nvfp4', 'mxfp4', 'int4-g128']);

/** Formats by component; what is absent stays as the checkpoint has it. */
const weightsByComponent = z.strictObject({
  mixer: z.optional(weightFormat),
  routedExperts: z.optional(weightFormat),
  sharedExperts: z.optional(weightFormat),
  denseFfn: z.optional(weightFormat),
});

const speculationSchema = z.strictObject({
  method: z.enum(['mtp', 'eagle', 'draft-model']),
  draftTokens: z.int().check(z.minimum(1), z.maximum(16)),
  /** The small model that drafts; with `draft-model` only. */
  draftModelId: z.optional(catalogueId),
  /** Share of first drafts accepted. Absent: the published table of the task. */
  acceptance: z.optional(z.number().check(z.minimum(0), z.maximum(0.99))),
});

/** Where the KV of idle sessions may go besides the accelerators' own memory. */
const kvTiersSchema = z.strictObject({
  /** Memory of the hosts, over the chip link or PCIe; and drives in the servers. */
  host: z._default(z.boolean(), true),
  localNvme: z._default(z.boolean(), false),
  /** Racks of the site that stand there as KV stores: pooled memory and flash over the network. */
  racks: z._default(z.boolean(), true),
  /** While a session waits for a tool or a person: hold its KV, move it down a tier, or compute it again. */
  wait: z._default(z.enum(['auto', 'hold', 'demote', 'drop']), 'auto'),
});

export const servingSchema = z.strictObject({
  mode: z._default(z.enum(['auto', 'aggregated', 'disaggregated', 'attention-ffn']), 'auto'),
  engine: z._default(z.enum(['vllm', 'sglang', 'tensorrt-llm']), 'vllm'),
  weights: z._default(
    z.union([z.enum(['native', 'bf16', 'fp8', 'nvfp4', 'nvfp4-experts', 'int4-g128']), weightsByComponent]),
    'native',
  ),
  kvFormat: z._default(z.enum(['auto', 'bf16', 'fp8', 'nvfp4']), 'auto'),
  /** Of the instances that decode: all of them, or where prefill is apart those beside it. */
  layout: z._default(z.union([z.literal('auto'), layoutSchema]), 'auto'),
  prefillLayout: z._default(z.union([z.literal('auto'), layoutSchema]), 'auto'),
  /** Sequences in flight on one instance. */
  maxBatch: z._default(z.union([z.literal('auto'), count]), 'auto'),
  prefillBudgetTokens: z._default(z.int().check(z.minimum(128), z.maximum(1_048_576)), 8_192),
  prefixCaching: z._default(z.boolean(), true),
  /** Tokens of a KV block; off reserves the longest request for every sequence. */
  pagedBlockTokens: z._default(z.union([z.literal('off'), z.int().check(z.minimum(1), z.maximum(1_024))]), 16),
  flashAttention: z._default(z.boolean(), true),
  /** How evenly tokens fall on experts: as measured, uneven as routed, levelled with spare experts, or ideal. */
  expertBalance: z._default(z.enum(['measured', 'uneven', 'eplb', 'ideal']), 'measured'),
  speculation: z._default(z.union([z.literal('none'), speculationSchema]), 'none'),
  kvTiers: z._default(kvTiersSchema, kvTiersSchema.parse({})),
  /** Instances that prefill for each that decodes, and attention instances for each that runs the FFN. Absent: searched. */
  prefillPerDecode: z.optional(positive),
  attentionPerFfn: z.optional(positive),
  /** Micro-batches between attention and FFN. */
  microBatches: z._default(z.union([z.literal('auto'), z.int().check(z.minimum(1), z.maximum(8))]), 'auto'),
});

export const deploymentSchema = z.strictObject({
  id,
  name,
  workloadIds: z.array(id).check(z.maxLength(LIMITS.workloads)),
  rackGroupIds: z.array(id).check(z.maxLength(LIMITS.rackGroups)),
  /** All racks alike, or those nearest to the users first and the others with what overflows. */
  routing: z._default(z.enum(['even', 'nearest-first']), 'even'),
  /** Share of SLA capacity that offline work leaves free. */
  reservedShare: z._default(share, 0),
  serving: z._default(servingSchema, servingSchema.parse({})),
});

export const scenarioSchema = z.strictObject({
  version: z.literal(1),
  /** Catalogue the plan was made with, so that an old link can say what has changed. */
  catalogueVersion: z.string().check(z.maxLength(40)),
  name,
  /** Seed of everything sampled: same scenario, same answer. */
  seed: z._default(z.int().check(z.minimum(0), z.maximum(0xffff_ffff)), 1),
  /** Years over which money is counted. */
  horizonYears: z._default(z.number().check(z.minimum(1), z.maximum(15)), 4),
  /** Share of SLA capacity a plan may use. */
  utilisationCap: z._default(z.number().check(z.minimum(0.1), z.maximum(1)), 1),
  /** What offline work that may move looks for. */
  shiftTo: z._default(z.enum(['soonest', 'cost', 'carbon']), 'soonest'),
  /** What a plan holds ready beyond its need: nothing, or the largest thing that fails at once. */
  spare: z._default(z.enum(['none', 'instance', 'system', 'site']), 'none'),
  sites: z.array(siteSchema).check(z.maxLength(LIMITS.sites)),
  rackGroups: z.array(rackGroupSchema).check(z.maxLength(LIMITS.rackGroups)),
  workloads: z.array(workloadSchema).check(z.maxLength(LIMITS.workloads)),
  slaClasses: z._default(z.array(slaClassSchema).check(z.maxLength(50)), []),
  deployments: z.array(deploymentSchema).check(z.maxLength(LIMITS.workloads)),
  /** Catalogue figures replaced by the user, by path: `systems.gb200-nvl72.capex.base`. Base units. */
  assumptions: z._default(z.record(z.string().check(z.maxLength(160)), z.number()), {}),
});

export type Scenario = z.infer<typeof scenarioSchema>;
export type Site = z.infer<typeof siteSchema>;
export type RackGroup = z.infer<typeof rackGroupSchema>;
export type Workload = z.infer<typeof workloadSchema>;
export type Deployment = z.infer<typeof deploymentSchema>;
export type Serving = z.infer<typeof servingSchema>;
export type Supply = z.infer<typeof supplySchema>;
export type VectorStore = z.infer<typeof vectorStoreSchema>;
export type OwnSlaClass = z.infer<typeof slaClassSchema>;
