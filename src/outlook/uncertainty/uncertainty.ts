/**
 * Chance over a plan by quasi-Monte-Carlo: all uncertain figures drawn together, the plan worked out for each draw, quantiles of every
 * total; and each figure alone between its edges. In steps, so that a screen shows it growing: same plan and seed, same answer, whatever
 * the steps [T2].
 */
import { defaultPower, type PowerCalibration } from '../../calibration/power.ts';
import type { Estate } from '../../evaluate/estate.ts';
import type { OutlookRun } from '../run.ts';
import type { Driver } from './driver.ts';
import { uncertainFiguresOf, type UncertainFigures } from './drivers.ts';
import { bandOf, chanceOf, keep, meanOf, outcomesOf, type Outcomes } from './outcomes.ts';
import { basePlanOf, factorsAtBase, planDrawOf, type BasePlan, type PlanDraw } from './plan-draw.ts';
import { chancesOf, factorsBy, valuesAt } from './sampling.ts';
import { edgesOf, tornadoOf, type Swing } from './tornado.ts';
import { byKpi, type UncertaintyAnswer } from './uncertainty-answer.ts';

export interface UncertaintyOptions {
  /** Draws in all, and by step. */
  readonly draws?: number;
  readonly step?: number;
  readonly power?: PowerCalibration;
}

export const DRAWS = 256;
const STEP = 32;

/** The edges of every figure come with the first step, the draws follow. Eq. T2 */
export const beginUncertainty = (estate: Estate, options: UncertaintyOptions = {}): OutlookRun<UncertaintyAnswer> => {
  const { draws = DRAWS, step = STEP, power = defaultPower } = options;
  const plan = basePlanOf(estate);
  const figures = uncertainFiguresOf(estate, power);
  const { drivers } = figures;
  const factorsOf = factorsBy(plan, drivers);
  const chances = chancesOf(drivers, estate.scenario.seed, draws);
  const base = planDrawOf(plan, factorsAtBase(plan));
  const outcomes = outcomesOf(plan, draws);
  let swings: readonly Swing[] | null = null;
  return {
    total: Math.ceil(draws / step),
    next: () => {
      if (outcomes.done >= draws) return null;
      swings ??= swingsOf(plan, drivers, factorsOf);
      for (const end = Math.min(draws, outcomes.done + step); outcomes.done < end;)
        keep(outcomes, planDrawOf(plan, factorsOf(valuesAt(drivers, chances, outcomes.done))));
      return answerOf({ plan, figures, base, outcomes, swings, chances, draws });
    },
  };
};

const swingsOf = (plan: BasePlan, drivers: readonly Driver[], factorsOf: ReturnType<typeof factorsBy>): Swing[] => {
  const atBase = drivers.map((driver) => driver.base);
  return drivers.map((driver, index) => {
    const at = edgesOf(driver);
    const kpisAt = (value: number): PlanDraw['kpis'] => planDrawOf(plan, factorsOf(atBase.with(index, value))).kpis;
    return { driver, at, low: kpisAt(at.low), high: kpisAt(at.high) };
  });
};

interface Progress {
  readonly plan: BasePlan;
  readonly figures: UncertainFigures;
  readonly base: PlanDraw;
  readonly outcomes: Outcomes;
  readonly swings: readonly Swing[];
  readonly chances: readonly Float64Array[];
  readonly draws: number;
}

const answerOf = ({ plan, figures, base, outcomes, swings, chances, draws }: Progress): UncertaintyAnswer => {
  const { done, kpis, pools, meter } = outcomes;
  return {
    seed: plan.estate.scenario.seed,
    draws: done,
    of: draws,
    kpis: byKpi((kpi) => chanceOf(base.kpis[kpi], kpis[kpi], done)),
    tornado: byKpi((kpi) => tornadoOf(kpi, base.kpis[kpi], swings, chances, kpis[kpi].subarray(0, done))),
    deployments: plan.pools.flatMap(({ bundle }, index) => {
      const columns = pools[index];
      if (!columns) return [];
      return {
        deploymentId: bundle.deploymentId,
        name: bundle.deployment.name,
        headroom: chanceOf(base.pools[index]?.headroom ?? null, columns.headroom, done),
        loadByHour: bandOf(columns.load, done),
      };
    }),
    workloads: plan.pools.flatMap(({ workloads }, index) =>
      workloads.flatMap(({ one: { workload } }, at) => {
        const [met, ratio] = [pools[index]?.met[at], pools[index]?.ttftOverLimit[at]];
        if (!met || !ratio) return [];
        return {
          workloadId: workload.id,
          name: workload.name,
          metShare: meanOf(met, done),
          ttftOverLimit: chanceOf(base.pools[index]?.ttftOverLimit[at] ?? null, ratio, done),
        };
      }),
    ),
    sites: plan.sites.map(({ site }, index) => ({
      siteId: site.id,
      name: site.name,
      meterPowerByHour: bandOf(meter[index] ?? [], done),
    })),
    drivers: figures.drivers,
    fixed: figures.fixed,
  };
};
