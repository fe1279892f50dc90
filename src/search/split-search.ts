/**
 * Which layouts prefill and which decode, and how many of each [S5, X1]. A bound orders the pairs: what they would serve if instances could
 * be divided and nobody waited; exact curves are computed only while the bound allows a better answer.
 */
import type { Instance } from '../performance/instance.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import {
  DECODE_RATE_SHARE,
  disaggregatedCurveOf,
  PREFILL_RATE_SHARE,
  prefillOnly,
  type KvLink,
} from '../serving/disaggregated-curve.ts';
import { decodeStep } from '../performance/step-time.ts';
import { gainedBy, verifiedBy } from '../performance/techniques.ts';
import { offlineCapacityOf, slaCapacityOf, type ClassTargets } from '../serving/open-load.ts';
import type { RequestMix } from '../serving/requests.ts';
import { batchCapOf, type ServiceCurve } from '../serving/service-curve.ts';
import type { ServingTerms } from '../serving/serving-terms.ts';

export interface SplitQuestion {
  readonly prefills: readonly Instance[];
  readonly decodes: readonly Instance[];
  /** Decode instances of a size that fit beside a number of prefill instances of a size; negative where the latter do not fit. */
  readonly decodesBeside: (decodeSize: number, prefills: number, prefillSize: number) => number;
  /** Accelerators of both sides, and whether they are the same ones. */
  readonly accelerators: { readonly prefill: number; readonly decode: number; readonly shared: boolean };
  /** Prefill instances for each that decodes; null to search. */
  readonly ratio: number | null;
  readonly mix: RequestMix;
  /** Batching, and reuse of so many instances that prefill. */
  readonly termsFor: (prefill: Instance, prefills: number) => ServingTerms;
  readonly targets: readonly ClassTargets[];
  readonly link: KvLink;
}

export interface Split {
  readonly prefill: Instance;
  readonly prefills: number;
  readonly decode: Instance;
  readonly decodes: number;
  readonly curve: ServiceCurve;
  /** Requests per second of all of it inside the targets; with offline work alone, what it may use. */
  readonly capacity: number;
}

/** Curves computed in full before the search settles for the best of them: each takes about ten milliseconds. */
const MOST_EXACT = 10;

interface Candidate {
  readonly prefill: Instance;
  readonly decode: Instance;
  readonly prefills: number;
  readonly decodes: number;
  readonly bound: number;
}

/** Null when no pair fits. Eq. S5, Eq. X1 */
export const searchSplit = (question: SplitQuestion): { readonly best: Split | null; readonly tried: number } => {
  const candidates = candidatesOf(question).toSorted((a, b) => b.bound - a.bound);
  let best: Split | null = null;
  for (const [index, one] of candidates.entries()) {
    if (best !== null && (one.bound <= best.capacity || index >= MOST_EXACT)) break;
    const split = splitOf(question, one);
    if (split && (best === null || split.capacity > best.capacity)) best = split;
  }
  return { best, tried: candidates.length };
};

/** One pair and its numbers, answered in full; null when not one sequence fits. */
export const splitOf = (
  { mix, termsFor, link, targets }: SplitQuestion,
  { prefill, prefills, decode, decodes }: Pick<Candidate, 'prefill' | 'prefills' | 'decode' | 'decodes'>,
): Split | null => {
  const terms = termsFor(prefill, prefills);
  const curve = disaggregatedCurveOf({ prefill, prefills, decode, decodes, mix, terms, link });
  if (!curve) return null;
  const group = { curve, instances: 1, engine: decode.engine };
  const capacity = targets.length > 0 ? slaCapacityOf(group, targets) : offlineCapacityOf(group);
  return { prefill, prefills, decode, decodes, curve, capacity };
};

