/** What a joule that IT draws costs on each site, in dollars and grams, by UTC hour of a mean year: what deferrable work looks for [E4]. */
import type { Catalogue } from '../catalogue/figures.ts';
import { meterPower, peakPue } from '../economics/facility.ts';
import { siteHoursOf } from '../economics/site-hours.ts';
import { ownSupplyOf } from '../economics/supply.ts';
import type { Scenario } from '../scenario/schema.ts';
import { HOURS } from '../serving/demand.ts';
import type { JouleHours } from './fill-costs.ts';
import { heatOf, sitePueOf } from './rack-power.ts';

/**
 * By site id; sites in unknown regions are missing. A site that can make all it is built for itself draws a further joule of its own;
 * on others it comes from the grid: what they make is used either way.
 */
export const jouleHoursOf = (scenario: Scenario, catalogue: Catalogue): ReadonlyMap<string, JouleHours> =>
  new Map(
    scenario.sites.flatMap((site) => {
      const region = catalogue.regions[site.regionId];
      if (!region) return [];
      const standing = scenario.rackGroups.filter(({ siteId }) => siteId === site.id);
      const { liquidShare, provisioned } = heatOf(standing, catalogue);
      const pueOfSite = sitePueOf(site, region, liquidShare, catalogue);
      const { pue, price, intensity } = siteHoursOf(site, region, pueOfSite);
      const supply = ownSupplyOf(site.supply, catalogue.power);
      const own = supply && supply.watts >= meterPower(provisioned, peakPue(pueOfSite)) ? supply : null;
      // Mean over the months, each at its own PUE.
      const overYear = (of: (month: number) => number): number =>
        pue.reduce((sum, _, month) => sum + of(month), 0) / pue.length;
      const hours: JouleHours = {
        usdPerJoule: HOURS.map((hour) =>
          overYear((month) => (pue[month]?.[hour] ?? 1) * (own?.price ?? price[hour] ?? 0)),
        ),
        gramsPerJoule: HOURS.map((hour) =>
          overYear((month) => (pue[month]?.[hour] ?? 1) * (own?.intensity ?? intensity[month]?.[hour] ?? 0)),
        ),
      };
      return [[site.id, hours] as const];
    }),
  );
