/**
 * Puts systems on a position. On a position that already holds the same system the counts add and the rack stays in
 * its pool; elsewhere they join a rack group of the same system, site and deployment, or found one.
 */
import type { System } from '../../catalogue/figures.ts';
import { deploymentOfGroup, groupAt } from '../positions.ts';
import { countAt, putOnPosition, setCount } from '../rack-groups.ts';
import type { Deployment, RackGroup, Scenario } from '../schema.ts';

export interface PlaceRack {
  readonly systemId: string;
  readonly siteId: string;
  readonly position: number;
  readonly count: number;
  /** Pool to serve; absent: chosen. Null: none, as for systems without accelerators. */
  readonly deploymentId?: string | null;
  /** Joins only a group of this role; absent: any group, a new one founded with `auto`. */
  readonly role?: RackGroup['role'];
}

/** What a system is of use as without being told: one without accelerators serves no pool; stores keep KV, CPU servers run tools. */
export const placedAs = ({
  accelerators,
  store,
  kind,
}: Pick<System, 'accelerators' | 'store' | 'kind'>): Pick<PlaceRack, 'deploymentId' | 'role'> => {
  if (accelerators > 0) return {};
  if (store !== null) return { deploymentId: null, role: 'kv-store' };
  return kind === 'cpu' ? { deploymentId: null, role: 'cpu-tools' } : { deploymentId: null };
};

/** The scenario with the rack placed; the same scenario when the position is missing or holds another system. */
export const placeRack = (scenario: Scenario, args: PlaceRack): Scenario => {
  const standing = groupAt(scenario, args);
  if (standing) {
    return standing.systemId === args.systemId
      ? setCount(scenario, args, countAt(scenario, args) + args.count)
      : scenario;
  }
  const deploymentId =
    args.deploymentId === undefined ? chooseDeployment(scenario, args.systemId, args.siteId) : args.deploymentId;
  if (deploymentId !== null && !scenario.deployments.some((item) => item.id === deploymentId)) return scenario;
  const { systemId, role } = args;
  const terms = { systemId, role: role ?? 'auto', acquisition: 'buy', powerLimitShare: 1 } as const;
  return putOnPosition(
    scenario,
    args,
    args.count,
    terms,
    deploymentId,
    (group) => role === undefined || group.role === role,
  );
};

/**
 * The pool a new rack most likely serves: one with this system at this site, else one without racks,
 * else the first with racks at this site, else the first. Null when there is none.
 */
export const chooseDeployment = (scenario: Scenario, systemId: string, siteId: string): string | null => {
  const has = (deployment: Deployment, anySystem: boolean): boolean =>
    scenario.rackGroups.some(
      (group) =>
        group.siteId === siteId &&
        (anySystem || group.systemId === systemId) &&
        deploymentOfGroup(scenario, group.id) === deployment,
    );
  const choice =
    scenario.deployments.find((item) => has(item, false)) ??
    scenario.deployments.find((item) => item.rackGroupIds.length === 0) ??
    scenario.deployments.find((item) => has(item, true)) ??
    scenario.deployments[0];
  return choice?.id ?? null;
};
