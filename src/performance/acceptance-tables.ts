/**
 * Published acceptance of drafted tokens, as data: tokens a step gains by the number of drafts, and drafts accepted up to each position [S7].
 * All were measured on one task each; nobody publishes them for chat, retrieval or agents.
 */
import type { Confidence } from '../catalogue/figures.ts';
import type { Speculation } from './techniques.ts';

export interface AcceptanceCurve {
  readonly modelId: string;
  readonly method: Speculation['method'];
  /** Name of the drafting head in the source. */
  readonly head: string;
  readonly thinking: boolean;
  /** Mean tokens gained by a step that verifies 1, 2, … drafts; the step's own token is one of them. */
  readonly tokensPerStep: readonly number[];
}

export interface AcceptanceSource {
  readonly task: 'code' | 'maths';
  readonly source: string;
  readonly confidence: Confidence;
}

const curve = (
  modelId: string,
  method: Speculation['method'],
  head: string,
  thinking: boolean,
  tokensPerStep: readonly number[],
): AcceptanceCurve => ({ modelId, method, head, thinking, tokensPerStep });

/** SPEED-Bench coding split at the temperatures of its files, on B300. DSpark heads are trained like those of EAGLE and count as such. */
export const ACCEPTANCE_CURVES: readonly AcceptanceCurve[] = [
  curve('deepseek-v4-pro', 'mtp', 'dsv4_mtp', true, [1.79, 2.27, 2.49, 2.54, 2.55, 2.55, 2.54, 2.58]),
  curve('deepseek-v4-pro', 'mtp', 'dsv4_mtp', false, [1.92, 2.61, 2.97, 3, 3.1, 3.16, 3, 3.11]),
  curve('deepseek-v4-pro', 'eagle', 'dsv4-pro-0813-dspark', true, [1.84, 2.51, 3.01, 3.36, 3.61, 3.77, 3.73, 3.47]),
  curve('kimi-k2.5', 'eagle', 'kimik2.5_eagle3', true, [1.83, 2.43, 2.88, 3.24, 3.46, 3.62, 3.71, 3.77]),
  curve('kimi-k2.5', 'eagle', 'kimik2.5_eagle3', false, [1.8, 2.33, 2.75, 3.06, 3.25, 3.43, 3.46, 3.51]),
  curve('kimi-k3', 'eagle', 'kimik3_dspark', true, [1.84, 2.45, 2.87, 3.22, 3.44, 3.54, 3.78, 3.88]),
  curve('glm-5.2', 'mtp', 'glm5.2_mtp', true, [1.84, 2.5, 2.99, 3.33, 3.61, 3.78, 3.91, 4.06]),
  curve('minimax-m3', 'eagle', 'minimaxm3_eagle3', true, [1.78, 2.38, 2.83, 3.11, 3.35, 3.45, 3.53, 3.74]),
  curve('minimax-m3', 'eagle', 'minimaxm3_eagle3', false, [1.84, 2.52, 2.93, 3.41, 3.59, 3.57, 3.85, 4.06]),
  curve('minimax-m3', 'eagle', 'minimaxm3_eagle3_gqa', true, [1.79, 2.39, 2.78, 3.02, 3.21, 3.3, 3.52, 3.51]),
  curve('minimax-m3', 'eagle', 'minimaxm3_eagle3_gqa', false, [1.83, 2.46, 2.97, 3.29, 3.72, 3.76, 3.75, 3.93]),
  curve('qwen3.5-397b-a17b', 'mtp', 'qwen3.5_mtp', true, [1.93, 2.73, 3.39, 3.97, 4.41, 4.8, 5.04, 5.21]),
  curve('qwen3.5-397b-a17b', 'mtp', 'qwen3.5_mtp', false, [1.92, 2.7, 3.33, 3.83, 4.2, 4.48, 4.73, 4.71]),
];

export const CURVES_SOURCE: AcceptanceSource = {
  task: 'code',
  source: 'github:SemiAnalysisAI/InferenceX golden_al_distribution/ (2026-08-21)',
  confidence: 'measured',
};

/**
 * Share of steps in which the draft at a position and all before it were accepted: products of conditional chances already, to be summed and
 * never multiplied again. 1 + Σ = 4.49 for eight drafts.
 */
export const ACCEPTED_UP_TO: readonly number[] = [0.76, 0.62, 0.51, 0.42, 0.36, 0.31, 0.27, 0.24];

export const ACCEPTED_UP_TO_SOURCE: AcceptanceSource = {
  task: 'maths',
  source: 'github:vllm-project/vllm pull request 48892, gsm8k, eight drafts',
  confidence: 'reported',
};
