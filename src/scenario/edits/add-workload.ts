/** Adds a workload, in a pool of its own or, when asked, in the first pool that serves the same model. */
import { newDeployment, newWorkload, type WorkloadChoices } from '../defaults.ts';
import { changeItem } from '../patch.ts';
import { LIMITS, type Deployment, type Scenario, type Workload } from '../schema.ts';

export interface AddWorkload extends WorkloadChoices {
  /** Join a pool of the same model instead of founding one. */
  readonly share?: boolean;
}

/** The scenario with the new workload last; the same scenario when its fields are invalid or there is no room for more. */
export const addWorkload = (scenario: Scenario, { share, ...choices }: AddWorkload): Scenario => {
  if (scenario.workloads.length >= LIMITS.workloads) return scenario;
  const workload = newWorkload(scenario, choices);
  if (workload === null) return scenario;
  const pool = share === true ? poolOf(scenario, workload) : undefined;
  if (!pool && scenario.deployments.length >= LIMITS.workloads) return scenario;
  return {
    ...scenario,
    workloads: [...scenario.workloads, workload],
    deployments: pool
      ? changeItem(scenario.deployments, pool.id, (item) => ({
          ...item,
          workloadIds: [...item.workloadIds, workload.id],
        }))
      : [...scenario.deployments, newDeployment(scenario, workload)],
  };
};

const poolOf = (scenario: Scenario, workload: Workload): Deployment | undefined =>
  scenario.deployments.find((deployment) =>
    scenario.workloads.some((item) => item.modelId === workload.modelId && deployment.workloadIds.includes(item.id)),
  );
