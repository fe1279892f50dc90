/** Gives the rack on one position another role. The rest of its group keeps the old one. */
import { deploymentOfGroup, groupAt, type Place } from '../positions.ts';
import { clearPosition, countAt, putOnPosition, termsOf } from '../rack-groups.ts';
import { sameValue } from '../same-value.ts';
import type { RackGroup, Scenario } from '../schema.ts';

export interface SetRackRole extends Place {
  readonly role: RackGroup['role'];
}

/**
 * The scenario with the role set: the rack joins a group of its pool that has the same terms and that role, or founds one. The same
 * scenario when the position is free or the rack has the role already.
 */
export const setRackRole = (scenario: Scenario, args: SetRackRole): Scenario => {
  const group = groupAt(scenario, args);
  if (!group || group.role === args.role) return scenario;
  const terms = { ...termsOf(group), role: args.role };
  const deploymentId = deploymentOfGroup(scenario, group.id)?.id ?? null;
  const alone = group.placements.length === 1;
  const joined = scenario.rackGroups.some(
    (item) => item.siteId === group.siteId && sameValue(termsOf(item), terms) && sameDeployment(scenario, item, group),
  );
  // A group of one position keeps its id where no other group takes it in.
  if (alone && !joined) {
    const rackGroups = scenario.rackGroups.map((item) => (item === group ? { ...item, role: args.role } : item));
    return { ...scenario, rackGroups };
  }
  const lifted = clearPosition(scenario, args);
  const put = putOnPosition(lifted, args, countAt(scenario, args), terms, deploymentId, (item) =>
    sameValue(termsOf(item), terms),
  );
  return put === lifted ? scenario : put;
};

const sameDeployment = (scenario: Scenario, a: RackGroup, b: RackGroup): boolean =>
  deploymentOfGroup(scenario, a.id)?.id === deploymentOfGroup(scenario, b.id)?.id;
