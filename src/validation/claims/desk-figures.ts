/** What claims are computed from: the shipped figures, and tables of step times that claims share. */
import type { Calibration } from '../../calibration/calibration.ts';
import type { Catalogue } from '../../catalogue/figures.ts';
import { evaluate } from '../../evaluate/evaluate.ts';
import type { Evaluation } from '../../evaluate/evaluation.ts';
import { createMemo, type EvaluationMemo } from '../../evaluate/memo.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { createFrontierCache, type FrontierCache } from '../../search/frontier-cache.ts';
import { rackFrontier, type RackFrontier, type RackQuestion } from './rack-frontier.ts';

export interface DeskFigures {
  readonly catalogue: Catalogue;
  readonly calibration: Calibration;
  readonly memo: EvaluationMemo;
  readonly cache: FrontierCache;
}

export const deskFigures = (catalogue: Catalogue, calibration: Calibration): DeskFigures => ({
  catalogue,
  calibration,
  memo: createMemo(),
  cache: createFrontierCache(),
});

export const frontierWith = ({ catalogue, calibration, cache }: DeskFigures, question: RackQuestion): RackFrontier =>
  rackFrontier(question, catalogue, calibration, cache);

export const evaluateWith = ({ catalogue, calibration, memo }: DeskFigures, scenario: Scenario): Evaluation =>
  evaluate(scenario, catalogue, calibration, memo);

/** The plan with one of its pools alone, its racks, sites and workloads. */
export const poolAlone = (scenario: Scenario, deploymentId: string): Scenario => {
  const deployments = scenario.deployments.filter(({ id }) => id === deploymentId);
  const rackGroups = scenario.rackGroups.filter(({ id }) => deployments.some((pool) => pool.rackGroupIds.includes(id)));
  return {
    ...scenario,
    deployments,
    rackGroups,
    sites: scenario.sites.filter(({ id }) => rackGroups.some(({ siteId }) => siteId === id)),
    workloads: scenario.workloads.filter(({ id }) => deployments.some((pool) => pool.workloadIds.includes(id))),
  };
};
