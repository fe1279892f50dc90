/**
 * Attention and FFN on accelerators of their own as one service curve [S6]: prompts are prefilled by instances of the whole model, their KV
 * travels to the attention side, which alone limits how many sequences are held; the FFN side must hold its weights or the answer is no.
 */
import { kvBytesPerSequence } from '../performance/kv-cache.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import { kvRoomPerRank } from '../performance/memory.ts';
import { attentionSideOf } from '../performance/split-step.ts';
import { lastTrue } from '../maths/search.ts';
import { detailOf, type AttentionFfnDetail } from './attention-ffn-detail.ts';
import type { AttentionFfnQuestion } from './attention-ffn-question.ts';
import { refusalOf, type AttentionFfnRefusal } from './attention-ffn-refusal.ts';
import { splitStep, type SplitStep } from './attention-ffn-step.ts';
import { DECODE_RATE_SHARE, PREFILL_RATE_SHARE, prefillOnly, type PrefillOnly } from './disaggregated-curve.ts';
import type { Reuse } from './reuse.ts';
import { batchCapOf, ladderTo, rising, type ServiceCurve } from './service-curve.ts';

export type AttentionFfnAnswer =
  { readonly ok: true; readonly curve: ServiceCurve; readonly detail: AttentionFfnDetail } | AttentionFfnRefusal;

/** The curve of all instances together, or why there is none; `shortBytes` over the whole side that lacks them. Eq. S6, Eq. S5, Eq. K1 */
export const attentionFfnCurveOf = (question: AttentionFfnQuestion): AttentionFfnAnswer => {
  const { attention, attentions, mix, terms } = question;
  const refusal = refusalOf(question);
  if (refusal) return refusal;
  const each = batchCapOf(attentionSideOf(attention), mix, terms);
  if (each === null) throw new Error('attention-ffn: no room for a sequence');
  const cap = each.cap * attentions;
  const rows: Row[] = [];
  let capBy: ServiceCurve['capBy'] = each.capBy;
  for (const inFlight of ladderTo(cap)) {
    const row = rowAt(question, inFlight);
    if (row.throughput > row.brought) {
      capBy = kvLimitOf(question) <= row.brought ? 'link' : 'prefill';
      rows.push(lastBrought(question, rows.at(-1), row));
      break;
    }
    rows.push(row);
  }
  const last = rows.at(-1);
  if (!last) throw new Error('attention-ffn: a curve without rows');
  if (rows.length === 1) rows.unshift(rowAt(question, last.inFlight / 2));
  return { ok: true, curve: curveOf(question, rows, cap, capBy), detail: detailOf(question, last.inFlight, last.step) };
};

interface Row {
  readonly inFlight: number;
  readonly step: SplitStep;
  readonly prefill: PrefillOnly;
  readonly beyondStep: number;
  readonly endToEnd: number;
  /** What decode alone would serve, and what prefill and the KV link bring. */
  readonly throughput: number;
  readonly brought: number;
  readonly reuse: Reuse | null;
}

const REUSE_ROUNDS = 2;

