/**
 * Which measured class of kernels stands for an operator, and what share of board power that class draws.
 * Classes are those of the power records: operator, phase and number format.
 */
import type { WeightFormat } from '../catalogue/figures.ts';

/** Operators as the step answer names them. */
export type StepOperator = 'projection' | 'attention' | 'ffn' | 'moe' | 'collective' | 'head' | 'elementwise' | 'host';

/** What decides the class besides operator and phase. */
export interface KernelKinds {
  /** Weights of projections, dense FFN and head, and of the routed experts. */
  readonly denseWeights: WeightFormat;
  readonly expertWeights: WeightFormat;
  /** Latent: one compressed KV for all heads (MLA and its sparse forms). */
  readonly attention: 'grouped' | 'latent';
}

/** Share of wall time of one operator in one phase. */
export interface OperatorShare {
  readonly operator: StepOperator;
  readonly phase: 'prefill' | 'decode';
  readonly timeShare: number;
}

export type ClassShares = Readonly<Record<string, number>>;

/** Share of board power; 'waiting' for work that leaves the cores idle; null where no class was measured. */
export const operatorPowerShare = (
  shares: ClassShares,
  share: Pick<OperatorShare, 'operator' | 'phase'>,
  kinds: KernelKinds,
): number | 'waiting' | null => {
  const { operator, phase } = share;
  switch (operator) {
    case 'projection':
    case 'ffn':
    case 'head':
      return byFormat(shares, `gemm_${phase}`, kinds.denseWeights);
    case 'moe':
      return byFormat(shares, `moe_${phase}`, kinds.expertWeights);
    case 'attention':
      return shares[attentionClass(phase, kinds.attention)] ?? null;
    case 'elementwise':
      // Not measured alone. Decode attention with grouped heads is the measured class that streams memory and computes little.
      return shares['decode_attention_gqa'] ?? null;
    case 'collective':
    case 'host':
      return 'waiting';
  }
};

const attentionClass = (phase: OperatorShare['phase'], attention: KernelKinds['attention']): string => {
  if (phase === 'prefill') return 'prefill_attention';
  return attention === 'latent' ? 'decode_attention_mla_module' : 'decode_attention_gqa';
};

/**
 * Formats of the power records to try, in order; the formats of one entry are averaged. `fp8` does not say whether its
 * scales are per tensor or per block. Formats without a kernel of their own run as the next: weight-only int4 and mxfp4
 * compute in bf16, and measured nvfp4 experts draw what bf16 experts do (GB200: 0.80 and 0.81 of board power).
 */
const FORMATS: Readonly<Record<WeightFormat, readonly (readonly string[])[]>> = {
  fp32: [['bfloat16']],
  bf16: [['bfloat16']],
  fp8: [['fp8', 'fp8_block'], ['bfloat16']],
  mxfp8: [['fp8'], ['fp8_block'], ['bfloat16']],
  int8: [['fp8', 'fp8_block'], ['bfloat16']],
  nvfp4: [['nvfp4'], ['bfloat16']],
  mxfp4: [['bfloat16']],
  'int4-g32': [['bfloat16']],
  'int4-g128': [['bfloat16']],
};

const byFormat = (shares: ClassShares, prefix: string, format: WeightFormat): number | null => {
  for (const formats of FORMATS[format]) {
    const found = formats.map((name) => shares[`${prefix}_${name}`]).filter((value) => value !== undefined);
    if (found.length > 0) return found.reduce((sum, value) => sum + value, 0) / found.length;
  }
  return null;
};
