/**
 * Moves everything on one position to another, on the same or another site. Terms and deployment stay;
 * on a position that holds the same system the counts add and the rack joins the pool of what stands there.
 */
import { deploymentOfGroup, groupAt, type Place } from '../positions.ts';
import { clearPosition, countAt, putOnPosition, setCount, termsOf } from '../rack-groups.ts';
import { sameValue } from '../same-value.ts';
import type { Scenario } from '../schema.ts';

export interface MoveRack {
  readonly from: Place;
  readonly to: Place;
}

/** The scenario with the rack moved; the same scenario when nothing stands there or the target is missing or taken. */
export const moveRack = (scenario: Scenario, { from, to }: MoveRack): Scenario => {
  const group = groupAt(scenario, from);
  if (!group || (from.siteId === to.siteId && from.position === to.position)) return scenario;
  const count = countAt(scenario, from);
  const target = groupAt(scenario, to);
  if (target) {
    if (target.systemId !== group.systemId) return scenario;
    const stacked = setCount(scenario, to, countAt(scenario, to) + count);
    return stacked === scenario ? scenario : clearPosition(stacked, from);
  }
  const deploymentId = deploymentOfGroup(scenario, group.id)?.id ?? null;
  // Put down before taking up: a group of one position keeps its id when it moves within its site.
  const put = putOnPosition(scenario, to, count, termsOf(group), deploymentId, (item) =>
    sameValue(termsOf(item), termsOf(group)),
  );
  return put === scenario ? scenario : clearPosition(put, from);
};
