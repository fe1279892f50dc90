/** A pool's day, hour by hour: interactive work as it comes, offline work filled into the rest, by unit and by workload [Q2, E4]. */
import type { FilledJob } from '../serving/back-fill.ts';
import { HOURS } from '../serving/demand.ts';
import { classFlowsOf, type DayDemand, type HourFlow } from './class-flows.ts';
import type { FillCosts } from './fill-costs.ts';
import { NOTHING, offlineDayOf } from './offline-day.ts';
import type { PoolCapacity } from './pool-capacity.ts';
import type { PoolWorkload } from './pool.ts';
import type { Schedule } from './schedule.ts';
import { unitSharesAt, type LoadSpread, type PoolRoom } from './unit-shares.ts';

/** Shares of the unit's own full load by UTC hour: what it really carries. */
export interface UnitDay {
  readonly interactive: readonly number[];
  readonly offline: readonly number[];
}

/** Shares of the pool's SLA capacity by UTC hour. */
export interface DayLoad extends PoolRoom {
  /** What is asked for, quotas aside; above 1 means targets are missed. */
  readonly interactive: readonly number[];
  /** What is done. */
  readonly offline: readonly number[];
  /** One per serving unit, in their order. */
  readonly units: readonly UnitDay[];
  /** By workload id: interactive share up to its class, offline work done, and requests by hour. */
  readonly upTo: ReadonlyMap<string, readonly number[]>;
  readonly jobs: ReadonlyMap<string, FilledJob>;
  readonly flows: ReadonlyMap<string, HourFlow>;
}

export type DayKind = 'weekday' | 'weekend';

/** What decides a day besides its demand. */
export interface DayTerms {
  readonly spread: LoadSpread;
  readonly room: PoolRoom;
  /** Share of each unit that offline work may fill. */
  readonly offlineCap: number;
  /** Null: offline work takes the soonest hours. */
  readonly costs: FillCosts | null;
  readonly schedule: Schedule | null;
}

export const isOffline = ({ urgency }: PoolWorkload): boolean => urgency === 'offline';

/** `month` 0 is January. Eq. E4 */
export const dayLoadOf = (pool: PoolCapacity, terms: DayTerms, month: number, day: DayKind): DayLoad => {
  const { spread, room } = terms;
  const shareOf = ({ workload }: PoolWorkload): number => (pool.weights.get(workload.id) ?? 1) / spread.whole;
  const demands = pool.input.workloads.map((one): DayDemand => {
    const demand = one.calendar[month];
    return { one, asked: demand?.asked[day] ?? [], admitted: demand?.admitted[day] ?? [] };
  });
  const classes = classFlowsOf(
    demands.filter(({ one }) => !isOffline(one)),
    shareOf,
    room,
  );
  const byHour = HOURS.map((hour) => unitSharesAt(spread, classes.interactive[hour] ?? 0, hour));
  const interactive = pool.units.map((_, unit) => byHour.map((shares) => shares[unit] ?? 0));
  const offline = offlineDayOf({
    demands: demands.filter(({ one }) => isOffline(one)),
    shareOf,
    units: pool.units,
    spread,
    interactive,
    cap: terms.offlineCap,
    costs: terms.costs,
    scheduledOf: (workloadId) => terms.schedule?.[workloadId]?.[day] ?? null,
  });
  const jobs = [...offline.jobs.values()];
  return {
    interactive: classes.interactive,
    offline:
      jobs.length === 0
        ? NOTHING
        : HOURS.map((hour) =>
            jobs.reduce((sum, job) => sum + (job.shareByHour[hour] ?? 0) + (job.lateByHour[hour] ?? 0), 0),
          ),
    ...room,
    units: interactive.map((shares, unit) => ({ interactive: shares, offline: offline.byUnit[unit] ?? [] })),
    upTo: classes.upTo,
    jobs: offline.jobs,
    flows: jobs.length === 0 ? classes.flows : new Map([...classes.flows, ...offline.flows]),
  };
};
