/** Power a site must be able to carry for what stands on it: the peak of every system at once, cooling included. */
import type { Catalogue } from '../catalogue/figures.ts';
import { quantity, scale, type Watts } from '../units/quantity.ts';
import { liquidShareOf } from './heat.ts';
import type { Place } from './positions.ts';
import type { Scenario, Site } from './schema.ts';

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
    it += systems * system.powerProvisioned;
    liquid += systems * system.powerProvisioned * (liquidShareOf(system) ?? 0);
  }
  return { it: quantity<'J/s'>(it), liquid: quantity<'J/s'>(liquid) };
};

/**
 * PUE in force at a site: its own, else the region's for air and for liquid, weighted by how the heat leaves.
 * Null when the region is not in the catalogue.
 */
export const pueOf = (catalogue: Catalogue, site: Site, power: ProvisionedPower): number | null => {
  if (site.pue !== undefined) return site.pue;
  const region = Object.hasOwn(catalogue.regions, site.regionId) ? catalogue.regions[site.regionId] : undefined;
  if (!region) return null;
  const share = power.it === 0 ? 0 : power.liquid / power.it;
  return region.pueLiquid.base * share + region.pueAir.base * (1 - share);
};

/** Power at the meter. */
export const atMeter = (power: ProvisionedPower, pue: number): Watts => scale(power.it, pue);
