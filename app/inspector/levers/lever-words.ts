/** Names of what a person can choose, and the present choices in one line for the head of each group. Pure; tested beside. */
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';
import type { GroupAnswer } from '../../../src/evaluate/evaluation.ts';
import type { PartRole } from '../../../src/evaluate/part-answer.ts';
import { layoutWords, type Layout } from '../../../src/performance/layout.ts';
import { sameValue } from '../../../src/scenario/same-value.ts';
import { servingSchema, type RackGroup, type Serving } from '../../../src/scenario/schema.ts';
import { TIMES } from '../../../src/units/format.ts';
import { whole } from '../../../src/units/significant.ts';

/** Defaults of the schema. */
export const STANDARD: Serving = servingSchema.parse({});

export type ServedAs = 'aggregated' | 'disaggregated' | 'attention-ffn';

export const MODE_NAMES: Readonly<Record<Serving['mode'], string>> = {
  auto: 'automatic',
  aggregated: 'aggregated',
  disaggregated: 'prefill apart from decode',
  'attention-ffn': 'attention apart from FFN',
};

/** The same, as short as a head has room for. */
export const SERVED_NAMES: Readonly<Record<ServedAs, string>> = {
  aggregated: 'aggregated',
  disaggregated: 'prefill apart',
  'attention-ffn': 'FFN apart',
};

export const ENGINE_NAMES: Readonly<Record<Serving['engine'], string>> = {
  vllm: 'vLLM',
  sglang: 'SGLang',
  'tensorrt-llm': 'TensorRT-LLM',
};

const PART_NAMES: Readonly<Record<PartRole, string>> = {
  serve: 'all of a request',
  prefill: 'prefill',
  decode: 'decode',
  attention: 'attention',
  ffn: 'FFN',
};
export const partName = (role: PartRole): string => PART_NAMES[role];

/** What is done: as answered; without an answer as asked, or as the roles of the racks imply. */
export const servedAs = (
  mode: Serving['mode'],
  groups: readonly Pick<GroupAnswer, 'role'>[],
  roles: readonly RackGroup['role'][],
): ServedAs => {
  const answered = new Set(groups.map(({ role }) => role));
  if (answered.has('attention') || answered.has('ffn')) return 'attention-ffn';
  if (answered.has('prefill') || answered.has('decode')) return 'disaggregated';
  if (answered.has('serve')) return 'aggregated';
  if (mode !== 'auto') return mode;
  if (roles.includes('attention') || roles.includes('ffn')) return 'attention-ffn';
  return roles.includes('prefill') || roles.includes('decode') ? 'disaggregated' : 'aggregated';
};

const ORDER: readonly PartRole[] = ['serve', 'prefill', 'decode', 'attention', 'ffn'];

export interface Part {
  readonly group: GroupAnswer;
  readonly instances: number;
  /** Its accelerators are one pool, as LPUs that hold the FFN together; then one instance. */
  readonly pool: number | null;
}

/** LPUs hold the FFN of a model together: however many there are, they are one instance. */
const isPool = ({ role, acceleratorId }: GroupAnswer): boolean =>
  role === 'ffn' && defaultCatalogue.accelerators[acceleratorId]?.kind === 'lpu';

/** One answer for each part, its instances counted over the rack groups; in the order a request meets them. */
export const partsOf = (groups: readonly GroupAnswer[]): readonly Part[] =>
  ORDER.flatMap((role): Part[] => {
    const of = groups.filter((group) => group.role === role);
    const [group] = of;
    if (!group) return [];
    const instances = of.reduce((sum, one) => sum + one.instances, 0);
    return [isPool(group) ? { group, instances: 1, pool: instances } : { group, instances, pool: null }];
  });

/** What one instance of a part is: "TP 4", "1,536 LPUs". */
export const cutWords = ({ group, pool }: Part): string =>
  pool === null ? shortLayout(group.layout) : `${whole(pool)} LPUs`;

/** As short as a layout can be said: experts over all ranks of attention-DP are "EP 8"; the rest as its factors. */
export const shortLayout = (layout: Layout): string =>
  layout.tp === 1 && layout.pp === 1 && layout.attnDp > 1 && layout.ep === layout.attnDp
    ? `EP ${layout.ep}`
    : layoutWords(layout).replace('DP-attention', 'DP');

/** "2 prefill × TP 4 : 3 decode × EP 8"; null where all instances do the same. */
export const partsWords = (groups: readonly GroupAnswer[]): string | null => {
  const parts = partsOf(groups);
  if (parts.length < 2) return null;
  return parts
    .map((part) => `${whole(part.instances)} ${partName(part.group.role)} ${TIMES} ${cutWords(part)}`)
    .join(' : ');
};

