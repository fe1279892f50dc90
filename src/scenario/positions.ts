/**
 * Rack positions of a site: `positions` blocks spelled out one by one, their labels, and what stands on them.
 * A position is an index; 0 is the first of the site.
 */
import { quantity, type Watts } from '../units/quantity.ts';
import type { Deployment, RackGroup, Scenario, Site } from './schema.ts';

export interface Position {
  readonly index: number;
  /** Heat it can give to air and to liquid; its feed carries their sum. */
  readonly airWatts: Watts;
  readonly liquidWatts: Watts;
}

export interface Standing {
  readonly rackGroupId: string;
  readonly systemId: string;
  readonly count: number;
}

export interface Place {
  readonly siteId: string;
  readonly position: number;
}

/** Every position of the site in order. */
export const positionsOf = (site: Pick<Site, 'positions'>): Position[] =>
  site.positions
    .flatMap((block) => Array.from({ length: block.count }, () => block))
    .map((block, index) => ({
      index,
      airWatts: quantity<'J/s'>(block.airWatts),
      liquidWatts: quantity<'J/s'>(block.liquidWatts),
    }));

/** Number of positions of the site. */
export const positionCount = (site: Pick<Site, 'positions'>): number =>
  site.positions.reduce((sum, block) => sum + block.count, 0);

/** `A1` is the first position of the first site, `B12` the twelfth of the second; after Z come AA, AB… */
export const positionLabel = (siteIndex: number, position: number): string => {
  const letter = String.fromCharCode(65 + (siteIndex % 26));
  const before = Math.floor(siteIndex / 26);
  return `${before === 0 ? '' : String.fromCharCode(64 + before)}${letter}${position + 1}`;
};

/** What stands on the positions of one site. */
export const occupancy = (scenario: Scenario, siteId: string): Map<number, Standing> => {
  const standing = new Map<number, Standing>();
  for (const group of scenario.rackGroups) {
    if (group.siteId !== siteId) continue;
    for (const { position, count } of group.placements) {
      standing.set(position, { rackGroupId: group.id, systemId: group.systemId, count });
    }
  }
  return standing;
};

/** The rack group standing on one position; null when it is free. */
export const groupAt = (scenario: Scenario, place: Place): RackGroup | null =>
  scenario.rackGroups.find(
    (group) => group.siteId === place.siteId && group.placements.some((item) => item.position === place.position),
  ) ?? null;

/** The deployment a rack group belongs to; null when it belongs to none. */
export const deploymentOfGroup = (scenario: Scenario, rackGroupId: string): Deployment | null =>
  scenario.deployments.find((deployment) => deployment.rackGroupIds.includes(rackGroupId)) ?? null;

/** Whether the site exists and has this position. */
export const positionExists = (scenario: Scenario, place: Place): boolean => {
  const site = scenario.sites.find((item) => item.id === place.siteId);
  return (
    site !== undefined &&
    Number.isInteger(place.position) &&
    place.position >= 0 &&
    place.position < positionCount(site)
  );
};
