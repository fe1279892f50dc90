/** How far a workload's users are from a site: what the site states for their region, else from the distance. */
import type { Catalogue, Percentiles } from '../catalogue/figures.ts';
import type { Site, Workload } from '../scenario/schema.ts';
import { percentilesOf } from '../serving/requests.ts';
import { roundTripBetween } from '../serving/round-trip.ts';

/** Regions with less of the demand do not decide how far its users are. */
const FEW = 0.01;
/** Less than rounding of shares. */
const NOBODY = 1e-9;

/** Regions that users of a workload are in; users beside the racks have none. */
export const regionsOf = ({ demand, demandRegionId }: Workload): readonly string[] => {
  const abroad = demand.elsewhere.filter(({ share }) => share >= FEW).map(({ regionId }) => regionId);
  const atHome = 1 - demand.elsewhere.reduce((sum, { share }) => sum + share, 0);
  return demandRegionId === undefined || atHome < FEW ? abroad : [demandRegionId, ...abroad];
};

/** Seconds from one region; one that neither the site nor the catalogue knows counts as none. */
const secondsFrom = (regionId: string, site: Site, { regions, wideArea }: Catalogue): number => {
  const [users, place] = [regions[regionId], regions[site.regionId]];
  return site.roundTripSeconds[regionId] ?? (users && place ? roundTripBetween(users, place, wideArea) : 0);
};

/** Seconds to the farthest region with a hundredth of the demand or more. */
export const roundTripOf = (workload: Workload, site: Site, catalogue: Catalogue): number =>
  regionsOf(workload).reduce((longest, id) => Math.max(longest, secondsFrom(id, site, catalogue)), 0);

/**
 * The way that half, 95 and 99 of 100 requests do not exceed, nearest regions first: a tenth of the demand from far away moves p95 and p99, not
 * p50. Added level by level to what the racks take, as if late answers were those from far away. Eq. Q3
 */
export const roundTripLevels = (workload: Workload, site: Site, catalogue: Catalogue): Percentiles => {
  const { elsewhere } = workload.demand;
  const home = {
    seconds: workload.demandRegionId === undefined ? 0 : secondsFrom(workload.demandRegionId, site, catalogue),
    share: 1 - elsewhere.reduce((sum, { share }) => sum + share, 0),
  };
  const abroad = elsewhere.map(({ regionId, share }) => ({ seconds: secondsFrom(regionId, site, catalogue), share }));
  const ways = [home, ...abroad].filter(({ share }) => share > NOBODY).toSorted((a, b) => a.seconds - b.seconds);
  return percentilesOf((p) => {
    let below = 0;
    for (const { seconds, share } of ways) {
      below += share;
      if (below >= p - NOBODY) return seconds;
    }
    return ways.at(-1)?.seconds ?? 0;
  });
};

/** Regions of a workload's users that the catalogue does not know and some of its sites state nothing for. */
export const unknownRegionsOf = (workload: Workload, sites: readonly Site[], { regions }: Catalogue): string[] =>
  regionsOf(workload).filter(
    (id) => !regions[id] && sites.some(({ roundTripSeconds }) => roundTripSeconds[id] === undefined),
  );
