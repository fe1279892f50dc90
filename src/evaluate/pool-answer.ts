/** What a pool does with its demand, month by month and hour by hour [Q2, E4]. */
import type { Verdict } from './evaluation.ts';
import { isOffline, type DayLoad, type DayTerms } from './day-load.ts';
import { fillCostsOf, type JouleHours } from './fill-costs.ts';
import { busiestMonthOf, poolCalendarOf, type MonthDays } from './pool-calendar.ts';
import type { PoolCapacity } from './pool-capacity.ts';
import type { PowerCurve } from './power-curve.ts';
import { unitLimitsOf } from './power-room.ts';
import type { Schedule } from './schedule.ts';
import { loadSpreadOf, roomByHour, unitSharesAt, type LoadSpread } from './unit-shares.ts';

/** What a pool can serve, with what it does with its demand. */
export interface PoolAnswer extends PoolCapacity {
  /** How load falls on its units. */
  readonly spread: LoadSpread;
  /** What decided its days besides its demand: a day of other demand is worked out from the same. */
  readonly terms: DayTerms;
  /** January to December; months alike share one object. */
  readonly calendar: readonly MonthDays[];
  /** 0 is January: the month that the days below are of. */
  readonly busiestMonth: number;
  readonly weekday: DayLoad;
  readonly weekend: DayLoad;
  readonly peakHourUtc: number;
}

/** What decides a pool's days besides its demand and capacity. */
export interface PoolTerms {
  readonly utilisationCap: number;
  readonly shiftTo: 'soonest' | 'cost' | 'carbon';
  /** IT watts by UTC hour that each rack group may draw, by its id; null or missing where power does not limit it. */
  readonly allotments: ReadonlyMap<string, readonly number[] | null>;
  /** By site id; asked for only where work looks for cost or carbon. */
  readonly jouleHours: ReadonlyMap<string, JouleHours>;
  readonly schedule: Schedule | null;
}

/** `curves` by rack group id. Eq. E4 */
export const poolAnswerOf = (
  pool: PoolCapacity,
  curves: ReadonlyMap<string, PowerCurve | null>,
  terms: PoolTerms,
): PoolAnswer => {
  const { utilisationCap, shiftTo } = terms;
  const spread = loadSpreadOf(pool, unitLimitsOf(pool.units, curves, terms.allotments), utilisationCap);
  const dayTerms: DayTerms = {
    spread,
    room: roomByHour(spread, pool.slaCapacity > 0),
    offlineCap: Math.min(utilisationCap, 1 - pool.input.deployment.reservedShare),
    costs: shiftTo === 'soonest' ? null : fillCostsOf(pool.units, curves, terms.jouleHours, shiftTo),
    schedule: terms.schedule,
  };
  const calendar = poolCalendarOf(pool, dayTerms);
  const busiestMonth = busiestMonthOf(pool, calendar);
  const { weekday, weekend } = calendar[busiestMonth] ?? fail();
  const interactive = pool.input.workloads.some((one) => !isOffline(one));
  const total = interactive ? weekday.interactive : weekday.offline;
  return {
    ...pool,
    spread,
    terms: dayTerms,
    calendar,
    busiestMonth,
    weekday,
    weekend,
    peakHourUtc: total.indexOf(Math.max(...total)),
  };
};

const fail = (): never => {
  throw new Error('pool: a year without months');
};

/** Verdict of one hour from the share of SLA capacity that interactive work takes, up to a class where there are several. Eq. Q2 */
export const verdictAt = (answer: PoolCapacity, { inside, most }: DayLoad, hour: number, share: number): Verdict => {
  if (share <= 0) return 'idle';
  if (answer.slaCapacity > 0 && share <= (inside[hour] ?? 0) + 1e-9) return 'stable';
  return share < (most[hour] ?? 0) ? 'backlogged' : 'overloaded';
};

/** Worst first. */
const ORDER: readonly Verdict[] = ['overloaded', 'backlogged', 'stable', 'idle'];

export const worstOf = (verdicts: readonly Verdict[]): Verdict =>
  ORDER.find((verdict) => verdicts.includes(verdict)) ?? 'idle';

/** Verdict of the pool in each hour of a day: of all its interactive work, or of offline work where there is no other. Eq. Q2 */
export const verdictsOf = (answer: PoolCapacity, day: DayLoad): Verdict[] => {
  const interactive = answer.input.workloads.some((one) => !isOffline(one));
  return (interactive ? day.interactive : day.offline).map((share, hour) => verdictAt(answer, day, hour, share));
};

/** The days of a year that differ: first a weekday of the busiest month, whose hours are shown, then the others. */
export const daysOf = ({ weekday, weekend, calendar }: PoolAnswer): readonly DayLoad[] => [
  ...new Set([weekday, weekend, ...calendar.flatMap((month) => [month.weekday, month.weekend])]),
];

/** A day's worst hour; work that misses its deadline makes a pool backlogged that else is stable. Eq. Q2 */
export const verdictOfDay = (answer: PoolCapacity, day: DayLoad): Verdict => {
  const worst = worstOf(verdictsOf(answer, day));
  const late = [...day.jobs.values()].some(({ finishedAfterHours }) => finishedAfterHours === null);
  return late && (worst === 'stable' || worst === 'idle') ? 'backlogged' : worst;
};

/** Hours in which power, not the accelerators, ends what the pool takes inside its targets or at all. */
export const limitedByPower = (answer: PoolAnswer, { inside, most, interactive }: DayLoad): boolean[] => {
  const free = answer.saturation / answer.spread.whole;
  return inside.map((share, hour) => {
    const top = most[hour] ?? 0;
    return (answer.slaCapacity > 0 && share < 1 - 1e-9) || (top < free * (1 - 1e-9) && (interactive[hour] ?? 0) > top);
  });
};

/** Share of its own full load that each unit carries in an hour, offline work included. */
export const loadsAt = ({ units }: DayLoad, hour: number): number[] =>
  units.map(({ interactive, offline }) => (interactive[hour] ?? 0) + (offline[hour] ?? 0));

/**
 * The same as a workload feels it: what comes after its class in order is held back where it would push it out of its targets.
 * Eq. Q2, Eq. Q3
 */
export const loadsFelt = (answer: PoolAnswer, day: DayLoad, workloadId: string, hour: number): number[] => {
  const loads = loadsAt(day, hour);
  if (loads.every((load) => load <= 1)) return loads;
  const own = unitSharesAt(answer.spread, day.upTo.get(workloadId)?.[hour] ?? 0, hour);
  return loads.map((load, unit) => Math.max(own[unit] ?? 0, Math.min(1, load)));
};
