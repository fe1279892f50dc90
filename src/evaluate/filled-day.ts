/** A plan whose demand is scaled until the peak of its day fills what the targets allow: what cost and energy per token are compared at. */
import type { Scenario } from '../scenario/schema.ts';

/** Leaves the peak of the scaled day inside the capacity it was scaled to. */
const JUST_INSIDE = 1 - 1e-6;

/** `headroom` is that of the plan's one pool. Null where nothing keeps the targets or nothing is asked. */
export const filledDay = (scenario: Scenario, headroom: number | null): Scenario | null =>
  headroom === null
    ? null
    : {
        ...scenario,
        workloads: scenario.workloads.map((workload) => ({
          ...workload,
          demand: {
            ...workload.demand,
            peakSessionsPerSecond: workload.demand.peakSessionsPerSecond * (1 + headroom) * JUST_INSIDE,
          },
        })),
      };
