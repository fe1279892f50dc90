/** Offline work of one day of a pool: what an optimiser planned, the rest filled in by the plan's own rule [E4]. */
import { backFill, type FilledJob } from '../serving/back-fill.ts';
import { HOURS } from '../serving/demand.ts';
import type { OfflineJob, Place } from '../serving/offline-job.ts';
import type { DayDemand, HourFlow } from './class-flows.ts';
import { fillCost, slotCostOf, type FillCosts, type UnitRoom } from './fill-costs.ts';
import type { ServingUnit } from './pool-capacity.ts';
import type { PoolWorkload } from './pool.ts';
import type { ScheduledDay } from './schedule.ts';
import type { LoadSpread } from './unit-shares.ts';

const DAY_HOURS = 24;
const HOUR_SECONDS = 3_600;

export interface OfflineQuestion {
  readonly demands: readonly DayDemand[];
  /** Share of the pool's capacity that a request per second of a workload takes. */
  readonly shareOf: (one: PoolWorkload) => number;
  readonly units: readonly ServingUnit[];
  readonly spread: LoadSpread;
  /** Interactive load of each unit by hour, as a share of its own full load; and how far offline work may fill it. */
  readonly interactive: readonly (readonly number[])[];
  readonly cap: number;
  /** Null: the soonest hours. */
  readonly costs: FillCosts | null;
  readonly scheduledOf: (workloadId: string) => ScheduledDay | null;
}

export interface OfflineDay {
  readonly jobs: ReadonlyMap<string, FilledJob>;
  readonly flows: ReadonlyMap<string, HourFlow>;
  /** By unit and UTC hour, as a share of its own full load. */
  readonly byUnit: readonly (readonly number[])[];
}

/** A day without any. */
export const NOTHING: readonly number[] = HOURS.map(() => 0);
const NO_WORK: Pick<OfflineDay, 'jobs' | 'flows'> = { jobs: new Map(), flows: new Map() };

export const offlineDayOf = (question: OfflineQuestion): OfflineDay => {
  const { demands, shareOf, spread, interactive } = question;
  if (demands.length === 0) return { ...NO_WORK, byUnit: interactive.map(() => NOTHING) };
  const rooms = roomsOf(question);
  const part = spread.full.map((full) => (spread.whole > 0 ? full / spread.whole : 0));
  const places = rooms.map(({ from, to }, unit): Place => {
    const capacity = part[unit] ?? 0;
    return { capacity, room: HOURS.map((hour) => Math.max(0, (to[hour] ?? 0) - (from[hour] ?? 0)) * capacity) };
  });
  const jobs = demands.map((demand) => jobOf(demand, question, part));
  const filled = filledBy(question, places, jobs, rooms, part);
  return {
    jobs: new Map(filled.map((job, index) => [demands[index]?.one.workload.id ?? '', job])),
    flows: new Map(
      filled.flatMap((job, index) => {
        const demand = demands[index];
        return demand ? [[demand.one.workload.id, flowOf(demand, job, shareOf(demand.one))]] : [];
      }),
    ),
    byUnit: byUnitOf(filled, part, interactive.length),
  };
};

/** From what interactive work takes to the lower of the cap and what power leaves. */
const roomsOf = ({ interactive, spread, cap }: OfflineQuestion): UnitRoom[] =>
  interactive.map((from, unit) => ({
    from,
    to: HOURS.map((hour) => Math.min(cap, spread.limits[unit]?.[hour] ?? Infinity)),
  }));

