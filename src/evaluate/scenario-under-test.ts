/** Small scenarios for tests: one site, one or two kinds of rack, one workload in one pool. */
import * as z from 'zod/mini';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { scenarioSchema, type Scenario, type Serving, type Workload } from '../scenario/schema.ts';

export interface Plan {
  readonly systemId: string;
  /** Default 1. */
  readonly systems?: number;
  /** A second kind of rack in the same pool. */
  readonly otherSystemId?: string;
  readonly modelId: string;
  readonly workflowId: string;
  readonly slaClassId: string;
  readonly peakSessionsPerSecond: number;
  readonly shape?: Workload['demand']['shape'];
  readonly regionId?: string;
  readonly ownership?: 'owned' | 'colocation' | 'cloud';
  readonly acquisition?: 'buy' | 'lease' | 'cloud';
  readonly serving?: Partial<Serving>;
}

/** Throws for what the schema refuses. */
export const scenarioOf = (name: string, plan: Plan): Scenario => {
  const { acquisition = 'buy', ownership = 'colocation', regionId = 'us-va', systems = 1 } = plan;
  const kinds = plan.otherSystemId === undefined ? [plan.systemId] : [plan.systemId, plan.otherSystemId];
  const rackGroups = kinds.map((systemId, index) => ({
    id: `g${index + 1}`,
    siteId: 's1',
    systemId,
    acquisition,
    placements: [{ position: index, count: systems }],
  }));
  return z.parse(scenarioSchema, {
    version: 1,
    catalogueVersion: defaultCatalogue.version,
    name,
    sites: [
      {
        id: 's1',
        name: 'Site',
        regionId,
        ownership,
        powerCapWatts: 1_000_000,
        positions: [{ count: 8, airWatts: 40_000, liquidWatts: 140_000 }],
      },
    ],
    rackGroups,
    workloads: [
      {
        id: 'w1',
        name: 'Workload',
        modelId: plan.modelId,
        workflowId: plan.workflowId,
        slaClassId: plan.slaClassId,
        demand: { peakSessionsPerSecond: plan.peakSessionsPerSecond, shape: plan.shape ?? 'azure-2024-conv' },
      },
    ],
    deployments: [
      {
        id: 'd1',
        name: 'Pool',
        workloadIds: ['w1'],
        rackGroupIds: rackGroups.map(({ id }) => id),
        ...(plan.serving ? { serving: plan.serving } : {}),
      },
    ],
  });
};
