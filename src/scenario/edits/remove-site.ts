/**
 * Takes away a site with everything that stands on it. A workload that might only run there may then run nowhere:
 * widening its residency is for a person to decide.
 */
import { dropGroups } from '../rack-groups.ts';
import type { Scenario } from '../schema.ts';

export interface RemoveSite {
  readonly siteId: string;
}

/** The scenario without the site; the same scenario when there is no such site. */
export const removeSite = (scenario: Scenario, { siteId }: RemoveSite): Scenario => {
  if (!scenario.sites.some((site) => site.id === siteId)) return scenario;
  const cleared = dropGroups(scenario, (group) => group.siteId === siteId);
  return {
    ...cleared,
    sites: cleared.sites.filter((site) => site.id !== siteId),
    workloads: cleared.workloads.map((workload) =>
      workload.allowedSiteIds?.includes(siteId)
        ? { ...workload, allowedSiteIds: workload.allowedSiteIds.filter((id) => id !== siteId) }
        : workload,
    ),
  };
};
