/** Scenarios as they would be: in a later year, after a loss, with more systems. Pure; what a variant names must exist. */
import { freshId } from '../scenario/fresh-id.ts';
import type { RackGroup, Scenario, Workload } from '../scenario/schema.ts';

/** Demand after so many years of each workload's own growth, quotas as they are; only of those named where some are. Eq. Y1 */
export const scenarioInYear = (scenario: Scenario, years: number, workloadIds?: readonly string[]): Scenario =>
  years === 0
    ? scenario
    : {
        ...scenario,
        workloads: scenario.workloads.map((one) =>
          workloadIds?.includes(one.id) === false ? one : grown(one, (1 + one.demand.growthPerYear) ** years),
        ),
      };

/** Demand of some workloads times a factor, their quotas with it. */
export const withDemand = (scenario: Scenario, workloadIds: readonly string[], factor: number): Scenario => ({
  ...scenario,
  workloads: scenario.workloads.map((one) => {
    if (!workloadIds.includes(one.id)) return one;
    const { quotaSessionsPerSecond: quota } = one.demand;
    const more = grown(one, factor);
    return quota === undefined ? more : { ...more, demand: { ...more.demand, quotaSessionsPerSecond: quota * factor } };
  }),
});

const grown = (workload: Workload, factor: number): Workload => ({
  ...workload,
  demand: { ...workload.demand, peakSessionsPerSecond: workload.demand.peakSessionsPerSecond * factor },
});

/** One system of a rack group fewer, on its first position, at one of the alike sites only. */
export const withoutSystem = (scenario: Scenario, rackGroupId: string): Scenario => {
  const apart = withOneCopyApart(scenario, groupOf(scenario, rackGroupId).siteId);
  const mine = apart.idOf(rackGroupId);
  return withoutEmpty({
    ...apart.scenario,
    rackGroups: apart.scenario.rackGroups.map((group) => {
      const [first, ...others] = group.placements;
      if (group.id !== mine || !first) return group;
      return { ...group, placements: first.count > 1 ? [{ ...first, count: first.count - 1 }, ...others] : others };
    }),
  });
};

/** Without everything on a position, at one of the alike sites only. */
export const withoutPosition = (scenario: Scenario, siteId: string, position: number): Scenario => {
  const apart = withOneCopyApart(scenario, siteId);
  return withoutEmpty({
    ...apart.scenario,
    rackGroups: apart.scenario.rackGroups.map((group) =>
      group.siteId === apart.siteId
        ? { ...group, placements: group.placements.filter((one) => one.position !== position) }
        : group,
    ),
  });
};

/** Without a site, or with one fewer where several are alike; its racks go, its workloads stay. */
export const withoutSite = (scenario: Scenario, siteId: string): Scenario => {
  const site = scenario.sites.find(({ id }) => id === siteId);
  if (!site) throw new Error(`variants: no site ${siteId}`);
  if (site.count > 1) {
    const sites = scenario.sites.map((one) => (one.id === siteId ? { ...one, count: one.count - 1 } : one));
    return { ...scenario, sites };
  }
  return withoutEmpty({
    ...scenario,
    sites: scenario.sites.filter(({ id }) => id !== siteId),
    rackGroups: scenario.rackGroups.map((group) => (group.siteId === siteId ? { ...group, placements: [] } : group)),
  });
};

/** Rack groups of which nothing stands are gone from the plan and from its deployments. */
const withoutEmpty = (scenario: Scenario): Scenario => {
  const rackGroups = scenario.rackGroups.filter(({ placements }) => placements.length > 0);
  const standing = new Set(rackGroups.map(({ id }) => id));
  return {
    ...scenario,
    rackGroups,
    deployments: scenario.deployments.map((one) => ({
      ...one,
      rackGroupIds: one.rackGroupIds.filter((id) => standing.has(id)),
    })),
  };
};

/** More than any site draws: a cap that does not bind. */
const NO_CAP_WATTS = 1e15;

/** More systems of rack groups, at each of their alike sites, beside those of their last position; their sites get the power for it. */
export const withMoreSystems = (scenario: Scenario, extra: ReadonlyMap<string, number>): Scenario => {
  const grows = ({ id }: RackGroup): boolean => (extra.get(id) ?? 0) > 0;
  const sites = new Set(scenario.rackGroups.filter(grows).map(({ siteId }) => siteId));
  return {
    ...scenario,
    sites: scenario.sites.map((site) => (sites.has(site.id) ? { ...site, powerCapWatts: NO_CAP_WATTS } : site)),
    rackGroups: scenario.rackGroups.map((group) => {
      if (!grows(group)) return group;
      const last = group.placements.at(-1) ?? { position: 0, count: 0 };
      const count = last.count + (extra.get(group.id) ?? 0);
      return { ...group, placements: [...group.placements.slice(0, -1), { position: last.position, count }] };
    }),
  };
};

interface OneApart {
  readonly scenario: Scenario;
  /** The single site, and the rack group that stands there for one of the plan. */
  readonly siteId: string;
  readonly idOf: (rackGroupId: string) => string;
}

/** One of several alike sites as a site of its own, so that something can happen to it alone. */
const withOneCopyApart = (scenario: Scenario, siteId: string): OneApart => {
  const site = scenario.sites.find(({ id }) => id === siteId);
  if (!site || site.count === 1) return { scenario, siteId, idOf: (id) => id };
  const lone = { ...site, id: freshId('site', scenario.sites), count: 1 };
  const taken = [...scenario.rackGroups];
  const loneIds = new Map<string, string>();
  for (const group of scenario.rackGroups.filter((one) => one.siteId === siteId)) {
    const id = freshId('rackGroup', taken);
    loneIds.set(group.id, id);
    taken.push({ ...group, id, siteId: lone.id });
  }
  const beside = (id: string): string[] => [id, ...(loneIds.has(id) ? [loneIds.get(id) ?? id] : [])];
  return {
    siteId: lone.id,
    idOf: (id) => loneIds.get(id) ?? id,
    scenario: {
      ...scenario,
      sites: [...scenario.sites.map((one) => (one.id === siteId ? { ...one, count: one.count - 1 } : one)), lone],
      rackGroups: taken,
      workloads: scenario.workloads.map((one) =>
        one.allowedSiteIds?.includes(siteId) === true
          ? { ...one, allowedSiteIds: [...one.allowedSiteIds, lone.id] }
          : one,
      ),
      deployments: scenario.deployments.map((one) => ({ ...one, rackGroupIds: one.rackGroupIds.flatMap(beside) })),
    },
  };
};

const groupOf = (scenario: Scenario, rackGroupId: string): RackGroup => {
  const group = scenario.rackGroups.find(({ id }) => id === rackGroupId);
  if (!group) throw new Error(`variants: no rack group ${rackGroupId}`);
  return group;
};
