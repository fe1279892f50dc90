/** Takes away a workload. Its pool stays as long as racks stand in it or other work is served from it. */
import { withoutWorkload } from '../pools.ts';
import type { Scenario } from '../schema.ts';

export interface RemoveWorkload {
  readonly workloadId: string;
}

/** The scenario without the workload; the same scenario when there is no such workload. */
export const removeWorkload = (scenario: Scenario, { workloadId }: RemoveWorkload): Scenario => {
  if (!scenario.workloads.some((workload) => workload.id === workloadId)) return scenario;
  return {
    ...scenario,
    workloads: scenario.workloads.filter((workload) => workload.id !== workloadId),
    deployments: withoutWorkload(scenario.deployments, workloadId),
  };
};
