/** Figures read off the answer of a plan, and plans against each other. */
import type { DeploymentAnswer, Evaluation, GroupAnswer } from '../../evaluate/evaluation.ts';
import type { Withheld } from './row.ts';
import type { SystemPlan, WorkPlan } from './scenario-for.ts';
import { ofPool, type World } from './world.ts';

/** Requests of fixed mean lengths, one turn each, nothing of them cached; sizes spread as those of batch work. */
export const fixedWork = (inputTokens: number, outputTokens: number, sessionsPerSecond: number): WorkPlan => ({
  workflowId: 'batch',
  slaClassId: 'near-real-time',
  sessionsPerSecond,
  overrides: { turns: 1, firstInputTokens: inputTokens, outputTokens, prefixHitShare: 0 },
});

export const work = (
  workflowId: string,
  sessionsPerSecond: number,
  overrides: WorkPlan['overrides'] = {},
  slaClassId = 'near-real-time',
): WorkPlan => ({ workflowId, slaClassId, sessionsPerSecond, overrides });

type Read = (pool: DeploymentAnswer, evaluation: Evaluation) => number | null;

export const readOf = (world: World, plan: SystemPlan, read: Read): number | Withheld =>
  ofPool<number>(world, plan, (pool, evaluation) => {
    const value = read(pool, evaluation);
    return value ?? { withheld: `the pool is ${pool.verdict} and has no such figure` };
  });

/** A figure of one plan over that of another. */
export const ratioOf = (world: World, one: SystemPlan, other: SystemPlan, read: Read): number | Withheld => {
  const [a, b] = [readOf(world, one, read), readOf(world, other, read)];
  if (typeof a !== 'number') return a;
  if (typeof b !== 'number') return b;
  return b === 0 ? { withheld: 'the plan it is compared with serves nothing' } : a / b;
};

/** The plan with some of its serving choices changed. */
export const serving = (plan: SystemPlan, changes: SystemPlan['serving']): SystemPlan => ({
  ...plan,
  serving: { ...plan.serving, ...changes },
});

export const slaRequests: Read = ({ slaCapacity }) => slaCapacity;
export const saturation: Read = ({ saturation: most }) => most;
export const ttftP50: Read = (_, { workloads }) => workloads[0]?.ttft?.p50 ?? null;
export const ttftP95: Read = (_, { workloads }) => workloads[0]?.ttft?.p95 ?? null;
export const tpotP50: Read = (_, { workloads }) => workloads[0]?.tpot?.p50 ?? null;
export const sequencesMax: Read = ({ groups }) => groups[0]?.sequencesMax ?? null;
export const kvRoom: Read = ({ groups }) => groups[0]?.memory.kvRoom ?? null;
export const costPerMtok: Read = (_, { totals }) => totals.costPerMtokOutput;

/** Output tokens per second inside the targets, for each accelerator of the plan. */
export const slaPerAccelerator: Read = ({ slaTokensPerSecond }, { totals }) =>
  slaTokensPerSecond === null ? null : slaTokensPerSecond / totals.accelerators;

/** Share of what an unlimited cache would find that is found. */
export const hitShare: Read = ({ groups }) => {
  const reuse = reuseOf(groups);
  return reuse ? reuse.cachedTokens / reuse.achievableTokens : null;
};

export const reuseOf = (groups: readonly GroupAnswer[]): GroupAnswer['reuse'] =>
  groups.find(({ reuse }) => reuse !== null)?.reuse ?? null;
