/** Changes the terms of a rack group: how it was acquired, what it costs, what it is for. */
import { changeItem, patched, type Patch } from '../patch.ts';
import { rackGroupSchema, type RackGroup, type Scenario } from '../schema.ts';

export interface UpdateRackGroup {
  readonly rackGroupId: string;
  readonly patch: Patch<Pick<RackGroup, 'role' | 'acquisition' | 'priceUsd'>>;
}

/**
 * The scenario with the terms changed; the same scenario when nothing changes or a value is invalid. A price of one system is not
 * a rent of one accelerator for one hour: going from one to the other drops the price, unless a new one comes along.
 */
export const updateRackGroup = (scenario: Scenario, { rackGroupId, patch }: UpdateRackGroup): Scenario => {
  const rackGroups = changeItem(scenario.rackGroups, rackGroupId, (group) => {
    const next = patched(rackGroupSchema, group, { ...patch, id: group.id });
    const otherUnit = (next.acquisition === 'buy') !== (group.acquisition === 'buy');
    if (!otherUnit || Object.hasOwn(patch, 'priceUsd')) return next;
    const { priceUsd: _, ...unpriced } = next;
    return unpriced;
  });
  return rackGroups === scenario.rackGroups ? scenario : { ...scenario, rackGroups };
};
