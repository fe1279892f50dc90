/** What a pool can serve, and the state of its units at a share of that: latency and tails at any load [Q1–Q3]. */
import type { Percentiles } from '../catalogue/figures.ts';
import type { Issue } from '../issues/issue.ts';
import {
  groupPointAt,
  latencyOf,
  loadStateAt,
  tpotQuantile,
  ttftQuantile,
  type ClassLatency,
  type LoadState,
} from '../serving/open-load.ts';
import { AT_HAND, type RequestMix } from '../serving/requests.ts';
import type { ServicePoint } from '../serving/service-curve.ts';
import { longest } from '../units/quantity.ts';
import type { UnitCapacity } from './capacity-question.ts';
import type { PoolInput, PoolUnit, PoolWorkload } from './pool.ts';

export interface ServingUnit {
  readonly unit: PoolUnit;
  readonly capacity: UnitCapacity;
}

/** Capacities in requests of the mix per second. */
export interface PoolCapacity {
  readonly input: PoolInput;
  readonly units: readonly ServingUnit[];
  readonly mix: RequestMix;
  readonly slaCapacity: number;
  readonly saturation: number;
  /** Work of one request of each workload, in requests of the mix. */
  readonly weights: ReadonlyMap<string, number>;
  readonly issues: readonly Issue[];
  readonly provisional: boolean;
}

/** State of one copy of a unit at a share of the unit's own full load; null at saturation. */
export const stateAtShare = (serving: ServingUnit, answer: PoolCapacity, share: number): LoadState | null => {
  const load = loadOfCopy(serving, answer, share);
  return load === null ? null : loadStateAt(serving.capacity.group, load);
};

/** The same without the waits. */
export const pointAtShare = (serving: ServingUnit, answer: PoolCapacity, share: number): ServicePoint | null => {
  const load = loadOfCopy(serving, answer, share);
  return load === null ? null : groupPointAt(serving.capacity.group, load);
};

const loadOfCopy = ({ unit, capacity }: ServingUnit, answer: PoolCapacity, share: number): number | null => {
  const full = answer.slaCapacity > 0 ? capacity.slaCapacity : capacity.saturation;
  const load = Math.max(share, 1e-6) * full;
  return full > 0 && load < capacity.saturation * (1 - 1e-9) ? load / unit.copies : null;
};

interface UnitState {
  readonly serving: ServingUnit;
  readonly state: LoadState;
}

/** States of the units that carry load, `shares` of their own; of all that may where nobody carries any. Null when one of them is saturated. */
const statesAt = (answer: PoolCapacity, shares: readonly number[]): UnitState[] | null => {
  const idle = shares.every((share) => share <= 0);
  const states: UnitState[] = [];
  for (const [index, serving] of answer.units.entries()) {
    const share = shares[index] ?? 0;
    if (answer.slaCapacity > 0 && serving.capacity.slaCapacity === 0) continue;
    if (share <= 0 && !idle) continue;
    const state = stateAtShare(serving, answer, share);
    if (!state) return null;
    states.push({ serving, state });
  }
  return states;
};

/** Percentiles of a workload with the units at these shares of their own: each of the unit that is slowest at it. Null at saturation. Eq. Q3 */
export const latencyAtShares = (
  answer: PoolCapacity,
  workload: PoolWorkload,
  shares: readonly number[],
): ClassLatency | null =>
  (statesAt(answer, shares) ?? [])
    .map(({ serving, state }) =>
      latencyOf(serving.capacity.group, state, workload.requests, serving.unit.delays[workload.workload.id] ?? AT_HAND),
    )
    .reduce<ClassLatency | null>(
      (worst, one) =>
        worst === null
          ? one
          : { ttft: slower(worst.ttft, one.ttft), tpot: slower(worst.tpot, one.tpot), e2e: slower(worst.e2e, one.e2e) },
      null,
    );

const slower = (a: Percentiles, b: Percentiles): Percentiles => ({
  p50: longest(a.p50, b.p50),
  p95: longest(a.p95, b.p95),
  p99: longest(a.p99, b.p99),
});

/** Only the TTFT at some levels, seconds, each of the unit that is slowest at it; null at saturation. Eq. Q3 */
export const ttftAtShares = (
  answer: PoolCapacity,
  workload: PoolWorkload,
  shares: readonly number[],
  levels: readonly number[],
): readonly number[] | null => {
  const states = statesAt(answer, shares);
  return states && states.length > 0 ? slowestTtft(states, workload, levels) : null;
};

const slowestTtft = (states: readonly UnitState[], workload: PoolWorkload, levels: readonly number[]): number[] => {
  const { id } = workload.workload;
  return levels.map((level) => {
    let slowest = -Infinity;
    for (const { serving, state } of states) {
      const seconds = ttftQuantile(serving.capacity.group, state, workload.requests, level);
      const way = serving.unit.delays[id] ?? AT_HAND;
      slowest = Math.max(slowest, (level === 0.5 ? way.p50 : level === 0.95 ? way.p95 : way.p99) + seconds);
    }
    return slowest;
  });
};

/** Only the TTFT and TPOT that 99 of 100 requests stay within, seconds; null at saturation. Eq. Q3 */
export const tailAtShares = (
  answer: PoolCapacity,
  workload: PoolWorkload,
  shares: readonly number[],
): { readonly ttft: number; readonly tpot: number } | null => {
  const states = statesAt(answer, shares);
  const ttft = states && states.length > 0 ? slowestTtft(states, workload, [0.99])[0] : undefined;
  if (!states || ttft === undefined) return null;
  return {
    ttft,
    tpot: Math.max(...states.map(({ serving, state }) => tpotQuantile(serving.capacity.group, state, 0.99))),
  };
};
