/**
 * How fast one instance serves as a function of the sequences in flight, waiting left out: the table from which knees,
 * capacities and percentiles are read. Aggregated serving: prefill shares the steps of decode [S1–S4].
 */
import { at, locate } from '../maths/search.ts';
import type { Instance } from '../performance/instance.ts';
import { kvRoomPerRank } from '../performance/memory.ts';
import { heldTokensWith, sequenceBytesPerRank } from '../performance/sequence-memory.ts';
import { OPERATOR_CLASSES } from '../performance/ledger.ts';
import type { OperatorClass } from '../performance/step.ts';
import { gainedBy } from '../performance/techniques.ts';
import type { RequestMix } from './requests.ts';
import type { Reuse } from './reuse.ts';
import { responseStepsOf, stepsWith, timesOf } from './row-steps.ts';
import type { ServingTerms } from './serving-terms.ts';

export type OperatorSeconds = Readonly<Record<OperatorClass, number>>;

export interface ServiceCurve {
  /** Sequences in flight, ascending from 1 to the cap; every other array runs along it. Seconds and requests per second. */
  readonly inFlight: Float64Array;
  readonly stepTime: Float64Array;
  readonly tpot: Float64Array;
  /** Prefill of a mean prompt that shares its steps; and the engine time of one prompt when its steps are full of them. */
  readonly prefillTime: Float64Array;
  /** What of it lies beyond one step: it grows with the prompt. */
  readonly prefillBeyondStep: Float64Array;
  /** What of that does not grow with the prompt: KV on its way to other instances, or fetched. Absent: none. */
  readonly passage?: Float64Array;
  readonly prefillOccupancy: Float64Array;
  /** Engines that prefill behind the router, for each of these instances. */
  readonly prefillServers: number;
  /** Share of steps that also prefill. */
  readonly mixedShare: Float64Array;
  readonly endToEnd: Float64Array;
  readonly throughput: Float64Array;
  /** Seconds by operator of a decode step, and of the part that prompts add to a mixed one. */
  readonly decodeSeconds: readonly OperatorSeconds[];
  readonly addedSeconds: readonly OperatorSeconds[];
  /** Decode steps before a response, and the factor of the group's published first tokens on all that waiting. */
  readonly responseSteps: number;
  readonly responseFactor: number;
  readonly cap: number;
  /** What ends the curve: memory or batch hold no more sequences, or prefill or the link brings no more. */
  readonly capBy: 'memory' | 'batch' | 'prefill' | 'link';
  /** What of the prompts was found again at each row; null where the mix names a fixed share. */
  readonly reuse: readonly Reuse[] | null;
  readonly mix: RequestMix;
}

/** Largest batch of one attention rank when nobody set one; engines default to 256–1,024. */
const DEFAULT_BATCH_PER_RANK = 1_024;
const POINTS = 26;

/** Tokens a sequence holds on average while it runs: growing engines hold its input and about 0.6 of its output, reserving ones all. Eq. K1 */
export const heldTokens = (mix: RequestMix, reservesFinalLength: boolean): number =>
  mix.inputTokens + (reservesFinalLength ? 1 : 0.6) * mix.outputTokens;

/** Bytes of a sequence on one rank of an instance, as its engine reserves and allocates them. Eq. K2, Eq. K3 */
export const heldBytesPerRank = (instance: Instance, mix: RequestMix): number =>
  sequenceBytesPerRank(
    instance,
    heldTokensWith(
      instance.techniques,
      heldTokens(mix, instance.engine.reservesFinalLength),
      mix.longestTokens ?? mix.inputTokens + mix.outputTokens,
    ),
  );

/** Sequences an instance can hold; below 1 when not even one fits. Eq. K1, Eq. K2 */
export const sequencesInMemory = (instance: Instance, mix: RequestMix, prefillBudgetTokens: number): number => {
  const { room } = kvRoomPerRank(instance, prefillBudgetTokens);
  // A rank holds whole sequences: what is too long for one is not shared out over several.
  const perRank = room <= 0 ? 0 : room / Math.max(Number.MIN_VALUE, heldBytesPerRank(instance, mix));
  return perRank < 1 ? 0 : instance.layout.attnDp * perRank;
};

