/** The configuration on screen as measured runs see one: a single instance of the pool in view, at its peak hour. */
import type { Trust } from '../../src/calibration/trust.ts';
import type { DeploymentAnswer, Evaluation, GroupAnswer } from '../../src/evaluate/evaluation.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import type { Place } from '../../src/validation/nearest-points.ts';
import { poolInView } from '../state/pool-in-view.ts';
import type { Selection } from '../state/session-store.ts';

export interface OnScreen {
  readonly poolName: string;
  readonly place: Place;
  readonly trust: Trust | null;
  /** Median of the pool's largest workload, seconds; null without an answer. */
  readonly ttft: number | null;
  readonly tpot: number | null;
}

/** Null where no pool serves a model on a rack. */
export const placeOnScreen = (
  scenario: Scenario,
  evaluation: Evaluation,
  selection: Selection | null,
): OnScreen | null => {
  const pool = poolInView(evaluation, selection);
  const group = pool && largestGroup(pool);
  const workload = evaluation.workloads
    .filter((one) => one.deploymentId === pool?.deploymentId)
    .toSorted((a, b) => b.peakRequestsPerSecond - a.peakRequestsPerSecond)[0];
  if (!pool || !group || !workload || pool.modelId === null) return null;
  const { layout } = group;
  return {
    poolName: pool.name,
    trust: pool.trust,
    ttft: workload.ttft?.p50 ?? null,
    tpot: workload.tpot?.p50 ?? null,
    place: {
      modelId: pool.modelId,
      acceleratorId: group.acceleratorId,
      engine: scenario.deployments.find(({ id }) => id === pool.deploymentId)?.serving.engine ?? '',
      users: Math.max(1, group.sequencesAtPeak),
      inputTokens: workload.inputTokens,
      outputTokens: workload.outputTokens,
      accelerators: layout.tp * layout.pp * layout.attnDp,
    },
  };
};

const largestGroup = (pool: DeploymentAnswer): GroupAnswer | null =>
  pool.groups.toSorted((a, b) => b.acceleratorsUsed - a.acceleratorsUsed)[0] ?? null;
