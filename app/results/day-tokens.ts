/** Output tokens of the plan by hour: by class inside its targets, late, and what is asked for and not made. */
import type { DeploymentAnswer, WorkloadAnswer } from '../../src/evaluate/evaluation.ts';
import { monthName } from '../../src/units/format-time.ts';

export interface HourTokens {
  readonly hour: number;
  /** tok/s that are made inside their targets; of offline work all that is made. */
  readonly 'real-time': number;
  readonly 'near-real-time': number;
  readonly offline: number;
  /** tok/s of interactive work: made, but late; asked for and turned away. */
  readonly late: number;
  readonly shed: number;
}

type Flows = Pick<
  WorkloadAnswer,
  'urgency' | 'outputTokens' | 'outputTokensPerSecondByHour' | 'askedByHour' | 'lateByHour' | 'shedByHour'
>;

/** Parts of what is asked below this are rounding. */
const ROUNDING = 1e-9;

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Offline work is late and shed in the hours it was asked for, not in those it is made in: its own chart tells it. */
export const dayTokens = (workloads: readonly Flows[]): readonly HourTokens[] =>
  HOURS.map((hour) => {
    const sum = (urgency: WorkloadAnswer['urgency'] | 'interactive', of: (one: Flows) => number): number =>
      workloads
        .filter((one) => (urgency === 'interactive' ? one.urgency !== 'offline' : one.urgency === urgency))
        .reduce((total, one) => total + of(one), 0);
    const made = (one: Flows): number => one.outputTokensPerSecondByHour[hour] ?? 0;
    const flow = (one: Flows, of: 'lateByHour' | 'shedByHour'): number => {
      const part = one[of][hour] ?? 0;
      return part > (one.askedByHour[hour] ?? 0) * ROUNDING ? part * one.outputTokens : 0;
    };
    const late = (one: Flows): number => flow(one, 'lateByHour');
    const inTime = (one: Flows): number => Math.max(0, made(one) - late(one));
    return {
      hour,
      'real-time': sum('real-time', inTime),
      'near-real-time': sum('near-real-time', inTime),
      offline: sum('offline', made),
      late: sum('interactive', late),
      shed: sum('interactive', (one) => flow(one, 'shedByHour')),
    };
  });

/** What leaves the racks, late or not. */
export const madeOf = (row: HourTokens): number => row['real-time'] + row['near-real-time'] + row.offline + row.late;

/** Months in which a pool is asked for as much as in its busiest. */
const ALIKE = 1e-6;

/** The month the hours of these pools are of: "weekday in March", or a plain weekday where all months are alike. */
export const weekdayWords = (pools: readonly Pick<DeploymentAnswer, 'months' | 'busiestMonth'>[]): string => {
  const told = pools.filter(({ months, busiestMonth }) => {
    const peak = months[busiestMonth]?.interactivePeakShare ?? 0;
    return months.some(({ interactivePeakShare }) => interactivePeakShare < peak * (1 - ALIKE));
  });
  const busiest = new Set(told.map(({ busiestMonth }) => busiestMonth));
  if (busiest.size === 0) return 'weekday, months alike';
  const [month = 0] = busiest;
  return busiest.size === 1 ? `weekday in ${monthName(month)}` : 'weekday of the busiest month of each pool';
};