/** Instances of one part for each of another; null where either is absent. */
export const ratioOf = (groups: readonly GroupAnswer[], of: PartRole, per: PartRole): number | null => {
  const count = (role: PartRole): number => partsOf(groups).find(({ group }) => group.role === role)?.instances ?? 0;
  return count(of) > 0 && count(per) > 0 ? count(of) / count(per) : null;
};

/** Formats are written in capitals: `nvfp4 experts, bf16 attention` is "NVFP4 experts, BF16 attention". */
export const formatName = (label: string): string =>
  label.replaceAll(/\b(?:bf|fp|mxfp|nvfp|int)\d+\b/g, (format) => format.toUpperCase());

export type LeverGroupId = 'way' | 'formats' | 'cut' | 'batching' | 'kv' | 'speculation';

const KEYS: Readonly<Record<LeverGroupId, readonly (keyof Serving)[]>> = {
  way: ['mode', 'engine', 'prefillPerDecode', 'attentionPerFfn', 'microBatches'],
  formats: ['weights', 'kvFormat', 'flashAttention'],
  cut: ['layout', 'prefillLayout', 'expertBalance'],
  batching: ['maxBatch', 'prefillBudgetTokens'],
  kv: ['prefixCaching', 'pagedBlockTokens', 'kvTiers'],
  speculation: ['speculation'],
};

export const GROUP_TITLES: Readonly<Record<LeverGroupId, string>> = {
  way: 'Way of serving',
  formats: 'Number formats',
  cut: 'Cut over accelerators',
  batching: 'Batching',
  kv: 'Prefix and KV',
  speculation: 'Speculation',
};

/** How many choices of a group, or of all, differ from their default. */
export const changedIn = (serving: Serving, id?: LeverGroupId): number => {
  const keys = id ? KEYS[id] : Object.values(KEYS).flat();
  return keys.filter((key) => !sameValue(serving[key], STANDARD[key])).length;
};

const METHOD_NAMES = { mtp: 'MTP', eagle: 'EAGLE', 'draft-model': 'draft model' } as const;

export const methodName = (speculation: Serving['speculation']): string =>
  speculation === 'none' ? 'none' : METHOD_NAMES[speculation.method];

/** The present choices of a group in a few words. */
export const summaryOf = (
  id: LeverGroupId,
  serving: Serving,
  groups: readonly GroupAnswer[],
  served: ServedAs,
): string => {
  const parts = partsOf(groups);
  const lead = groups[0];
  switch (id) {
    case 'way': {
      return `${SERVED_NAMES[served]}, ${ENGINE_NAMES[serving.engine]}`;
    }
    case 'formats': {
      const kv = lead?.kvFormat ?? serving.kvFormat;
      return `${weightsWords(serving.weights)}, KV ${formatName(kv)}`;
    }
    case 'cut':
      return parts.length > 0
        ? parts
            .filter(({ pool }) => pool === null)
            .map(({ group }) => shortLayout(group.layout))
            .join(' : ')
        : serving.layout === 'auto'
          ? 'automatic'
          : shortLayout(serving.layout);
    case 'batching': {
      const most = serving.maxBatch === 'auto' ? lead?.sequencesMax : serving.maxBatch;
      const chunk = `${whole(serving.prefillBudgetTokens)} tok a step`;
      return most === undefined ? chunk : `to ${whole(Math.floor(most))} seq, ${chunk}`;
    }
    case 'kv': {
      const { host, localNvme, racks } = serving.kvTiers;
      const tiers = [host && 'host', localNvme && 'NVMe', racks && 'racks'].filter((tier) => tier !== false);
      return [serving.prefixCaching ? 'cached' : 'no cache', ...tiers].join(', ');
    }
    case 'speculation': {
      const { speculation } = serving;
      if (speculation === 'none') return 'none';
      const { draftTokens } = speculation;
      return `${methodName(speculation)}, ${whole(draftTokens)} ${draftTokens === 1 ? 'draft' : 'drafts'}`;
    }
  }
};

const WEIGHT_WORDS = {
  native: 'as published',
  bf16: 'BF16',
  fp8: 'FP8',
  nvfp4: 'NVFP4',
  'nvfp4-experts': 'NVFP4 experts',
  'int4-g128': 'INT4, groups of 128',
} as const;

export const weightsWords = (weights: Serving['weights']): string =>
  typeof weights === 'string' ? WEIGHT_WORDS[weights] : 'by component';
