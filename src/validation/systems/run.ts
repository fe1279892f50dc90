/** Rows of docs/systems.md answered: each scenario evaluated, each check judged. */
import { weakestTier, type Tier } from '../../calibration/tier.ts';
import type { Evaluation } from '../../evaluate/evaluation.ts';
import type { SystemCheck, SystemRow } from './row.ts';
import { judged, type Judged } from './verdict.ts';
import { answerOf, refusalOf, type World } from './world.ts';

export interface CheckOutcome extends Judged {
  readonly check: SystemCheck;
  /** Weakest of what was consulted; null for arithmetic that consults no answer. */
  readonly tier: Tier | null;
}

export interface RowOutcome {
  readonly row: SystemRow;
  /** What the scenario of the row came to: its pool's verdict, or why there is none. */
  readonly scenario: string;
  readonly answered: boolean;
  readonly evaluation: Evaluation;
  readonly checks: readonly CheckOutcome[];
}

export const outcomeOf = (world: World, row: SystemRow): RowOutcome => {
  const evaluation = answerOf(world, row.plan);
  const [pool] = evaluation.deployments;
  const answered = pool !== undefined && pool.slaCapacity !== null;
  return {
    row,
    scenario: answered ? pool.verdict : refusalOf(evaluation),
    answered,
    evaluation,
    checks: row.checks.map((check) => checked(world, row, check)),
  };
};

const checked = (world: World, { plan }: SystemRow, check: SystemCheck): CheckOutcome => {
  world.tiers.clear();
  const result = judged(check, check.of(world, plan));
  const tier = world.tiers.size > 0 ? weakestTier(...world.tiers) : null;
  return { check, ...result, tier };
};

export const outcomesOf = (world: World, rows: readonly SystemRow[]): RowOutcome[] =>
  rows.map((row) => outcomeOf(world, row));
