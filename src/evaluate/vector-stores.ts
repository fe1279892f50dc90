/** Vector stores of a pool's workloads on the CPU racks of its sites: every site that has such racks holds the index for itself. */
import type { Catalogue, VectorSearchFigures } from '../catalogue/figures.ts';
import type { Issue } from '../issues/issue.ts';
import type { RackGroup, Scenario, Site, Workload } from '../scenario/schema.ts';
import { cableRoundTrip } from '../serving/round-trip.ts';
import { indexBytesOf, vectorQueryOf, type StoreServer, type VectorQuery } from '../serving/vector-store.ts';
import { quantity } from '../units/quantity.ts';
import type { WorkloadAnswer } from './evaluation.ts';
import type { VectorStoreAnswer } from './demand-answer.ts';
import { systemsOf, type PoolGroup } from './pool.ts';

/** CPU racks of one site; bytes and cores of one copy of it. */
export interface StoreSite {
  readonly site: Site;
  readonly memory: number;
  readonly cores: number;
}

export interface StoreRacks {
  readonly sites: readonly StoreSite[];
  /** The server with the least memory: parts of an index must fit on every one. Null where `sites` is empty. */
  readonly server: StoreServer | null;
  readonly figures: VectorSearchFigures;
}

/** Without sites where no CPU rack stands on a site of the pool, or one states no memory or no cores. */
export const storeRacksOf = (
  scenario: Scenario,
  groups: readonly Pick<PoolGroup, 'site'>[],
  toolGroups: readonly RackGroup[],
  { systems, vectorSearch }: Catalogue,
): StoreRacks => {
  const ids = new Set(groups.map(({ site }) => site.id));
  const racks = toolGroups.filter((rackGroup) => ids.has(rackGroup.siteId) && systemsOf(rackGroup) > 0);
  const servers = racks.flatMap((rackGroup) => {
    const { hostDram = null, cpuCores = null } = systems[rackGroup.systemId] ?? {};
    return hostDram === null || cpuCores === null ? [] : [{ rackGroup, memory: hostDram, cores: cpuCores }];
  });
  const [first] = servers;
  if (!first || servers.length < racks.length) return { sites: [], server: null, figures: vectorSearch };
  const server = servers.reduce((least, one) => (one.memory < least.memory ? one : least), first);
  return {
    sites: scenario.sites.flatMap((site) => {
      const here = servers.filter(({ rackGroup }) => rackGroup.siteId === site.id);
      const total = (of: 'memory' | 'cores'): number =>
        here.reduce((sum, one) => sum + one[of] * systemsOf(one.rackGroup), 0);
      return here.length > 0 ? [{ site, memory: total('memory'), cores: total('cores') }] : [];
    }),
    server: { memory: server.memory, cores: server.cores },
    figures: vectorSearch,
  };
};

const queryOf = ({ vectorStore }: Workload, { server, figures }: StoreRacks): VectorQuery | null =>
  vectorStore && server ? vectorQueryOf(vectorStore, server, figures) : null;

/**
 * Seconds that the lookups of one request take before its prompt is complete, one after the other: a bound. From a site without
 * CPU racks they go to the nearest that has some. 0 where nothing is looked up or nothing is known of the racks.
 */
export const lookupSecondsOf = (
  workload: Workload,
  from: Site,
  racks: StoreRacks,
  { regions, wideArea }: Catalogue,
): number => {
  const query = queryOf(workload, racks);
  if (!query || !workload.vectorStore) return 0;
  const ways = racks.sites.map(({ site }) => {
    const [here, there] = [regions[from.regionId], regions[site.regionId]];
    return site.id === from.id || !here || !there ? 0 : cableRoundTrip(here, there, wideArea);
  });
  return workload.vectorStore.queriesPerRequest * (query.latency + Math.min(...ways));
};

/** Null where nothing is looked up. `peakRequestsPerSecond` is over all sites together. */
export const vectorStoreAnswerOf = (
  workload: Workload,
  racks: StoreRacks,
  peakRequestsPerSecond: number,
): VectorStoreAnswer | null => {
  const { vectorStore } = workload;
  if (!vectorStore) return null;
  const { sites, figures } = racks;
  const known = sites.length > 0;
  const indexBytes = indexBytesOf(vectorStore, figures);
  const query = queryOf(workload, racks);
  const queriesPerSecond = peakRequestsPerSecond * vectorStore.queriesPerRequest;
  const perSite = vectorStore.replicas * indexBytes;
  const all = (of: (one: StoreSite) => number): number => sites.reduce((sum, one) => sum + one.site.count * of(one), 0);
  const usable = (one: StoreSite): number => one.memory * figures.memoryShare.base;
  const coresNeeded = query ? (queriesPerSecond * query.coreSeconds) / figures.coreBusyShare.base : null;
  const coresGiven = known ? all(({ cores }) => cores) : null;
  const fullest = known ? Math.max(...sites.map((one) => perSite / usable(one))) : null;
  return {
    indexBytes,
    replicas: vectorStore.replicas,
    queriesPerSecond,
    parts: query?.parts ?? null,
    coreSecondsPerQuery: query?.coreSeconds ?? null,
    latency: query?.latency ?? null,
    memoryNeeded: quantity<'B'>(known ? all(() => perSite) : perSite),
    memoryGiven: known ? quantity<'B'>(all(usable)) : null,
    coresNeeded,
    coresGiven,
    rackShare:
      fullest === null || coresNeeded === null || coresGiven === null
        ? null
        : Math.max(fullest, coresNeeded / coresGiven),
  };
};

/** Stores without a rack, and racks that the stores of a pool fill beyond their memory or cores. */
export const vectorStoreIssuesOf = (workloads: readonly WorkloadAnswer[]): Issue[] => {
  const stores = workloads.flatMap(({ workloadId, name, vectorStore }) =>
    vectorStore ? [{ path: `workloads/${workloadId}`, name, ...vectorStore }] : [],
  );
  const together = stores.reduce((sum, { rackShare }) => sum + (rackShare ?? 0), 0);
  return stores.flatMap(({ path, name, indexBytes, memoryNeeded, memoryGiven, coresNeeded, coresGiven }): Issue[] => {
    if (memoryGiven === null)
      return [
        { code: 'no-vector-store-rack', severity: 'warning', path, facts: { workload: name, neededBytes: indexBytes } },
      ];
    if (together <= 1) return [];
    return [
      {
        code: 'vector-store-short',
        severity: 'warning',
        path,
        facts: {
          workload: name,
          factor: together,
          neededBytes: memoryNeeded,
          givenBytes: memoryGiven,
          neededCores: coresNeeded ?? 0,
          givenCores: coresGiven ?? 0,
        },
      },
    ];
  });
};
