/**
 * The estate year by year under the growth of its workloads: what the plan as it stands still carries, when each deployment's headroom
 * ends, which systems to order by when, and what a year then costs and draws [Y1, Y2].
 */
import type { Catalogue } from '../catalogue/figures.ts';
import { costAssumptions } from '../economics/cost-assumptions.ts';
import type { Estate } from '../evaluate/estate.ts';
import { evaluationOf } from '../evaluate/evaluate.ts';
import type { DeploymentAnswer, Evaluation } from '../evaluate/evaluation.ts';
import { copiesOf } from '../evaluate/pool.ts';
import type { Deployment, Scenario } from '../scenario/schema.ts';
import { quantity } from '../units/quantity.ts';
import { carryingGroups, extraSystems, type Extra } from './enlarge.ts';
import { answerIn, endBetween, estateIn, poolsIn, type OutlookGround, type Pools } from './growth.ts';
import { isReady, keeps } from './holding.ts';
import { goLiveOf, leadMonthsOf } from './lead-times.ts';
import { lifetimeOf, moneyOfYear, type Lifetime, type YearMoney } from './lifetime.ts';
import { orderOf, type LeadMonths } from './orders.ts';
import type { OutlookRun } from './run.ts';
import { scenarioInYear, withMoreSystems } from './variants.ts';
import type {
  DeploymentYear,
  ExtraSystems,
  HeadroomEnd,
  Order,
  YearAnswer,
  YearFigures,
  YearsAnswer,
} from './years-answer.ts';

const MONTHS = 12;

/** What the run knows of a deployment between two years. */
interface Course {
  readonly deployment: Deployment;
  /** Beyond the plan, at each alike site. */
  extra: Extra;
  /** False once no number of systems would do. */
  reachable: boolean;
  end: number | null;
}

/** Lead times by rack group, with the figures that the plan itself has replaced. */
export type LeadTimes = (scenario: Scenario, catalogue: Catalogue) => LeadMonths;

/** One step per year: 0 to the horizon, whole years. */
export const yearsOf = (
  ground: OutlookGround,
  scenario: Scenario,
  leadTimes: LeadTimes = leadMonthsOf,
): OutlookRun<YearsAnswer> => {
  const total = Math.floor(scenario.horizonYears) + 1;
  const courses = scenario.deployments.map((deployment): Course => ({
    deployment,
    extra: new Map(),
    reachable: true,
    end: null,
  }));
  const years: YearAnswer[] = [];
  const orders: Order[] = [];
  const money: (YearMoney | null)[] = [];
  let before: { readonly standing: Pools; readonly ordered: Pools } | null = null;
  const keepsNow = (answer: DeploymentAnswer): boolean => keeps(answer, scenario.utilisationCap);
  return {
    total,
    next: () => {
      const year = years.length;
      if (year >= total) return null;
      const grown = scenarioInYear(scenario, year);
      const standing = estateIn(ground, grown);
      const given = extraOf(courses);
      const leadMonths = leadTimes(scenario, standing.catalogue);
      const held = given.size > 0 ? poolsIn(ground, withMoreSystems(grown, given)) : standing;
      for (const course of courses) {
        const { deployment } = course;
        if (!course.reachable || isReady(answerIn(held, deployment.id), scenario)) continue;
        const needed = before
          ? endBetween(
              ground,
              withMoreSystems(scenario, given),
              deployment,
              { year: year - 1, answer: answerIn(before.ordered, deployment.id) },
              year,
              (answer) => isReady(answer, scenario),
            )
          : 0;
        const more = extraSystems(ground, withMoreSystems(grown, given), held, deployment);
        for (const [rackGroupId, systems] of more ?? [])
          orders.push(orderOf(scenario, deployment, rackGroupId, systems, needed, leadMonths));
        course.extra = sumOf(course.extra, more ?? new Map());
        course.reachable = more !== null;
      }
      for (const course of courses) {
        const { deployment } = course;
        if (course.end !== null || keepsNow(answerIn(standing, deployment.id))) continue;
        const answer = before && answerIn(before.standing, deployment.id);
        course.end = answer ? endBetween(ground, scenario, deployment, { year: year - 1, answer }, year, keepsNow) : 0;
      }
      const extra = extraOf(courses);
      const ordered = extra.size > 0 ? estateIn(ground, withMoreSystems(grown, extra)) : standing;
      before = { standing, ordered };
      money.push(moneyOfYear(ordered.costs));
      const standingFigures = yearFigures(scenario, standing);
      years.push({
        year,
        standing: standingFigures,
        ordered: ordered === standing ? standingFigures : yearFigures(scenario, ordered),
        deployments: courses.map((course) => deploymentYear(scenario, standing, course)),
      });
      return {
        years: [...years],
        orders: orders.toSorted((a, b) => a.neededInYear - b.neededInYear),
        ends: courses.map(({ deployment, end }): HeadroomEnd => ({
          deploymentId: deployment.id,
          name: deployment.name,
          year: end,
        })),
        lifetime: year + 1 === total ? lifetimeIn(scenario, standing.catalogue, money) : null,
        goLive: goLiveOf(scenario, standing.catalogue),
      };
    },
  };
};

