/**
 * Published quality of number formats and smaller models, as data. Nothing here is computed, and a figure holds for the models it names:
 * it says what happened there, not what will happen here.
 */
import type { Confidence } from '../catalogue/figures.ts';

export interface QualityFigure {
  readonly metric: string;
  /** One number, a range, or a pair of before and after. */
  readonly value: number | readonly [number, number];
  readonly reads: 'change' | 'range' | 'before and after';
  readonly unit: '%' | 'percentage points' | 'share of the score';
  readonly conditions: string;
  readonly source: string;
  readonly confidence: Confidence;
}

const figure = (
  metric: string,
  value: QualityFigure['value'],
  reads: QualityFigure['reads'],
  unit: QualityFigure['unit'],
  conditions: string,
  source: string,
  confidence: Confidence,
): QualityFigure => ({ metric, value, reads, unit, conditions, source, confidence });

const NEMOTRON = 'Nemotron-3-Nano-30B-A3B, BF16 and NVFP4';
const FLEEK = 'fleek.sh quoting NVIDIA';
const KIMI = 'Kimi-K3, published MXFP4 and INT4 with FP8 activations';
const VESSL = 'hub card vessl/Kimi-K3-W4AFP8';

/** By format of the weights. */
export const WEIGHT_QUALITY: Readonly<Record<'fp8' | 'int8' | 'nvfp4' | 'int4', readonly QualityFigure[]>> = {
  fp8: [
    figure(
      'accuracy loss of FP8 weights and activations',
      0,
      'change',
      'percentage points',
      'Llama-3.1 8B, 70B and 405B, 500,000 evaluations: about none',
      'arXiv:2411.02355 / ACL 2025',
      'measured',
    ),
  ],
  int8: [
    figure(
      'accuracy loss of INT8 weights and activations',
      [1, 3],
      'range',
      '%',
      'well tuned',
      'arXiv:2411.02355',
      'measured',
    ),
  ],
  nvfp4: [
    figure('MMLU-Pro', [78.3, 77.4], 'before and after', '%', NEMOTRON, FLEEK, 'reported'),
    figure('GPQA Diamond', [73, 71.9], 'before and after', '%', NEMOTRON, FLEEK, 'reported'),
    figure('IFBench', [71.5, 70.7], 'before and after', '%', NEMOTRON, FLEEK, 'reported'),
    figure('AIME 2025', [89.1, 86.7], 'before and after', '%', NEMOTRON, FLEEK, 'reported'),
    figure(
      'average loss over five tasks',
      0.6,
      'change',
      'percentage points',
      'at most, dense models; mixtures of experts less; one Blackwell workstation',
      'ure.us articles/benchmarking-nvfp4-blackwell',
      'measured',
    ),
  ],
  int4: [
    figure('GPQA Diamond', [93.5, 92.9], 'before and after', '%', KIMI, VESSL, 'measured'),
    figure('MMMU-Pro', [81.6, 80.3], 'before and after', '%', KIMI, VESSL, 'measured'),
    figure('SciCode', [58.7, 56.9], 'before and after', '%', KIMI, VESSL, 'measured'),
  ],
};

/** By format of the KV cache. Nothing is published of FP8 caches by themselves. */
export const KV_QUALITY: Readonly<Record<'nvfp4', readonly QualityFigure[]>> = {
  nvfp4: [
    figure(
      'share of the full-precision score kept',
      0.93,
      'change',
      'share of the score',
      'weights, queries and KV all in NVFP4, small Llama and Qwen models',
      'arXiv:2606.07618',
      'measured',
    ),
  ],
};

const LEADERBOARD = 'github:JonathanChavezTamales/llm-leaderboard';
const SNAPSHOT = 'llm-d-planner AA snapshot';

const student = (score: number): QualityFigure =>
  figure(
    'GPQA Diamond, teacher and student',
    [81, score],
    'before and after',
    '%',
    "pass@1 by the vendor; the teacher's is of May 2025, the students were distilled from that of January",
    LEADERBOARD,
    'reported',
  );

/** By id of a smaller model that a larger one was distilled or pruned to. */
export const SMALLER_MODEL_QUALITY: Readonly<Record<string, readonly QualityFigure[]>> = {
  'r1-distill-llama-70b': [
    student(65.2),
    figure(
      'GPQA, teacher and student',
      [81.3, 40.2],
      'before and after',
      '%',
      "Artificial Analysis: 25 points below the vendor's own figure",
      SNAPSHOT,
      'measured',
    ),
  ],
  'r1-distill-qwen-32b': [student(62.1)],
  'r1-distill-llama-8b': [student(49)],
  'llama-3.3-nemotron-super-49b': [
    figure(
      'GPQA, Llama-3.3-70B and pruned to 49B',
      [49.8, 51.7],
      'before and after',
      '%',
      'Artificial Analysis, without reasoning; 64.3 with it',
      SNAPSHOT,
      'measured',
    ),
  ],
};
