/** Says which share of a workload's demand comes from another region; the rest comes from where its users are said to be. */
import type { Scenario } from '../schema.ts';
import { updateWorkload } from './update-workload.ts';

export interface SetElsewhere {
  readonly workloadId: string;
  readonly regionId: string;
  /** 0 to 1; null takes the region away. */
  readonly share: number | null;
}

/** The scenario with that share changed; the same scenario when nothing changes or the shares would come to more than 1. */
export const setElsewhere = (scenario: Scenario, { workloadId, regionId, share }: SetElsewhere): Scenario => {
  const workload = scenario.workloads.find((item) => item.id === workloadId);
  if (!workload) return scenario;
  const { elsewhere } = workload.demand;
  const known = elsewhere.some((part) => part.regionId === regionId);
  const next =
    share === null
      ? elsewhere.filter((part) => part.regionId !== regionId)
      : known
        ? elsewhere.map((part) => (part.regionId === regionId ? { regionId, share } : part))
        : [...elsewhere, { regionId, share }];
  return updateWorkload(scenario, { workloadId, patch: { demand: { ...workload.demand, elsewhere: next } } });
};
