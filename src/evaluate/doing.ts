/** What an instance does at the operating point, and the parts of that which all ways of serving share. */
import { locate } from '../maths/search.ts';
import type { Instance } from '../performance/instance.ts';
import { OPERATOR_CLASSES, type Ledger } from '../performance/ledger.ts';
import { kvRoomPerRank } from '../performance/memory.ts';
import type { Wall } from '../performance/step.ts';
import type { RequestMix } from '../serving/requests.ts';
import { heldBytesPerRank, type ServiceCurve } from '../serving/service-curve.ts';
import type { ServingTerms } from '../serving/serving-terms.ts';
import { quantity } from '../units/quantity.ts';
import type { GroupAnswer } from './evaluation.ts';
import { type PoolCapacity, type ServingUnit, pointAtShare } from './pool-capacity.ts';

/** What an instance does at the operating point; the same for all of a part, how many there are is not. */
export type Doing = Pick<
  GroupAnswer,
  | 'sequencesAtPeak'
  | 'sequencesAtSla'
  | 'sequencesMax'
  | 'memory'
  | 'step'
  | 'stepTime'
  | 'wall'
  | 'elasticities'
  | 'phases'
  | 'reuse'
  | 'link'
>;

export const termsOf = (answer: PoolCapacity): ServingTerms => {
  const { prefillBudgetTokens, maxBatch } = answer.input.deployment.serving;
  return { prefillBudgetTokens, maxBatch };
};

/** Sequences in flight on what the curve describes; all it holds where it is saturated. */
export const inFlightAt = (serving: ServingUnit, answer: PoolCapacity, share: number): number => {
  const { curve } = serving.capacity.group;
  return pointAtShare(serving, answer, share)?.inFlight ?? curve.inFlight.at(-1) ?? 0;
};

/** The mix with what the row nearest to `inFlight` really found of its prompts in the cache. Eq. K4 */
export const foundMixAt = ({ inFlight: rows, reuse, mix }: ServiceCurve, inFlight: number): RequestMix => {
  if (!reuse) return mix;
  const place = locate(rows, inFlight);
  const found = reuse[Math.min(place.index + Math.round(place.share), reuse.length - 1)];
  return found ? { ...mix, cachedTokens: found.cachedTokens } : mix;
};

export const wallOf = (elasticities: GroupAnswer['elasticities']): Wall => elasticities[0]?.wall ?? 'bandwidth';

export const partsOf = (ledger: Ledger): GroupAnswer['step'] =>
  OPERATOR_CLASSES.map((operator) => ({ operator, time: quantity<'s'>(ledger.seconds[operator]) })).filter(
    ({ time }) => time > 0,
  );

export const memoryOf = (
  instance: Instance,
  mix: RequestMix,
  terms: ServingTerms,
  inFlight: number,
): GroupAnswer['memory'] => {
  const { layout, device } = instance;
  const { room, weights, activations, reserve } = kvRoomPerRank(instance, terms.prefillBudgetTokens);
  const perSequence = heldBytesPerRank(instance, mix);
  return {
    capacity: device.capacity,
    weights,
    kvInUse: quantity<'B'>((inFlight * perSequence) / layout.attnDp),
    kvRoom: room,
    activations,
    reserve,
  };
};
