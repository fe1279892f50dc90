/** Why attention and FFN cannot be served apart as asked [S6]: shape, links, memory. */
import type { Instance } from '../performance/instance.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import { kvRoomPerRank } from '../performance/memory.ts';
import { attentionSideOf, crossingsOf, ffnSideOf } from '../performance/split-step.ts';
import { sramFit } from '../performance/split-step-sram.ts';
import { splitRates } from '../performance/split-step-traffic.ts';
import type { AttentionFfnQuestion } from './attention-ffn-question.ts';
import { estimatesFor, linkedSides, linkOf } from './attention-ffn-step.ts';
import type { RequestMix } from './requests.ts';
import { batchCapOf, heldBytesPerRank } from './service-curve.ts';
import type { ServingTerms } from './serving-terms.ts';

export type AttentionFfnReason =
  | 'no-ffn'
  | 'pipeline-stages'
  | 'draft-model'
  | 'no-link'
  | 'leaves-domain'
  | 'ffn-memory'
  | 'attention-memory'
  | 'prefill-memory'
  | 'no-prefill';

export interface AttentionFfnRefusal {
  readonly ok: false;
  readonly reason: AttentionFfnReason;
  /** Over the whole side that lacks them; 0 where memory is not the reason. */
  readonly shortBytes: number;
}

export const refuse = (reason: AttentionFfnReason, shortBytes = 0): AttentionFfnRefusal => ({
  ok: false,
  reason,
  shortBytes,
});

/** Null where the question has an answer. Eq. S6, Eq. K1 */
export const refusalOf = (question: AttentionFfnQuestion): AttentionFfnRefusal | null => {
  const { attention, mix, terms, prefill, prefills } = question;
  const refusal = shapeRefusal(question) ?? ffnRefusal(question);
  if (refusal) return refusal;
  if (prefills <= 0) return refuse('no-prefill');
  if (batchCapOf(attentionSideOf(attention), mix, terms) === null) return attentionRefusal(question);
  const first = { ...mix, outputTokens: 1 };
  return batchCapOf(prefill, first, terms) === null
    ? refuse('prefill-memory', shortOf(prefill, prefills, first, terms))
    : null;
};

/** A sequence lives on one rank of attention-DP: the ranks together holding one is not enough. */
export const attentionRefusal = ({ attention, attentions, mix, terms }: AttentionFfnQuestion): AttentionFfnRefusal =>
  refuse('attention-memory', shortOf(attentionSideOf(attention), attentions, mix, terms));

const shapeRefusal = (question: AttentionFfnQuestion): AttentionFfnRefusal | null => {
  const { attention, attentions, ffn } = question;
  if (crossingsOf(attention.model) === 0) return refuse('no-ffn');
  if (attention.layout.pp > 1 || (ffn.kind === 'accelerators' && ffn.instance.layout.pp > 1))
    return refuse('pipeline-stages');
  // A smaller model would have to run on one of the sides, whole: drafting layers and heads are counted with the step instead.
  if (attention.techniques.speculation?.draft) return refuse('draft-model');
  const link = linkOf(question);
  if (link === 'fabric' && ffn.kind === 'accelerators') {
    const ranks = attentions * acceleratorsOf(attention.layout) + ffn.count * acceleratorsOf(ffn.instance.layout);
    if (ranks > attention.device.domain) return refuse('leaves-domain');
  }
  const rates = splitRates(linkedSides(question), estimatesFor(question));
  return rates.attention > 0 && rates.ffn > 0 ? null : refuse('no-link');
};

const ffnRefusal = (question: AttentionFfnQuestion): AttentionFfnRefusal | null => {
  const { ffn } = question;
  if (ffn.kind === 'sram') {
    const { shortBytes } = sramFit(ffn.instance, ffn.pool, estimatesFor(question));
    return shortBytes > 0 ? refuse('ffn-memory', shortBytes) : null;
  }
  const { room } = kvRoomPerRank(ffnSideOf(ffn.instance), question.terms.prefillBudgetTokens);
  return room < 0 ? refuse('ffn-memory', -room * acceleratorsOf(ffn.instance.layout) * ffn.count) : null;
};

/** Bytes missing for one whole sequence on every rank, as the engine reserves and allocates it. Eq. K1, Eq. K2, Eq. K3 */
const shortOf = (instance: Instance, count: number, mix: RequestMix, { prefillBudgetTokens }: ServingTerms): number => {
  const { room } = kvRoomPerRank(instance, prefillBudgetTokens);
  return Math.max(0, count * acceleratorsOf(instance.layout) * (heldBytesPerRank(instance, mix) - room));
};
