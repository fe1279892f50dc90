/** How much power the racks of a pool may draw in each hour where the site cannot carry all that stands there, or gives some back [E1]. */
import type { Catalogue } from '../catalogue/figures.ts';
import { pueAt } from '../economics/facility.ts';
import type { Scenario, Site } from '../scenario/schema.ts';
import { quantity, type Watts } from '../units/quantity.ts';
import { systemsOf } from './pool.ts';
import { heatOf, provisionedOf, restPowerOf, sitePueOf } from './rack-power.ts';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** What is left of the cap of a site by UTC hour: all of it but where the grid asks for some back. */
export const capByHour = ({ powerCapWatts, demandResponse }: Site): Watts[] =>
  HOURS.map((hour) => {
    const asked = demandResponse && (hour - demandResponse.fromHourUtc + 24) % 24 < demandResponse.hours;
    return quantity<'J/s'>(powerCapWatts * (asked ? 1 - demandResponse.share : 1));
  });

/**
 * IT watts by UTC hour that each rack group of a pool may draw, by rack group id and for one copy of its site: Infinity in hours in which
 * all that stands there may run at once. Groups that nothing limits are missing. The cap at the PUE of that hour in the warmest month, less the
 * rest of the groups that belong to no pool, is split in proportion to provisioned power. Eq. E1
 */
export const powerAllotmentOf = (scenario: Scenario, catalogue: Catalogue): ReadonlyMap<string, readonly Watts[]> => {
  const before = known.get(scenario);
  if (before?.catalogue === catalogue) return before.allotments;
  const allotments = workedOut(scenario, catalogue);
  known.set(scenario, { catalogue, allotments });
  return allotments;
};

/** Asked for by every pool of a scenario. */
const known = new WeakMap<
  Scenario,
  { readonly catalogue: Catalogue; readonly allotments: ReadonlyMap<string, readonly Watts[]> }
>();

const workedOut = (scenario: Scenario, catalogue: Catalogue): ReadonlyMap<string, readonly Watts[]> => {
  const pooled = new Set(scenario.deployments.flatMap(({ rackGroupIds }) => rackGroupIds));
  const allotments = new Map<string, readonly Watts[]>();
  for (const site of scenario.sites) {
    const region = catalogue.regions[site.regionId];
    if (!region) continue;
    const groups = scenario.rackGroups.filter(({ siteId }) => siteId === site.id);
    const heat = heatOf(groups, catalogue);
    const pue = sitePueOf(site, region, heat.liquidShare, catalogue);
    // IT watts that the cap leaves in each hour of the warmest month.
    const feeds = capByHour(site).map((cap, hour) => cap / pueAt(pue, hour, pue.warmestMonth));
    if (heat.provisioned <= Math.min(...feeds)) continue;
    const inPools = groups.filter(({ id }) => pooled.has(id));
    const others = groups
      .filter(({ id }) => !pooled.has(id))
      .reduce((sum, group) => sum + (restPowerOf(group, catalogue) ?? 0), 0);
    const provisioned = inPools.map((group) => provisionedOf(group, catalogue) * systemsOf(group));
    const all = provisioned.reduce((sum, watts) => sum + watts, 0);
    inPools.forEach(({ id }, index) => {
      const part = all > 0 ? (provisioned[index] ?? 0) / all : 0;
      allotments.set(
        id,
        feeds.map((feed) => quantity<'J/s'>(heat.provisioned <= feed ? Infinity : Math.max(0, feed - others) * part)),
      );
    });
  }
  return allotments;
};

/** Ids of sites whose racks cannot all run at once. Eq. E1 */
export const sitesShortOfPower = (scenario: Scenario, catalogue: Catalogue): ReadonlySet<string> => {
  const allotments = powerAllotmentOf(scenario, catalogue);
  return new Set(scenario.rackGroups.filter(({ id }) => allotments.has(id)).map(({ siteId }) => siteId));
};
