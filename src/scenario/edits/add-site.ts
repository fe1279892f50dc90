/** Adds a site at the end of the list. */
import { newSite, type SiteChoices } from '../defaults.ts';
import { positionCount } from '../positions.ts';
import { LIMITS, type Scenario } from '../schema.ts';

/** The scenario with the new site last; the same scenario when its fields are invalid or there is no room for more. */
export const addSite = (scenario: Scenario, args: SiteChoices): Scenario => {
  if (scenario.sites.length >= LIMITS.sites) return scenario;
  const site = newSite(scenario, args);
  if (site === null || positionCount(site) > LIMITS.positionsPerSite) return scenario;
  return { ...scenario, sites: [...scenario.sites, site] };
};
