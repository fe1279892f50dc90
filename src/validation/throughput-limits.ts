/** The largest Poisson load that keeps limits on the first token and on the pace, output tokens per second of one instance. */
import type { Instance } from '../performance/instance.ts';
import { capacityPoints } from './throughput-capacity.ts';
import type { Lengths } from './throughput-datasets.ts';

/** Seconds at the 99th percentile; infinite where there is none. */
export interface Limits {
  readonly ttft: number;
  readonly tpot: number;
}

/** What mean a limit on the 99th percentile of the pace leaves. */
const MEAN_OF_TPOT_LIMIT = 0.85;

/** Null where not one sequence fits; 0 where no load meets the limits. */
export const limitedThroughput = (instance: Instance, lengths: Lengths, limits: Limits): number | null => {
  const points = capacityPoints(instance, lengths);
  if (points === null) return null;
  const allowed = MEAN_OF_TPOT_LIMIT * limits.tpot;
  let best = 0;
  points.forEach((point, i) => {
    const rate = point.inFlight / point.tpot;
    if (point.tpot <= allowed) best = Math.max(best, rate);
    const before = points[i - 1];
    if (before && before.tpot < allowed && point.tpot > allowed) {
      const share = (allowed - before.tpot) / (point.tpot - before.tpot);
      best = Math.max(best, (before.inFlight + share * (point.inFlight - before.inFlight)) / allowed);
    }
  });
  return best;
};
