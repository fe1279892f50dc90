/** Vector stores on the CPU racks of a pool's sites: memory, cores, and the wait before the first token. Eq. K6 */
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import type { Scenario, Site, VectorStore } from '../scenario/schema.ts';
import { evaluate } from './evaluate.ts';
import type { VectorStoreAnswer } from './demand-answer.ts';
import type { WorkloadAnswer } from './evaluation.ts';
import { toolGroupsOf } from './pool-neighbours.ts';
import { scenarioOf } from './scenario-under-test.ts';
import { lookupSecondsOf, storeRacksOf } from './vector-stores.ts';

const STORE: VectorStore = {
  vectors: 1e7,
  dimensions: 1024,
  bytesPerComponent: 4,
  index: 'hnsw',
  queriesPerRequest: 2,
  replicas: 3,
};

const plan = (systemId = 'hgx-h100-8'): Scenario =>
  scenarioOf('store', {
    systemId,
    modelId: 'qwen3-8b',
    workflowId: 'batch',
    slaClassId: 'near-real-time',
    peakSessionsPerSecond: 2,
    shape: 'flat',
    regionId: 'de-fra',
  });

const withStore = (scenario: Scenario, vectorStore: VectorStore): Scenario => ({
  ...scenario,
  workloads: scenario.workloads.map((workload) => ({ ...workload, vectorStore })),
});

/** CPU servers on a site. */
const withServers = (scenario: Scenario, siteId: string, servers: number): Scenario => ({
  ...scenario,
  rackGroups: [
    ...scenario.rackGroups,
    ...scenario.rackGroups.slice(0, 1).map((group) => ({
      ...group,
      id: `cpu-${siteId}`,
      siteId,
      systemId: 'cpu-2s',
      role: 'cpu-tools' as const,
      placements: [{ position: 7, count: servers }],
    })),
  ],
});

const answer = (scenario: Scenario): { workload: WorkloadAnswer; codes: readonly string[] } => {
  const { workloads, issues } = evaluate(scenario, defaultCatalogue, defaultCalibration);
  const [workload] = workloads;
  if (!workload) throw new Error(JSON.stringify(issues));
  return { workload, codes: issues.map(({ code }) => code) };
};
const storeOf = (scenario: Scenario): VectorStoreAnswer => {
  const { vectorStore } = answer(scenario).workload;
  if (!vectorStore) throw new Error('no vector store');
  return vectorStore;
};

describe('a store beside its pool', () => {
  const scenario = withServers(withStore(plan(), STORE), 's1', 2);
  const store = storeOf(scenario);

  test('takes copies × index of the usable memory, and cores by its queries', () => {
    expect(store.indexBytes).toBe(43.52e9);
    expect(store.memoryNeeded).toBeCloseTo(130.56e9, 0);
    // Two servers of 2,304 GB, 80 % of them.
    expect(store.memoryGiven).toBeCloseTo(3686.4e9, 0);
    // 2 requests × 2 queries of 1.362 ms, 60 % busy at most.
    expect(store.queriesPerSecond).toBeCloseTo(4, 9);
    expect(store.coresNeeded).toBeCloseTo((4 * 1.362144e-3) / 0.6, 6);
    expect(store.coresGiven).toBe(512);
    expect(store.rackShare).toBeCloseTo(130.56 / 3686.4, 6);
  });

  test('makes the first token wait for its queries, one after the other', () => {
    const without = answer(plan()).workload.ttft?.p50 ?? NaN;
    expect((answer(scenario).workload.ttft?.p50 ?? NaN) - without).toBeCloseTo(2 * 1.362e-3, 4);
  });

  test('is not short of anything, until more copies are asked for than fit', () => {
    expect(answer(scenario).codes).not.toContain('vector-store-short');
    const short = answer(withServers(withStore(plan(), { ...STORE, replicas: 90 }), 's1', 2));
    expect(short.codes).toContain('vector-store-short');
    expect(short.workload.vectorStore?.rackShare).toBeCloseTo((90 * 43.52) / 3686.4, 6);
  });

  test('stands on every copy of its site', () => {
    const three = storeOf({ ...scenario, sites: scenario.sites.map((site) => ({ ...site, count: 3 })) });
    expect(three.memoryNeeded).toBeCloseTo(3 * store.memoryNeeded, 0);
    expect(three.memoryGiven).toBeCloseTo(3 * (store.memoryGiven ?? NaN), 0);
    expect(three.coresGiven).toBe(3 * 512);
    expect(three.rackShare).toBeCloseTo(store.rackShare ?? NaN, 9);
  });
});

test('without a CPU rack the index is known, the rest is said to be missing', () => {
  const { workload, codes } = answer(withStore(plan(), STORE));
  expect(codes).toContain('no-vector-store-rack');
  expect(workload.vectorStore?.indexBytes).toBe(43.52e9);
  expect(workload.vectorStore?.latency).toBeNull();
  expect(workload.vectorStore?.rackShare).toBeNull();
  expect(workload.ttft?.p50).toBeCloseTo(answer(plan()).workload.ttft?.p50 ?? NaN, 9);
});

test('a workload without a store has no answer of one', () => {
  expect(answer(plan()).workload.vectorStore).toBeNull();
});

test('lookups from a site without CPU racks go to the nearest that has some, over the cable', () => {
  const one = withServers(withStore(plan(), STORE), 's1', 1);
  const [home] = one.sites;
  const [workload] = one.workloads;
  if (!home || !workload) throw new Error('no site or workload');
  const abroad: Site = { ...home, id: 's2', name: 'Abroad', regionId: 'us-va' };
  const secondsFrom = (scenario: Scenario, from: Site): number => {
    const groups = [{ site: home }, { site: abroad }];
    const racks = storeRacksOf(scenario, groups, toolGroupsOf(scenario), defaultCatalogue);
    return lookupSecondsOf(workload, from, racks, defaultCatalogue);
  };
  const two = { ...one, sites: [home, abroad] };
  // Two queries of 1.362 ms, and twice 2 × 1.5 × 6,636.5 km at 200 km/ms.
  expect(1e3 * secondsFrom(two, home)).toBeCloseTo(2 * 1.362, 2);
  expect(1e3 * secondsFrom(two, abroad)).toBeCloseTo(2 * (1.362 + 99.55), 1);
  expect(1e3 * secondsFrom(withServers(two, 's2', 1), abroad)).toBeCloseTo(2 * 1.362, 2);
});
