/** Power a site must be able to carry for what stands on it: the peak of every system at once, cooling included. */
import type { Catalogue, System } from '../catalogue/figures.ts';
import { atPeak, baseSwings, swingOf } from '../catalogue/pue-swing.ts';
import { quantity, scale, type Watts } from '../units/quantity.ts';
import { liquidShareOf } from './heat.ts';
import type { Place } from './positions.ts';
import type { RackGroup, Scenario, Site } from './schema.ts';

export interface ProvisionedPower {
  /** IT power the feeds are sized for. */
  readonly it: Watts;
  /** The part of it whose heat leaves by liquid. */
  readonly liquid: Watts;
}

/** Provisioned IT power of one site; systems without a published power count nothing. `ignoring`: a rack about to leave. */
export const provisionedPower = (
  catalogue: Catalogue,
  scenario: Scenario,
  siteId: string,
  ignoring?: Place,
): ProvisionedPower => {
  let it = 0;
  let liquid = 0;
  for (const group of scenario.rackGroups) {
    const system = Object.hasOwn(catalogue.systems, group.systemId) ? catalogue.systems[group.systemId] : undefined;
    if (group.siteId !== siteId || system?.powerProvisioned == null) continue;
    const systems = group.placements
      .filter((item) => !(ignoring?.siteId === siteId && ignoring.position === item.position))
      .reduce((sum, item) => sum + item.count, 0);
    const each = feedOf(catalogue, system, system.powerProvisioned, group);
    it += systems * each;
    liquid += systems * each * (liquidShareOf(system) ?? 0);
  }
  return { it: quantity<'J/s'>(it), liquid: quantity<'J/s'>(liquid) };
};

/** A power limit keeps accelerators from drawing what the feed would have to carry. Eq. E5 */
const feedOf = (
  { accelerators }: Catalogue,
  system: System,
  provisioned: Watts,
  { powerLimitShare }: RackGroup,
): number => {
  const board = system.acceleratorId === null ? null : (accelerators[system.acceleratorId]?.boardPower ?? null);
  return Math.max(0, provisioned - (1 - powerLimitShare) * system.accelerators * (board ?? 0));
};

/**
 * PUE in the warmest hour of the year: the mean of the site, else the region's for air and for liquid, weighted by how the heat
 * leaves, with its swings. Null when the region is not in the catalogue. Eq. E1
 */
export const peakPueOf = (catalogue: Catalogue, site: Site, power: ProvisionedPower): number | null => {
  const region = Object.hasOwn(catalogue.regions, site.regionId) ? catalogue.regions[site.regionId] : undefined;
  if (!region) return site.pue ?? null;
  const share = power.it === 0 ? 0 : power.liquid / power.it;
  const overhead = { air: (region.pueAir.base - 1) * (1 - share), liquid: (region.pueLiquid.base - 1) * share };
  const mean = site.pue ?? 1 + overhead.air + overhead.liquid;
  return atPeak(mean, swingOf(overhead, baseSwings(catalogue.power), region));
};

/** Power at the meter. */
export const atMeter = (power: ProvisionedPower, pue: number): Watts => scale(power.it, pue);
