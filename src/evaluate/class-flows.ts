/** Interactive workloads of one pool in order of urgency: what is served inside its targets, what late, what is shed [Q2]. */
import { HOURS } from '../serving/demand.ts';
import type { PoolWorkload } from './pool.ts';

/** Requests per second by UTC hour; served + late + shed = asked, of offline work over the whole day. */
export interface HourFlow {
  readonly asked: readonly number[];
  readonly served: readonly number[];
  readonly late: readonly number[];
  readonly shed: readonly number[];
}

export interface ClassFlows {
  /** Shares of the pool's capacity that all interactive work asks for, after quotas. */
  readonly interactive: readonly number[];
  /** By workload id: the part of that up to and including its own class. */
  readonly upTo: ReadonlyMap<string, readonly number[]>;
  readonly flows: ReadonlyMap<string, HourFlow>;
}

/** What is asked of one workload in a day, in requests per second by UTC hour, and what its quota lets in. */
export interface DayDemand {
  readonly one: PoolWorkload;
  readonly asked: readonly number[];
  readonly admitted: readonly number[];
}

/**
 * Classes of higher priority are served first. Of each, what fits into `inside` holds its targets, what fits into `most` is late, the rest
 * is shed: shares of capacity by hour. `shareOf` a request per second of a workload. Eq. Q2
 */
export const classFlowsOf = (
  demands: readonly DayDemand[],
  shareOf: (one: PoolWorkload) => number,
  { inside, most }: { readonly inside: readonly number[]; readonly most: readonly number[] },
): ClassFlows => {
  const upTo = new Map<string, readonly number[]>();
  const flows = new Map<string, HourFlow>();
  let before = HOURS.map(() => 0);
  for (const members of byPriority(demands)) {
    const base = before;
    const asked = HOURS.map((hour) =>
      members.reduce((sum, { one, admitted }) => sum + (admitted[hour] ?? 0) * shareOf(one), 0),
    );
    const upToThis = base.map((share, hour) => share + (asked[hour] ?? 0));
    const parts = HOURS.map((hour) => partsOf(base[hour] ?? 0, asked[hour] ?? 0, inside[hour] ?? 0, most[hour] ?? 0));
    for (const demand of members) {
      upTo.set(demand.one.workload.id, upToThis);
      flows.set(demand.one.workload.id, flowOf(demand, parts));
    }
    before = upToThis;
  }
  return { interactive: before, upTo, flows };
};

const byPriority = (demands: readonly DayDemand[]): DayDemand[][] => {
  const levels = [...new Set(demands.map(({ one }) => one.priority))].toSorted((a, b) => b - a);
  return levels.map((level) => demands.filter(({ one }) => one.priority === level));
};

interface Parts {
  readonly served: number;
  readonly late: number;
}

const WHOLE: Parts = { served: 1, late: 0 };

/** Shares of what a class asks for that are inside the targets and late; above the room of the classes before it there is none. */
const partsOf = (base: number, asked: number, inside: number, most: number): Parts => {
  if (asked <= 0) return WHOLE;
  const served = shareWithin(inside, base, asked);
  return served === 1 ? WHOLE : { served, late: Math.max(0, shareWithin(most, base, asked) - served) };
};

/** Load that fills the room to rounding is inside it. */
const shareWithin = (room: number, base: number, asked: number): number =>
  Math.min(1, Math.max(0, (room * (1 + 1e-9) - base) / asked));

const flowOf = ({ asked, admitted }: DayDemand, parts: readonly Parts[]): HourFlow => {
  const served = admitted.map((rate, hour) => rate * (parts[hour]?.served ?? 0));
  const late = admitted.map((rate, hour) => rate * (parts[hour]?.late ?? 0));
  return {
    asked,
    served,
    late,
    shed: asked.map((rate, hour) => Math.max(0, rate - (served[hour] ?? 0) - (late[hour] ?? 0))),
  };
};
