/**
 * One draw of a pool: capacity, load, latency and power with the times of its engines, its power and its demand off by factors. Nothing
 * about an engine is worked out again: a slower engine is the same queue on a slower clock, so tails, limits and power are read from what
 * the estate found, at the state the engine is then in [T2].
 */
import type { BasePool } from './base-pool.ts';
import { drawnDayOf, type DrawnCapacity, type DrawnDay } from './pool-day.ts';
import { wattsIn, type PowerTable } from './power-table.ts';
import { limitOf, ttftAt, type Pace } from './unit-tail.ts';

/** Measured ÷ predicted, actual ÷ forecast; all 1 is the plan as evaluated. */
export interface PoolFactors extends Pace {
  readonly power: number;
  /** One per workload of the base pool. */
  readonly demand: readonly number[];
}

export interface PoolDraw {
  /** SLA capacity over load at the peak hour, less one. */
  readonly headroom: number | null;
  readonly overloaded: boolean;
  /** By workload of the base pool: every target holds, and TTFT p99 over its limit where there is one and the queue is stable. */
  readonly met: readonly boolean[];
  readonly ttftOverLimit: readonly (number | null)[];
  /** Output tokens per second by UTC hour of the shown weekday, and in the mean of the year. */
  readonly tokensByHour: readonly number[];
  readonly meanTokens: number;
  /** Load by UTC hour of the shown weekday, as a share of what is served inside the targets. */
  readonly loadByHour: readonly number[];
  /** IT watts of one copy by rack group id: 24 hours of each day of the base pool; null where no figure exists. */
  readonly power: ReadonlyMap<string, Float64Array | null>;
}

/** Eq. T2 */
export const poolDrawOf = (pool: BasePool, factors: PoolFactors): PoolDraw => {
  const { units, workloads, days, answer } = pool;
  const capacity = drawnCapacityOf(pool, factors);
  const drawn = days.map((_, day) => drawnDayOf(pool, capacity, factors.demand, day));
  const shown = drawn[0] ?? fail();
  const { peakHourUtc } = answer;
  // Load of a unit on its own clock, which decides its state, for each share that it carries.
  const clocks = units.map(({ full }, unit) => (full > 0 ? ((capacity.full[unit] ?? 0) * factors.tpot) / full : 0));
  const peakShare = shown.interactive[peakHourUtc] ?? 0;
  const overloaded = shown.overloaded[peakHourUtc] ?? false;
  return {
    headroom: headroomOf(pool, capacity, peakShare),
    overloaded,
    met: workloads.map((_, index) => shown.met[index] ?? false),
    ttftOverLimit: ratiosOf(pool, factors, clocks, shown),
    tokensByHour: shown.tokens,
    meanTokens: drawn.reduce((sum, { tokens }, day) => sum + (days[day]?.weight ?? 0) * meanOf(tokens), 0),
    loadByHour: shown.interactive.map((share, hour) => share + (shown.offline[hour] ?? 0)),
    power: powerOf(pool, factors.power, drawn, clocks),
  };
};

/** All of it short where this draw leaves no load inside the targets; none where the evaluation has none either. */
const headroomOf = ({ meetsTargets }: BasePool, drawn: DrawnCapacity, peakShare: number): number | null => {
  if (peakShare <= 0) return null;
  if (drawn.meetsTargets) return 1 / peakShare - 1;
  return meetsTargets ? -1 : null;
};

const fail = (): never => {
  throw new Error('a pool without days');
};

const meanOf = (hours: readonly number[]): number => hours.reduce((sum, one) => sum + one, 0) / hours.length;

/** A load λ on engines whose times are longer by f is the state of λ · f: limits and saturation in requests fall by f. */
const drawnCapacityOf = ({ units }: BasePool, pace: PoolFactors): DrawnCapacity => {
  const limits = units.map(({ tail, limit }) => (tail ? limitOf(tail, pace) / limit : 0));
  // Units outside their targets stand aside while others keep them; so do those that the evaluation left out, whose full load is 0.
  const inside = units.map(({ full }, unit) => (full * (limits[unit] ?? 0)) / pace.tpot);
  const most = units.map(({ full, saturation }) => (full * saturation) / pace.tpot);
  const meets = sum(inside) > 0;
  const full = meets ? inside : most;
  return {
    full,
    saturation: full.map((load, unit) => (load > 0 ? (most[unit] ?? 0) / load : 0)),
    whole: sum(full),
    meetsTargets: meets,
  };
};

const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);

const ratiosOf = (
  { units, workloads, answer }: BasePool,
  pace: Pace,
  clocks: readonly number[],
  { units: loads, overloaded }: DrawnDay,
): (number | null)[] => {
  const worst = new Map<string, number | null>();
  for (const [unit, { tail }] of units.entries()) {
    const load = loads[unit]?.[answer.peakHourUtc] ?? 0;
    if (!tail || load <= 0) continue;
    const ttft = overloaded[answer.peakHourUtc] ? null : ttftAt(tail, load * (clocks[unit] ?? 0), pace);
    for (const [index, { workload }] of tail.classes.entries()) {
      const { id } = workload.workload;
      const before = worst.get(id);
      const here = ttft?.[index];
      worst.set(id, here === undefined || before === null ? null : Math.max(before ?? 0, here));
    }
  }
  return workloads.map(({ one }) => {
    const limit = one.targets.ttft?.p99;
    const value = worst.get(one.workload.id) ?? null;
    return limit === undefined || value === null ? null : value / limit;
  });
};

/** The law's error goes for the whole of what a group draws, up to its nameplate. */
const powerOf = (
  { units }: BasePool,
  factor: number,
  drawn: readonly DrawnDay[],
  clocks: readonly number[],
): Map<string, Float64Array | null> => {
  const power = new Map<string, Float64Array | null>();
  for (const [unit, { curves }] of units.entries()) {
    const states = new Float64Array(24 * drawn.length);
    const clock = clocks[unit] ?? 0;
    for (const [day, { units: loads }] of drawn.entries()) {
      const hours = loads[unit] ?? [];
      for (let hour = 0; hour < 24; hour++) states[24 * day + hour] = clock * (hours[hour] ?? 0);
    }
    // Groups alike share a table, and with it what they draw.
    const known = new Map<PowerTable, Float64Array>();
    for (const { rackGroupId, table, nameplate } of curves) {
      const watts = table && (known.get(table) ?? drawnAt(table, states, factor, nameplate));
      if (table && watts) known.set(table, watts);
      power.set(rackGroupId, watts);
    }
  }
  return power;
};

const drawnAt = (table: PowerTable, states: Float64Array, factor: number, nameplate: number): Float64Array => {
  const watts = new Float64Array(states.length);
  for (let hour = 0; hour < states.length; hour++)
    watts[hour] = Math.min(nameplate, factor * wattsIn(table, states[hour] ?? 0));
  return watts;
};
