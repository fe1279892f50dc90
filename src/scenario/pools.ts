/** Membership of workloads in deployments: a workload is served from one pool at most. */
import type { Deployment } from './schema.ts';

/** The deployments without this workload; one that is left with neither work nor racks goes. */
export const withoutWorkload = (deployments: readonly Deployment[], workloadId: string): Deployment[] =>
  deployments.flatMap((deployment) => {
    if (!deployment.workloadIds.includes(workloadId)) return [deployment];
    const workloadIds = deployment.workloadIds.filter((id) => id !== workloadId);
    return workloadIds.length === 0 && deployment.rackGroupIds.length === 0 ? [] : [{ ...deployment, workloadIds }];
  });
