/** What a joule that IT draws costs on each site, in dollars and grams, by UTC hour of a mean year: what deferrable work looks for [E4]. */
import type { Catalogue } from '../catalogue/figures.ts';
import { siteHoursOf } from '../economics/site-hours.ts';
import type { Scenario } from '../scenario/schema.ts';
import { HOURS } from '../serving/demand.ts';
import type { JouleHours } from './fill-costs.ts';
import { heatOf, sitePueOf } from './rack-power.ts';

/** By site id; sites in unknown regions are missing. Power of the grid: what the site makes itself is used either way. */
export const jouleHoursOf = (scenario: Scenario, catalogue: Catalogue): ReadonlyMap<string, JouleHours> =>
  new Map(
    scenario.sites.flatMap((site) => {
      const region = catalogue.regions[site.regionId];
      if (!region) return [];
      const standing = scenario.rackGroups.filter(({ siteId }) => siteId === site.id);
      const { liquidShare } = heatOf(standing, catalogue);
      const { pue, price, intensity } = siteHoursOf(site, region, sitePueOf(site, region, liquidShare, catalogue));
      // Mean over the months, each at its own PUE.
      const overYear = (of: (month: number) => number): number =>
        pue.reduce((sum, _, month) => sum + of(month), 0) / pue.length;
      const hours: JouleHours = {
        usdPerJoule: HOURS.map((hour) => overYear((month) => (pue[month]?.[hour] ?? 1) * (price[hour] ?? 0))),
        gramsPerJoule: HOURS.map((hour) =>
          overYear((month) => (pue[month]?.[hour] ?? 1) * (intensity[month]?.[hour] ?? 0)),
        ),
      };
      return [[site.id, hours] as const];
    }),
  );
