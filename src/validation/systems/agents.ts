/** Coding agents on a GB200 rack, the plan of the rows on stores, tiers and CPU racks. */
import { work } from './pool-figures.ts';
import type { SystemPlan } from './scenario-for.ts';

/** Coding sessions of a large model whose KV has one place beside HBM: racks that stand there to keep it. */
export const AGENTS: SystemPlan = {
  racks: [{ systemId: 'gb200-nvl72' }],
  modelId: 'kimi-k2.5',
  work: [work('coding-agent', 0.035, {}, 'near-real-time/coding-agent')],
  serving: {
    engine: 'vllm',
    weights: 'native',
    kvFormat: 'fp8',
    kvTiers: { host: false, localNvme: false, racks: true, wait: 'auto' },
  },
};

/** The plan with racks of a system that keep KV beside it. */
export const withStore = (plan: SystemPlan, systemId: string, systems: number): SystemPlan => ({
  ...plan,
  racks: [...plan.racks, { systemId, systems, role: 'kv-store' }],
});
