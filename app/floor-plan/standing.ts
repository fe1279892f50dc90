/** What stands where on each site, joined with catalogue and pools once per change of the scenario, for rooms to draw. */
import type { Catalogue } from '../../src/catalogue/figures.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { shortName } from '../ui/short-name.ts';
import type { StandingRack } from './slot.tsx';

export interface PoolName {
  readonly id: string;
  readonly name: string;
  /** What tells it from the other pools. */
  readonly short: string;
}

export interface Standing {
  readonly rack: StandingRack;
  readonly pool: PoolName | null;
}

export interface SiteStanding {
  /** By position. */
  readonly at: ReadonlyMap<number, Standing>;
}

/** Standing of every site. Systems the catalogue does not know are left out; the issues name them. */
export const standingOf = (catalogue: Catalogue, scenario: Scenario): ReadonlyMap<string, SiteStanding> => {
  const sites = new Map(scenario.sites.map((site) => [site.id, { at: new Map<number, Standing>() }]));
  const pools = new Map(scenario.deployments.flatMap((pool) => pool.rackGroupIds.map((id) => [id, pool] as const)));
  const names = scenario.deployments.map(({ name }) => name);
  for (const group of scenario.rackGroups) {
    const system = Object.hasOwn(catalogue.systems, group.systemId) ? catalogue.systems[group.systemId] : undefined;
    const site = sites.get(group.siteId);
    if (!system || !site) continue;
    const pool = pools.get(group.id);
    for (const { position, count } of group.placements) {
      site.at.set(position, {
        rack: { system, count, role: group.role, poolName: pool?.name ?? null },
        pool: pool ? { id: pool.id, name: pool.name, short: shortName(pool.name, names) } : null,
      });
    }
  }
  return sites;
};
