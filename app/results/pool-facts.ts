/** What the charts need to know of a pool beyond its own answer: its class and its tightest limit. */
import type { DeploymentAnswer, WorkloadAnswer } from '../../src/evaluate/evaluation.ts';
import type { Percentiles } from '../../src/catalogue/figures.ts';

const ORDER = ['real-time', 'near-real-time', 'offline'] as const;

type Urgency = (typeof ORDER)[number];

const inPool = (pool: DeploymentAnswer, workloads: readonly WorkloadAnswer[]): readonly WorkloadAnswer[] =>
  workloads.filter((workload) => workload.deploymentId === pool.deploymentId);

/** The most urgent class among the workloads of a pool; offline when it has none. */
export const urgencyOfPool = (pool: DeploymentAnswer, workloads: readonly WorkloadAnswer[]): Urgency =>
  ORDER.find((urgency) => inPool(pool, workloads).some((workload) => workload.urgency === urgency)) ?? 'offline';

/** Tightest TTFT p99 limit of a pool in seconds; null where no workload sets one. */
export const ttftLimitOfPool = (pool: DeploymentAnswer, workloads: readonly WorkloadAnswer[]): number | null => {
  const limits = inPool(pool, workloads).flatMap((workload) =>
    workload.targets.ttft ? [workload.targets.ttft.p99] : [],
  );
  return limits.length > 0 ? Math.min(...limits) : null;
};

/** Hours of a day in which the queue of a pool grows. */
export const overloadedHours = (pool: DeploymentAnswer): readonly number[] =>
  pool.verdictByHour.flatMap((verdict, hour) => (verdict === 'overloaded' ? [hour] : []));

/** A percentile target at the peak hour of its workload, and how much of it is used. */
export interface NearestTarget {
  readonly workload: string;
  /** "TPOT p50". */
  readonly name: string;
  /** Seconds. */
  readonly value: number;
  readonly limit: number;
}

const MEASURES = ['ttft', 'tpot', 'e2e'] as const;
const POINTS = ['p50', 'p95', 'p99'] as const satisfies readonly (keyof Percentiles)[];

/** Of all percentile targets in a pool the one that uses most of its limit at the peak hour; null without an answer. */
export const nearestTarget = (
  pool: Pick<DeploymentAnswer, 'deploymentId'>,
  workloads: readonly WorkloadAnswer[],
): NearestTarget | null =>
  workloads
    .filter((workload) => workload.deploymentId === pool.deploymentId)
    .flatMap((workload) =>
      MEASURES.flatMap((measure) => {
        const [values, limits] = [workload[measure], workload.targets[measure]];
        if (!values || !limits) return [];
        return POINTS.map((point) => ({
          workload: workload.name,
          name: `${measure.toUpperCase()} ${point}`,
          value: values[point],
          limit: limits[point],
        }));
      }),
    )
    .reduce<NearestTarget | null>(
      (nearest, target) =>
        nearest === null || target.value / target.limit > nearest.value / nearest.limit ? target : nearest,
      null,
    );