/** The estate of the first year stands until the second: the one at the end of the horizon is not paid for. */
const lifetimeIn = (
  { horizonYears }: Scenario,
  { costs }: Catalogue,
  money: readonly (YearMoney | null)[],
): Lifetime | null => {
  const paid = money.slice(0, Math.ceil(horizonYears)).flatMap((year) => year ?? []);
  return paid.length === Math.ceil(horizonYears) ? lifetimeOf(paid, costAssumptions(costs), horizonYears) : null;
};

const extraOf = (courses: readonly Course[]): Map<string, number> =>
  courses.reduce((sum, { extra }) => sumOf(sum, extra), new Map<string, number>());

const sumOf = (a: Extra, b: Extra): Map<string, number> => {
  const sum = new Map(a);
  for (const [id, systems] of b) sum.set(id, (sum.get(id) ?? 0) + systems);
  return sum;
};

const deploymentYear = (
  scenario: Scenario,
  standing: Estate,
  { deployment, extra, reachable }: Course,
): DeploymentYear => {
  const { name, verdict, headroom } = answerIn(standing, deployment.id);
  const bundle = standing.bundles.find(({ deploymentId }) => deploymentId === deployment.id);
  const given = (bundle ? carryingGroups(scenario, bundle) : []).reduce(
    (sum, { systems, copies }) => sum + systems * copies,
    0,
  );
  const more = [...extra].flatMap(([rackGroupId, systems]): ExtraSystems[] => {
    const group = scenario.rackGroups.find(({ id }) => id === rackGroupId);
    return group ? [{ rackGroupId, systemId: group.systemId, systems: systems * copiesOf(scenario, group) }] : [];
  });
  return {
    deploymentId: deployment.id,
    name,
    verdict,
    headroom,
    systemsGiven: given,
    systemsNeeded: !reachable || given === 0 ? null : given + more.reduce((sum, { systems }) => sum + systems, 0),
    extra: more,
  };
};

/** A year at the demand of an estate: twelve mean months. `plan` has the caps that its sites have today. */
const yearFigures = (plan: Scenario, estate: Estate): YearFigures => {
  const { totals, sites }: Evaluation = evaluationOf(estate);
  const { costPartsPerMonth: parts } = totals;
  const yearly = <U extends string>(month: number): ReturnType<typeof quantity<U>> => quantity<U>(MONTHS * month);
  return {
    cost: totals.costPerMonth === null ? null : yearly<'USD'>(totals.costPerMonth),
    costParts: parts && {
      hardware: yearly<'USD'>(parts.hardware),
      facility: yearly<'USD'>(parts.facility),
      energy: yearly<'USD'>(parts.energy),
      operations: yearly<'USD'>(parts.operations),
      network: yearly<'USD'>(parts.network),
      rent: yearly<'USD'>(parts.rent),
    },
    capex: totals.capex,
    energy: yearly<'J'>(totals.energyPerMonth),
    carbon: yearly<'gCO2e'>(totals.carbonPerMonth),
    embodied: yearly<'gCO2e'>(totals.embodiedPerMonth),
    water: totals.waterPerMonth === null ? null : yearly<'L'>(totals.waterPerMonth),
    outputTokens: MONTHS * totals.outputTokensPerMonth,
    peakMeterPower: totals.peakMeterPower,
    provisionedMeterPower: totals.provisionedMeterPower,
    accelerators: totals.accelerators,
    workloadsMet: totals.workloadsMet,
    workloadsAnswered: totals.workloadsAnswered,
    sitesOverPower: sites.flatMap(({ siteId, name, provisionedMeterPower }) => {
      const cap = plan.sites.find(({ id }) => id === siteId)?.powerCapWatts ?? Infinity;
      return provisionedMeterPower > cap
        ? [{ siteId, name, provisionedMeterPower, powerCap: quantity<'J/s'>(cap) }]
        : [];
    }),
  };
};
