/** Prompt lengths of metered workloads, which their source does not publish. */
import type { EnergyRow } from './rows/energy-row.ts';

/** Questions of one turn; code with the files around it; one picture of 1280 × 800; frames of a short clip. */
const MEAN_PROMPT_TOKENS: Readonly<Record<string, number>> = {
  gpqa: 250,
  'lm-arena-chat': 250,
  // How much context comes with the code is not published: at this length the power of the bf16 runs agrees with the model.
  'sourcegraph-fim': 1_800,
  'image-chat': 1_150,
  'video-chat': 3_000,
};

/** Tokens of a mean prompt, as stated or as its workload implies; null for a workload nobody described. */
export const meanPromptTokens = (row: Pick<EnergyRow, 'workload' | 'meanInputTokens'>): number | null =>
  row.meanInputTokens ?? MEAN_PROMPT_TOKENS[row.workload] ?? null;
