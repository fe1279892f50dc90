/** Sets the demand of one month as a multiplier of the peak. */
import { withMultiplier } from '../multipliers.ts';
import type { Scenario } from '../schema.ts';
import { updateWorkload } from './update-workload.ts';

export interface SetMonth {
  readonly workloadId: string;
  /** 0 is January. */
  readonly month: number;
  readonly multiplier: number;
}

/** The scenario with that month changed; the same scenario when nothing changes or the multiplier is invalid. */
export const setMonth = (scenario: Scenario, { workloadId, month, multiplier }: SetMonth): Scenario => {
  const workload = scenario.workloads.find((item) => item.id === workloadId);
  if (!workload) return scenario;
  const { monthShape, ...rest } = workload.demand;
  const next = withMultiplier(monthShape, 12, month, multiplier);
  return updateWorkload(scenario, {
    workloadId,
    patch: { demand: next === undefined ? rest : { ...rest, monthShape: next } },
  });
};
