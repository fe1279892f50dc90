/**
 * The plan the speed promise is about: 10 sites with 60 racks each, 12 workloads in 12 pools, every pool on every site, and no two months
 * alike: 576 hours to answer.
 * Built from catalogue ids by a rule, so that it is the same on every machine.
 */
import type { Catalogue } from '../../src/catalogue/figures.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

export const SITES = 10;
export const POSITIONS = 60;

const REGIONS = ['us-va', 'us-tx', 'us-or', 'de-fra', 'ie-dub', 'nl-ams', 'se-sto', 'gb-lon', 'jp-tyo', 'sg'];

/** Systems a pool stands on, by site in turn; `count` of them share a position. */
const RACKS = [
  { systemId: 'gb200-nvl72', count: 1 },
  { systemId: 'gb300-nvl72', count: 1 },
] as const;
const LARGE_NODES = [
  { systemId: 'hgx-h200-8', count: 4 },
  { systemId: 'dgx-b200-8', count: 2 },
  { systemId: 'mi355x-8', count: 2 },
] as const;
const NODES = [
  { systemId: 'hgx-h100-8', count: 4 },
  { systemId: 'hgx-h200-8', count: 4 },
  { systemId: 'mi300x-8', count: 4 },
] as const;

const WORKLOADS = [
  { modelId: 'deepseek-r1', workflowId: 'reasoning', slaClassId: 'real-time/large-reasoning', systems: RACKS },
  { modelId: 'kimi-k2', workflowId: 'coding-agent', slaClassId: 'near-real-time/coding-agent', systems: RACKS },
  { modelId: 'deepseek-v3', workflowId: 'chat', slaClassId: 'near-real-time', systems: LARGE_NODES },
  { modelId: 'qwen3-235b-a22b', workflowId: 'chat', slaClassId: 'real-time', systems: LARGE_NODES },
  { modelId: 'glm-4.6', workflowId: 'coding-agent', slaClassId: 'near-real-time/coding-agent', systems: LARGE_NODES },
  { modelId: 'llama-3.1-405b', workflowId: 'batch', slaClassId: 'offline-batch', systems: LARGE_NODES },
  { modelId: 'llama-3.3-70b', workflowId: 'chat', slaClassId: 'real-time', systems: NODES },
  { modelId: 'gpt-oss-120b', workflowId: 'web-use', slaClassId: 'near-real-time', systems: NODES },
  { modelId: 'qwen3-32b', workflowId: 'rag', slaClassId: 'near-real-time/rag', systems: NODES },
  { modelId: 'mixtral-8x7b', workflowId: 'batch', slaClassId: 'offline-batch/24h', systems: NODES },
  { modelId: 'llama-3.1-8b', workflowId: 'code-completion', slaClassId: 'real-time/code-completion', systems: NODES },
  { modelId: 'gemma-3-27b', workflowId: 'voice', slaClassId: 'real-time/voice', systems: NODES },
] as const;

/** The scenario, read like any other document. Throws when the catalogue lacks what it names or the document is not valid. */
export const largeScenario = (catalogue: Catalogue): Scenario => {
  const rackGroups = WORKLOADS.flatMap(({ systems }, pool) =>
    Array.from({ length: SITES }, (_, site) => rackGroup(pool, site, systems)),
  );
  const document = {
    version: 1,
    catalogueVersion: catalogue.version,
    name: 'Ten sites of sixty racks',
    sites: REGIONS.map((regionId, site) => ({
      id: `s${site}`,
      name: `Site ${site + 1}`,
      regionId: known(catalogue.regions, regionId),
      powerCapWatts: 12e6,
      positions: [{ count: POSITIONS, airWatts: 60_000, liquidWatts: 160_000 }],
    })),
    rackGroups: rackGroups.map((group) => ({ ...group, systemId: known(catalogue.systems, group.systemId) })),
    workloads: WORKLOADS.map(({ modelId, workflowId, slaClassId }, index) => ({
      id: `w${index}`,
      name: `${modelId} ${workflowId}`,
      modelId: known(catalogue.models, modelId),
      workflowId: known(catalogue.workflows, workflowId),
      slaClassId: known(catalogue.slaClasses, slaClassId),
      demand: {
        peakSessionsPerSecond: 1 + index / 2,
        shape: index % 2 === 0 ? 'azure-2024-conv' : 'azure-2024-code',
        utcOffsetHours: (index % 3) * 4 - 4,
        monthShape: monthShape(index),
      },
    })),
    deployments: WORKLOADS.map(({ modelId }, index) => ({
      id: `d${index}`,
      name: `${modelId} pool`,
      workloadIds: [`w${index}`],
      rackGroupIds: rackGroups.filter((group) => group.pool === index).map((group) => group.id),
    })),
  };
  const plain = { ...document, rackGroups: document.rackGroups.map(({ pool: _, ...group }) => group) };
  const read = readScenario(plain);
  if (!read.ok) throw new Error(`largeScenario: ${read.error.place} ${read.error.reason}`);
  return read.value;
};

/** Each workload has its season in another month, and no month is like another. */
const monthShape = (workload: number): number[] =>
  Array.from({ length: 12 }, (_, month) => {
    const season = Math.cos((2 * Math.PI * (month - workload)) / 12);
    return Math.round(1_000 * (0.85 + 0.14 * season + month / 1_200)) / 1_000;
  });

/** Every pool takes an equal run of positions at every site. */
const rackGroup = (
  pool: number,
  site: number,
  systems: readonly { readonly systemId: string; readonly count: number }[],
) => {
  const each = POSITIONS / WORKLOADS.length;
  const system = systems[site % systems.length];
  if (!system) throw new Error('rackGroup: no system');
  return {
    pool,
    id: `g${pool}-${site}`,
    siteId: `s${site}`,
    systemId: system.systemId,
    placements: Array.from({ length: each }, (_, at) => ({ position: pool * each + at, count: system.count })),
  };
};

const known = (items: Readonly<Record<string, unknown>>, id: string): string => {
  if (!Object.hasOwn(items, id)) throw new Error(`largeScenario: the catalogue has no ${id}`);
  return id;
};
