/** Changes fields of a workload. */
import { changeItem, patched, type Patch } from '../patch.ts';
import { workloadSchema, type Scenario, type Workload } from '../schema.ts';

export interface UpdateWorkload {
  readonly workloadId: string;
  readonly patch: Patch<Omit<Workload, 'id'>>;
}

/** The scenario with the workload changed; the same scenario when nothing changes, a value is invalid or a site is unknown. */
export const updateWorkload = (scenario: Scenario, { workloadId, patch }: UpdateWorkload): Scenario => {
  if (patch.allowedSiteIds?.some((id) => !scenario.sites.some((site) => site.id === id))) return scenario;
  const workloads = changeItem(scenario.workloads, workloadId, (workload) =>
    patched(workloadSchema, workload, { ...patch, id: workload.id }),
  );
  return workloads === scenario.workloads ? scenario : { ...scenario, workloads };
};
