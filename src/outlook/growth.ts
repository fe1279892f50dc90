/** The moment between two years at which a deployment stops keeping its targets [Y1]. */
import { estateOf, SEARCHED, type Estate } from '../evaluate/estate.ts';
import type { Calibration } from '../calibration/calibration.ts';
import type { Catalogue } from '../catalogue/figures.ts';
import { applyOverrides } from '../catalogue/overrides.ts';
import type { DeploymentAnswer } from '../evaluate/evaluation.ts';
import type { EvaluationMemo } from '../evaluate/memo.ts';
import { poolBundlesOf } from '../evaluate/pool-bundle.ts';
import { lastTrue } from '../maths/search.ts';
import type { Deployment, Scenario } from '../scenario/schema.ts';
import { commonGrowth, usedShare, yearsUntilFull } from './holding.ts';
import { scenarioInYear } from './variants.ts';

/** What every question of the outlook is asked with. */
export interface OutlookGround {
  readonly catalogue: Catalogue;
  readonly calibration: Calibration;
  readonly memo: EvaluationMemo;
}

/** Halvings of a year: 1/256 is a day and a half. */
const ROUNDS = 8;

export const estateIn = (ground: OutlookGround, scenario: Scenario): Estate =>
  estateOf(scenario, ground.catalogue, ground.calibration, ground.memo, SEARCHED);

/** The pools alone: what they keep does not depend on money. */
export const poolsIn = ({ catalogue: shipped, calibration, memo }: OutlookGround, scenario: Scenario): Pools => {
  const { catalogue } = applyOverrides(shipped, scenario.assumptions);
  return { catalogue, scenario, bundles: poolBundlesOf(scenario, catalogue, calibration, memo, SEARCHED) };
};

export type Pools = Pick<Estate, 'scenario' | 'catalogue' | 'bundles'>;

export const answerIn = ({ bundles }: Pick<Pools, 'bundles'>, deploymentId: string): DeploymentAnswer => {
  const bundle = bundles.find((one) => one.deploymentId === deploymentId);
  if (!bundle) throw new Error(`outlook: no deployment ${deploymentId}`);
  return bundle.deployment;
};

/**
 * When a deployment that `holds` in the year `before` stops doing so, no later than the year `after`, in which it does not. `scenario` is
 * that of year 0 with the systems it has by then. Exact where its workloads grow alike and the peak is what ends it; else by halving.
 */
export const endBetween = (
  ground: OutlookGround,
  scenario: Scenario,
  deployment: Deployment,
  before: { readonly year: number; readonly answer: DeploymentAnswer },
  after: number,
  holds: (answer: DeploymentAnswer) => boolean,
): number => {
  /** The other workloads stay as they are: their pools are remembered. */
  const holdsAt = (year: number): boolean =>
    holds(answerIn(poolsIn(ground, scenarioInYear(scenario, year, deployment.workloadIds)), deployment.id));
  const growth = commonGrowth(scenario, deployment);
  const used = usedShare(before.answer, scenario.utilisationCap);
  if (growth !== null && used !== null && used > 0) {
    const full = yearsUntilFull(used, growth);
    if (before.year + full <= after && holdsAt(before.year + 0.999 * full)) return before.year + full;
  }
  return lastTrue(before.year, after, holdsAt, ROUNDS);
};
