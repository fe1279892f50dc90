/**
 * A decode step of attention and FFN on accelerators of their own [S6], with the engine's terms [S1]: times of both sides and of the
 * link for a number of sequences in flight, and the number of micro-batches.
 */
import type { Instance } from '../performance/instance.ts';
import { kernelSeconds, OPERATOR_CLASSES, type Ledger } from '../performance/ledger.ts';
import { attentionKernels, crossingsOf, ffnKernels } from '../performance/split-step.ts';
import { estimatesOf, type SplitEstimates } from '../performance/split-step-estimates.ts';
import { sramInstance, sramKernels, type SramPool } from '../performance/split-step-sram.ts';
import { trafficOf, type LinkedSides, type SplitLink, type Traffic } from '../performance/split-step-traffic.ts';
import { gainedBy, verifiedBy } from '../performance/techniques.ts';
import { cycleOf, microBatchesToHide, splitStepSeconds, type Cycle, type LayerTimes } from './attention-ffn.ts';
import type { OperatorSeconds } from './service-curve.ts';

/** Where the FFNs run: instances that each hold all of them, or one pool of SRAM parts. */
export type FfnSide =
  | { readonly kind: 'accelerators'; readonly instance: Instance; readonly count: number }
  | { readonly kind: 'sram'; readonly instance: Instance; readonly pool: SramPool };

/** All that decodes together. Instances carry the whole model: either side takes its part of it. */
export interface SplitSides {
  readonly attention: Instance;
  readonly attentions: number;
  readonly ffn: FfnSide;
  /** `fabric` where both sides are in one scale-up domain. SRAM parts are behind bridges whatever it says. */
  readonly link: 'fabric' | 'network';
  /** Absent: base. */
  readonly estimates?: SplitEstimates;
}

const BASE = estimatesOf('base');

export const estimatesFor = ({ estimates }: Pick<SplitSides, 'estimates'>): SplitEstimates => estimates ?? BASE;

export const linkOf = ({ ffn, link }: Pick<SplitSides, 'ffn' | 'link'>): SplitLink =>
  ffn.kind === 'sram' ? 'bridge' : link;

export const ffnCount = (ffn: FfnSide): number => (ffn.kind === 'sram' ? 1 : ffn.count);

/** The instance as its side runs it. */
export const ffnInstance = (ffn: FfnSide): Instance =>
  ffn.kind === 'sram' ? sramInstance(ffn.instance) : ffn.instance;

/** Both ends of the traffic. */
export const linkedSides = (sides: SplitSides): LinkedSides => {
  const { attention, attentions, ffn } = sides;
  const racks = ffn.kind === 'sram' ? ffn.pool.parts / ffn.pool.perRack : 1;
  return { link: linkOf(sides), attention, attentions, ffn: ffnInstance(ffn), ffns: ffnCount(ffn), racks };
};

export interface SplitStep {
  /** As the engine runs it: the step that every sequence gains tokens in. */
  readonly time: number;
  readonly tpot: number;
  readonly microBatches: number;
  readonly times: LayerTimes;
  readonly cycle: Cycle;
  readonly traffic: Traffic;
  /** Bytes per second over the link, both directions, over the whole step. */
  readonly linkBytesPerSecond: number;
  /** Tokens of a micro-batch on the busiest attention rank, and into one FFN instance. */
  readonly rankTokens: number;
  readonly ffnTokens: number;
  /** Seconds of the step in which an accelerator of either side runs kernels; an SRAM part those of its own blocks. */
  readonly kernels: Readonly<Record<'attention' | 'ffn', number>>;
  /** The step's time by operator: where sides overlap, each in proportion to what it works. */
  readonly seconds: OperatorSeconds;
}

/** Most micro-batches a plan may ask for. */
const MOST_MICRO_BATCHES = 8;

/**
 * A step of `inFlight` sequences. `auto` takes the number of micro-batches with the shortest step, up to the one that hides the traffic:
 * small batches are better left whole, since each part reads the weights again. Never more micro-batches than sequences. Eq. S6
 */
export const splitStep = (
  sides: SplitSides,
  inFlight: number,
  context: number,
  microBatches: number | 'auto',
): SplitStep => {
  const most = Math.max(1, Math.floor(inFlight));
  if (microBatches !== 'auto') return stepWith(sides, inFlight, context, Math.min(most, microBatches));
  let best = stepWith(sides, inFlight, context, 1);
  let last = best;
  for (let m = 2; m <= Math.min(most, MOST_MICRO_BATCHES) && last.microBatches < microBatchesToHide(last.times); m++) {
    last = stepWith(sides, inFlight, context, m);
    if (last.time < best.time) best = last;
  }
  return best;
};

