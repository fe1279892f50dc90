/** What stands behind a step of attention and FFN on accelerators of their own [S6]: times, bound, link load, weights. */
import { acceleratorsOf } from '../performance/layout.ts';
import { weightBytesPerRank } from '../performance/memory.ts';
import { attentionSideOf, crossingsOf, ffnSideOf } from '../performance/split-step.ts';
import { SRAM_FORMAT, sramFit } from '../performance/split-step-sram.ts';
import { splitRates } from '../performance/split-step-traffic.ts';
import {
  busyShares,
  ffnUtilisation,
  microBatchesToHide,
  tokensPerExpert,
  type LayerTimes,
  type SplitBound,
} from './attention-ffn.ts';
import {
  estimatesFor,
  ffnCount,
  ffnInstance,
  linkedSides,
  type SplitSides,
  type SplitStep,
} from './attention-ffn-step.ts';

/** What stands behind the curve, at its largest batch. */
export interface AttentionFfnDetail {
  /** Seconds of a micro-batch in one layer. */
  readonly times: LayerTimes;
  readonly cycleSeconds: number;
  readonly bound: SplitBound;
  readonly microBatches: number;
  /** Micro-batches that would hide the traffic. */
  readonly microBatchesToHide: number;
  readonly busy: Readonly<Record<'attention' | 'ffn' | 'link', number>>;
  readonly sequencesInFlight: number;
  /** Of a micro-batch: on one attention rank, into one FFN instance, per expert (null without experts). */
  readonly rankTokens: number;
  readonly ffnTokens: number;
  readonly tokensPerExpert: number | null;
  /** Share of its peak that an expert reaches with so many tokens. */
  readonly ffnUtilisation: number;
  /** Both directions, over the whole step, and what the narrower side's links carry. */
  readonly linkBytesPerSecond: number;
  readonly linkLimitBytesPerSecond: number;
  /** Weights on one attention rank, and over one whole FFN side. */
  readonly attentionWeightBytes: number;
  readonly ffnWeightBytes: number;
  /** Racks that SRAM takes for them, the share it holds, and the format it holds them in; null on other accelerators. */
  readonly sram: {
    readonly racksNeeded: number;
    readonly residentShare: number;
    readonly format: typeof SRAM_FORMAT;
  } | null;
}

/** Eq. S6 */
export const detailOf = (sides: SplitSides, inFlight: number, step: SplitStep): AttentionFfnDetail => {
  const { attention, attentions, ffn } = sides;
  const instance = ffnInstance(ffn);
  const estimates = estimatesFor(sides);
  const moe = attention.model.ffns.find(({ spec }) => spec.kind === 'moe')?.spec;
  const perExpert = moe?.kind === 'moe' ? tokensPerExpert(step.ffnTokens, 1, moe.experts, moe.expertsPerToken) : null;
  const arithmetic = instance.arithmetic[moe ? 'routedExperts' : 'denseFfn'];
  const rates = splitRates(linkedSides(sides), estimates);
  const fit = ffn.kind === 'sram' ? sramFit(ffn.instance, ffn.pool, estimates) : null;
  return {
    times: step.times,
    cycleSeconds: step.cycle.seconds,
    bound: step.cycle.bound,
    microBatches: step.microBatches,
    microBatchesToHide: microBatchesToHide(step.times),
    busy: busyShares(step.times, step.microBatches, crossingsOf(attention.model)),
    sequencesInFlight: inFlight,
    rankTokens: step.rankTokens,
    ffnTokens: step.ffnTokens,
    tokensPerExpert: perExpert,
    ffnUtilisation: ffnUtilisation(perExpert ?? step.ffnTokens, {
      peak: arithmetic.peak,
      bandwidth: instance.device.bandwidth,
      bytesPerParameter: arithmetic.weightBytes,
    }),
    linkBytesPerSecond: step.linkBytesPerSecond,
    linkLimitBytesPerSecond:
      2 * Math.min(attentions * acceleratorsOf(attention.layout) * rates.attention, ffnCount(ffn) * rates.ffnTotal),
    attentionWeightBytes: weightBytesPerRank(attentionSideOf(attention)),
    ffnWeightBytes: fit ? fit.bytes : weightBytesPerRank(ffnSideOf(instance)) * acceleratorsOf(instance.layout),
    sram: fit && { racksNeeded: fit.racksNeeded, residentShare: fit.residentShare, format: SRAM_FORMAT },
  };
};
