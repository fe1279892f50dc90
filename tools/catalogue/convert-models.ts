/**
 * Model cards: architecture, parameters by component, native formats, acceptance of drafts and quality scores.
 * The derived figures of the research file stay in `checks`, so that tests can hold our formulas against them.
 */
import type { JsonObject } from './item-files.ts';
import { ffnsOf, mixersOf } from './model-specs.ts';
import { confidenceOf, listAt, numberAt, objectAt, textAt } from './upstream.ts';

/** Component names: research file -> catalogue. */
const componentNames: Readonly<Record<string, string>> = {
  embedding: 'embedding',
  lm_head: 'head',
  attention_mixer: 'mixer',
  routed_experts: 'routedExperts',
  shared_experts: 'sharedExperts',
  router: 'router',
  dense_ffn: 'denseFfn',
  moe_latent_projection: 'latentProjection',
  norms_misc: 'norms',
};

export function modelItems(file: JsonObject): Map<string, JsonObject> {
  return new Map(listAt(file, 'models').map((record) => [textAt(record, 'id'), modelItem(record)]));
}

function modelItem(record: JsonObject): JsonObject {
  const id = textAt(record, 'id');
  const architecture = objectAt(record, 'architecture');
  const params = objectAt(record, 'params');
  const native = objectAt(record, 'native_weights');
  const parameters = renamed(objectAt(record, 'component_params'));
  const license = objectAt(record, 'license');
  return {
    id,
    name: textAt(record, 'name'),
    developer: textAt(record, 'developer'),
    hubId: record['hf_id'] ?? null,
    released: record['released'] ?? null,
    license: {
      id: license['id'] ?? null,
      source: license['source'] ?? null,
      confidence: license['confidence'] ?? 'estimate',
    },
    source: textAt(record, 'config_source'),
    confidence: confidenceOf(textAt(record, 'config_confidence')),
    task: record['task'] ?? 'generate',
    attention: architecture['attention_mask'] ?? 'causal',
    contextMaxTokens: record['context_max_tokens'] ?? null,
    hiddenSize: numberAt(architecture, 'hidden_size'),
    vocabSize: numberAt(architecture, 'vocab_size'),
    tiedEmbeddings: architecture['tied_embeddings'] === true,
    ...positionRows(architecture, parameters),
    activation: architecture['hidden_act'] ?? null,
    mixers: mixersOf(architecture),
    ffns: ffnsOf(id, architecture),
    mtpLayers: numberAt(architecture, 'mtp_layers'),
    visionTower: visionTower(architecture['vision_tower']),
    parameters,
    totalParameters: numberAt(params, 'total_computed'),
    activeParameters: numberAt(params, 'active_per_token_computed'),
    mtpParameters: params['mtp_module_computed'] ?? null,
    published: {
      total: params['published_total'] ?? null,
      active: params['published_active'] ?? null,
      includes: params['published_total_includes'] ?? null,
      source: params['published_source'] ?? null,
      computedOverPublished: params['computed_over_published_total'] ?? null,
    },
    nativeFormats: renamedFormats(objectAt(native, 'component_dtypes')),
    nativeWeightBytes: numberAt(native, 'weight_bytes_total'),
    mtpWeightBytes: native['mtp_weight_bytes'] ?? null,
    quantisedVariants: record['quantised_variants'] ?? [],
    checks: checksOf(objectAt(record, 'derived')),
    speculative: {
      nativeMtpLayers: objectAt(record, 'speculative')['native_mtp_layers'] ?? null,
      tokensPerStep: objectAt(record, 'speculative')['golden_acceptance_length'] ?? null,
    },
    quality: listAt(record, 'quality').map((row) => ({
      benchmark: textAt(row, 'benchmark'),
      scorePercent: row['score_pct'] ?? null,
      harness: row['harness'] ?? null,
      source: row['source'] ?? null,
      confidence: row['confidence'] ?? 'estimate',
      ...(row['cost_usd_per_task'] === undefined ? {} : { costUsdPerTask: row['cost_usd_per_task'] }),
      ...(row['mean_runtime_s'] === undefined ? {} : { meanRuntimeSeconds: row['mean_runtime_s'] }),
    })),
    notes: record['notes'] ?? [],
  };
}

/** Encoders learn one vector per position and per token type; upstream counts them inside the embedding. */
function positionRows(architecture: JsonObject, parameters: JsonObject): JsonObject {
  const hidden = numberAt(architecture, 'hidden_size');
  const rows = (numberAt(parameters, 'embedding') - numberAt(architecture, 'vocab_size') * hidden) / hidden;
  if (!Number.isInteger(rows) || rows < 0)
    throw new Error(`embedding is not vocabulary x hidden plus whole rows: ${rows}`);
  return rows === 0 ? {} : { positionRows: rows };
}

function visionTower(tower: JsonObject[string]): JsonObject | null {
  if (typeof tower !== 'object' || tower === null || Array.isArray(tower)) return null;
  const record = tower as JsonObject;
  return { parameters: numberAt(record, 'blocks_params_estimate'), patchSizePx: numberAt(record, 'patch_size_px') };
}

function checksOf(derived: JsonObject): JsonObject {
  const kv = objectAt(derived, 'kv_cache');
  const flops = objectAt(derived, 'flops');
  return {
    weightBytes: derived['weight_bytes'],
    kvBytesPerTokenBf16: kv['kv_bytes_per_token_bf16'],
    kvBytesPerTokenFp8: kv['kv_bytes_per_token_fp8'],
    stateBytesPerSequence: kv['recurrent_state_bytes_per_sequence'],
    kvBytesPerSequenceBf16: kv['kv_bytes_per_sequence_bf16'],
    kvBytesPerSequenceFp8: kv['kv_bytes_per_sequence_fp8'],
    linearFlopsDecode: flops['linear_flops_per_token_decode'],
    headFlops: flops['lm_head_flops_per_token'],
    attentionFlopsDecode: flops['attention_flops_per_token_decode'],
    meanFlopsPrefill: flops['mean_flops_per_token_prefill'],
  };
}

const renamed = (components: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(componentNames).map(([from, to]) => [to, numberAt(components, from)]));

const renamedFormats = (formats: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(componentNames).map(([from, to]) => [to, textAt(formats, from).replaceAll('_', '-')]),
  );
