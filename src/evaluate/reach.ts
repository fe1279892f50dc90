/** How far a workload's users are from a site: what the site states for their region, else from the distance. */
import type { Catalogue } from '../catalogue/figures.ts';
import type { Site, Workload } from '../scenario/schema.ts';
import { roundTripBetween } from '../serving/round-trip.ts';

/** Regions with less of the demand do not decide how far its users are. */
const FEW = 0.01;

/** Regions that users of a workload are in; users beside the racks have none. */
export const regionsOf = ({ demand, demandRegionId }: Workload): readonly string[] => {
  const abroad = demand.elsewhere.filter(({ share }) => share >= FEW).map(({ regionId }) => regionId);
  const atHome = 1 - demand.elsewhere.reduce((sum, { share }) => sum + share, 0);
  return demandRegionId === undefined || atHome < FEW ? abroad : [demandRegionId, ...abroad];
};

/**
 * Seconds to the farthest region with a hundredth of the demand or more: a bound, since percentiles are of all users together.
 * Regions that neither the site nor the catalogue knows count as none.
 */
export const roundTripOf = (workload: Workload, site: Site, { regions, wideArea }: Catalogue): number =>
  regionsOf(workload).reduce((longest, regionId) => {
    const [users, place] = [regions[regionId], regions[site.regionId]];
    const stated = site.roundTripSeconds[regionId];
    return Math.max(longest, stated ?? (users && place ? roundTripBetween(users, place, wideArea) : 0));
  }, 0);

/** Regions of a workload's users that the catalogue does not know and some of its sites state nothing for. */
export const unknownRegionsOf = (workload: Workload, sites: readonly Site[], { regions }: Catalogue): string[] =>
  regionsOf(workload).filter(
    (id) => !regions[id] && sites.some(({ roundTripSeconds }) => roundTripSeconds[id] === undefined),
  );
