/**
 * Sets the demand of one hour of the day. A shape of the catalogue is never changed: the workload gets one of its own. Every other
 * hour keeps its sessions per second, also where the hour set was the busiest one or becomes it.
 */
import type { DiurnalShape } from '../../catalogue/figures.ts';
import { changeItem, patched } from '../patch.ts';
import { rounded } from '../multipliers.ts';
import { workloadSchema, type Scenario, type Workload } from '../schema.ts';

export interface SetDemandHour {
  readonly workloadId: string;
  /** The catalogue's shape the workload names; null where it has one of its own. */
  readonly listed: DiurnalShape | null;
  readonly day: 'weekday' | 'weekend';
  /** Hour in which the shape is read: local, 0 to 23. */
  readonly hour: number;
  readonly sessionsPerSecond: number;
}

/** Digits kept of the busiest hour. */
const PEAK_DIGITS = 6;

/**
 * The scenario with that hour changed; the same scenario when nothing changes, the value is invalid, nothing is known of the shape,
 * or a weekday would be left without any demand: its busiest hour is what the others are told by.
 */
export const setDemandHour = (scenario: Scenario, args: SetDemandHour): Scenario => {
  const workloads = changeItem(scenario.workloads, args.workloadId, (workload) => withHour(workload, args));
  return workloads === scenario.workloads ? scenario : { ...scenario, workloads };
};

const withHour = (workload: Workload, { listed, day, hour, sessionsPerSecond }: SetDemandHour): Workload => {
  const { demand } = workload;
  const shape = typeof demand.shape === 'string' ? listed && ownFrom(listed) : demand.shape;
  const top = Math.max(0, ...(shape?.weekday ?? []));
  const unit = top > 0 ? demand.peakSessionsPerSecond / top : 0;
  if (!shape || unit === 0 || shape[day][hour] === undefined) return workload;
  const next = { ...shape, [day]: shape[day].with(hour, rounded(sessionsPerSecond / unit)) };
  const busiest = Math.max(...next.weekday);
  if (busiest === 0) return workload;
  const peakSessionsPerSecond =
    busiest === top ? demand.peakSessionsPerSecond : Number((unit * busiest).toPrecision(PEAK_DIGITS));
  return patched(workloadSchema, workload, { demand: { ...demand, shape: next, peakSessionsPerSecond } });
};

/** Both days in shares of the busiest hour of a weekday, as a shape of one's own is told. */
const ownFrom = ({
  weekday,
  weekend,
  weekendOverWeekday = 1,
}: DiurnalShape): { weekday: number[]; weekend: number[] } => {
  const top = Math.max(...weekday);
  const shares = (values: readonly number[], ratio: number): number[] =>
    values.map((value) => (top > 0 ? rounded((value * ratio) / top) : 0));
  return { weekday: shares(weekday, 1), weekend: shares(weekend, weekendOverWeekday) };
};
