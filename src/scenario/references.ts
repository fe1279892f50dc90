/**
 * What a schema cannot say about a scenario: ids are unique, references resolve, nothing stands twice or outside its site.
 * Edits keep these rules; a document that breaks one is refused with the place.
 */
import { isAssumptionPath } from './assumption-path.ts';
import { positionCount } from './positions.ts';
import { readError, type ReadError } from './read-error.ts';
import { LIMITS, type Scenario } from './schema.ts';

/** The first broken rule; null when the scenario is consistent. */
export const referenceError = (scenario: Scenario): ReadError | null => first(flawsOf(scenario)) ?? null;

interface Flaw {
  readonly place: string;
  readonly reason: string;
}

const first = (flaws: Iterable<Flaw>): ReadError | undefined => {
  for (const flaw of flaws) return readError('inconsistent', flaw.place, flaw.reason);
  return undefined;
};

function* flawsOf(scenario: Scenario): Generator<Flaw> {
  yield* repeatedIds('sites', scenario.sites);
  yield* repeatedIds('rackGroups', scenario.rackGroups);
  yield* repeatedIds('workloads', scenario.workloads);
  yield* repeatedIds('deployments', scenario.deployments);
  yield* repeatedIds('slaClasses', scenario.slaClasses);
  yield* placementFlaws(scenario);
  yield* workloadFlaws(scenario);
  yield* memberFlaws(scenario, 'workloadIds', new Set(scenario.workloads.map((item) => item.id)));
  yield* memberFlaws(scenario, 'rackGroupIds', new Set(scenario.rackGroups.map((item) => item.id)));
  for (const path of Object.keys(scenario.assumptions)) {
    if (!isAssumptionPath(path)) yield { place: 'assumptions', reason: `${path} is not the path of a figure` };
  }
}

function* repeatedIds(place: string, items: readonly { readonly id: string }[]): Generator<Flaw> {
  const seen = new Set<string>();
  for (const [index, { id }] of items.entries()) {
    if (seen.has(id)) yield { place: `${place}/${index}/id`, reason: `${id} is used twice` };
    seen.add(id);
  }
}

function* placementFlaws(scenario: Scenario): Generator<Flaw> {
  const positions = new Map<string, number>();
  for (const [index, site] of scenario.sites.entries()) {
    const total = positionCount(site);
    if (total > LIMITS.positionsPerSite) {
      const reason = `${total} positions; a site has at most ${LIMITS.positionsPerSite}`;
      yield { place: `sites/${index}/positions`, reason };
    }
    positions.set(site.id, total);
  }
  const taken = new Set<string>();
  for (const [index, group] of scenario.rackGroups.entries()) {
    const total = positions.get(group.siteId);
    if (total === undefined) {
      yield { place: `rackGroups/${index}/siteId`, reason: `there is no site ${group.siteId}` };
      continue;
    }
    for (const [at, { position }] of group.placements.entries()) {
      const place = `rackGroups/${index}/placements/${at}/position`;
      if (position >= total) yield { place, reason: `site ${group.siteId} has ${total} positions, counted from 0` };
      const key = `${group.siteId}/${position}`;
      if (taken.has(key)) yield { place, reason: `position ${position} of site ${group.siteId} is taken twice` };
      taken.add(key);
    }
  }
}

function* workloadFlaws(scenario: Scenario): Generator<Flaw> {
  const sites = new Set(scenario.sites.map((site) => site.id));
  for (const [index, workload] of scenario.workloads.entries()) {
    for (const [at, id] of (workload.allowedSiteIds ?? []).entries()) {
      const place = `workloads/${index}/allowedSiteIds/${at}`;
      if (!sites.has(id)) yield { place, reason: `there is no site ${id}` };
    }
  }
}

function* memberFlaws(
  scenario: Scenario,
  field: 'workloadIds' | 'rackGroupIds',
  known: ReadonlySet<string>,
): Generator<Flaw> {
  const kind = field === 'workloadIds' ? 'workload' : 'rack group';
  const members = new Set<string>();
  for (const [index, deployment] of scenario.deployments.entries()) {
    for (const [at, id] of deployment[field].entries()) {
      const place = `deployments/${index}/${field}/${at}`;
      if (!known.has(id)) yield { place, reason: `there is no ${kind} ${id}` };
      if (members.has(id)) yield { place, reason: `${kind} ${id} is in two deployments` };
      members.add(id);
    }
  }
}
