/** Which pool is looked at: the charts, the inspector's neighbours and the validation page agree on it. */
import type { DeploymentAnswer, Evaluation } from '../../src/evaluate/evaluation.ts';
import type { Selection } from './session-store.ts';

/** The pool behind the selection, else the first with a curve; null when no pool has one. */
export const poolInView = (evaluation: Evaluation, selection: Selection | null): DeploymentAnswer | null => {
  const wanted = deploymentIdOf(evaluation, selection);
  const chosen = evaluation.deployments.find((pool) => pool.deploymentId === wanted);
  return (
    chosen ?? evaluation.deployments.find((pool) => pool.loadCurve.length > 1) ?? evaluation.deployments[0] ?? null
  );
};

const deploymentIdOf = (evaluation: Evaluation, selection: Selection | null): string | null => {
  switch (selection?.kind) {
    case 'deployment':
      return selection.deploymentId;
    case 'workload':
      return (
        evaluation.workloads.find((workload) => workload.workloadId === selection.workloadId)?.deploymentId ?? null
      );
    case 'rack':
      return (
        evaluation.racks.find((rack) => rack.siteId === selection.siteId && rack.position === selection.position)
          ?.deploymentId ?? null
      );
    default:
      return null;
  }
};
