/** A pool's day in shares of its SLA capacity: interactive work by hour, offline work filled into the rest [E4]. */
import { backFill, type FilledJob } from '../serving/back-fill.ts';
import { servicePointAt } from '../serving/service-curve.ts';
import type { ServingUnit } from './pool-capacity.ts';
import type { PoolInput, PoolWorkload } from './pool.ts';

/** Shares of SLA capacity by UTC hour; above 1 means targets are missed. */
export interface DayLoad {
  readonly interactive: readonly number[];
  readonly offline: readonly number[];
  /** Offline work done, by workload id. */
  readonly jobs: ReadonlyMap<string, FilledJob>;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const DAY_SECONDS = 86_400;

export const isOffline = ({ urgency }: PoolWorkload): boolean => urgency === 'offline';

/** Work of one request of each workload relative to the mix: its time in service at the SLA limit of the largest unit. */
export const weightsOf = (pool: PoolInput, units: readonly ServingUnit[]): Map<string, number> => {
  const largest = units.reduce(
    (best, one) => (one.capacity.slaCapacity > best.capacity.slaCapacity ? one : best),
    units[0] ?? fail(),
  );
  const { curve, instances } = largest.capacity.group;
  const point = servicePointAt(curve, largest.capacity.slaCapacity / instances);
  const fresh = Math.max(1, curve.mix.inputTokens - curve.mix.cachedTokens);
  const time = (freshTokens: number, outputTokens: number): number =>
    (point.prefillTime * freshTokens) / fresh + outputTokens * point.tpot;
  const mixTime = time(fresh, curve.mix.outputTokens);
  return new Map(
    pool.workloads.map(({ workload, requests }) => [
      workload.id,
      time(requests.inputTokens - requests.cachedTokens, requests.outputTokens) / mixTime,
    ]),
  );
};

const fail = (): never => {
  throw new Error('pool: no unit');
};

/** A day's load: interactive work as it comes, offline work filled into what `utilisationCap` leaves. Eq. E4 */
export const dayLoadOf = (
  pool: PoolInput,
  weights: ReadonlyMap<string, number>,
  capacity: number,
  utilisationCap: number,
  day: 'weekday' | 'weekend',
): DayLoad => {
  const shareOf = ({ workload, week }: PoolWorkload, hour: number): number =>
    ((week[day][hour] ?? 0) * (weights.get(workload.id) ?? 1)) / capacity;
  const interactiveWork = pool.workloads.filter((one) => !isOffline(one));
  const interactive = HOURS.map((hour) => interactiveWork.reduce((sum, one) => sum + shareOf(one, hour), 0));
  const offlineWork = pool.workloads.filter(isOffline);
  const filled = backFill(
    interactive.map((share) => utilisationCap - share),
    offlineWork.map((one) => {
      const { releaseHourUtc, mayShiftInTime } = one.workload.offline;
      const workPerDay = HOURS.reduce((sum, hour) => sum + shareOf(one, hour), 0);
      const arrivals =
        mayShiftInTime || workPerDay === 0
          ? null
          : HOURS.map((after) => shareOf(one, (releaseHourUtc + after) % 24) / workPerDay);
      return {
        workPerDay,
        releaseHourUtc,
        deadlineHours: Math.min(24, (one.targets.deadline ?? DAY_SECONDS) / 3_600),
        arrivals,
      };
    }),
  );
  const jobs = new Map(offlineWork.map((one, index) => [one.workload.id, filled[index] ?? fail()]));
  return {
    interactive,
    offline: HOURS.map((hour) => filled.reduce((sum, job) => sum + (job.shareByHour[hour] ?? 0), 0)),
    jobs,
  };
};
