/** Racks of a pool's sites that stand beside it: those that keep its KV and those that run its tools. */
import type { Catalogue } from '../catalogue/figures.ts';
import type { Deployment, RackGroup, Scenario } from '../scenario/schema.ts';
import { copiesOf, systemsOf, type PoolGroup, type PoolStore } from './pool.ts';

/** KV-store racks on the sites of the pool: its own where it lists them, else shared equally by the pools of the site that use racks. */
export const storesNear = (
  scenario: Scenario,
  deployment: Deployment,
  groups: readonly PoolGroup[],
  catalogue: Catalogue,
): PoolStore[] => {
  if (!deployment.serving.kvTiers.racks) return [];
  const sites = new Set(groups.map(({ site }) => site.id));
  const siteOf = (id: string): string | undefined => scenario.rackGroups.find((group) => group.id === id)?.siteId;
  return storeGroupsOf(scenario)
    .filter(({ siteId }) => sites.has(siteId))
    .flatMap((rackGroup): PoolStore[] => {
      const system = catalogue.systems[rackGroup.systemId];
      const owners = scenario.deployments.filter(({ rackGroupIds }) => rackGroupIds.includes(rackGroup.id));
      const users =
        owners.length > 0
          ? owners
          : scenario.deployments.filter(
              ({ serving, rackGroupIds, workloadIds }) =>
                serving.kvTiers.racks &&
                workloadIds.length > 0 &&
                rackGroupIds.some((id) => siteOf(id) === rackGroup.siteId),
            );
      if (!system || systemsOf(rackGroup) === 0 || !users.includes(deployment)) return [];
      return [{ rackGroup, system, share: 1 / users.length }];
    });
};

/** Over all copies of the sites. Null where no CPU rack stands there, or one states no cores. */
export const toolCoresNear = (
  scenario: Scenario,
  groups: readonly PoolGroup[],
  catalogue: Catalogue,
): number | null => {
  const sites = new Set(groups.map(({ site }) => site.id));
  const racks = toolGroupsOf(scenario).filter(({ siteId }) => sites.has(siteId));
  if (racks.length === 0) return null;
  return racks.reduce<number | null>((sum, rackGroup) => {
    const cores = catalogue.systems[rackGroup.systemId]?.cpuCores ?? null;
    return sum === null || cores === null ? null : sum + cores * systemsOf(rackGroup) * copiesOf(scenario, rackGroup);
  }, 0);
};

export const toolGroupsOf = (scenario: Scenario): RackGroup[] =>
  scenario.rackGroups.filter(({ role }) => role === 'cpu-tools');

export const storeGroupsOf = (scenario: Scenario): RackGroup[] =>
  scenario.rackGroups.filter(({ role }) => role === 'kv-store');
