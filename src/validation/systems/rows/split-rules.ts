/** Rows on attention apart from the FFN: the rules of MegaScale-Infer and AIConfigurator. */
import { visitProbability } from '../../../performance/collectives.ts';
import {
  cycleOf,
  ffnUtilisation,
  microBatchesToHide,
  splitStepSeconds,
  tokensPerExpert,
  type LayerTimes,
} from '../../../serving/attention-ffn.ts';
import { bestDecode, splitDecode, wholeDecode } from '../decode-figures.ts';
import { fixedWork } from '../pool-figures.ts';
import type { SystemRow } from '../row.ts';
import { deviceIn, instanceIn, tensor, type World, wideExperts } from '../world.ts';

const MEGASCALE = 'arXiv 2504.02263';

const AIC = 'aiconfigurator PR#1129';

/** Times of a layer with the traffic of one way given, as MegaScale-Infer writes it. */
const layer = (attention: number, ffn: number, oneWay: number): LayerTimes => ({
  attention,
  ffn,
  traffic: 2 * oneWay,
  oneWay,
});

const NODES = [1, 2, 3, 4, 6, 8];

/** Mixtral-8x22B on nodes of eight H800 within 150 ms: best attention and FFN apart over best whole. */
const mixtralGain = (world: World): number => {
  const [limit, context] = [0.15, 730];
  const on = (layout: Parameters<typeof instanceIn>[3]) =>
    instanceIn(world, 'mixtral-8x22b', 'h800-8', layout, { weights: 'bf16' });
  const whole = bestDecode(
    [tensor(4), tensor(8), wideExperts(8)].map((layout) => wholeDecode(on(layout), context, limit)),
  );
  const apart = bestDecode(
    [tensor(4), tensor(8), wideExperts(8)].flatMap((layout) =>
      [wideExperts(8)].flatMap((experts) =>
        NODES.map((attentions) =>
          splitDecode(
            {
              attention: on(layout),
              attentions,
              ffn: { kind: 'accelerators', instance: on(experts), count: 1 },
              link: 'network',
            },
            context,
            limit,
          ),
        ),
      ),
    ),
  );
  return (apart?.perAccelerator ?? 0) / (whole?.perAccelerator ?? Infinity);
};

export const SPLIT_RULE_ROWS: readonly SystemRow[] = [
  {
    id: 'megascale-infer',
    section: 'Attention–FFN disaggregation',
    system: 'MegaScale-Infer',
    plan: {
      racks: [
        { systemId: 'h20-8', systems: 4, role: 'attention' },
        { systemId: 'h800-8', systems: 1, role: 'ffn' },
      ],
      modelId: 'mixtral-8x22b',
      work: [fixedWork(571, 159, 1)],
      serving: { mode: 'attention-ffn', weights: 'bf16' },
    },
    checks: [
      {
        id: 'micro-batches',
        figure: 'micro-batches that hide the traffic: one way below and above half of the longer side',
        unit: 'micro-batches',
        of: () => [0.1, 0.49, 0.51, 0.99].map((oneWay) => microBatchesToHide(layer(1, 0.8, oneWay))),
        kind: 'arithmetic',
        published: { values: [3, 3, 4, 4] },
        source: `${MEGASCALE}: m ≥ 2(1 + T_c/T_f)`,
        tolerance: 0,
      },
      {
        id: 'step',
        figure: 'step of 3 micro-batches over 4 layers at T_a = 3, T_e = 2, T_c = 0.5',
        unit: 's',
        of: () => splitStepSeconds(layer(3, 2, 0.5), 3, 4),
        kind: 'arithmetic',
        published: { values: [3 + 2 + 2 * 0.5 + 3 * (3 * 4 - 1)] },
        source: `${MEGASCALE}: T_a + T_e + 2T_c + T_f·(m·L − 1)`,
        tolerance: 1e-9,
      },
      {
        id: 'balance',
        figure: 'tokens of an expert when 8 instances bring 512 each, E = 256, K = 8',
        unit: 'tok',
        of: () => tokensPerExpert(512, 8, 256, 8),
        kind: 'arithmetic',
        published: { values: [(512 * 8 * 8) / 256] },
        source: `${MEGASCALE}: b_a·n_a = b_e·E/K`,
        tolerance: 1e-9,
      },
      {
        id: 'utilisation',
        figure: 'utilisation of the experts of Mixtral in bf16 on an A100 at a batch of 156',
        unit: 'share',
        of: (world) => {
          const { peak, bandwidth } = deviceIn(world, 'a100-8');
          return ffnUtilisation((156 * 2) / 8, { peak: peak.bf16, bandwidth, bytesPerParameter: 2 });
        },
        kind: 'arithmetic',
        published: { values: [((2 / 8) * 2.039e12 * 156) / 312e12] },
        source: `${MEGASCALE}: min(K/E · B_w/F · b, 1)`,
      },
      {
        id: 'gain',
        figure: 'Mixtral-8x22B on nodes of H800 within 150 ms, decode: apart over whole, per accelerator',
        unit: '×',
        of: mixtralGain,
        kind: 'claim',
        published: { values: [1.9] },
        source: `${MEGASCALE}: up to 1.90 × (reported)`,
        reason: 'the baseline is the engines of 2025, ours is the same model of kernels whole and with wide experts',
      },
    ],
  },
  {
    id: 'aiconfigurator-afd',
    section: 'Attention–FFN disaggregation',
    system: 'aiconfigurator',
    plan: {
      racks: [
        { systemId: 'gb200-nvl72', role: 'attention' },
        { systemId: 'gb200-nvl72', role: 'ffn' },
      ],
      modelId: 'deepseek-r1',
      work: [fixedWork(4_096, 1_024, 2)],
      serving: { mode: 'attention-ffn', engine: 'sglang', microBatches: 3 },
    },
    checks: [
      {
        id: 'visits-256',
        figure: 'chance that a token visits an FFN node, E = 256, k = 8, on 2, 4, 8, 16, 32 nodes',
        unit: 'probability',
        of: () => [2, 4, 8, 16, 32].map((nodes) => visitProbability(256, 8, nodes)),
        kind: 'arithmetic',
        published: { values: [0.997, 0.904, 0.662, 0.408, 0.227] },
        source: `${AIC}, its formula`,
        tolerance: 0.002,
      },
      {
        id: 'visits-128',
        figure: 'the same for E = 128, k = 4',
        unit: 'probability',
        of: () => [2, 4, 8, 16, 32].map((nodes) => visitProbability(128, 4, nodes)),
        kind: 'arithmetic',
        published: { values: [0.94, 0.689, 0.418, 0.23, 0.121] },
        source: `${AIC}, its formula`,
        tolerance: 0.004,
      },
      {
        id: 'sum',
        figure: 'cycle without overlap at t_a = 3, t_f = 2, t_c = 1',
        unit: 's',
        of: () => cycleOf(layer(3, 2, 0.5), 1).seconds,
        kind: 'arithmetic',
        published: { values: [3 + 2 + 1] },
        source: AIC,
        tolerance: 1e-9,
      },
      {
        id: 'three',
        figure: 'cycle of three micro-batches with t_c above both sides hidden, and not (t_a = t_f = 2; t_c = 1.9, 6)',
        unit: 's',
        of: () => [0.95, 3].map((oneWay) => cycleOf(layer(2, 2, oneWay), 3).seconds),
        kind: 'arithmetic',
        published: { values: [2, (2 + 2 + 6) / 3] },
        source: `${AIC}; where three do not hide it, the joined form of [S6]`,
        tolerance: 1e-9,
      },
    ],
  },
];
