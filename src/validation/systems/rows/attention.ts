/** Rows on attention kernels and what they keep. */
import { prefillBytes, prefillFlop } from '../../../performance/operators/mixer-work.ts';
import { heldTokensWith } from '../../../performance/sequence-memory.ts';
import { fixedWork, ratioOf, sequencesMax, serving, slaRequests, ttftP50, work } from '../pool-figures.ts';
import type { SystemRow } from '../row.ts';
import type { SystemPlan } from '../scenario-for.ts';
import { acceleratorOf, modelOf, tensor, type World } from '../world.ts';

const LLAMA_70B: SystemPlan = {
  racks: [{ systemId: 'hgx-h200-8' }],
  modelId: 'llama-3.3-70b',
  work: [fixedWork(4_096, 512, 0.5)],
  serving: { weights: 'fp8', layout: tensor(8) },
};

/** Four of five tokens of a prompt are found again: the share is an assumption, since the source of the check does not name its own. */
const REPEATED: SystemPlan = {
  racks: [{ systemId: 'hgx-h200-8' }],
  modelId: 'llama-3.3-70b',
  work: [work('batch', 0.3, { turns: 1, firstInputTokens: 8_192, outputTokens: 1_024, prefixHitShare: 0.8 })],
  serving: { weights: 'fp8', layout: tensor(8) },
};

/** Intensity of the prompt's attention over the ridge of an H100: fused kernels, and with the scores through memory. */
const attentionOverRidge = (world: World, tokens: number, fused: boolean): number => {
  const mixer = modelOf(world, 'llama-3.1-8b').mixers[0]?.spec;
  if (mixer?.kind !== 'gqa') throw new Error('Llama has grouped queries');
  const { densePeak, memoryBandwidth } = acceleratorOf(world, 'hgx-h100-8');
  const scores = fused ? 0 : 2 * mixer.heads * tokens ** 2 * 2;
  const intensity = prefillFlop(mixer, 1, true, 1, tokens, 0) / (prefillBytes(mixer, 1, 2, 1, tokens, 0) + scores);
  return intensity / ((densePeak.bf16 ?? 0) / (memoryBandwidth ?? Infinity));
};

export const ATTENTION_ROWS: readonly SystemRow[] = [
  {
    id: 'flash-attention',
    section: 'Techniques',
    system: 'FlashAttention',
    plan: serving(LLAMA_70B, { flashAttention: false }),
    checks: [
      {
        id: 'short',
        figure: 'attention of a prompt of 256 tokens, intensity over the ridge of an H100',
        unit: '×',
        of: (world) => attentionOverRidge(world, 256, true),
        kind: 'direction',
        published: { most: 1 },
        source: 'bandwidth-bound while L is small',
      },
      {
        id: 'long',
        figure: 'the same at 4K and 32K tokens',
        unit: '×',
        of: (world) => [4_096, 32_768].map((tokens) => attentionOverRidge(world, tokens, true)),
        kind: 'direction',
        published: { least: 1 },
        source: 'compute-bound as L grows',
      },
      {
        id: 'unfused',
        figure: 'the same with 2·B·h·L² scores of two bytes through memory, at any length',
        unit: '×',
        of: (world) => [4_096, 32_768].map((tokens) => attentionOverRidge(world, tokens, false)),
        kind: 'direction',
        published: { most: 1 },
        source: 'formula of the row',
      },
      {
        id: 'first-token',
        figure: 'median time to first token without it over with it',
        unit: '×',
        of: (world, plan) => ratioOf(world, plan, LLAMA_70B, ttftP50),
        kind: 'direction',
        published: { least: 1 },
        source: 'fewer bytes are never slower',
      },
    ],
  },
  {
    id: 'paged-attention',
    section: 'Techniques',
    system: 'Paged attention',
    plan: serving(LLAMA_70B, { pagedBlockTokens: 'off' }),
    checks: [
      {
        id: 'reserved-over-used',
        figure: 'tokens kept for a sequence of 2,000 when 16,384 are reserved over those of blocks of 16',
        unit: '×',
        of: () =>
          heldTokensWith({ pagedBlockTokens: 'off' }, 2_000, 16_384) /
          heldTokensWith({ pagedBlockTokens: 16 }, 2_000, 16_384),
        kind: 'arithmetic',
        published: { values: [16_384 / (2_000 + 7.5)] },
        source: 'reserved ÷ used length; half a block wasted on average',
        tolerance: 1e-9,
      },
      {
        id: 'concurrency',
        figure: 'sequences of an instance with paging over without, 4K in and 512 out with long ones among them',
        unit: '×',
        of: (world, plan) => ratioOf(world, LLAMA_70B, plan, sequencesMax),
        kind: 'direction',
        published: { least: 1 },
        source: 'concurrency rises by reserved ÷ used length',
      },
    ],
  },
  {
    id: 'prefix-cache',
    section: 'Techniques',
    system: 'Prefix cache',
    plan: REPEATED,
    checks: [
      {
        id: 'first-token',
        figure: 'time to first token without the cache over with it, 8K in of which 80 % repeat, p50',
        unit: '×',
        of: (world, plan) => ratioOf(world, serving(plan, { prefixCaching: false }), plan, ttftP50),
        kind: 'reproduced',
        published: { least: 4, most: 6 },
        source: 'aiconfigurator#1070: ignoring the prefix puts TTFT 4 to 6 × off (reported)',
        tolerance: 0.1,
        reason: 'the hit rate behind the figure is not stated',
      },
      {
        id: 'throughput',
        figure: 'requests inside the targets with the cache over without',
        unit: '×',
        of: (world, plan) => ratioOf(world, plan, serving(plan, { prefixCaching: false }), slaRequests),
        kind: 'reproduced',
        published: { least: 1.2, most: 1.3 },
        source: 'aiconfigurator#1070: throughput 20 to 30 % off (reported)',
        tolerance: 0.1,
        reason: 'hit rate, limits and lengths behind the figure are not stated; ours are the limits of near real time',
      },
    ],
  },
];
