/**
 * Prefill and decode on instances of their own as one service curve [S5]: prompts queue for the engines that prefill, their KV travels,
 * then they decode undisturbed. The two sides may be different racks; the slower of prefill, link and decode ends the curve.
 */
import { groupFactors } from '../calibration/effects.ts';
import type { Instance } from '../performance/instance.ts';
import { kvBytesPerSequence } from '../performance/kv-cache.ts';
import { acceleratorsOf, layoutKey } from '../performance/layout.ts';
import { lastTrue } from '../maths/search.ts';
import { kvRoomPerRank } from '../performance/memory.ts';
import { decodeStep, mixedStep, type Step } from '../performance/step-time.ts';
import { gainedBy, verifiedBy } from '../performance/techniques.ts';
import type { RequestMix } from './requests.ts';
import type { Reuse } from './reuse.ts';
import { batchCapOf, ladderTo, rising, type OperatorSeconds, type ServiceCurve } from './service-curve.ts';
import type { ServingTerms } from './serving-terms.ts';

export interface DisaggregatedQuestion {
  readonly prefill: Instance;
  readonly prefills: number;
  readonly decode: Instance;
  readonly decodes: number;
  readonly mix: RequestMix;
  /** `maxBatch` is that of one decode instance. */
  readonly terms: ServingTerms;
  readonly link: KvLink;
}

/** The way of the KV from prefill to decode, per accelerator and direction. */
export interface KvLink {
  readonly bytesPerSecond: number;
  readonly latencySeconds: number;
}

/**
 * Share of its rate that each side keeps, since batches do not always fill and instances are not evenly loaded. Constants of
 * AIConfigurator (0.9 and 0.92); no published run isolates them. Eq. S5
 */
export const PREFILL_RATE_SHARE = 0.9;
export const DECODE_RATE_SHARE = 0.92;

/** An instance whose published runs are those of disaggregated serving. */
export const servingApart = (instance: Instance): Instance => ({
  ...instance,
  factors: groupFactors(instance.calibration.groups, {
    model: instance.model.id,
    accelerator: instance.device.acceleratorId,
    stack: instance.engine.id,
    mode: 'disagg',
    precision: instance.precision.label,
    verified: verifiedBy(instance.techniques),
    layout: layoutKey(instance.layout),
  }),
});

/** Prefill without decoding beside it: seconds of one prompt, and of engine time per prompt when batches are full. */
export interface PrefillOnly {
  readonly seconds: number;
  readonly occupancy: number;
  readonly step: Step;
  /** Prompts of that step, and steps per prompt. */
  readonly prompts: number;
  readonly chunks: number;
}

/** Under attention-DP a step carries a prompt for each rank. Eq. S1, Eq. S4, Eq. S5 */
export const prefillOnly = (
  instance: Instance,
  mix: Pick<RequestMix, 'inputTokens' | 'cachedTokens'>,
  budget: number,
): PrefillOnly => {
  const fresh = Math.max(1, mix.inputTokens - mix.cachedTokens);
  const chunks = Math.max(1, fresh / budget);
  const { attnDp, pp } = instance.layout;
  const most = attnDp * Math.max(1, Math.floor(budget / fresh));
  const promptTokens = fresh / chunks;
  const promptPast = mix.cachedTokens + (promptTokens * (chunks - 1)) / 2;
  const stepOf = (prompts: number): Step =>
    mixedStep(instance, { sequences: 0, context: mix.inputTokens, prompts, promptTokens, promptPast });
  const own = Math.max(attnDp, pp);
  const one = stepOf(own);
  const full = most > own ? stepOf(most) : one;
  const first = instance.factors.ttft / instance.factors.step;
  return {
    seconds: chunks * one.time * first,
    occupancy: (chunks * full.time) / Math.max(most, own),
    step: full,
    prompts: Math.max(most, own),
    chunks,
  };
};

/** Seconds to hand the KV of one prompt over: ranks of one attention group send and receive side by side. Eq. S5 */
export const transferSecondsOf = ({ prefill, decode, mix, link }: DisaggregatedQuestion): number => {
  const lanes = Math.min(prefill.layout.tp * prefill.layout.pp, decode.layout.tp * decode.layout.pp);
  return link.latencySeconds + kvBytesOf(decode, mix) / (link.bytesPerSecond * lanes);
};

