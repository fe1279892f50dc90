/** Whole scenarios whose answers are kept: one per kind of estate, model and outcome. The two shipped examples are added by the test. */
import { defaultCatalogue } from '../../catalogue/default-catalogue.ts';
import { scenarioOf, type Plan } from '../scenario-under-test.ts';
import type { Scenario } from '../../scenario/schema.ts';

const PLANS: Readonly<Record<string, Plan>> = {
  'llama-8b-one-h100-node': {
    systemId: 'hgx-h100-8',
    modelId: 'llama-3.1-8b',
    workflowId: 'chat',
    slaClassId: 'near-real-time',
    peakSessionsPerSecond: 10,
    serving: { weights: 'fp8' },
  },
  'gpt-oss-120b-mi355x': {
    systemId: 'mi355x-8',
    modelId: 'gpt-oss-120b',
    workflowId: 'reasoning',
    slaClassId: 'near-real-time',
    peakSessionsPerSecond: 2,
    regionId: 'se-lul',
  },
  'qwen3-235b-tpu-v7-cube': {
    systemId: 'tpu-v7-cube',
    modelId: 'qwen3-235b-a22b',
    workflowId: 'rag',
    slaClassId: 'near-real-time',
    peakSessionsPerSecond: 10,
    acquisition: 'cloud',
    ownership: 'cloud',
    serving: { weights: 'fp8' },
  },
  'qwen3.5-397b-b200': {
    systemId: 'dgx-b200-8',
    systems: 2,
    modelId: 'qwen3.5-397b-a17b',
    workflowId: 'chat',
    slaClassId: 'near-real-time',
    peakSessionsPerSecond: 4,
    serving: { weights: 'nvfp4-experts', kvFormat: 'fp8' },
  },
  'nemotron-3-super-b200': {
    systemId: 'dgx-b200-8',
    modelId: 'nemotron-3-super-120b-a12b',
    workflowId: 'coding-agent',
    slaClassId: 'near-real-time/coding-agent',
    peakSessionsPerSecond: 0.005,
    serving: { weights: 'fp8' },
  },
  'deepseek-v3.2-gb300': {
    systemId: 'gb300-nvl72',
    modelId: 'deepseek-v3.2',
    workflowId: 'rag',
    slaClassId: 'near-real-time',
    peakSessionsPerSecond: 20,
    serving: { weights: 'nvfp4-experts', engine: 'tensorrt-llm', kvFormat: 'fp8' },
  },
  'offline-only-h200': {
    systemId: 'hgx-h200-8',
    modelId: 'llama-3.3-70b',
    workflowId: 'batch',
    slaClassId: 'offline-batch/24h',
    peakSessionsPerSecond: 3,
    serving: { weights: 'fp8' },
  },
  overloaded: {
    systemId: 'hgx-h100-8',
    modelId: 'llama-3.3-70b',
    workflowId: 'rag',
    slaClassId: 'real-time',
    peakSessionsPerSecond: 40,
  },
  'does-not-fit': {
    systemId: 'hgx-h100-8',
    modelId: 'deepseek-r1',
    workflowId: 'chat',
    slaClassId: 'near-real-time',
    peakSessionsPerSecond: 1,
    serving: { layout: { tp: 8, pp: 1, attnDp: 1, moeTp: 8, ep: 1 } },
  },
  'storage-and-cpu-only': {
    systemId: 'stx-storage',
    otherSystemId: 'cpu-2s',
    modelId: 'llama-3.1-8b',
    workflowId: 'chat',
    slaClassId: 'near-real-time',
    peakSessionsPerSecond: 1,
  },
  'rented-h100': {
    systemId: 'hgx-h100-8',
    systems: 4,
    modelId: 'llama-3.3-70b',
    workflowId: 'chat',
    slaClassId: 'near-real-time',
    peakSessionsPerSecond: 6,
    acquisition: 'cloud',
    ownership: 'cloud',
    serving: { weights: 'fp8' },
  },
  'edge-box-jetson': {
    systemId: 'jetson-edge',
    modelId: 'qwen3-4b',
    workflowId: 'chat',
    slaClassId: 'near-real-time',
    peakSessionsPerSecond: 0.01,
    serving: { weights: 'fp8' },
  },
  'embedding-model-refused': {
    systemId: 'hgx-h100-8',
    modelId: 'bge-m3',
    workflowId: 'rag',
    slaClassId: 'near-real-time',
    peakSessionsPerSecond: 10,
  },
};

/** An estate that stands empty: a site and nothing on it. */
const emptyPlan = (): Scenario => ({
  ...scenarioOf('empty', {
    systemId: 'hgx-h100-8',
    modelId: 'llama-3.1-8b',
    workflowId: 'chat',
    slaClassId: 'near-real-time',
    peakSessionsPerSecond: 1,
  }),
  catalogueVersion: defaultCatalogue.version,
  rackGroups: [],
  workloads: [],
  deployments: [],
});

/** By name; the name is that of the answer's file. */
export const goldenScenarios = (): Record<string, Scenario> => ({
  ...Object.fromEntries(Object.entries(PLANS).map(([name, plan]) => [name, scenarioOf(name, plan)])),
  'empty-plan': emptyPlan(),
});
