/** Row on operational intensity and capacity footprint. */
import type { Instance } from '../../../performance/instance.ts';
import { kvBytesPerSequence } from '../../../performance/kv-cache.ts';
import { weightBytesPerRank } from '../../../performance/memory.ts';
import { gemmBytes, gemmFlop } from '../../../performance/operators/gemm-work.ts';
import { decodeBytes, decodeFlop, prefillBytes, prefillFlop } from '../../../performance/operators/mixer-work.ts';
import { sequencesInMemory } from '../../../serving/service-curve.ts';
import { fixedWork } from '../pool-figures.ts';
import type { SystemRow } from '../row.ts';
import { acceleratorOf, instanceIn, tensor, type World } from '../world.ts';

const OI_CF = 'arXiv 2601.22001, as summarised';

const LENGTHS = [8_192, 32_768, 131_072] as const;

const llama = (world: World): Instance =>
  instanceIn(world, 'llama-3.1-8b', 'hgx-h100-8', tensor(1), { weights: 'bf16', kvFormat: 'bf16' });

const ridgeOf = (world: World): number => {
  const { densePeak, memoryBandwidth } = acceleratorOf(world, 'hgx-h100-8');
  return (densePeak.bf16 ?? 0) / (memoryBandwidth ?? Infinity);
};

/** Sequences of a length in 80e9 B of which so many are reserved. */
const inEighty = (world: World, reserved: number): number[] => {
  const instance = llama(world);
  const room = 80e9 - reserved - weightBytesPerRank(instance);
  return LENGTHS.map((tokens) => room / kvBytesPerSequence(instance.model, tokens, 2));
};

/** FLOP per byte over the ridge: FFN and attention of Llama-3.1-8B, a prompt of 8,192 tokens or 32 sequences that decode at that context. */
const quadrants = (world: World): Readonly<Record<'prefill' | 'decode', readonly [ffn: number, attention: number]>> => {
  const { model } = llama(world);
  const mixer = model.mixers[0]?.spec;
  const ffn = model.ffns[0]?.spec;
  if (!mixer || ffn?.kind !== 'dense') throw new Error('a dense model has mixers and FFNs');
  const ridge = ridgeOf(world);
  const bf16 = { weightBytes: 2, activationBytes: 2 };
  const product = (tokens: number): number =>
    gemmFlop(tokens, ffn.intermediate, model.hiddenSize) / gemmBytes(tokens, ffn.intermediate, model.hiddenSize, bf16);
  const prefill = prefillFlop(mixer, 1, true, 1, 8_192, 0) / prefillBytes(mixer, 1, 2, 1, 8_192, 0);
  const decode = decodeFlop(mixer, 1, 32, 8_192) / decodeBytes(mixer, 1, 2, 32, 8_192);
  return {
    prefill: [product(8_192) / ridge, prefill / ridge],
    decode: [product(32) / ridge, decode / ridge],
  };
};

/** Bytes of a request: its KV at 8,192 tokens against its share of the FFN weights in a batch that fills the memory. */
const attentionFootprint = (world: World): number => {
  const instance = llama(world);
  const mix = { inputTokens: 8_192, outputTokens: 0, cachedTokens: 0, dispersionPerMinute: 1, prefillVariability: 0 };
  const held = sequencesInMemory(instance, mix, 8_192);
  return kvBytesPerSequence(instance.model, 8_192, 2) / ((2 * instance.model.parameters.denseFfn) / held);
};

export const INTENSITY_ROWS: readonly SystemRow[] = [
  {
    id: 'oi-cf',
    section: 'Metrics and workloads',
    system: 'OI / CF',
    plan: {
      racks: [{ systemId: 'hgx-h100-8' }],
      modelId: 'llama-3.1-8b',
      work: [fixedWork(8_192, 1_024, 2)],
      serving: { weights: 'bf16', kvFormat: 'bf16', layout: tensor(1) },
    },
    checks: [
      {
        id: 'ridge',
        figure: 'ridge of an H100 in bf16',
        unit: 'FLOP/B',
        of: ridgeOf,
        kind: 'arithmetic',
        published: { values: [295] },
        source: OI_CF,
      },
      {
        id: 'gemm',
        figure: 'intensity of a square bf16 product of 4,096 for 1, 64 and 4,096 tokens, as M·d/(2M + d)',
        unit: 'FLOP/B',
        of: () =>
          [1, 64, 4_096].map(
            (tokens) =>
              gemmFlop(tokens, 4_096, 4_096) / gemmBytes(tokens, 4_096, 4_096, { weightBytes: 2, activationBytes: 2 }),
          ),
        kind: 'arithmetic',
        published: { values: [1, 64, 4_096].map((tokens) => (tokens * 4_096) / (2 * tokens + 4_096)) },
        source: OI_CF,
        tolerance: 1e-9,
      },
      {
        id: 'capacity',
        figure: 'sequences of Llama-3.1-8B at 8K, 32K and 128K in 80e9 B, before overheads',
        unit: 'sequences',
        of: (world) => inEighty(world, 0),
        kind: 'arithmetic',
        published: { values: [59.5, 14.9, 3.7] },
        source: 'arithmetic of the row',
      },
      {
        id: 'capacity-reported',
        figure: 'the same with 2 GB reserved, whole sequences',
        unit: 'sequences',
        of: (world) => inEighty(world, 2e9).map(Math.floor),
        kind: 'reproduced',
        published: { values: [57, 14, 3] },
        source: OI_CF,
        tolerance: 0,
      },
      {
        id: 'capacity-engine',
        figure: 'the same as vLLM holds them, on what the driver reports, whole sequences',
        unit: 'sequences',
        of: (world) => {
          const mix = { outputTokens: 0, cachedTokens: 0, dispersionPerMinute: 1, prefillVariability: 0 };
          const instance = llama(world);
          return LENGTHS.map((inputTokens) => Math.floor(sequencesInMemory(instance, { ...mix, inputTokens }, 8_192)));
        },
        kind: 'reproduced',
        published: { values: [57, 14, 3] },
        source: OI_CF,
        tolerance: 0.1,
      },
      {
        id: 'prefill-quadrant',
        figure: 'prefill: FFN and attention, intensity over the ridge (high, high)',
        unit: '×',
        of: (world) => quadrants(world).prefill,
        kind: 'direction',
        published: { least: 1 },
        source: OI_CF,
      },
      {
        id: 'decode-quadrant',
        figure: 'decode of 32 sequences: FFN and attention, intensity over the ridge (low, low)',
        unit: '×',
        of: (world) => quadrants(world).decode,
        kind: 'direction',
        published: { most: 1 },
        source: OI_CF,
      },
      {
        id: 'footprint-quadrant',
        figure:
          'bytes of a request in attention over those in the FFN, batch that fills the memory (attention high, FFN low)',
        unit: '×',
        of: attentionFootprint,
        kind: 'direction',
        published: { least: 1 },
        source: OI_CF,
      },
    ],
  },
];
