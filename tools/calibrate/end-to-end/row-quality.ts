/**
 * How far a published row may steer the fit. Rows that contradict themselves steer nothing and stand outside the "core"; figures of
 * cookbooks and blogs, medians over ten to a hundred requests, count a quarter.
 */
import type { E2eRow } from '../../../src/validation/rows/e2e-row.ts';

export interface Quality {
  readonly weight: number;
  readonly core: boolean;
}

interface Contradiction {
  readonly reason: string;
  readonly holds: (row: E2eRow) => boolean;
}

const internal = (row: E2eRow): boolean => row.source.includes('gap analysis');

const CONTRADICTIONS: readonly Contradiction[] = [
  {
    reason: 'tokens come faster than so many users at once allow (Little)',
    holds: (row) =>
      internal(row) && row.backend === 'vllm' && row.system === 'h200_sxm' && row.model === 'Llama-3.1-8B',
  },
  {
    reason: 'the weights do not fit the accelerators stated',
    holds: (row) =>
      internal(row) && row.backend === 'vllm' && row.system === 'h200_sxm' && row.model === 'Qwen3-235B-A22B',
  },
  {
    reason: 'first tokens of hundreds of waiting users with the pace of four',
    holds: (row) =>
      row.backend === 'vllm' &&
      row.system === 'h100_sxm' &&
      row.model === 'gpt-oss-120b' &&
      (row.concurrency ?? 0) >= 512,
  },
  {
    reason: 'the weights do not fit a worker of one accelerator',
    holds: (row) =>
      row.backend === 'sglang' &&
      row.system === 'gb200' &&
      row.model === 'DeepSeek-R1' &&
      row.decode?.gpusPerWorker === 1,
  },
];

/** Sources that are measurement campaigns; all others are cookbooks, blogs and threads. */
const CAMPAIGNS = /silicon_sample/;

export const qualityOf = (row: E2eRow): Quality => {
  if (CONTRADICTIONS.some(({ holds }) => holds(row))) return { weight: 0, core: false };
  const campaign = CAMPAIGNS.test(row.source);
  return { weight: campaign ? 1 : 0.25, core: campaign };
};
