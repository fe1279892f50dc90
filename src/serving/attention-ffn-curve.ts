/**
 * Attention and FFN on accelerators of their own as one service curve [S6]: prompts are prefilled by instances of the whole model, their KV
 * travels to the attention side, which alone limits how many sequences are held; the FFN side must hold its weights or the answer is no.
 */
import { attentionSideOf } from '../performance/split-step.ts';
import { detailOf, type AttentionFfnDetail } from './attention-ffn-detail.ts';
import type { AttentionFfnQuestion } from './attention-ffn-question.ts';
import { attentionRefusal, refusalOf, refuse, type AttentionFfnRefusal } from './attention-ffn-refusal.ts';
import { splitStep } from './attention-ffn-step.ts';
import { suppliedCurve } from './disaggregated-curve.ts';
import { batchCapOf, type ServiceCurve } from './service-curve.ts';

export type AttentionFfnAnswer =
  { readonly ok: true; readonly curve: ServiceCurve; readonly detail: AttentionFfnDetail } | AttentionFfnRefusal;

/** The curve of all instances together, or why there is none; `shortBytes` over the whole side that lacks them. Eq. S6, Eq. S5, Eq. K1 */
export const attentionFfnCurveOf = (question: AttentionFfnQuestion): AttentionFfnAnswer => {
  const { attention, attentions, prefill, prefills, kvLink, mix, terms, microBatches } = question;
  const refusal = refusalOf(question);
  if (refusal) return refusal;
  const each = batchCapOf(attentionSideOf(attention), mix, terms);
  if (each === null) return attentionRefusal(question);
  const context = mix.inputTokens + mix.outputTokens / 2;
  const supplied = suppliedCurve(
    { prefill, prefills, decode: attention, decodes: attentions, mix, terms, link: kvLink },
    each,
    (inFlight) => splitStep(question, inFlight, context, microBatches),
  );
  if (!supplied.ok) return refuse('prefill-memory', supplied.shortBytes);
  return { ok: true, curve: supplied.curve, detail: detailOf(question, supplied.inFlight, supplied.step) };
};
