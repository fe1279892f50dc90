/**
 * Mixer and feed-forward specs of a model in the catalogue's own words, with the number of blocks that have each.
 * Upstream lists distinct specs in the order in which they first appear in the stack.
 */
import type { JsonObject } from './item-files.ts';
import { listAt, numberAt, objectAt, textAt } from './upstream.ts';

/** Distinct mixers and their counts. Blocks without a mixer ("none") are left out. */
export function mixersOf(architecture: JsonObject): JsonObject[] {
  const counts = objectAt(architecture, 'mixer_counts');
  const kinds: string[] = [];
  for (const run of listAt(architecture, 'mixer_sequence_rle')) {
    const kind = textAt(run, 'kind');
    if (kind !== 'none' && !kinds.includes(kind)) kinds.push(kind);
  }
  const specs = listAt(architecture, 'mixer_specs');
  if (specs.length !== kinds.length) throw new Error(`${kinds.length} mixer kinds but ${specs.length} specs`);
  return specs.map((spec, index) => ({ count: numberAt(counts, kinds[index] ?? ''), spec: mixerOf(spec) }));
}

/**
 * Blocks per FFN width where upstream states only the widths. Nemotron Super 49B: one of 718 sets of counts that give
 * 80 blocks and the stated parameter total exactly; the sums of the model depend on that total only.
 */
const statedFfnCounts: Readonly<Record<string, readonly number[]>> = {
  'llama-3.3-nemotron-super-49b': [7, 49, 1, 8, 7, 8],
};

/** Distinct feed-forward blocks and their counts. */
export function ffnsOf(id: string, architecture: JsonObject): JsonObject[] {
  const counts = objectAt(architecture, 'ffn_counts');
  const specs = listAt(architecture, 'ffn_specs');
  return specs.map((spec, index) => {
    const kind = textAt(spec, 'kind');
    const alone = specs.filter((other) => other['kind'] === kind).length === 1;
    const count = alone ? numberAt(counts, kind) : statedFfnCounts[id]?.[index];
    if (count === undefined) throw new Error(`${id}: several ${kind} specs and no counts`);
    return { count, spec: ffnOf(spec) };
  });
}

function ffnOf(spec: JsonObject): JsonObject {
  if (spec['kind'] === 'dense') {
    return {
      kind: 'dense',
      intermediate: numberAt(spec, 'intermediate_size'),
      matrices: numberAt(spec, 'matrices_per_ffn'),
    };
  }
  return {
    kind: 'moe',
    experts: numberAt(spec, 'num_routed_experts'),
    expertsPerToken: numberAt(spec, 'experts_per_token'),
    intermediate: numberAt(spec, 'intermediate_size'),
    inputDim: numberAt(spec, 'expert_input_dim'),
    sharedIntermediate: numberAt(spec, 'shared_expert_intermediate_size'),
    matrices: numberAt(spec, 'matrices_per_ffn'),
    ...(spec['latent_dim'] === undefined ? {} : { latentDim: numberAt(spec, 'latent_dim') }),
    ...(spec['expert_bias'] === true ? { expertBias: true } : {}),
  };
}

function mixerOf(spec: JsonObject): JsonObject {
  const n = (key: string): number => numberAt(spec, key);
  const flag = (from: string, to: string): JsonObject => (spec[from] === true ? { [to]: true } : {});
  const heads = (): JsonObject => ({
    heads: n('num_heads'),
    kvHeads: n('num_kv_heads'),
    qkHeadDim: n('qk_head_dim'),
    vHeadDim: n('v_head_dim'),
  });
  const index = (): JsonObject => ({
    heads: n('index_heads'),
    headDim: n('index_head_dim'),
    topkTokens: n('attended_tokens_topk'),
  });
  const kind = textAt(spec, 'kind');
  switch (kind) {
    case 'gqa':
      return {
        kind,
        ...heads(),
        ...(spec['window_tokens'] === undefined ? {} : { windowTokens: n('window_tokens') }),
        ...flag('chunked', 'chunked'),
        ...flag('k_eq_v', 'keysAreValues'),
        ...flag('q_gate', 'outputGate'),
        ...flag('head_gate', 'headGate'),
        ...(spec['q_lora_rank'] === undefined ? {} : { qLoraRank: n('q_lora_rank') }),
        ...flag('qkv_bias', 'qkvBias'),
      };
    case 'gqa_block_sparse':
      return {
        kind: 'block-sparse',
        ...heads(),
        blockTokens: n('block'),
        topkBlocks: n('topk_blocks'),
        index: index(),
      };
    case 'mla':
    case 'mla_dsa':
      return {
        kind: 'mla',
        heads: n('num_heads'),
        qLoraRank: spec['q_lora_rank'] === undefined ? null : n('q_lora_rank'),
        kvLoraRank: n('kv_lora_rank'),
        nopeHeadDim: n('qk_nope_head_dim'),
        ropeHeadDim: n('qk_rope_head_dim'),
        vHeadDim: n('v_head_dim'),
        ...flag('out_gate', 'outputGate'),
        ...(kind === 'mla' ? {} : { index: { ...index(), ownsKeys: spec['own_indexer'] !== false } }),
      };
    case 'swa_only':
    case 'csa':
    case 'hca':
      return {
        kind: 'compressed',
        ratio: n('compress_ratio'),
        heads: n('num_heads'),
        headDim: n('qk_head_dim'),
        ropeHeadDim: n('qk_rope_head_dim'),
        qLoraRank: n('q_lora_rank'),
        oLoraRank: n('o_lora_rank'),
        oGroups: n('o_groups'),
        windowTokens: n('window_tokens'),
        index: index(),
      };
    case 'gdn':
      return {
        kind: 'gated-delta',
        keyHeads: n('key_heads'),
        valueHeads: n('value_heads'),
        keyHeadDim: n('key_head_dim'),
        vHeadDim: n('v_head_dim'),
        convKernel: n('conv_kernel'),
      };
    case 'kda':
      return {
        kind: 'kimi-delta',
        heads: n('heads'),
        headDim: n('head_dim'),
        convKernel: n('conv_kernel'),
        fullRankGate: spec['full_gate'] === true,
      };
    case 'mamba2':
      return {
        kind,
        heads: n('heads'),
        headDim: n('head_dim'),
        stateSize: n('state_size'),
        groups: n('groups'),
        convKernel: n('conv_kernel'),
      };
    default:
      throw new Error(`mixer kind ${kind} is unknown`);
  }
}
