/** What draws of one pool share: its tails, its power over load, its demand by day; worked out once from the estate [T2]. */
import { isOffline } from '../../evaluate/day-load.ts';
import type { PoolAnswer } from '../../evaluate/pool-answer.ts';
import type { PoolBundle } from '../../evaluate/pool-bundle.ts';
import { systemsOf, type PoolGroup, type PoolWorkload } from '../../evaluate/pool.ts';
import type { PowerCurve } from '../../evaluate/power-curve.ts';
import { tableOf, type PowerTable } from './power-table.ts';
import { unitTailOf, limitOf, type UnitTail } from './unit-tail.ts';

/** A day worked out in every draw, with the part of the year that it stands for. */
export interface BaseDay {
  readonly month: number;
  readonly kind: 'weekday' | 'weekend';
  readonly weight: number;
}

/** Power over load of a rack group, of one copy of its site; groups alike share a table. */
export interface GroupCurve {
  readonly rackGroupId: string;
  readonly table: PowerTable | null;
  readonly nameplate: number;
}

export interface BaseUnit {
  /** Load that share 1 of it stands for, requests of the mix per second; and how far it goes. */
  readonly full: number;
  readonly saturation: number;
  readonly tail: UnitTail | null;
  /** Where its targets end as interpolated, by which all limits are divided: 1 but for the error of interpolation. */
  readonly limit: number;
  readonly curves: readonly GroupCurve[];
}

export interface BaseWorkload {
  readonly one: PoolWorkload;
  readonly offline: boolean;
  /** Work of a request in requests of the mix. */
  readonly weight: number;
  readonly outputTokens: number;
  /** Requests per second let in; Infinity without a quota. */
  readonly quota: number;
  /** Requests per second asked for, by day of `days`. */
  readonly asked: readonly (readonly number[])[];
}

export interface BasePool {
  readonly bundle: PoolBundle;
  readonly answer: PoolAnswer;
  readonly meetsTargets: boolean;
  readonly units: readonly BaseUnit[];
  /** Offline ones last; of the others the most urgent first. */
  readonly workloads: readonly BaseWorkload[];
  /** Of the interactive ones, those of one priority: from `first` up to `end`. */
  readonly classes: readonly { readonly first: number; readonly end: number }[];
  /** The busiest month first: its weekday is what is shown. */
  readonly days: readonly BaseDay[];
  /** January to December: places of the weekday in `days`; the weekend is the next. */
  readonly weekdayOfMonth: readonly number[];
  /** Nothing but interactive work, on units loaded alike, with no limit of power: its days need no filling. */
  readonly plain: boolean;
}

const remembered = new WeakMap<PoolBundle, { readonly key: string; readonly pool: BasePool | null }>();

/**
 * `standing`: for each month the one that stands for it. Null where the deployment has no answer. A bundle that an edit left as it was
 * keeps its tails.
 */
export const basePoolOf = (bundle: PoolBundle, standing: readonly number[]): BasePool | null => {
  const key = standing.join();
  const before = remembered.get(bundle);
  if (before?.key === key) return before.pool;
  const pool = made(bundle, standing);
  remembered.set(bundle, { key, pool });
  return pool;
};

const made = (bundle: PoolBundle, standing: readonly number[]): BasePool | null => {
  const { pool: answer, curves } = bundle;
  if (!answer) return null;
  const { spread } = answer;
  const tables = tablesOf(curves);
  const plain =
    spread.order === null &&
    answer.input.workloads.every((one) => !isOffline(one)) &&
    spread.limits.every((hours) => hours.every((limit) => limit === Infinity));
  // Days that must be filled are dear: their busiest month stands for all.
  const { days, weekdayOfMonth } = daysOf(answer, plain ? standing : standing.map(() => answer.busiestMonth));
  const workloads = answer.input.workloads
    .map((one): BaseWorkload => ({
      one,
      offline: isOffline(one),
      weight: answer.weights.get(one.workload.id) ?? 1,
      outputTokens: one.requests.outputTokens,
      quota: (one.workload.demand.quotaSessionsPerSecond ?? Infinity) * one.requests.requestsPerSession,
      asked: days.map(({ month, kind }) => one.calendar[month]?.asked[kind] ?? []),
    }))
    .toSorted((a, b) => Number(a.offline) - Number(b.offline) || b.one.priority - a.one.priority);
  return {
    bundle,
    answer,
    meetsTargets: answer.slaCapacity > 0,
    units: answer.units.map((serving, index): BaseUnit => {
      const full = spread.full[index] ?? 0;
      const day = answer.weekday.units[index];
      const shown = (day?.interactive[answer.peakHourUtc] ?? 0) + (day?.offline[answer.peakHourUtc] ?? 0);
      const tail = unitTailOf(serving, answer, full, shown);
      const limit = tail ? limitOf(tail, { tpot: 1, ttft: 1 }) : 0;
      return {
        full,
        saturation: spread.saturated[index] ?? 0,
        tail,
        limit: limit > 0 ? limit : 1,
        curves: groupsOf(answer, index).map((group) => curveOf(group, tables)),
      };
    }),
    workloads,
    classes: classesOf(workloads.filter(({ offline }) => !offline)),
    days,
    weekdayOfMonth,
    plain,
  };
};

const classesOf = (workloads: readonly BaseWorkload[]): { first: number; end: number }[] => {
  const priorities = workloads.map(({ one }) => one.priority);
  return [...new Set(priorities)].map((priority) => ({
    first: priorities.indexOf(priority),
    end: priorities.lastIndexOf(priority) + 1,
  }));
};

const groupsOf = (answer: PoolAnswer, index: number): PoolGroup[] => {
  const unit = answer.units[index]?.unit;
  return [...new Set([unit, unit?.prefill, unit?.ffn].flatMap((part) => part?.groups ?? []))];
};

const curveOf = ({ rackGroup, system }: PoolGroup, tables: (id: string) => PowerTable | null): GroupCurve => ({
  rackGroupId: rackGroup.id,
  table: tables(rackGroup.id),
  nameplate: system.powerNameplate === null ? Infinity : system.powerNameplate * systemsOf(rackGroup),
});

/** Groups alike share a curve and so a table. */
const tablesOf = (curves: PoolBundle['curves']): ((id: string) => PowerTable | null) => {
  const known = new Map<PowerCurve, PowerTable>();
  return (id) => {
    const curve = curves.get(id);
    if (!curve) return null;
    const table = known.get(curve) ?? tableOf(curve);
    known.set(curve, table);
    return table;
  };
};

/** Distinct days of the busiest month and of those that stand for others, the busiest first. */
const daysOf = (
  { calendar, busiestMonth }: PoolAnswer,
  standing: readonly number[],
): Pick<BasePool, 'days' | 'weekdayOfMonth'> => {
  const months: number[] = [];
  const placeOf = (month: number): number => {
    const known = months.findIndex((other) => calendar[other] === calendar[month]);
    return known >= 0 ? known : months.push(month) - 1;
  };
  placeOf(busiestMonth);
  const places = standing.map(placeOf);
  return {
    weekdayOfMonth: places.map((place) => 2 * place),
    days: months.flatMap((month, place): BaseDay[] => {
      const part = places.filter((one) => one === place).length / places.length;
      return [
        { month, kind: 'weekday', weight: (part * 5) / 7 },
        { month, kind: 'weekend', weight: (part * 2) / 7 },
      ];
    }),
  };
};
