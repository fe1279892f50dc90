/**
 * What one instance gets through, output tokens per second, with everything queued or under limits on the first token and the pace:
 * X(c) = c ÷ (T_dec(c, L) + c/osl·t_prefill) over the sequences in flight, up to what memory and the engine's slots hold.
 */
import type { Instance } from '../performance/instance.ts';
import { serviceAt } from '../serving/service-curve.ts';
import type { RequestMix } from '../serving/requests.ts';
import type { Lengths } from './throughput-datasets.ts';
import { sequencesHeld } from './throughput-memory.ts';

/** Limits in seconds at the 99th percentile. */
export interface Limits {
  readonly ttft: number;
  readonly tpot: number;
}

/** Largest batch of one instance that the published offline runs configure. */
const MOST_SEQUENCES = 2_048;
/** Points per factor of two of the sequences in flight. */
const POINTS_PER_OCTAVE = 1.5;
/** What mean a limit on the 99th percentile of the pace leaves. */
const MEAN_OF_TPOT_LIMIT = 0.85;

const mixOf = ({ inputTokens, outputTokens }: Lengths): RequestMix => ({
  inputTokens,
  cachedTokens: 0,
  outputTokens,
  dispersionPerMinute: 1,
  prefillVariability: 1,
});

/** Null where not one sequence fits; 0 where no load meets the limits. */
export const instanceThroughput = (instance: Instance, lengths: Lengths, limits: Limits | null): number | null => {
  const { layout, engine } = instance;
  const held = sequencesHeld(instance, lengths.inputTokens, lengths.outputTokens);
  if (held < 1) return null;
  const cap = Math.min(held, MOST_SEQUENCES * layout.attnDp * layout.pp);
  const mix = mixOf(lengths);
  const least = Math.min(cap, 8);
  const count = Math.max(2, Math.ceil(POINTS_PER_OCTAVE * Math.log2(cap / least)) + 1);
  let best = 0;
  for (let i = count - 1; i >= 0; i--) {
    const inFlight = least * (cap / least) ** (i / (count - 1));
    const { tpot } = serviceAt(instance, mix, engine.stepTokens, inFlight);
    if (limits && tpot > MEAN_OF_TPOT_LIMIT * limits.tpot) continue;
    best = Math.max(best, inFlight / tpot);
  }
  return best;
};
