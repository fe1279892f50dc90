/** Changes the terms of a rack group: how it was acquired, what it costs, what it is for, how much power it may draw. */
import { changeItem, patched, type Patch } from '../patch.ts';
import { rackGroupSchema, type RackGroup, type Scenario } from '../schema.ts';

export interface UpdateRackGroup {
  readonly rackGroupId: string;
  readonly patch: Patch<Pick<RackGroup, 'role' | 'acquisition' | 'priceUsd' | 'powerLimitShare'>>;
}

/**
 * The scenario with the terms changed; the same scenario when nothing changes or a value is invalid. A price belongs to how the
 * systems are acquired: one of a system is no rent by the hour, and one on demand is none of a spot market. Another way of acquiring
 * drops the price, unless a new one comes along.
 */
export const updateRackGroup = (scenario: Scenario, { rackGroupId, patch }: UpdateRackGroup): Scenario => {
  const rackGroups = changeItem(scenario.rackGroups, rackGroupId, (group) => {
    const next = patched(rackGroupSchema, group, { ...patch, id: group.id });
    if (next.acquisition === group.acquisition || Object.hasOwn(patch, 'priceUsd')) return next;
    const { priceUsd: _, ...unpriced } = next;
    return unpriced;
  });
  return rackGroups === scenario.rackGroups ? scenario : { ...scenario, rackGroups };
};