const stepWith = (sides: SplitSides, inFlight: number, context: number, microBatches: number): SplitStep => {
  const { attention, attentions, ffn } = sides;
  const { engine, layout, model, techniques } = attention;
  const [verified, gained] = [verifiedBy(techniques), gainedBy(techniques)];
  const layers = crossingsOf(model);
  const inBatch = inFlight / microBatches;
  // A batch smaller than the number of instances occupies one of them with a whole sequence.
  const shareOf = (count: number, sequences = inBatch): number => Math.max(Math.min(1, sequences), sequences / count);
  const ffnTokens = shareOf(ffnCount(ffn)) * verified;
  const rankTokens = shareOf(attentions * layout.attnDp) * verified;
  const attentionLedger = attentionKernels(attention, { sequences: shareOf(attentions), context, verified });
  const ffnLedger =
    ffn.kind === 'sram'
      ? sramKernels(ffn.instance, ffn.pool, ffnTokens, estimatesFor(sides))
      : ffnKernels(ffn.instance, ffnTokens);
  const whole =
    microBatches === 1
      ? attentionLedger
      : attentionKernels(attention, { sequences: shareOf(attentions, inFlight), context, verified });
  const traffic = trafficOf({ ...linkedSides(sides), rankTokens, ffnTokens }, estimatesFor(sides));
  const drafting = 1 + (verified - 1) / attention.layers;
  const onAttention = engine.kernelFactor * drafting * attention.factors.step;
  const onFfn =
    ffn.kind === 'sram' ? drafting : ffn.instance.engine.kernelFactor * drafting * ffn.instance.factors.step;
  const gaps = {
    attention: engine.layerGapSeconds * attention.layers * attention.factors.step,
    ffn:
      ffn.kind === 'sram' ? 0 : ffn.instance.engine.moeLayerSeconds * attention.moeLayers * ffn.instance.factors.step,
  };
  const withoutHead = kernelSeconds(attentionLedger) - attentionLedger.seconds.head;
  const times: LayerTimes = {
    attention: (withoutHead * onAttention + gaps.attention) / layers,
    ffn: (kernelSeconds(ffnLedger) * onFfn + gaps.ffn) / layers,
    traffic: traffic.seconds,
    oneWay: traffic.oneWaySeconds,
    ...(ffn.kind === 'sram' ? { ffnLanes: layers } : {}),
  };
  const passes = splitStepSeconds(times, microBatches, layers);
  const head = whole.seconds.head * onAttention;
  const host = hostSeconds(attention, shareOf(attentions * layout.attnDp, inFlight) * verified, verified > 1);
  const time = passes + head + host;
  return {
    time,
    tpot: time / gained,
    microBatches,
    times,
    cycle: cycleOf(times, microBatches),
    traffic,
    linkBytesPerSecond: (traffic.bytes * layers * microBatches) / time,
    rankTokens,
    ffnTokens,
    kernels: {
      attention: microBatches * withoutHead * onAttention + head,
      ffn: (microBatches * kernelSeconds(ffnLedger) * onFfn) / (times.ffnLanes ?? 1),
    },
    seconds: byOperator({ attentionLedger, ffnLedger, onAttention, onFfn, gaps, times, layers, passes, head, host }),
  };
};

/** Engine terms once a step: host step, scheduling of the sequences of a rank, drafting. The gaps between layers are in the sides' times. Eq. S1 */
const hostSeconds = ({ engine, factors }: Instance, rankTokens: number, drafts: boolean): number =>
  (engine.hostStepSeconds + engine.perSequenceSeconds * rankTokens + (drafts ? engine.draftStepSeconds : 0)) *
  factors.step;

interface Parts {
  readonly attentionLedger: Ledger;
  readonly ffnLedger: Ledger;
  readonly onAttention: number;
  readonly onFfn: number;
  readonly gaps: { readonly attention: number; readonly ffn: number };
  readonly times: LayerTimes;
  readonly layers: number;
  readonly passes: number;
  readonly head: number;
  readonly host: number;
}

const byOperator = (parts: Parts): OperatorSeconds => {
  const { attentionLedger, ffnLedger, onAttention, onFfn, gaps, times, layers, passes, head, host } = parts;
  const seconds = { ...attentionLedger.seconds };
  // The time of all passes over the work of one: what overlaps counts in proportion.
  const share = passes / (layers * (times.attention + times.ffn + times.traffic));
  for (const operator of OPERATOR_CLASSES)
    seconds[operator] = share * (attentionLedger.seconds[operator] * onAttention + ffnLedger.seconds[operator] * onFfn);
  seconds.collective += share * layers * times.traffic;
  seconds.head = head;
  seconds.host = share * (gaps.attention + gaps.ffn) + host;
  return seconds;
};