const jobOf = (
  { one, admitted }: DayDemand,
  { shareOf, units, scheduledOf }: OfflineQuestion,
  part: readonly number[],
): OfflineJob => {
  const { releaseHourUtc, mayShiftInTime, mayShiftInPlace } = one.workload.offline;
  const perRequest = shareOf(one);
  const workPerDay = admitted.reduce((sum, rate) => sum + rate * perRequest, 0);
  const scheduled = scheduledOf(one.workload.id);
  const job: OfflineJob = {
    workPerDay,
    releaseHourUtc,
    deadlineHours: Math.min(DAY_HOURS, (one.targets.deadline ?? DAY_HOURS * HOUR_SECONDS) / HOUR_SECONDS),
    arrivals:
      mayShiftInTime || workPerDay === 0
        ? null
        : HOURS.map((after) => ((admitted[(releaseHourUtc + after) % DAY_HOURS] ?? 0) * perRequest) / workPerDay),
    mayMove: mayShiftInPlace,
  };
  return scheduled ? { ...job, planned: plannedBy(scheduled, workPerDay, units, part) } : job;
};

const sitesOf = ({ unit }: ServingUnit): string[] => [...new Set(unit.groups.map(({ site }) => site.id))];

/** A site's part of a schedule, over its units in proportion to capacity; a unit over several sites takes what is planned for all of them. */
const plannedBy = (
  scheduled: ScheduledDay,
  workPerDay: number,
  units: readonly ServingUnit[],
  part: readonly number[],
): number[][] => {
  const capacityAt = (siteId: string): number =>
    units.reduce((sum, serving, unit) => sum + (sitesOf(serving).includes(siteId) ? (part[unit] ?? 0) : 0), 0);
  const whole = new Map(Object.keys(scheduled).map((siteId) => [siteId, capacityAt(siteId)]));
  return units.map((serving, unit) =>
    HOURS.map((hour) =>
      sitesOf(serving).reduce((sum, siteId) => {
        const capacity = whole.get(siteId) ?? 0;
        const share = scheduled[siteId]?.[hour] ?? 0;
        return capacity > 0 ? sum + (workPerDay * share * (part[unit] ?? 0)) / capacity : sum;
      }, 0),
    ),
  );
};

/** By cost or carbon only where that leaves nothing undone that the soonest hours would do, and is no dearer: power is not quite a line. */
const filledBy = (
  { costs }: OfflineQuestion,
  places: readonly Place[],
  jobs: readonly OfflineJob[],
  rooms: readonly UnitRoom[],
  part: readonly number[],
): FilledJob[] => {
  const soonest = backFill(places, jobs);
  if (!costs) return soonest;
  const cheapest = backFill(places, jobs, slotCostOf(costs, rooms, part));
  const costOf = (filled: readonly FilledJob[]): number =>
    fillCost(costs, rooms, byUnitOf(filled, part, places.length));
  const noLess = cheapest.every(
    ({ doneShare, lateShare }, index) =>
      doneShare >= (soonest[index]?.doneShare ?? 0) - 1e-9 &&
      doneShare + lateShare >= (soonest[index]?.doneShare ?? 0) + (soonest[index]?.lateShare ?? 0) - 1e-9,
  );
  return noLess && costOf(cheapest) <= costOf(soonest) ? cheapest : soonest;
};

const byUnitOf = (filled: readonly FilledJob[], part: readonly number[], units: number): number[][] =>
  Array.from({ length: units }, (_, unit) =>
    HOURS.map((hour) => {
      const share = filled.reduce((sum, { byPlace }) => sum + (byPlace[unit]?.[hour] ?? 0), 0);
      return part[unit] ? share / part[unit] : 0;
    }),
  );

/** Served and late when it is done; what the day does not hold, and what the quota turns away, is shed in the hours it was asked for. */
const flowOf = (
  { asked, admitted }: DayDemand,
  { shareByHour, lateByHour, doneShare, lateShare }: FilledJob,
  perRequest: number,
): HourFlow => {
  const rates = (shares: readonly number[]): number[] =>
    shares.map((share) => (perRequest > 0 ? share / perRequest : 0));
  const undone = Math.max(0, 1 - doneShare - lateShare);
  return {
    asked,
    served: rates(shareByHour),
    late: rates(lateByHour),
    shed: asked.map((rate, hour) => rate - (admitted[hour] ?? 0) * (1 - undone)),
  };
};
