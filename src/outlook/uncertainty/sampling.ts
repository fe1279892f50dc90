/** From shares of probability, one per driver, to the factors and figures of a draw [T2]. */
import { withBaseValues, type FigureKeys } from '../../catalogue/base-values.ts';
import { stratifiedUniforms } from '../../maths/latin-hypercube.ts';
import { quantileOf } from './distribution.ts';
import type { Driver } from './driver.ts';
import { factorsAtBase, type BasePlan, type PlanFactors } from './plan-draw.ts';

/** Of each driver in each draw: the share of probability below its value. Same seed and number of draws, same shares. */
export const chancesOf = (drivers: readonly Driver[], seed: number, draws: number): Float64Array[] =>
  drivers.map(({ id }) => stratifiedUniforms(seed, id, draws));

/** The values of all drivers in one draw, in their order. */
export const valuesAt = (drivers: readonly Driver[], chances: readonly Float64Array[], draw: number): Float64Array =>
  Float64Array.from(drivers, (driver, index) => quantileOf(driver, chances[index]?.[draw] ?? Number.NaN));

/** Writes one value into the factors of a draw under construction. */
type Setter = (factors: MutableFactors, value: number) => void;

interface MutablePool {
  tpot: number;
  ttft: number;
  power: number;
  demand: number[];
}

interface MutableFactors {
  readonly pools: MutablePool[];
  readonly figures: Float64Array;
}

/** The factors of a draw by the values of all drivers, in their order. */
export const factorsBy = (plan: BasePlan, drivers: readonly Driver[]): ((values: ArrayLike<number>) => PlanFactors) => {
  const { catalogue } = plan.estate;
  const base = factorsAtBase(plan);
  const places: FigureKeys[] = [];
  const setters = drivers.map(({ target }): Setter => {
    if (target.of === 'figure') {
      const place = places.push(target.keys) - 1;
      return ({ figures }, value) => {
        figures[place] = value;
      };
    }
    if (target.of === 'demand') return demandSetter(plan, target.workloadId);
    const pool = plan.pools.findIndex(({ bundle }) => bundle.deploymentId === target.deploymentId);
    return ({ pools }, value) => {
      const own = pools[pool];
      if (own) own[target.of] = value;
    };
  });
  const catalogueOf = withBaseValues(catalogue, places);
  return (values) => {
    const factors: MutableFactors = {
      pools: base.pools.map((pool) => ({ ...pool, demand: [...pool.demand] })),
      figures: new Float64Array(places.length),
    };
    for (const [index, set] of setters.entries()) set(factors, values[index] ?? Number.NaN);
    return { pools: factors.pools, catalogue: catalogueOf(factors.figures) };
  };
};

const demandSetter = ({ pools }: BasePlan, workloadId: string): Setter => {
  const places = pools.map(({ workloads }) => workloads.findIndex(({ one }) => one.workload.id === workloadId));
  return (factors, value) => {
    for (const [pool, place] of places.entries()) {
      const demand = factors.pools[pool]?.demand;
      if (demand && place >= 0) demand[place] = value;
    }
  };
};
