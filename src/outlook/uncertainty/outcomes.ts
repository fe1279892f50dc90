/** What is kept of the draws of a plan, a column for each figure that is told, and what the columns say [T2]. */
import { HOURS } from '../../serving/demand.ts';
import { quantilesOf } from './distribution.ts';
import type { BasePlan, PlanDraw } from './plan-draw.ts';
import { byKpi, KPIS, type Chance, type HourBand, type Kpi } from './uncertainty-answer.ts';

/** By draw; NaN where a draw has no value. */
type Column = Float64Array;

export interface Outcomes {
  /** Draws so far. */
  done: number;
  readonly kpis: Readonly<Record<Kpi, Column>>;
  readonly pools: readonly PoolColumns[];
  /** By site and UTC hour. */
  readonly meter: readonly (readonly Column[])[];
}

interface PoolColumns {
  readonly headroom: Column;
  readonly load: readonly Column[];
  /** By workload: 1 where every target holds. */
  readonly met: readonly Column[];
  readonly ttftOverLimit: readonly Column[];
}

export const outcomesOf = ({ pools, sites }: BasePlan, draws: number): Outcomes => {
  const column = (): Column => new Float64Array(draws);
  return {
    done: 0,
    kpis: byKpi(column),
    pools: pools.map(({ workloads }) => ({
      headroom: column(),
      load: HOURS.map(column),
      met: workloads.map(column),
      ttftOverLimit: workloads.map(column),
    })),
    meter: sites.map(() => HOURS.map(column)),
  };
};

/** Adds one draw to the columns. */
export const keep = (outcomes: Outcomes, { kpis, pools, sites }: PlanDraw): void => {
  const draw = outcomes.done++;
  const set = (column: Column | undefined, value: number | null | undefined): void => {
    if (column) column[draw] = value ?? Number.NaN;
  };
  for (const kpi of KPIS) set(outcomes.kpis[kpi], kpis[kpi]);
  for (const [index, columns] of outcomes.pools.entries()) {
    const pool = pools[index];
    set(columns.headroom, pool?.headroom);
    for (const [hour, column] of columns.load.entries()) set(column, pool?.loadByHour[hour]);
    for (const [at, column] of columns.met.entries()) set(column, pool?.met[at] ? 1 : 0);
    for (const [at, column] of columns.ttftOverLimit.entries()) set(column, pool?.ttftOverLimit[at]);
  }
  for (const [index, hours] of outcomes.meter.entries())
    for (const [hour, column] of hours.entries()) set(column, sites[index]?.meter.weekday[hour]);
};

export const chanceOf = (base: number | null, column: Column, done: number): Chance => {
  const known = column.subarray(0, done).filter((value) => !Number.isNaN(value));
  return { base, quantiles: quantilesOf(known), absentShare: 1 - known.length / done };
};

export const meanOf = (column: Column, done: number): number =>
  column.subarray(0, done).reduce((sum, value) => sum + value, 0) / done;

export const bandOf = (hours: readonly Column[], done: number): HourBand => {
  const quantiles = hours.map((column) => quantilesOf(column.slice(0, done)));
  return {
    p10: quantiles.map((one) => one?.p10 ?? 0),
    p50: quantiles.map((one) => one?.p50 ?? 0),
    p90: quantiles.map((one) => one?.p90 ?? 0),
  };
};
