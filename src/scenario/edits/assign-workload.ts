/** Moves a workload to another pool. */
import { newDeployment } from '../defaults.ts';
import { changeItem } from '../patch.ts';
import { withoutWorkload } from '../pools.ts';
import { LIMITS, type Scenario } from '../schema.ts';

export interface AssignWorkload {
  readonly workloadId: string;
  /** Null: a new pool of its own. */
  readonly deploymentId: string | null;
}

/** The scenario with the workload in that pool; the same scenario when it is there already or either does not exist. */
export const assignWorkload = (scenario: Scenario, { workloadId, deploymentId }: AssignWorkload): Scenario => {
  const workload = scenario.workloads.find((item) => item.id === workloadId);
  if (!workload) return scenario;
  const current = scenario.deployments.find((item) => item.workloadIds.includes(workloadId));
  if (deploymentId === null) {
    const alone = current !== undefined && current.workloadIds.length === 1;
    if (alone || scenario.deployments.length >= LIMITS.workloads) return scenario;
    const others = withoutWorkload(scenario.deployments, workloadId);
    return { ...scenario, deployments: [...others, newDeployment(scenario, workload)] };
  }
  const target = scenario.deployments.find((item) => item.id === deploymentId);
  if (!target || target === current) return scenario;
  const others = withoutWorkload(scenario.deployments, workloadId);
  return {
    ...scenario,
    deployments: changeItem(others, deploymentId, (item) => ({
      ...item,
      workloadIds: [...item.workloadIds, workloadId],
    })),
  };
};
