/**
 * What a new scenario, site, workload and deployment start from. These are starting points a person edits,
 * not figures of the model: they stand in the scenario like everything else typed in.
 */
import * as z from 'zod/mini';
import type { Model, Workflow } from '../catalogue/figures.ts';
import { freshId } from './fresh-id.ts';
import { positionLabel } from './positions.ts';
import {
  deploymentSchema,
  scenarioSchema,
  siteSchema,
  workloadSchema,
  type Deployment,
  type Scenario,
  type Site,
  type Workload,
} from './schema.ts';

/** A site needs its region; the rest has a starting value. */
export type SiteChoices = Partial<Omit<Site, 'id'>> & Pick<Site, 'regionId'>;

/** What a workload is made of; demand starts at one session per second. */
export type WorkloadChoices = Partial<Omit<Workload, 'id' | 'demand'>> &
  Pick<Workload, 'modelId' | 'workflowId' | 'slaClassId'> & {
    readonly demand: Partial<Workload['demand']> & Pick<Workload['demand'], 'shape'>;
  };

/** Eight liquid positions of 160 kW and four air positions of 40 kW, as a mixed hall of colocation has. */
const POSITIONS = [
  { count: 8, airWatts: 20_000, liquidWatts: 140_000 },
  { count: 4, airWatts: 40_000, liquidWatts: 0 },
];

const POWER_CAP_WATTS = 1_000_000;

/** An empty plan. */
export const newScenario = (catalogueVersion: string, name = 'New plan'): Scenario =>
  z.parse(scenarioSchema, {
    version: 1,
    catalogueVersion,
    name,
    sites: [],
    rackGroups: [],
    workloads: [],
    deployments: [],
  });

/** A site for this scenario, not yet in it; null when a chosen value is invalid. */
export const newSite = (scenario: Scenario, choices: SiteChoices): Site | null => {
  const letters = positionLabel(scenario.sites.length, 0).slice(0, -1);
  const site = z.safeParse(siteSchema, {
    name: `Site ${letters}`,
    powerCapWatts: POWER_CAP_WATTS,
    positions: POSITIONS,
    ...choices,
    id: freshId('site', scenario.sites),
  });
  return site.success ? site.data : null;
};

/** What a workload of this workflow on this model starts from. */
export const choicesFor = (
  workflow: Pick<Workflow, 'id' | 'name' | 'slaClassId' | 'diurnalShapeId'>,
  model: Pick<Model, 'id'>,
): WorkloadChoices => ({
  name: workflow.name,
  modelId: model.id,
  workflowId: workflow.id,
  slaClassId: workflow.slaClassId,
  demand: { shape: workflow.diurnalShapeId },
});

/** A workload for this scenario, not yet in it; null when a chosen value is invalid or a chosen site is unknown. */
export const newWorkload = (scenario: Scenario, choices: WorkloadChoices): Workload | null => {
  if (choices.allowedSiteIds?.some((id) => !scenario.sites.some((site) => site.id === id))) return null;
  const workload = z.safeParse(workloadSchema, {
    name: `Workload ${scenario.workloads.length + 1}`,
    ...choices,
    demand: { peakSessionsPerSecond: 1, ...choices.demand },
    id: freshId('workload', scenario.workloads),
  });
  return workload.success ? workload.data : null;
};

/** A deployment that serves one workload, without racks, not yet in the scenario. */
export const newDeployment = (scenario: Scenario, workload: Pick<Workload, 'id' | 'name'>): Deployment =>
  z.parse(deploymentSchema, {
    id: freshId('deployment', scenario.deployments),
    name: workload.name,
    workloadIds: [workload.id],
    rackGroupIds: [],
  });
