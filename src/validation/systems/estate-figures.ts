/** Figures of whole plans: their sites, what failures leave of them, and what they cost when filled. */
import { estateOf, SEARCHED, type Estate } from '../../evaluate/estate.ts';
import { evaluate } from '../../evaluate/evaluate.ts';
import type { Evaluation, SiteAnswer, WorkloadAnswer } from '../../evaluate/evaluation.ts';
import type { DeploymentFailures } from '../../outlook/failures-answer.ts';
import { failuresOf } from '../../outlook/failures.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { readOf } from './pool-figures.ts';
import type { Figure, Withheld } from './row.ts';
import { scenarioFor, type SystemPlan, type WorkPlan } from './scenario-for.ts';
import { answerOf, once, refusalOf, type World } from './world.ts';

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** A figure of the whole answer; withheld where the pool has none. */
export const ofAnswer = (
  world: World,
  plan: SystemPlan,
  read: (answer: Evaluation) => number | null,
): number | Withheld => {
  const answer = answerOf(world, plan);
  const value = read(answer);
  return value ?? { withheld: refusalOf(answer) };
};

/** A figure of one plan over that of another. */
export const ratioIn = (
  world: World,
  one: SystemPlan,
  other: SystemPlan,
  read: (answer: Evaluation) => number | null,
): number | Withheld => {
  const [a, b] = [ofAnswer(world, one, read), ofAnswer(world, other, read)];
  if (typeof a !== 'number') return a;
  if (typeof b !== 'number') return b;
  return b === 0 ? { withheld: 'the plan it is compared with has none of it' } : a / b;
};

/** Throws where the plan has no such workload or site: rows name their own. */
export const workloadIn = (answer: Evaluation, index = 0): WorkloadAnswer =>
  answer.workloads[index] ?? missing('workload');

export const siteIn = (answer: Evaluation, index = 0): SiteAnswer => answer.sites[index] ?? missing('site');

const missing = (what: string): never => {
  throw new Error(`the plan has no such ${what}`);
};

/** All work of the plan changed alike. */
export const withWork = (plan: SystemPlan, changes: (work: WorkPlan) => WorkPlan): SystemPlan => ({
  ...plan,
  work: plan.work.map(changes),
});

/** One site of the plan changed. */
export const withSite = (
  plan: SystemPlan,
  site: number,
  changes: NonNullable<SystemPlan['sites']>[number],
): SystemPlan => ({
  ...plan,
  sites: (plan.sites ?? [{}]).map((own, index) => (index === site ? { ...own, ...changes } : own)),
});

export const estateFor = (world: World, plan: SystemPlan): Estate => {
  answerOf(world, plan);
  return estateOf(scenarioFor('row', plan), world.catalogue, world.calibration, world.memo, SEARCHED);
};

/** A document that no plan writes, answered. */
export const answerTo = (world: World, scenario: Scenario): Evaluation =>
  evaluate(scenario, world.catalogue, world.calibration, world.memo);

const isFailures = (known: unknown): known is DeploymentFailures =>
  typeof known === 'object' && known !== null && 'losses' in known;

/** What failures leave of the plan's pool. */
export const failuresIn = (world: World, plan: SystemPlan): DeploymentFailures => {
  answerOf(world, plan);
  const make = (): DeploymentFailures =>
    failuresOf(world, scenarioFor('row', plan)).next()?.deployments[0] ?? missing('deployment');
  return once(world, `failures ${JSON.stringify(plan)}`, make, isFailures);
};

/** Dollars for a million output tokens of a plan whose peak fills what its targets allow. */
const filledCost = (world: World, plan: SystemPlan): Figure => {
  const headroom = readOf(world, plan, (pool) => pool.headroom);
  if (typeof headroom !== 'number') return headroom;
  const filled = withWork(plan, (work) => ({
    ...work,
    sessionsPerSecond: work.sessionsPerSecond * (1 + headroom) * 0.999,
  }));
  return readOf(world, filled, (_, { totals }) => totals.costPerMtokOutput);
};

/** Of one plan over another, both filled. */
export const filledCostRatio = (world: World, one: SystemPlan, other: SystemPlan): Figure => {
  const [a, b] = [filledCost(world, one), filledCost(world, other)];
  return typeof a === 'number' && typeof b === 'number' ? a / b : typeof a === 'number' ? b : a;
};