const kvBytesOf = ({ model, precision }: Instance, mix: RequestMix): number =>
  kvBytesPerSequence(model, mix.inputTokens, precision.kvBytes);

/** Requests per second that the links carry between all engines of both sides. */
const linkLimitOf = ({ prefill, prefills, decode, decodes, mix, link }: DisaggregatedQuestion): number =>
  (Math.min(prefills * acceleratorsOf(prefill.layout), decodes * acceleratorsOf(decode.layout)) * link.bytesPerSecond) /
  kvBytesOf(decode, mix);

/** A decode step of all sequences in flight, however the instances that decode run it. */
export interface SuppliedStep {
  readonly time: number;
  readonly tpot: number;
  readonly seconds: OperatorSeconds;
}

/** A curve with the step of its last row; or how many bytes prefill lacks for what it must hold of idle sessions, at any load. */
export type Supplied<S> =
  | { readonly ok: true; readonly curve: ServiceCurve; readonly inFlight: number; readonly step: S }
  | { readonly ok: false; readonly shortBytes: number };

interface Row<S> {
  readonly inFlight: number;
  readonly step: S;
  readonly prefill: PrefillOnly;
  /** Transfer and fetch: what of the first token does not grow with the prompt's own length. */
  readonly passage: number;
  readonly endToEnd: number;
  /** What decode alone would serve, and what prefill and link bring. */
  readonly throughput: number;
  readonly brought: number;
  readonly reuse: Reuse | null;
}

const REUSE_ROUNDS = 2;

/** Prefill by what of a prompt is in the cache: the rows of a curve often ask the same. */
const prefillsOf = ({ prefill, mix, terms }: DisaggregatedQuestion): ((cachedTokens: number) => PrefillOnly) => {
  const known = new Map<number, PrefillOnly>();
  return (cachedTokens) => {
    const before = known.get(cachedTokens);
    if (before) return before;
    const made = prefillOnly(prefill, { ...mix, cachedTokens }, terms.prefillBudgetTokens);
    known.set(cachedTokens, made);
    return made;
  };
};

const rowsOf = <S extends SuppliedStep>(
  question: DisaggregatedQuestion,
  stepAt: (inFlight: number) => S,
): ((inFlight: number) => Row<S>) => {
  const { prefills, mix, terms } = question;
  const prefillAt = prefillsOf(question);
  const transfer = transferSecondsOf(question);
  const linkLimit = linkLimitOf(question);
  const freeHbmBytes = freeBytesOf(question);
  return (inFlight) => {
    const step = stepAt(inFlight);
    // A sequence holds its slot from the arrival of its KV to its last token.
    const endToEnd = step.time + (mix.outputTokens - 1) * step.tpot;
    const throughput = (DECODE_RATE_SHARE * inFlight) / endToEnd;
    const withReuse = (reuse: Reuse | null): Row<S> => {
      const prefill = prefillAt(reuse?.cachedTokens ?? mix.cachedTokens);
      const passage = transfer + (reuse?.fetchSeconds ?? 0);
      const brought = Math.min((PREFILL_RATE_SHARE * prefills) / prefill.occupancy, linkLimit);
      return { inFlight, step, prefill, passage, endToEnd, throughput, brought, reuse };
    };
    let row = withReuse(null);
    if (!terms.reuse || mix.cachedTokens <= 0) return row;
    for (let round = 0; round < REUSE_ROUNDS; round++) {
      const requestsPerSecond = Math.min(row.throughput, row.brought);
      row = withReuse(terms.reuse({ inFlight, requestsPerSecond, freeHbmBytes }));
      if ((row.reuse?.cachedTokens ?? 0) > 0.999 * mix.cachedTokens) break;
    }
    return row;
  };
};

/** Memory of all engines that only prefill: what it does not need for prompts under way keeps the prefixes of sessions. Eq. K4 */
const freeBytesOf = ({ prefill, prefills, terms }: DisaggregatedQuestion): number =>
  prefills * acceleratorsOf(prefill.layout) * Math.max(0, kvRoomPerRank(prefill, terms.prefillBudgetTokens).room);

