/** Decode alone at a limit on the time of a token: what accelerators give when they serve whole, and with attention apart from the FFN. */
import { lastTrue } from '../../maths/search.ts';
import type { Instance } from '../../performance/instance.ts';
import { acceleratorsOf } from '../../performance/layout.ts';
import { attentionSideOf } from '../../performance/split-step.ts';
import { decodeStep } from '../../performance/step-time.ts';
import { gainedBy, verifiedBy } from '../../performance/techniques.ts';
import { splitStep, type SplitSides } from '../../serving/attention-ffn-step.ts';
import { sequencesInMemory } from '../../serving/service-curve.ts';

export interface DecodePoint {
  readonly perAccelerator: number;
  readonly perUser: number;
  readonly sequences: number;
  readonly accelerators: number;
}

/** Budget of prompts whose activations memory is kept for. */
const BUDGET = 8_192;
const ROUNDS = 24;

const heldBy = (instance: Instance, context: number): number =>
  sequencesInMemory(
    instance,
    { inputTokens: context, outputTokens: 0, cachedTokens: 0, dispersionPerMinute: 1, prefillVariability: 0 },
    BUDGET,
  );

/** Most sequences whose tokens come within `limit` seconds; null when not one does. */
const within = (
  most: number,
  limit: number,
  accelerators: number,
  tpotOf: (sequences: number) => number,
): DecodePoint | null => {
  if (most < 1 || tpotOf(1) > limit) return null;
  const sequences = lastTrue(1, most, (count) => tpotOf(count) <= limit, ROUNDS);
  const tpot = tpotOf(sequences);
  return { perAccelerator: sequences / tpot / accelerators, perUser: 1 / tpot, sequences, accelerators };
};

/** Instances of the whole model that only decode. Eq. S1 */
export const wholeDecode = (instance: Instance, context: number, limit: number): DecodePoint | null => {
  const { techniques } = instance;
  return within(
    heldBy(instance, context),
    limit,
    acceleratorsOf(instance.layout),
    (sequences) => decodeStep(instance, sequences, context, verifiedBy(techniques)).time / gainedBy(techniques),
  );
};

/** Attention apart from the FFN; accelerators of both sides count. Eq. S6 */
export const splitDecode = (sides: SplitSides, context: number, limit: number): DecodePoint | null => {
  const { attention, attentions, ffn } = sides;
  const beside = ffn.kind === 'sram' ? ffn.pool.parts : ffn.count * acceleratorsOf(ffn.instance.layout);
  return within(
    attentions * heldBy(attentionSideOf(attention), context),
    limit,
    attentions * acceleratorsOf(attention.layout) + beside,
    (sequences) => splitStep(sides, sequences, context, 'auto').tpot,
  );
};

/** The best of several; null when none serves. */
export const bestDecode = (points: readonly (DecodePoint | null)[]): DecodePoint | null =>
  points.reduce((best, point) => ((point?.perAccelerator ?? 0) > (best?.perAccelerator ?? 0) ? point : best), null);
