/** Changes fields of a site. Positions that hold racks cannot be taken away: the racks have to go first. */
import { changeItem, patched, type Patch } from '../patch.ts';
import { occupancy, positionCount } from '../positions.ts';
import { LIMITS, siteSchema, type Scenario, type Site } from '../schema.ts';

export interface UpdateSite {
  readonly siteId: string;
  readonly patch: Patch<Omit<Site, 'id'>>;
}

/** The scenario with the site changed; the same scenario when nothing changes, a value is invalid or a rack would lose its place. */
export const updateSite = (scenario: Scenario, { siteId, patch }: UpdateSite): Scenario => {
  const lastUsed = Math.max(-1, ...occupancy(scenario, siteId).keys());
  const sites = changeItem(scenario.sites, siteId, (site) => {
    const next = patched(siteSchema, site, { ...patch, id: site.id });
    const positions = positionCount(next);
    return positions > lastUsed && positions <= LIMITS.positionsPerSite ? next : site;
  });
  return sites === scenario.sites ? scenario : { ...scenario, sites };
};
