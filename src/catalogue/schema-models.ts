/**
 * Schemas of model, workflow, daily-shape and service-class items.
 * A mixer or feed-forward spec is checked field by field: a misspelt width would change every sum built on it.
 */
import * as z from 'zod/mini';
import { confidence } from './schema.ts';

const text = z.string().check(z.minLength(1));
const count = z.int().check(z.positive());
const flag = z.optional(z.literal(true));
const index = z.strictObject({ heads: count, headDim: count, topkTokens: count });
const heads = { heads: count, kvHeads: count, qkHeadDim: count, vHeadDim: count };

export const mixer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('gqa'),
    ...heads,
    windowTokens: z.optional(count),
    chunked: flag,
    keysAreValues: flag,
    outputGate: flag,
    headGate: flag,
    qLoraRank: z.optional(count),
    qkvBias: flag,
  }),
  z.strictObject({
    kind: z.literal('mla'),
    heads: count,
    qLoraRank: z.nullable(count),
    kvLoraRank: count,
    nopeHeadDim: count,
    ropeHeadDim: count,
    vHeadDim: count,
    outputGate: flag,
    index: z.optional(z.strictObject({ heads: count, headDim: count, topkTokens: count, ownsKeys: z.boolean() })),
  }),
  z.strictObject({
    kind: z.literal('compressed'),
    ratio: z.int().check(z.nonnegative()),
    heads: count,
    headDim: count,
    ropeHeadDim: count,
    qLoraRank: count,
    oLoraRank: count,
    oGroups: count,
    windowTokens: count,
    index,
  }),
  z.strictObject({ kind: z.literal('block-sparse'), ...heads, blockTokens: count, topkBlocks: count, index }),
  z.strictObject({
    kind: z.literal('gated-delta'),
    keyHeads: count,
    valueHeads: count,
    keyHeadDim: count,
    vHeadDim: count,
    convKernel: count,
  }),
  z.strictObject({
    kind: z.literal('kimi-delta'),
    heads: count,
    headDim: count,
    convKernel: count,
    fullRankGate: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('mamba2'),
    heads: count,
    headDim: count,
    stateSize: count,
    groups: count,
    convKernel: count,
  }),
]);

const matrices = z.union([z.literal(2), z.literal(3)]);

export const feedForward = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('dense'), intermediate: count, matrices }),
  z.strictObject({
    kind: z.literal('moe'),
    experts: count,
    expertsPerToken: count,
    intermediate: count,
    inputDim: count,
    sharedIntermediate: z.int().check(z.nonnegative()),
    matrices,
    latentDim: z.optional(count),
    expertBias: flag,
  }),
]);

const componentsOf = <T extends z.ZodMiniType>(value: T) =>
  z.strictObject({
    embedding: value,
    head: value,
    mixer: value,
    routedExperts: value,
    sharedExperts: value,
    router: value,
    denseFfn: value,
    latentProjection: value,
    norms: value,
  });

export const weightFormat = z.enum(['fp32', 'bf16', 'fp8', 'mxfp8', 'nvfp4', 'mxfp4', 'int4-g32', 'int4-g128', 'int8']);

const byLength = z.record(z.string(), z.number());

export const modelItem = z.object({
  id: text,
  name: text,
  developer: text,
  released: z.nullable(text),
  source: text,
  confidence,
  task: z.enum(['generate', 'embedding', 'reranker']),
  attention: z.enum(['causal', 'bidirectional']),
  contextMaxTokens: z.nullable(count),
  hiddenSize: count,
  vocabSize: count,
  tiedEmbeddings: z.boolean(),
  positionRows: z.optional(count),
  mixers: z.array(z.strictObject({ count, spec: mixer })).check(z.minLength(1)),
  ffns: z.array(z.strictObject({ count, spec: feedForward })).check(z.minLength(1)),
  mtpLayers: z.int().check(z.nonnegative()),
  visionTower: z.nullable(z.strictObject({ parameters: z.number(), patchSizePx: count })),
  parameters: componentsOf(z.number().check(z.nonnegative())),
  totalParameters: z.number(),
  activeParameters: z.number(),
  nativeFormats: componentsOf(weightFormat),
  nativeWeightBytes: z.number(),
  checks: z.object({
    weightBytes: byLength,
    kvBytesPerTokenBf16: z.number(),
    kvBytesPerTokenFp8: z.number(),
    stateBytesPerSequence: z.number(),
    kvBytesPerSequenceBf16: byLength,
    kvBytesPerSequenceFp8: byLength,
    linearFlopsDecode: z.number(),
    headFlops: z.number(),
    attentionFlopsDecode: byLength,
    meanFlopsPrefill: byLength,
  }),
  quality: z.array(z.object({ benchmark: text, scorePercent: z.nullable(z.number()), source: z.nullable(text) })),
});

const logNormal = z.strictObject({
  median: z.number(),
  sigma: z.number(),
  min: z.number(),
  max: z.number(),
  source: text,
  confidence,
});

export const workflowItem = z.object({
  id: text,
  name: text,
  distributions: z.strictObject({
    turns: logNormal,
    firstInputTokens: logNormal,
    newInputTokensPerTurn: z.optional(logNormal),
    outputTokens: logNormal,
    gapBetweenTurnsSeconds: z.optional(logNormal),
    humanGapSeconds: z.optional(logNormal),
  }),
  sharedPrefixTokens: z.nullable(z.number()),
  prefixHitShare: z.number(),
  prefixHitConfidence: z.nullable(confidence),
  retention: z.nullable(
    z.strictObject({
      points: z.array(z.tuple([z.number(), z.number().check(z.minimum(0), z.maximum(1))])).check(z.minLength(2)),
      source: text,
      confidence,
    }),
  ),
  waitsFor: z.nullable(z.enum(['tool', 'person'])),
  humanGapShare: z.nullable(z.strictObject({ value: z.number(), source: text, confidence })),
  dispersionPerMinute: z.nullable(z.number()),
  dispersionSource: z.nullable(text),
  diurnalShapeId: text,
  slaClassId: text,
});

const shape = z.array(z.number()).check(z.length(24));

export const diurnalItem = z.strictObject({
  id: text,
  name: text,
  timezone: text,
  source: text,
  confidence,
  weekday: shape,
  weekend: shape,
  weekendOverWeekday: z.nullable(z.number()),
});

const percentiles = z.nullable(z.strictObject({ p50: z.number(), p95: z.number(), p99: z.number() }));
const targets = z.strictObject({ ttft: percentiles, tpot: percentiles, e2e: percentiles });

export const slaClassItem = z.object({
  id: text,
  name: text,
  urgency: z.enum(['real-time', 'near-real-time', 'offline']),
  source: text,
  confidence,
  targets,
  deadlineHours: z.nullable(z.number()),
  priority: z.number(),
  variants: z.array(
    z.object({
      id: text,
      targets: z.optional(targets),
      deadlineHours: z.optional(z.number()),
      source: z.optional(text),
    }),
  ),
});
