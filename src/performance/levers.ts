/**
 * Every lever of a deployment in one table, for the inspector and the documents: what it is, what it changes, where that is computed, where its
 * figures come from and how sure they are. Defaults are those of the scenario's schema; a test compares them.
 */
export interface Lever {
  /** Key of the serving choices of a deployment; `model` is that of its workloads. */
  readonly id: string;
  readonly name: string;
  readonly default: string;
  readonly range: string;
  readonly unit: string;
  /** Tag of the equation in docs/model.md. */
  readonly equation: string;
  readonly changes: string;
  /** Item of the catalogue's techniques; null where the equation needs no published figure. */
  readonly sourceId: string | null;
  readonly tier: 'measured' | 'calibrated' | 'estimated';
  readonly limits: string;
}

export const LEVERS: readonly Lever[] = [
  {
    id: 'flashAttention',
    name: 'Flash attention',
    default: 'on',
    range: 'on, off',
    unit: '',
    equation: 'O1',
    changes:
      'Off, attention scores go to memory and come back: 2·B·h·L² elements more in prefill, a row of them in decode.',
    sourceId: 'flash-attention',
    tier: 'calibrated',
    limits: 'Measured kernels are all fused; off is an estimate on top of them. A KV cache below 16 bits needs it on.',
  },
  {
    id: 'pagedBlockTokens',
    name: 'Paged attention',
    default: '16',
    range: '1 to 1,024, off',
    unit: 'tok',
    equation: 'K3',
    changes: 'A sequence wastes half a block on average. Off, each one reserves the longest request there may be.',
    sourceId: 'paged-attention',
    tier: 'estimated',
    limits: 'The block size changes memory alone, not the speed of the kernels.',
  },
  {
    id: 'prefillBudgetTokens',
    name: 'Chunked prefill',
    default: '8,192',
    range: '128 to 1,048,576',
    unit: 'tok',
    equation: 'S4',
    changes: 'Prompt tokens of one step. More: first tokens come sooner and the tokens of others later.',
    sourceId: 'chunked-prefill',
    tier: 'calibrated',
    limits: 'Fitted around the budgets of published runs, 8,192 and 16,384.',
  },
  {
    id: 'maxBatch',
    name: 'Batching',
    default: 'auto',
    range: '1 and more, auto',
    unit: 'sequences',
    equation: 'S3',
    changes: 'Sequences in flight on one instance. More share each read of the weights and wait longer for a token.',
    sourceId: null,
    tier: 'calibrated',
    limits: 'Memory ends it first where KV is large.',
  },
  {
    id: 'prefixCaching',
    name: 'Prefix caching',
    default: 'on',
    range: 'on, off',
    unit: '',
    equation: 'K4',
    changes: 'Tokens found in the cache are not computed again; their KV is read and takes memory.',
    sourceId: 'prefix-caching',
    tier: 'estimated',
    limits: 'What is found follows from how long sessions pause and what their KV leaves room for.',
  },
  {
    id: 'kvTiers',
    name: 'KV tiers',
    default: 'host memory and racks of the site',
    range: 'host, local NVMe, racks; hold, demote, drop',
    unit: '',
    equation: 'K4',
    changes:
      'KV of sessions that pause moves to cheaper memory and is fetched, or computed again where that is faster.',
    sourceId: 'kv-offload',
    tier: 'estimated',
    limits: 'Rates are those of datasheets.',
  },
  {
    id: 'weights',
    name: 'Weight formats',
    default: 'as published',
    range: 'BF16, FP8, NVFP4, NVFP4 experts, INT4; or by component',
    unit: '',
    equation: 'O1',
    changes: 'Bytes of each weight and the rate at which it is multiplied. Quality is looked up beside it.',
    sourceId: 'quantisation',
    tier: 'calibrated',
    limits:
      'Embedding, head, router and norms stay as published. Without units of its width a format saves bytes alone.',
  },
  {
    id: 'kvFormat',
    name: 'KV format',
    default: 'auto',
    range: 'BF16, FP8, NVFP4',
    unit: '',
    equation: 'K2',
    changes: 'Bytes of each cached element: room for more sequences, and less to read in decode.',
    sourceId: 'kv-quantisation',
    tier: 'calibrated',
    limits: 'NVFP4 needs FP4 units and was not measured: it is read at the share that FP8 caches reach.',
  },
  {
    id: 'speculation',
    name: 'Speculation',
    default: 'none',
    range: 'MTP, EAGLE, draft model; 1 to 16 drafts',
    unit: 'drafts',
    equation: 'S7',
    changes:
      'A step verifies several drafted tokens and gains those accepted; it reads the weights once, and more experts.',
    sourceId: 'speculative-decoding',
    tier: 'estimated',
    limits: 'Tables end at eight drafts and were measured on code and mathematics. MTP needs a model trained with it.',
  },
  {
    id: 'expertBalance',
    name: 'Expert balance',
    default: 'as measured',
    range: 'as measured, uneven, EPLB, ideal',
    unit: '',
    equation: 'O5',
    changes: 'Tokens of the hottest rank, and experts it reads. EPLB stores an eighth more experts as spares.',
    sourceId: 'wide-ep',
    tier: 'calibrated',
    limits: 'Only "as measured" is fitted to runs. No answer depends on which expert is hot.',
  },
  {
    id: 'layout',
    name: 'Parallelism',
    default: 'auto',
    range: 'TP, PP, attention-DP, expert TP, EP',
    unit: 'ranks',
    equation: 'X1',
    changes: 'How weights, heads, experts and sequences are cut over accelerators, and what they exchange.',
    sourceId: 'wide-ep',
    tier: 'calibrated',
    limits: 'TP stays inside the scale-up domain and divides the heads; no more expert ranks than experts.',
  },
  {
    id: 'mode',
    name: 'Disaggregated prefill',
    default: 'auto',
    range: 'aggregated, disaggregated, attention-FFN',
    unit: '',
    equation: 'S5',
    changes: 'Prompts run on instances of their own, so that they do not delay tokens; their KV travels.',
    sourceId: 'pd-disaggregation',
    tier: 'estimated',
    limits: 'Both kinds of instance stand on one site.',
  },
  {
    id: 'prefillPerDecode',
    name: 'Prefill to decode instances',
    default: 'searched',
    range: 'above 0',
    unit: 'instances',
    equation: 'S5',
    changes: 'Which of the two runs full first.',
    sourceId: 'pd-disaggregation',
    tier: 'estimated',
    limits: 'Applies where prefill is apart.',
  },
  {
    id: 'attentionPerFfn',
    name: 'Attention to FFN instances',
    default: 'searched',
    range: 'above 0',
    unit: 'instances',
    equation: 'S6',
    changes: 'Attention and FFN of each layer run on different accelerators; activations travel between them.',
    sourceId: 'afd',
    tier: 'estimated',
    limits: 'No measured run of accelerators of two kinds is published.',
  },
  {
    id: 'microBatches',
    name: 'Micro-batches',
    default: 'auto',
    range: '1 to 8, auto',
    unit: '',
    equation: 'S6',
    changes: 'While one is on its way between attention and FFN another computes.',
    sourceId: 'afd',
    tier: 'estimated',
    limits: 'Applies where attention and FFN are apart.',
  },
  {
    id: 'model',
    name: 'Smaller model',
    default: 'as chosen',
    range: 'any model of the catalogue',
    unit: '',
    equation: 'O1',
    changes: 'A distilled or pruned model has fewer weights and layers. Its published scores stand beside it.',
    sourceId: 'distillation',
    tier: 'estimated',
    limits: "Quality is never computed, and independent scores may lie far below the vendor's.",
  },
];

/** By its id; undefined for a choice that is no lever. */
export const leverOf = (id: string): Lever | undefined => LEVERS.find((lever) => lever.id === id);
