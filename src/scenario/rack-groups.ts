/**
 * Taking systems off positions and putting them on, with the book-keeping of rack groups: one group holds the systems
 * of one kind, site, deployment and set of terms; a group that stands nowhere goes, with the references to it.
 */
import { freshId } from './fresh-id.ts';
import { changeItem } from './patch.ts';
import { deploymentOfGroup, groupAt, positionExists, type Place } from './positions.ts';
import { LIMITS, type RackGroup, type Scenario } from './schema.ts';

/** What distinguishes a rack group besides where it stands. */
export type Terms = Pick<RackGroup, 'systemId' | 'role' | 'acquisition' | 'priceUsd' | 'powerLimitShare'>;

const MAX_COUNT = 100_000;

/** Whether a number may be the count of systems on one position. */
export const isCount = (count: number): boolean => Number.isInteger(count) && count >= 1 && count <= MAX_COUNT;

/** The terms of a group, without its id, site and placements. */
export const termsOf = (group: RackGroup): Terms => ({
  systemId: group.systemId,
  role: group.role,
  acquisition: group.acquisition,
  powerLimitShare: group.powerLimitShare,
  ...(group.priceUsd === undefined ? {} : { priceUsd: group.priceUsd }),
});

/** The scenario with nothing on this position; the same scenario when it was free. */
export const clearPosition = (scenario: Scenario, place: Place): Scenario => {
  const group = groupAt(scenario, place);
  if (!group) return scenario;
  const placements = group.placements.filter((item) => item.position !== place.position);
  if (placements.length === 0) return dropGroups(scenario, (item) => item.id === group.id);
  return { ...scenario, rackGroups: changeItem(scenario.rackGroups, group.id, (item) => ({ ...item, placements })) };
};

/** The scenario without these rack groups and without the references to them. */
export const dropGroups = (scenario: Scenario, drop: (group: RackGroup) => boolean): Scenario => {
  const gone = new Set(scenario.rackGroups.filter(drop).map((group) => group.id));
  if (gone.size === 0) return scenario;
  return {
    ...scenario,
    rackGroups: scenario.rackGroups.filter((group) => !gone.has(group.id)),
    deployments: scenario.deployments.map((deployment) =>
      deployment.rackGroupIds.some((id) => gone.has(id))
        ? { ...deployment, rackGroupIds: deployment.rackGroupIds.filter((id) => !gone.has(id)) }
        : deployment,
    ),
  };
};

/**
 * The scenario with `count` systems put on a free position, in a group of `deploymentId` (null: of none). They join the
 * group that `joins` accepts, else found one. The same scenario when the position is taken, missing, or a limit is met.
 */
export const putOnPosition = (
  scenario: Scenario,
  place: Place,
  count: number,
  terms: Terms,
  deploymentId: string | null,
  joins: (group: RackGroup) => boolean,
): Scenario => {
  if (!isCount(count) || !positionExists(scenario, place) || groupAt(scenario, place)) return scenario;
  const placement = { position: place.position, count };
  const group = scenario.rackGroups.find(
    (item) =>
      item.siteId === place.siteId &&
      item.systemId === terms.systemId &&
      (deploymentOfGroup(scenario, item.id)?.id ?? null) === deploymentId &&
      item.placements.length < LIMITS.placements &&
      joins(item),
  );
  if (group) {
    const placements = [...group.placements, placement].toSorted((a, b) => a.position - b.position);
    return { ...scenario, rackGroups: changeItem(scenario.rackGroups, group.id, (item) => ({ ...item, placements })) };
  }
  if (scenario.rackGroups.length >= LIMITS.rackGroups) return scenario;
  const id = freshId('rackGroup', scenario.rackGroups);
  const founded = { id, siteId: place.siteId, ...terms, placements: [placement] };
  return {
    ...scenario,
    rackGroups: [...scenario.rackGroups, founded],
    deployments:
      deploymentId === null
        ? scenario.deployments
        : changeItem(scenario.deployments, deploymentId, (item) => ({
            ...item,
            rackGroupIds: [...item.rackGroupIds, id],
          })),
  };
};

/** The scenario with another count on an occupied position; the same scenario when it is free or the count is not one. */
export const setCount = (scenario: Scenario, place: Place, count: number): Scenario => {
  const group = groupAt(scenario, place);
  if (!group || !isCount(count)) return scenario;
  if (group.placements.some((item) => item.position === place.position && item.count === count)) return scenario;
  const placements = group.placements.map((item) => (item.position === place.position ? { ...item, count } : item));
  return { ...scenario, rackGroups: changeItem(scenario.rackGroups, group.id, (item) => ({ ...item, placements })) };
};

/** Systems standing on one position; 0 when it is free. */
export const countAt = (scenario: Scenario, place: Place): number =>
  groupAt(scenario, place)?.placements.find((item) => item.position === place.position)?.count ?? 0;