const rowAt = (question: AttentionFfnQuestion, inFlight: number): Row => {
  const { mix, terms, prefill, prefills, microBatches } = question;
  const step = splitStep(question, inFlight, mix.inputTokens + mix.outputTokens / 2, microBatches);
  // A sequence holds its slot from the arrival of its KV to its last token.
  const endToEnd = step.time + (mix.outputTokens - 1) * step.tpot;
  const throughput = (DECODE_RATE_SHARE * inFlight) / endToEnd;
  const withReuse = (found: Reuse | null): Row => {
    const cachedTokens = found?.cachedTokens ?? mix.cachedTokens;
    const prompts = prefillOnly(prefill, { ...mix, cachedTokens }, terms.prefillBudgetTokens);
    return {
      inFlight,
      step,
      prefill: prompts,
      beyondStep: prompts.seconds + kvSecondsOf(question) + (found?.fetchSeconds ?? 0),
      endToEnd,
      throughput,
      brought: Math.min((PREFILL_RATE_SHARE * prefills) / prompts.occupancy, kvLimitOf(question)),
      reuse: found,
    };
  };
  let row = withReuse(null);
  if (!terms.reuse || mix.cachedTokens <= 0) return row;
  const room = Math.max(0, kvRoomPerRank(prefill, terms.prefillBudgetTokens).room);
  const freeHbmBytes = prefills * prefill.layout.attnDp * room;
  for (let round = 0; round < REUSE_ROUNDS; round++) {
    const requestsPerSecond = Math.min(row.throughput, row.brought);
    row = withReuse(terms.reuse({ inFlight, requestsPerSecond, freeHbmBytes }));
    if ((row.reuse?.cachedTokens ?? 0) > 0.999 * mix.cachedTokens) break;
  }
  return row;
};

const kvBytesOf = ({ attention, mix }: AttentionFfnQuestion): number =>
  kvBytesPerSequence(attention.model, mix.inputTokens, attention.precision.kvBytes);

/** Seconds to hand the KV of one prompt over: ranks of one tensor-parallel group send and receive side by side. Eq. S5 */
const kvSecondsOf = (question: AttentionFfnQuestion): number => {
  const { attention, prefill, kvLink } = question;
  const lanes = Math.min(prefill.layout.tp * prefill.layout.pp, attention.layout.tp);
  return kvLink.latencySeconds + kvBytesOf(question) / (kvLink.bytesPerSecond * lanes);
};

/** Requests per second whose KV the links carry. Eq. S5 */
const kvLimitOf = (question: AttentionFfnQuestion): number => {
  const { attention, attentions, prefill, prefills, kvLink } = question;
  const lanes = Math.min(prefills * acceleratorsOf(prefill.layout), attentions * acceleratorsOf(attention.layout));
  return (lanes * kvLink.bytesPerSecond) / kvBytesOf(question);
};

/** The row at which decode serves just what prefill and link bring, between one below and one beyond. */
const lastBrought = (question: AttentionFfnQuestion, below: Row | undefined, beyond: Row): Row => {
  if (!below) return rowAt(question, (beyond.brought / beyond.throughput) * beyond.inFlight);
  const holds = (inFlight: number): boolean => {
    const row = rowAt(question, inFlight);
    return row.throughput <= row.brought;
  };
  return rowAt(question, lastTrue(below.inFlight, beyond.inFlight, holds, 6));
};

const curveOf = (
  { attention, prefills, mix }: AttentionFfnQuestion,
  rows: readonly Row[],
  cap: number,
  capBy: ServiceCurve['capBy'],
): ServiceCurve => {
  const column = (of: (row: Row) => number): Float64Array => Float64Array.from(rows, of);
  return {
    inFlight: column((row) => row.inFlight),
    stepTime: rising(column((row) => row.step.time)),
    tpot: rising(column((row) => row.step.tpot)),
    prefillTime: rising(column((row) => row.prefill.seconds)),
    prefillBeyondStep: rising(column((row) => row.beyondStep)),
    prefillOccupancy: rising(column((row) => row.prefill.occupancy)),
    prefillServers: prefills,
    mixedShare: column(() => 0),
    endToEnd: rising(column((row) => row.endToEnd)),
    throughput: rising(column((row) => Math.min(row.throughput, row.brought))),
    decodeSeconds: rows.map((row) => row.step.seconds),
    addedSeconds: rows.map((row) => row.prefill.step.ledger.seconds),
    responseSteps: attention.engine.responseSteps,
    responseFactor: attention.factors.ttft / attention.factors.step,
    cap,
    capBy,
    reuse: rows.some(({ reuse }) => reuse !== null) ? rows.flatMap(({ reuse }) => reuse ?? []) : null,
    mix,
  };
};
