/** Says who owns a site. At a cloud everything is rented, so prices of systems there stop being prices. */
import { changeItem } from '../patch.ts';
import type { Scenario, Site } from '../schema.ts';
import { updateSite } from './update-site.ts';

export interface SetOwnership {
  readonly siteId: string;
  readonly ownership: Site['ownership'];
}

/**
 * The scenario with the ownership changed; the same scenario when it is that already. Going to a cloud or away from one drops the
 * entered prices of systems marked as bought: in one case they are per system, in the other per accelerator hour.
 */
export const setOwnership = (scenario: Scenario, { siteId, ownership }: SetOwnership): Scenario => {
  const before = scenario.sites.find((site) => site.id === siteId)?.ownership;
  const next = updateSite(scenario, { siteId, patch: { ownership } });
  if (next === scenario || (before === 'cloud') === (ownership === 'cloud')) return next;
  const priced = next.rackGroups.filter(
    (group) => group.siteId === siteId && group.acquisition === 'buy' && group.priceUsd !== undefined,
  );
  return priced.reduce(
    (plan, { id }) => ({ ...plan, rackGroups: changeItem(plan.rackGroups, id, ({ priceUsd: _, ...rest }) => rest) }),
    next,
  );
};
