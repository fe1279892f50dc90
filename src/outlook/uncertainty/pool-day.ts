/** One day of a pool whose demand and capacity were drawn: what each unit carries, what is served, who keeps the targets [T2]. */
import { dayLoadOf, type DayTerms } from '../../evaluate/day-load.ts';
import { roomByHour, type LoadSpread } from '../../evaluate/unit-shares.ts';
import { HOURS } from '../../serving/demand.ts';
import { levelFill } from '../../serving/level-fill.ts';
import type { BasePool } from './base-pool.ts';

/** Capacity of a pool in a draw, requests of the mix per second. */
export interface DrawnCapacity {
  /** Load that share 1 of each unit stands for, and where it is saturated as a share of that. */
  readonly full: readonly number[];
  readonly saturation: readonly number[];
  readonly whole: number;
  /** Whether share 1 is inside the targets; where no unit meets them it is saturation. */
  readonly meetsTargets: boolean;
}

export interface DrawnDay {
  /** Shares of the pool's capacity by UTC hour. */
  readonly interactive: readonly number[];
  readonly offline: readonly number[];
  /** By unit and UTC hour, shares of its own full load. */
  readonly units: readonly (readonly number[])[];
  /** Output tokens per second, of all its workloads. */
  readonly tokens: readonly number[];
  /** By workload of the base pool. */
  readonly met: readonly boolean[];
  /** By UTC hour: the queue of interactive work grows. */
  readonly overloaded: readonly boolean[];
}

/** `demand`: actual ÷ forecast of each workload. `day` is the place in `days` of the base pool. Eq. Q2, Eq. E4 */
export const drawnDayOf = (
  pool: BasePool,
  capacity: DrawnCapacity,
  demand: readonly number[],
  day: number,
): DrawnDay => (pool.plain ? plainDay(pool, capacity, demand, day) : filledDay(pool, capacity, demand, day));

/** Interactive work alone on units loaded alike: the same sums as a whole day, without its paths for what is not there. */
const plainDay = (pool: BasePool, capacity: DrawnCapacity, demand: readonly number[], day: number): DrawnDay => {
  const { workloads, units, classes } = pool;
  const { full, saturation, whole, meetsTargets } = capacity;
  const limits = full.map((load, unit) => load * (saturation[unit] ?? 0));
  const most = limits.reduce((sum, limit) => sum + limit, 0) / whole;
  const firstFull = Math.min(...saturation.filter((_, unit) => (full[unit] ?? 0) > 0));
  const inside = meetsTargets ? 1 + 1e-9 : 0;
  const met = workloads.map(() => true);
  const interactive = NOTHING();
  const tokens = NOTHING();
  const overloaded = HOURS.map(() => false);
  const carried = units.map(NOTHING);
  const rates = workloads.map(() => 0);
  for (let hour = 0; hour < 24; hour++) {
    let upTo = 0;
    let made = 0;
    for (const { first, end } of classes) {
      const before = upTo;
      for (let at = first; at < end; at++) {
        const one = workloads[at];
        if (!one) continue;
        const rate = Math.min(one.quota, (one.asked[day]?.[hour] ?? 0) * (demand[at] ?? 1));
        rates[at] = rate;
        upTo += (rate * one.weight) / whole;
      }
      const part = upTo > before ? Math.min(1, Math.max(0, (most - before) / (upTo - before))) : 1;
      for (let at = first; at < end; at++) {
        const rate = rates[at] ?? 0;
        made += part * rate * (workloads[at]?.outputTokens ?? 0);
        if (rate > 0 && upTo > inside) met[at] = false;
      }
    }
    interactive[hour] = upTo;
    tokens[hour] = made;
    overloaded[hour] = upTo > inside && upTo >= most;
    const loads = upTo <= firstFull ? null : levelFill(upTo * whole, full, limits);
    for (let unit = 0; unit < carried.length; unit++) {
      const hours = carried[unit];
      const load = full[unit] ?? 0;
      if (hours && load > 0) hours[hour] = loads ? (loads[unit] ?? 0) / load : upTo;
    }
  }
  return { interactive, offline: NOTHING(), units: carried, tokens, met, overloaded };
};

const NOTHING = (): number[] => HOURS.map(() => 0);

/** By the very functions of an evaluation: offline work, several distances, limits of power. */
const filledDay = (pool: BasePool, capacity: DrawnCapacity, demand: readonly number[], day: number): DrawnDay => {
  const { answer, workloads, days } = pool;
  const { month = 0, kind = 'weekday' } = days[day] ?? {};
  const terms = termsOf(pool, capacity);
  const scaled = workloads.map(({ one, quota, asked }, index) => {
    const rates = (asked[day] ?? []).map((rate) => rate * (demand[index] ?? 1));
    const admitted = rates.map((rate) => Math.min(quota, rate));
    const drawn = { asked: { weekday: rates, weekend: rates }, admitted: { weekday: admitted, weekend: admitted } };
    return { ...one, calendar: one.calendar.map(() => drawn) };
  });
  const slaCapacity = capacity.meetsTargets ? capacity.whole : 0;
  const load = dayLoadOf({ ...answer, slaCapacity, input: { ...answer.input, workloads: scaled } }, terms, month, kind);
  const verdictOf = (id: string, offline: boolean): boolean =>
    offline
      ? (load.jobs.get(id)?.finishedAfterHours ?? null) !== null
      : (load.upTo.get(id) ?? []).every(
          (share, hour) => share <= (load.inside[hour] ?? 0) + 1e-9 || (load.flows.get(id)?.asked[hour] ?? 0) <= 0,
        );
  return {
    interactive: load.interactive,
    offline: load.offline,
    units: load.units.map(({ interactive, offline }) => interactive.map((share, hour) => share + (offline[hour] ?? 0))),
    tokens: HOURS.map((hour) =>
      workloads.reduce((sum, { one, outputTokens }) => {
        const flow = load.flows.get(one.workload.id);
        return sum + ((flow?.served[hour] ?? 0) + (flow?.late[hour] ?? 0)) * outputTokens;
      }, 0),
    ),
    met: workloads.map(({ one, offline }) => verdictOf(one.workload.id, offline)),
    overloaded: load.interactive.map(
      (share, hour) => share > (load.inside[hour] ?? 0) + 1e-9 && share >= (load.most[hour] ?? 0),
    ),
  };
};

/** What decides the day, on the drawn capacity. What power leaves a unit is the same state of its engines, whatever their pace. */
const termsOf = ({ answer, units }: BasePool, { full, saturation, whole, meetsTargets }: DrawnCapacity): DayTerms => {
  const { terms } = answer;
  const spread: LoadSpread = {
    ...answer.spread,
    full,
    whole,
    saturated: saturation,
    limits: answer.spread.limits.map((hours, unit) => {
      const scale = (units[unit]?.saturation ?? 0) > 0 ? (saturation[unit] ?? 0) / (units[unit]?.saturation ?? 1) : 0;
      return hours.every((limit) => limit === Infinity)
        ? hours
        : hours.map((limit) => (limit === Infinity ? limit : limit * scale));
    }),
  };
  return { ...terms, spread, room: roomByHour(spread, meetsTargets) };
};
