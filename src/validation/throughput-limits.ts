/**
 * The largest Poisson load that keeps limits on the first token and on the pace, output tokens per second of one instance among several
 * behind one router [Q1, Q3].
 */
import { erlangC, meanWait } from '../maths/queue.ts';
import { at, lastTrue, locate } from '../maths/search.ts';
import type { Instance } from '../performance/instance.ts';
import { capacityPoints, type CapacityPoint } from './throughput-capacity.ts';
import type { Lengths } from './throughput-datasets.ts';

/** Seconds at the 99th percentile; infinite where there is none. */
export interface Limits {
  readonly ttft: number;
  readonly tpot: number;
}

/** Mean pace that a limit on its 99th percentile leaves: published runs lie between 0.8 and 0.95 of theirs. */
const MEAN_OF_TPOT_LIMIT = 0.85;
/** Benchmark sets cut their prompts at about this many times the mean; prompts vary by this squared coefficient. */
const LONGEST_PROMPT = 2.25;
const PROMPT_VARIABILITY = 0.25;
/** Standard deviations to the 99th percentile. */
const TO_P99 = 2.33;
const ROUNDS = 20;

/**
 * Null where not one sequence fits; 0 where no load meets the limits. Three things bind: the pace; the slots, which hold the 99th
 * percentile of the sequences in flight; and the first token of the longest prompts after a mean wait. The tail of that wait is left
 * out: prompts that gather are prefilled together, and published runs prefill at loads where a tail of single ones would forbid it.
 * Eq. Q1, Eq. Q3
 */
export const limitedThroughput = (
  instance: Instance,
  lengths: Lengths,
  limits: Limits,
  instances: number,
): number | null => {
  const points = capacityPoints(instance, lengths);
  if (points === null) return null;
  const column = (of: (point: CapacityPoint) => number): Float64Array => Float64Array.from(points, of);
  const [inFlight, tpot] = [column((point) => point.inFlight), column((point) => point.tpot)];
  const [step, prompt] = [column((point) => point.step), column((point) => point.prompt)];
  const { engine } = instance;
  const cap = inFlight.at(-1) ?? 0;
  const holds = (c: number): boolean => {
    const place = locate(inFlight, c);
    if (at(tpot, place) > MEAN_OF_TPOT_LIMIT * limits.tpot) return false;
    if (c + TO_P99 * Math.sqrt(c / instances) > cap) return false;
    const service = at(prompt, place);
    const use = (c / at(tpot, place) / lengths.outputTokens) * service;
    if (use >= 1) return false;
    const waits = erlangC(instances, use * instances);
    const wait = meanWait(waits, (1 + PROMPT_VARIABILITY) / 2, service, instances, use);
    const answer = engine.responseSeconds + (engine.responseSteps + 1) * at(step, place);
    return answer + wait + LONGEST_PROMPT * service <= limits.ttft;
  };
  const least = Math.min(1, cap);
  if (!holds(least)) return 0;
  const most = lastTrue(least, cap, holds, ROUNDS);
  return most / at(tpot, locate(inFlight, most));
};