/** A row of the curve, with its operators and what it found of its prompts. */
export interface ServiceRow extends ServicePoint {
  readonly decode: OperatorSeconds;
  readonly added: OperatorSeconds;
  readonly reuse: Reuse | null;
}

/** Rounds in which the load of a row and what it finds in the cache settle on each other. */
const REUSE_ROUNDS = 2;

/** One row of the curve before it is made monotone. Eq. S1–S4, Eq. K4 */
export const serviceAt = (instance: Instance, mix: RequestMix, terms: ServingTerms, inFlight: number): ServiceRow => {
  const budget = terms.prefillBudgetTokens;
  let steps = stepsWith(instance, mix, budget, inFlight, mix.cachedTokens, null);
  let reuse: Reuse | null = null;
  if (terms.reuse && mix.cachedTokens > 0) {
    const freeHbmBytes = freeKvBytes(instance, mix, budget, inFlight);
    for (let round = 0; round < REUSE_ROUNDS; round++) {
      const { endToEnd } = timesOf(instance, mix, steps, reuse);
      reuse = terms.reuse({ inFlight, requestsPerSecond: inFlight / endToEnd, freeHbmBytes });
      steps = stepsWith(instance, mix, budget, inFlight, reuse.cachedTokens, steps);
      if (reuse.cachedTokens > 0.999 * mix.cachedTokens) break;
    }
  }
  const { share, step, alone, mixed } = steps;
  const full = share.most > share.prompts ? steps.mixedWith(share.most).time : mixed.time;
  const times = timesOf(instance, mix, steps, reuse);
  return {
    inFlight,
    stepTime: step.time,
    ...times,
    prefillBeyondStep: Math.max(0, times.prefillTime - step.time),
    prefillOccupancy: (share.chunks * full) / share.most,
    mixedShare: Math.min(1, share.share * gainedBy(instance.techniques)),
    decode: step.ledger.seconds,
    added: difference(mixed.ledger.seconds, alone.ledger.seconds),
    reuse,
  };
};

/** Room for KV that the sequences in flight leave, over the whole instance, bytes. */
const freeKvBytes = (instance: Instance, mix: RequestMix, budget: number, inFlight: number): number => {
  const { tp, pp, attnDp } = instance.layout;
  const { room } = kvRoomPerRank(instance, budget);
  return Math.max(0, tp * pp * (attnDp * room - inFlight * heldBytesPerRank(instance, mix)));
};

/** Most sequences of one instance, and what ends them; null when memory holds not one. Eq. K1 */
export const batchCapOf = (
  instance: Instance,
  mix: RequestMix,
  { prefillBudgetTokens, maxBatch }: ServingTerms,
): { readonly cap: number; readonly capBy: 'memory' | 'batch' } | null => {
  const fits = sequencesInMemory(instance, mix, prefillBudgetTokens);
  if (fits < 1) return null;
  const batch = maxBatch === 'auto' ? DEFAULT_BATCH_PER_RANK * instance.layout.attnDp * instance.layout.pp : maxBatch;
  return { cap: Math.max(1, Math.min(fits, batch)), capBy: fits <= batch ? 'memory' : 'batch' };
};

/** Sequences in flight at which a curve is computed, from one to its cap, evenly in their logarithm. */
export const ladderTo = (cap: number): number[] =>
  cap > 1 ? Array.from({ length: POINTS }, (_, i) => cap ** (i / (POINTS - 1))) : [1];

