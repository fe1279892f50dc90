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

interface Row {
  readonly inFlight: number;
  readonly stepTime: number;
  readonly tpot: number;
  readonly prefill: PrefillOnly;
  readonly beyondStep: number;
  readonly endToEnd: number;
  /** What decode alone would serve, and what prefill and link bring. */
  readonly throughput: number;
  readonly brought: number;
  readonly decode: OperatorSeconds;
  readonly reuse: Reuse | null;
}

const REUSE_ROUNDS = 2;

/** Prefill by what of a prompt is in the cache: the rows of a curve often ask the same. */
type PrefillAt = (cachedTokens: number) => PrefillOnly;

const prefillsOf = ({ prefill, mix, terms }: DisaggregatedQuestion): PrefillAt => {
  const known = new Map<number, PrefillOnly>();
  return (cachedTokens) => {
    const before = known.get(cachedTokens);
    if (before) return before;
    const made = prefillOnly(prefill, { ...mix, cachedTokens }, terms.prefillBudgetTokens);
    known.set(cachedTokens, made);
    return made;
  };
};

const rowAt = (question: DisaggregatedQuestion, prefillAt: PrefillAt, inFlight: number): Row => {
  const { prefill, prefills, decode, decodes, mix, terms } = question;
  const { techniques } = decode;
  const context = mix.inputTokens + mix.outputTokens / 2;
  const step = decodeStep(decode, Math.max(1, inFlight / decodes), context, verifiedBy(techniques));
  const tpot = step.time / gainedBy(techniques);
  // A sequence holds its slot from the arrival of its KV to its last token.
  const endToEnd = step.time + (mix.outputTokens - 1) * tpot;
  const throughput = (DECODE_RATE_SHARE * inFlight) / endToEnd;
  const transfer = transferSecondsOf(question);
  const withReuse = (found: Reuse | null): Row => {
    const prompts = prefillAt(found?.cachedTokens ?? mix.cachedTokens);
    const beyondStep = prompts.seconds + transfer + (found?.fetchSeconds ?? 0);
    return {
      inFlight,
      stepTime: step.time,
      tpot,
      prefill: prompts,
      beyondStep,
      endToEnd,
      throughput,
      brought: Math.min((PREFILL_RATE_SHARE * prefills) / prompts.occupancy, linkLimitOf(question)),
      decode: step.ledger.seconds,
      reuse: found,
    };
  };
  let row = withReuse(null);
  if (!terms.reuse || mix.cachedTokens <= 0) return row;
  const freeHbmBytes = prefills * prefillKvBytes(prefill, terms.prefillBudgetTokens);
  for (let round = 0; round < REUSE_ROUNDS; round++) {
    const requestsPerSecond = Math.min(row.throughput, row.brought);
    row = withReuse(terms.reuse({ inFlight, requestsPerSecond, freeHbmBytes }));
    if ((row.reuse?.cachedTokens ?? 0) > 0.999 * mix.cachedTokens) break;
  }
  return row;
};

/** Memory of an engine that only prefills: what it does not need for prompts under way keeps the prefixes of sessions. */
const prefillKvBytes = (prefill: Instance, budget: number): number =>
  acceleratorsOf(prefill.layout) * Math.max(0, kvRoomPerRank(prefill, budget).room);

/** Null when not one sequence fits on a side. The curve is that of all engines together. Eq. S3, Eq. S5 */
export const disaggregatedCurveOf = (question: DisaggregatedQuestion): ServiceCurve | null => {
  const { prefill, prefills, decode, decodes, mix, terms } = question;
  const each = batchCapOf(decode, mix, terms);
  if (each === null || batchCapOf(prefill, { ...mix, outputTokens: 1 }, terms) === null) return null;
  const cap = each.cap * decodes;
  const prefillAt = prefillsOf(question);
  const rows: Row[] = [];
  let endedBy: ServiceCurve['capBy'] = each.capBy;
  for (const inFlight of ladderTo(cap)) {
    const row = rowAt(question, prefillAt, inFlight);
    if (row.throughput > row.brought) {
      rows.push(lastBrought(question, prefillAt, rows.at(-1), row));
      endedBy = linkLimitOf(question) <= row.brought ? 'link' : 'prefill';
      break;
    }
    rows.push(row);
  }
  // A curve has at least two rows: its last one twice when the first ends it.
  const last = rows.at(-1);
  if (rows.length === 1 && last) rows.unshift(rowAt(question, prefillAt, last.inFlight / 2));
  const column = (of: (row: Row) => number): Float64Array => Float64Array.from(rows, of);
  return {
    inFlight: column((row) => row.inFlight),
    stepTime: rising(column((row) => row.stepTime)),
    tpot: rising(column((row) => row.tpot)),
    prefillTime: rising(column((row) => row.prefill.seconds)),
    prefillBeyondStep: rising(column((row) => row.beyondStep)),
    prefillOccupancy: rising(column((row) => row.prefill.occupancy)),
    prefillServers: prefills,
    mixedShare: column(() => 0),
    endToEnd: rising(column((row) => row.endToEnd)),
    throughput: rising(column((row) => Math.min(row.throughput, row.brought))),
    decodeSeconds: rows.map((row) => row.decode),
    addedSeconds: rows.map((row) => row.prefill.step.ledger.seconds),
    responseSteps: decode.engine.responseSteps,
    responseFactor: decode.factors.ttft / decode.factors.step,
    cap,
    capBy: endedBy,
    reuse: rows.some(({ reuse }) => reuse !== null) ? rows.flatMap(({ reuse }) => reuse ?? []) : null,
    mix,
  };
};

/** The row at which decode serves just what prefill and link bring, between one below and one beyond. */
const lastBrought = (
  question: DisaggregatedQuestion,
  prefillAt: PrefillAt,
  below: Row | undefined,
  beyond: Row,
): Row => {
  if (!below) {
    const share = beyond.brought / beyond.throughput;
    return rowAt(question, prefillAt, share * beyond.inFlight);
  }
  const enough = lastTrue(
    below.inFlight,
    beyond.inFlight,
    (inFlight) => {
      const row = rowAt(question, prefillAt, inFlight);
      return row.throughput <= row.brought;
    },
    6,
  );
  return rowAt(question, prefillAt, enough);
};