const candidatesOf = (question: SplitQuestion): Candidate[] => {
  const { mix, termsFor, targets, ratio, decodesBeside, accelerators } = question;
  const prefills = fastPrefills(question);
  const rates = question.decodes.flatMap((decode) => {
    const rate = decodeRate(decode, mix, termsFor(decode, 1), targets);
    return rate === null ? [] : [{ decode, rate }];
  });
  return rates.flatMap(({ decode, rate }) =>
    prefills.flatMap(({ prefill, perSecond }) => {
      const [gp, gd] = [acceleratorsOf(prefill.layout), acceleratorsOf(decode.layout)];
      const most = Math.floor(accelerators.prefill / gp);
      const pairOf = (count: number, decodes: number): Candidate[] =>
        count < 1 || decodes < 1
          ? []
          : [{ prefill, decode, prefills: count, decodes, bound: Math.min(count * perSecond, decodes * rate) }];
      if (ratio !== null) {
        // The most decode instances that find their prefill instances beside them.
        for (let decodes = Math.floor(accelerators.decode / gd); decodes >= 1; decodes--) {
          const count = Math.max(1, Math.round(ratio * decodes));
          if (count <= most && decodesBeside(gd, count, gp) >= decodes) return pairOf(count, decodes);
        }
        return [];
      }
      // Balance: as many requests prefilled as decoded, were instances divisible.
      const balanced = accelerators.shared
        ? accelerators.decode / (gp + (gd * perSecond) / rate)
        : Math.min(most, (Math.floor(accelerators.decode / gd) * rate) / perSecond);
      const wanted = [Math.floor(balanced), Math.ceil(balanced), Math.ceil(1.3 * balanced)];
      const counts = [...new Set(wanted.map((count) => Math.min(most, Math.max(1, count))))];
      return counts.flatMap((count) => pairOf(count, decodesBeside(gd, count, gp)));
    }),
  );
};

/** Layouts that prefill in time: none that another beats in both speed and accelerator-seconds; the fastest where all are late. */
const fastPrefills = ({
  prefills,
  mix,
  termsFor,
  targets,
}: SplitQuestion): { prefill: Instance; perSecond: number }[] => {
  const all = prefills.flatMap((prefill) => {
    const terms = termsFor(prefill, 1);
    if (batchCapOf(prefill, { ...mix, outputTokens: 1 }, terms) === null) return [];
    const { seconds, occupancy } = prefillOnly(prefill, mix, terms.prefillBudgetTokens);
    return [{ prefill, seconds, price: occupancy * acceleratorsOf(prefill.layout), occupancy }];
  });
  const limit = longestPrefill(mix, targets);
  const intime = all.filter(({ seconds }) => seconds <= limit);
  const fastest = Math.min(...all.map(({ seconds }) => seconds));
  const usable = intime.length > 0 ? intime : all.filter(({ seconds }) => seconds <= fastest);
  const kept = usable.filter(
    (one) => !usable.some((other) => other !== one && other.seconds <= one.seconds && other.price < one.price),
  );
  return kept.map(({ prefill, occupancy }) => ({ prefill, perSecond: PREFILL_RATE_SHARE / occupancy }));
};

/** Seconds a mean prompt may take so that, with nobody waiting, the prompts of each percentile keep its limit. */
const longestPrefill = (mix: RequestMix, targets: readonly ClassTargets[]): number => {
  const fresh = Math.max(1, mix.inputTokens - mix.cachedTokens);
  const limits = targets.flatMap(({ requests, ttft, roundTrip }) => {
    if (!ttft) return [];
    let below = 0;
    return requests.prefillSizes.map(({ tokens, weight }) => {
      below += weight;
      const level = below <= 0.5 ? 'p50' : below <= 0.95 ? 'p95' : 'p99';
      return ((ttft[level] - roundTrip[level]) * fresh) / Math.max(1, tokens);
    });
  });
  return Math.min(Infinity, ...limits);
};

/** Sequences at which the rate of a decode instance is looked up. */
const BATCHES = 14;

/** Requests per second of one decode instance at the largest batch that keeps the tightest median TPOT; null when none fits. */
const decodeRate = (
  decode: Instance,
  mix: RequestMix,
  terms: ServingTerms,
  targets: readonly ClassTargets[],
): number | null => {
  const batch = batchCapOf(decode, mix, terms);
  if (batch === null) return null;
  const limit = Math.min(...targets.map(({ tpot }) => tpot?.p50 ?? Infinity));
  const context = mix.inputTokens + mix.outputTokens / 2;
  let best = 0;
  for (let i = 0; i < BATCHES; i++) {
    const inFlight = batch.cap ** (i / (BATCHES - 1));
    const step = decodeStep(decode, inFlight, context, verifiedBy(decode.techniques)).time;
    const tpot = step / gainedBy(decode.techniques);
    if (tpot > limit && best > 0) break;
    best = Math.max(best, (DECODE_RATE_SHARE * inFlight) / (step + (mix.outputTokens - 1) * tpot));
  }
  return best;
};