/** Null when not one sequence fits on a side. The curve is that of all engines together. Eq. S3, Eq. S5 */
export const disaggregatedCurveOf = (question: DisaggregatedQuestion): ServiceCurve | null => {
  const { prefill, decode, decodes, mix, terms } = question;
  const each = batchCapOf(decode, mix, terms);
  if (each === null || batchCapOf(prefill, { ...mix, outputTokens: 1 }, terms) === null) return null;
  const { techniques } = decode;
  const context = mix.inputTokens + mix.outputTokens / 2;
  const supplied = suppliedCurve(question, each, (inFlight) => {
    const { time, ledger } = decodeStep(decode, Math.max(1, inFlight / decodes), context, verifiedBy(techniques));
    return { time, tpot: time / gainedBy(techniques), seconds: ledger.seconds };
  });
  return supplied.ok ? supplied.curve : null;
};

/**
 * The curve of instances that decode what prefill and the link bring: as far as `each` of them holds sequences, they bring more, and what
 * prefill must hold of idle sessions fits. Eq. S3, Eq. S5, Eq. K4
 */
export const suppliedCurve = <S extends SuppliedStep>(
  question: DisaggregatedQuestion,
  each: { readonly cap: number; readonly capBy: 'memory' | 'batch' },
  stepAt: (inFlight: number) => S,
): Supplied<S> => {
  const { prefills, decode, decodes, mix } = question;
  const cap = each.cap * decodes;
  const rowAt = rowsOf(question, stepAt);
  const rows: Row<S>[] = [];
  let capBy: ServiceCurve['capBy'] = each.capBy;
  let shortBytes = 0;
  for (const inFlight of ladderTo(cap)) {
    const asked = rowAt(inFlight);
    const beyond = asked.throughput > asked.brought;
    const row = beyond ? lastBrought(rowAt, rows.at(-1), asked) : asked;
    if (row.reuse?.fits === false) {
      capBy = 'prefill';
      shortBytes = Math.max(0, row.reuse.hbmHeldBytes - freeBytesOf(question));
      break;
    }
    rows.push(row);
    if (!beyond) continue;
    capBy = linkLimitOf(question) <= asked.brought ? 'link' : 'prefill';
    break;
  }
  const last = rows.at(-1);
  if (!last) return { ok: false, shortBytes };
  // A curve has at least two rows.
  if (rows.length === 1) rows.unshift(rowAt(last.inFlight / 2));
  const column = (of: (row: Row<S>) => number): Float64Array => Float64Array.from(rows, of);
  const prefillTime = rising(column((row) => row.prefill.seconds));
  const passage = rising(column((row) => row.passage));
  const curve: ServiceCurve = {
    inFlight: column((row) => row.inFlight),
    stepTime: rising(column((row) => row.step.time)),
    tpot: rising(column((row) => row.step.tpot)),
    prefillTime,
    prefillBeyondStep: prefillTime.map((seconds, i) => seconds + (passage[i] ?? 0)),
    passage,
    prefillOccupancy: rising(column((row) => row.prefill.occupancy)),
    prefillServers: prefills,
    mixedShare: column(() => 0),
    endToEnd: rising(column((row) => row.endToEnd)),
    throughput: rising(column((row) => Math.min(row.throughput, row.brought))),
    decodeSeconds: rows.map((row) => row.step.seconds),
    addedSeconds: rows.map((row) => row.prefill.step.ledger.seconds),
    responseSteps: decode.engine.responseSteps,
    responseFactor: decode.factors.ttft / decode.factors.step,
    cap,
    capBy,
    reuse: rows.some(({ reuse }) => reuse !== null) ? rows.flatMap(({ reuse }) => reuse ?? []) : null,
    mix,
  };
  return { ok: true, curve, inFlight: last.inFlight, step: last.step };
};

/** The row at which decode serves just what prefill and link bring, between one below and one beyond. */
const lastBrought = <S>(rowAt: (inFlight: number) => Row<S>, below: Row<S> | undefined, beyond: Row<S>): Row<S> => {
  if (!below) return rowAt((beyond.brought / beyond.throughput) * beyond.inFlight);
  const holds = (inFlight: number): boolean => {
    const row = rowAt(inFlight);
    return row.throughput <= row.brought;
  };
  return rowAt(lastTrue(below.inFlight, beyond.inFlight, holds, 6));
};
