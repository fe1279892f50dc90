/** What a pool can serve, and the state of its units at a share of that: latency and tails at any load [Q1–Q3]. */
import type { Percentiles } from '../catalogue/figures.ts';
import type { Issue } from '../issues/issue.ts';
import {
  latencyOf,
  loadStateAt,
  tpotQuantile,
  ttftQuantile,
  type ClassLatency,
  type LoadState,
} from '../serving/open-load.ts';
import type { RequestMix } from '../serving/requests.ts';
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

/** State of one unit when the pool runs at `share` of its capacity; null at saturation. Units are loaded in proportion to capacity. */
export const stateAtShare = ({ capacity }: ServingUnit, answer: PoolCapacity, share: number): LoadState | null => {
  const full = answer.slaCapacity > 0 ? capacity.slaCapacity : capacity.saturation;
  return full > 0 ? loadStateAt(capacity.group, Math.max(share, 1e-6) * full) : null;
};

/** States of the units that carry load at a share of the pool's capacity; null when any of them is saturated. */
const statesAt = (answer: PoolCapacity, share: number): { serving: ServingUnit; state: LoadState }[] | null => {
  const states: { serving: ServingUnit; state: LoadState }[] = [];
  for (const serving of answer.units) {
    if (answer.slaCapacity > 0 && serving.capacity.slaCapacity === 0) continue;
    const state = stateAtShare(serving, answer, share);
    if (!state) return null;
    states.push({ serving, state });
  }
  return states;
};

/** Percentiles of a workload at a share of capacity: each of the unit that is slowest at it. Null at saturation. Eq. Q3 */
export const latencyAtShare = (answer: PoolCapacity, workload: PoolWorkload, share: number): ClassLatency | null =>
  (statesAt(answer, share) ?? [])
    .map(({ serving, state }) =>
      latencyOf(serving.capacity.group, state, workload.requests, serving.unit.roundTrips[workload.workload.id] ?? 0),
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

/** Only the TTFT and TPOT that 99 of 100 requests stay within, seconds; null at saturation. Eq. Q3 */
export const tailAtShare = (
  answer: PoolCapacity,
  workload: PoolWorkload,
  share: number,
): { readonly ttft: number; readonly tpot: number } | null => {
  const states = statesAt(answer, share);
  if (!states || states.length === 0) return null;
  return {
    ttft: Math.max(
      ...states.map(
        ({ serving, state }) =>
          (serving.unit.roundTrips[workload.workload.id] ?? 0) +
          ttftQuantile(serving.capacity.group, state, workload.requests, 0.99),
      ),
    ),
    tpot: Math.max(...states.map(({ serving, state }) => tpotQuantile(serving.capacity.group, state, 0.99))),
  };
};
