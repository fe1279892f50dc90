/** A site: power at the meter by hour, heat by the way it leaves, energy, carbon and water [E1, E2]. */
import type { Catalogue } from '../catalogue/figures.ts';
import { intensityByHour, waterUse } from '../economics/carbon.ts';
import { liquidShareOf, meterPower, siteLiquidShare, sitePue } from '../economics/facility.ts';
import { everyDay, hourTotals, monthTotal, rateProduct, type WeekProfile } from '../economics/hourly.ts';
import type { Issue } from '../issues/issue.ts';
import { positionsOf } from '../scenario/positions.ts';
import type { RackGroup, Site } from '../scenario/schema.ts';
import { quantity, scale, type GramsCo2e, type Watts } from '../units/quantity.ts';
import type { SiteAnswer } from './evaluation.ts';
import { systemsOf } from './pool.ts';

export interface GroupPower {
  readonly rackGroup: RackGroup;
  readonly itPower: WeekProfile<Watts> | null;
}

export interface SiteResult {
  readonly answer: SiteAnswer;
  readonly carbonPerMonth: GramsCo2e;
  readonly issues: readonly Issue[];
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Null when the region of the site is unknown. */
export const siteResultOf = (site: Site, groups: readonly GroupPower[], catalogue: Catalogue): SiteResult | null => {
  const region = catalogue.regions[site.regionId];
  if (!region) return null;
  const standing = groups.flatMap(({ rackGroup, itPower }) => {
    const system = catalogue.systems[rackGroup.systemId];
    return system ? [{ system, systems: systemsOf(rackGroup), itPower }] : [];
  });
  const provisioned = standing.map(({ system, systems }) => ({
    itPower: scale(system.powerProvisioned ?? system.powerNameplate ?? quantity<'J/s'>(0), systems),
    liquidShare: liquidShareOf(system),
  }));
  const provisionedIt = quantity<'J/s'>(provisioned.reduce((sum, { itPower }) => sum + itPower, 0));
  const liquidHeat = quantity<'J/s'>(
    provisioned.reduce((sum, { itPower, liquidShare }) => sum + itPower * liquidShare, 0),
  );
  const pue = sitePue({
    statedPue: site.pue ?? null,
    pueAir: region.pueAir.base,
    pueLiquid: region.pueLiquid.base,
    liquidShare: siteLiquidShare(provisioned),
  });
  const day = (kind: 'weekday' | 'weekend'): Watts[] =>
    HOURS.map((hour) => quantity<'J/s'>(standing.reduce((sum, { itPower }) => sum + (itPower?.[kind][hour] ?? 0), 0)));
  const it: WeekProfile<Watts> = { weekday: day('weekday'), weekend: day('weekend') };
  const meter = {
    weekday: it.weekday.map((watts) => meterPower(watts, pue)),
    weekend: it.weekend.map((watts) => meterPower(watts, pue)),
  };
  const intensity = intensityByHour(region);
  const emitted = rateProduct<'gCO2e', 'J'>(meter, everyDay(intensity));
  const positions = positionsOf(site);
  const used = new Set(groups.flatMap(({ rackGroup }) => rackGroup.placements.map(({ position }) => position))).size;
  const peak = quantity<'J/s'>(Math.max(...meter.weekday, ...meter.weekend));
  const answer: SiteAnswer = {
    siteId: site.id,
    name: site.name,
    pue,
    powerCap: quantity<'J/s'>(site.powerCapWatts),
    meterPowerByHour: meter.weekday,
    weekendMeterPowerByHour: meter.weekend,
    itPowerByHour: it.weekday,
    peakMeterPower: peak,
    nameplateItPower: quantity<'J/s'>(
      standing.reduce((sum, { system, systems }) => sum + (system.powerNameplate ?? 0) * systems, 0),
    ),
    provisionedItPower: provisionedIt,
    provisionedMeterPower: meterPower(provisionedIt, pue),
    liquidHeat,
    liquidLimit: quantity<'J/s'>(positions.reduce((sum, { liquidWatts }) => sum + liquidWatts, 0)),
    airHeat: quantity<'J/s'>(provisionedIt - liquidHeat),
    airLimit: quantity<'J/s'>(positions.reduce((sum, { airWatts }) => sum + airWatts, 0)),
    carbonIntensityByHour: intensity,
    carbonByHour: hourTotals<'gCO2e'>(emitted.weekday),
    energyPrice: region.energyPrice.base,
    energyPerMonth: monthTotal<'J'>(meter),
    waterPerMonth: waterUse(monthTotal<'J'>(it), pue, region),
    positionsUsed: used,
    positionsTotal: positions.length,
  };
  return { answer, carbonPerMonth: monthTotal<'gCO2e'>(emitted), issues: siteIssues(site, answer) };
};

const siteIssues = (site: Site, { provisionedMeterPower, powerCap }: SiteAnswer): Issue[] =>
  provisionedMeterPower <= powerCap
    ? []
    : [
        {
          code: 'site-power-exceeded',
          severity: 'warning',
          path: `sites/${site.id}`,
          facts: {
            site: site.name,
            meterWatts: provisionedMeterPower,
            capWatts: powerCap,
            overWatts: provisionedMeterPower - powerCap,
          },
          mend: {
            action: 'set-site-power',
            args: { siteId: site.id, powerCapWatts: Math.ceil(provisionedMeterPower / 10_000) * 10_000 },
          },
        },
      ];
