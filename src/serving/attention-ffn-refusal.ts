/** Why attention and FFN cannot be served apart as asked [S6]: shape, links, memory. */
import type { Instance } from '../performance/instance.ts';
import { kvBytesPerSequencePerRank } from '../performance/kv-cache.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import { kvRoomPerRank } from '../performance/memory.ts';
import { attentionSideOf, crossingsOf, ffnSideOf } from '../performance/split-step.ts';
import { sramFit } from '../performance/split-step-sram.ts';
import { splitRates } from '../performance/split-step-traffic.ts';
import type { AttentionFfnQuestion } from './attention-ffn-question.ts';
import { estimatesFor, linkedSides, linkOf } from './attention-ffn-step.ts';
import type { RequestMix } from './requests.ts';
import { heldTokens } from './service-curve.ts';
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

const refuse = (reason: AttentionFfnReason, shortBytes = 0): AttentionFfnRefusal => ({ ok: false, reason, shortBytes });

/** Null where the question has an answer. Eq. S6, Eq. K1 */
export const refusalOf = (question: AttentionFfnQuestion): AttentionFfnRefusal | null => {
  const { attention, attentions, mix, terms, prefill, prefills } = question;
  const refusal = shapeRefusal(question) ?? ffnRefusal(question);
  if (refusal) return refusal;
  if (prefills <= 0) return refuse('no-prefill');
  // A sequence lives on one rank of attention-DP: the ranks together holding one is not enough.
  const attentionShort = shortOf(attentionSideOf(attention), attentions, mix, terms);
  if (attentionShort > 0) return refuse('attention-memory', attentionShort);
  const prefillShort = shortOf(prefill, prefills, { ...mix, outputTokens: 1 }, terms);
  return prefillShort > 0 ? refuse('prefill-memory', prefillShort) : null;
};

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

/** Bytes missing for one whole sequence on every rank. Eq. K1, Eq. K2 */
const shortOf = (instance: Instance, count: number, mix: RequestMix, { prefillBudgetTokens }: ServingTerms): number => {
  const { layout, model, precision, engine } = instance;
  const { room } = kvRoomPerRank(instance, prefillBudgetTokens);
  const held = heldTokens(mix, engine.reservesFinalLength);
  const one = kvBytesPerSequencePerRank(model, held, precision.kvBytes, layout.tp) / layout.pp;
  return Math.max(0, count * acceleratorsOf(layout) * (one - room));
};
