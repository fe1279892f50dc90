/** Puts the rack on one position into another pool. The rest of its group stays where it is. */
import { deploymentOfGroup, groupAt, type Place } from '../positions.ts';
import { clearPosition, countAt, putOnPosition, termsOf } from '../rack-groups.ts';
import { sameValue } from '../same-value.ts';
import type { Scenario } from '../schema.ts';

export interface AssignRack extends Place {
  /** Null takes the rack out of its pool. */
  readonly deploymentId: string | null;
}

/** The scenario with the rack in that pool; the same scenario when it is there already or either does not exist. */
export const assignRack = (scenario: Scenario, args: AssignRack): Scenario => {
  const group = groupAt(scenario, args);
  if (!group || (deploymentOfGroup(scenario, group.id)?.id ?? null) === args.deploymentId) return scenario;
  if (args.deploymentId !== null && !scenario.deployments.some((item) => item.id === args.deploymentId)) {
    return scenario;
  }
  const lifted = clearPosition(scenario, args);
  const put = putOnPosition(lifted, args, countAt(scenario, args), termsOf(group), args.deploymentId, (item) =>
    sameValue(termsOf(item), termsOf(group)),
  );
  return put === lifted ? scenario : put;
};