/** Null when not one sequence fits. Throughput is c ÷ E2E (Little). Eq. S1, Eq. S2, Eq. S3, Eq. S4 */
export const serviceCurveOf = (instance: Instance, mix: RequestMix, terms: ServingTerms): ServiceCurve | null => {
  const batch = batchCapOf(instance, mix, terms);
  if (batch === null) return null;
  const rows = untilHeldNoMore(ladderTo(batch.cap).map((inFlight) => serviceAt(instance, mix, terms, inFlight)));
  if (rows.length === 0) return null;
  const column = (of: (row: ServicePoint) => number): Float64Array => Float64Array.from(rows, of);
  // More sequences never make a token faster: what the sampled routing and fractional prompts leave of that is noise.
  const tpot = rising(column((row) => row.tpot));
  const endToEnd = rising(column((row) => row.endToEnd));
  return {
    inFlight: column((row) => row.inFlight),
    stepTime: rising(column((row) => row.stepTime)),
    tpot,
    prefillTime: rising(column((row) => row.prefillTime)),
    prefillBeyondStep: rising(column((row) => row.prefillBeyondStep)),
    prefillOccupancy: rising(column((row) => row.prefillOccupancy)),
    prefillServers: 1,
    mixedShare: column((row) => row.mixedShare),
    endToEnd,
    throughput: rising(Float64Array.from(rows, (row, i) => row.inFlight / (endToEnd[i] ?? Infinity))),
    decodeSeconds: rows.map((row) => row.decode),
    addedSeconds: rows.map((row) => row.added),
    responseSteps: responseStepsOf(instance),
    responseFactor: instance.factors.ttft / instance.factors.step,
    cap: rows.at(-1)?.inFlight ?? batch.cap,
    capBy: batch.capBy,
    reuse: rows.some(({ reuse }) => reuse !== null) ? rows.flatMap(({ reuse }) => reuse ?? []) : null,
    mix,
  };
};

/** Rows up to the first whose idle sessions hold memory that its own sequences need. */
const untilHeldNoMore = (rows: readonly ServiceRow[]): readonly ServiceRow[] => {
  const end = rows.findIndex(({ reuse }) => reuse?.fits === false);
  return end < 0 ? rows : rows.slice(0, end);
};

/** A column that never falls. */
export const rising = (values: Float64Array): Float64Array => {
  for (let i = 1; i < values.length; i++) values[i] = Math.max(values[i] ?? 0, values[i - 1] ?? 0);
  return values;
};

const difference = (more: OperatorSeconds, less: OperatorSeconds): OperatorSeconds => {
  const added = { ...more };
  for (const operator of OPERATOR_CLASSES) added[operator] = Math.max(0, more[operator] - less[operator]);
  return added;
};

/** Requests per second at which the queue of an instance grows. Eq. Q1 */
export const saturationOf = (curve: ServiceCurve): number => curve.throughput.at(-1) ?? 0;

/** State of an instance at a load below saturation: smallest root of c = λ·E2E(c). Eq. Q1 */
export interface ServicePoint {
  readonly inFlight: number;
  readonly tpot: number;
  readonly stepTime: number;
  readonly prefillTime: number;
  readonly prefillBeyondStep: number;
  readonly passage?: number;
  readonly prefillOccupancy: number;
  readonly mixedShare: number;
  readonly endToEnd: number;
}

export const servicePointAt = (curve: ServiceCurve, requestsPerSecond: number): ServicePoint => {
  const place = locate(curve.throughput, requestsPerSecond);
  const below = requestsPerSecond < (curve.throughput[0] ?? 0) ? requestsPerSecond / (curve.throughput[0] ?? 1) : null;
  return {
    inFlight: below ?? at(curve.inFlight, place),
    tpot: at(curve.tpot, place),
    stepTime: at(curve.stepTime, place),
    prefillTime: at(curve.prefillTime, place),
    prefillBeyondStep: at(curve.prefillBeyondStep, place),
    ...(curve.passage ? { passage: at(curve.passage, place) } : {}),
    prefillOccupancy: at(curve.prefillOccupancy, place),
    mixedShare: at(curve.mixedShare, place),
    endToEnd: at(curve.endToEnd, place),
  };
};

/**
 * TPOT when `inFlight` sequences share what the curve describes. Where prefill or the link ends the rows before memory does, more sequences
 * than theirs come together for a while: beyond the last row TPOT goes on as it rose over the upper half of them, an estimate. Eq. Q3
 */
export const tpotAt = (curve: ServiceCurve, inFlight: number): number => {
  const { inFlight: rows, tpot } = curve;
  const last = rows.at(-1) ?? 0;
  const near = at(tpot, locate(rows, inFlight));
  if (inFlight <= last) return near;
  const half = Math.max(rows[0] ?? 0, last / 2);
  return half < last ? near + ((inFlight - last) * (near - at(tpot, locate(rows, half)))) / (last - half) : near;
};
