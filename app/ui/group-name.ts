/** What a rack group of a pool is called: its system and its site. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { GroupAnswer } from '../../src/evaluate/evaluation.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

/** "DGX / HGX H200, 8 GPUs" is "HGX H200". */
export const shortSystem = (name: string): string => name.replace(/^DGX \/ /, '').replace(/, \d+ GPUs$/, '');

/** "HGX H200"; with its site, "HGX H200, Luleå", where another group of the pool has the same system. */
export const groupName = (scenario: Scenario | null, group: GroupAnswer, groups: readonly GroupAnswer[]): string => {
  const system = shortSystem(defaultCatalogue.systems[group.systemId]?.name ?? group.systemId);
  const alike = groups.filter(({ systemId, role }) => systemId === group.systemId && role === group.role);
  const siteId = scenario?.rackGroups.find(({ id }) => id === group.rackGroupId)?.siteId;
  const site = scenario?.sites.find(({ id }) => id === siteId);
  const named = alike.length > 1 && site ? `${system}, ${site.name}` : system;
  return group.role === 'serve' ? named : `${named}, ${group.role}`;
};
