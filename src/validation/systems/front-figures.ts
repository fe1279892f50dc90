/** Speeds and ratios read off fronts: aggregated against disaggregated, one rack against another. */
import { frontOf, perAcceleratorAt, type Front, type FrontPlan } from './front.ts';
import type { World } from './world.ts';

const BOTH = ['aggregated', 'disaggregated'] as const;

export const R1_8K_1K: Omit<FrontPlan, 'systemId' | 'accelerators' | 'weights'> = {
  modelId: 'deepseek-r1',
  inputTokens: 8_192,
  outputTokens: 1_024,
  modes: BOTH,
  engine: 'tensorrt-llm',
};

export const onGb200 = (weights: FrontPlan['weights'], mostDrafts = 0): FrontPlan => ({
  ...R1_8K_1K,
  systemId: 'gb200-nvl72',
  accelerators: 72,
  weights,
  mostDrafts,
});

/** Dense model of eight billion parameters on one node of H100. */
export const SMALL_DENSE: FrontPlan = {
  modelId: 'llama-3.1-8b',
  systemId: 'hgx-h100-8',
  accelerators: 8,
  inputTokens: 8_192,
  outputTokens: 1_024,
  modes: BOTH,
  engine: 'vllm',
  weights: 'native',
};

export const onH200 = (weights: FrontPlan['weights'], mostDrafts = 0): FrontPlan => ({
  ...R1_8K_1K,
  systemId: 'hgx-h200-8',
  accelerators: 8,
  weights,
  mostDrafts,
});

export const modesOf = (world: World, plan: FrontPlan): { readonly together: Front; readonly apart: Front } => ({
  together: frontOf(world, { ...plan, modes: ['aggregated'] }),
  apart: frontOf(world, { ...plan, modes: ['disaggregated'] }),
});

/** One front over another at speeds for one user; 0 where the other ends before. */
export const overAt = (one: Front, other: Front, speeds: readonly number[]): number[] =>
  speeds.map((perUser) => {
    const under = perAcceleratorAt(other, perUser);
    return under > 0 ? perAcceleratorAt(one, perUser) / under : 0;
  });
