/**
 * How many attention instances go with one FFN side [S6]: all ratios that given accelerators allow, each with its replicas, and the one
 * that serves most requests while a token takes no longer than its limit.
 */
import type { Instance } from '../performance/instance.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import { sramFit, type SramPool } from '../performance/split-step-sram.ts';
import { crossingsOf } from '../performance/split-step.ts';
import { cycleOf } from './attention-ffn.ts';
import { attentionFfnCurveOf, type AttentionFfnAnswer } from './attention-ffn-curve.ts';
import type { AttentionFfnQuestion } from './attention-ffn-question.ts';
import { estimatesFor, splitStep, type FfnSide, type SplitSides } from './attention-ffn-step.ts';
import type { ServiceCurve } from './service-curve.ts';

/** What there is: accelerators of either side and of prefill; `ffn` says how one FFN side looks, its counts are what the search sets. */
export interface RatioQuestion extends Omit<AttentionFfnQuestion, 'attentions' | 'ffn' | 'prefills'> {
  readonly attentionAccelerators: number;
  readonly ffn: Instance | { readonly instance: Instance; readonly pool: Omit<SramPool, 'parts'> };
  readonly ffnAccelerators: number;
  readonly prefillAccelerators: number;
  /** Seconds a token may take on average; absent: no limit. */
  readonly tpotLimit?: number;
}

/** One replica: attention instances that share one FFN side; `replicas` of them use the accelerators. */
export interface RatioCandidate {
  readonly attentions: number;
  readonly ffn: FfnSide;
  readonly prefills: number;
  readonly replicas: number;
  /** Attention accelerators per accelerator of the FFN side. */
  readonly ratio: number;
  readonly answer: AttentionFfnAnswer;
  /** Requests per second of all replicas within the limit; 0 where none is. */
  readonly requestsPerSecond: number;
}

export interface RatioAnswer {
  /** Null where no candidate serves anything within the limit. */
  readonly best: RatioCandidate | null;
  readonly candidates: readonly RatioCandidate[];
}

/** Eq. S6, Eq. X1 */
export const searchRatio = (question: RatioQuestion): RatioAnswer => {
  const candidates = shapesOf(question).map((shape) => candidateOf(question, shape));
  let best: RatioCandidate | null = null;
  for (const candidate of candidates)
    if (candidate.requestsPerSecond > (best?.requestsPerSecond ?? 0)) best = candidate;
  return { best, candidates };
};

interface Shape {
  readonly attentions: number;
  readonly ffn: FfnSide;
  readonly replicas: number;
}

/** More replicas mean smaller ones; of the ratios with equal replicas only the largest is worth asking for, as it wastes the least. */
const shapesOf = (question: RatioQuestion): Shape[] => {
  const { attention, attentionAccelerators, ffn, ffnAccelerators } = question;
  const instances = Math.floor(attentionAccelerators / acceleratorsOf(attention.layout));
  const sides = 'pool' in ffn ? sramSides(question, ffn) : ffnSides(ffn, ffnAccelerators);
  return sides.flatMap(({ replicas, side }) => {
    const attentions = Math.floor(instances / replicas);
    return attentions < 1 ? [] : [{ attentions, ffn: side, replicas }];
  });
};

interface Sides {
  readonly replicas: number;
  readonly side: FfnSide;
}

const ffnSides = (instance: Instance, accelerators: number): Sides[] => {
  const most = Math.floor(accelerators / acceleratorsOf(instance.layout));
  return Array.from({ length: most }, (_, i) => ({
    replicas: i + 1,
    side: { kind: 'accelerators', instance, count: 1 },
  }));
};

/** SRAM is dealt evenly; a pool that cannot hold the weights is asked for once, so that the answer says what it lacks. */
const sramSides = (
  question: RatioQuestion,
  { instance, pool }: { readonly instance: Instance; readonly pool: Omit<SramPool, 'parts'> },
): Sides[] => {
  const sides: Sides[] = [];
  for (let replicas = 1; replicas <= question.ffnAccelerators; replicas++) {
    const parts = Math.floor(question.ffnAccelerators / replicas);
    const fits = sramFit(instance, { ...pool, parts }, estimatesFor(question)).shortBytes === 0;
    if (!fits && replicas > 1) break;
    sides.push({ replicas, side: { kind: 'sram', instance, pool: { ...pool, parts } } });
    if (!fits) break;
  }
  return sides;
};

const candidateOf = (question: RatioQuestion, { attentions, ffn, replicas }: Shape): RatioCandidate => {
  const { attention, prefill, prefillAccelerators, tpotLimit = Infinity } = question;
  const prefills = Math.floor(prefillAccelerators / acceleratorsOf(prefill.layout)) / replicas;
  const answer = attentionFfnCurveOf({ ...question, attentions, ffn, prefills });
  const ffnAccelerators = ffn.kind === 'sram' ? ffn.pool.parts : acceleratorsOf(ffn.instance.layout) * ffn.count;
  return {
    attentions,
    ffn,
    prefills,
    replicas,
    ratio: (attentions * acceleratorsOf(attention.layout)) / ffnAccelerators,
    answer,
    requestsPerSecond: answer.ok ? replicas * throughputWithin(answer.curve, tpotLimit) : 0,
  };
};

/** Largest load of a curve at which a token takes no longer than `limit` seconds; linear between its rows. */
export const throughputWithin = ({ tpot, throughput }: ServiceCurve, limit: number): number => {
  const last = tpot.findLastIndex((seconds) => seconds <= limit);
  if (last < 0) return 0;
  const here = throughput[last] ?? 0;
  const [from, to] = [tpot[last] ?? 0, tpot[last + 1] ?? Infinity];
  return Number.isFinite(to) && to > from
    ? here + ((limit - from) / (to - from)) * ((throughput[last + 1] ?? here) - here)
    : here;
};

/** Sequences of every attention instance are given, the FFN side is one instance: the rA–1F setting of the literature. */
export interface FixedBatch {
  readonly sides: Omit<SplitSides, 'attentions'>;
  readonly sequencesPerAttention: number;
  readonly context: number;
  readonly microBatches: number | 'auto';
  readonly largest: number;
}

export interface FixedBatchRatio {
  readonly ratio: number;
  /** Tokens per second and accelerator. */
  readonly tokensPerSecond: number;
  readonly bound: 'attention' | 'ffn' | 'link' | 'micro-batches';
}

/** The number of attention instances per FFN side with the most tokens per second and accelerator. Eq. S6 */
export const ratioAtFixedBatch = (question: FixedBatch): FixedBatchRatio => {
  const { sides, sequencesPerAttention, context, microBatches, largest } = question;
  const { attention, ffn } = sides;
  const each = acceleratorsOf(attention.layout);
  const shared = ffn.kind === 'sram' ? ffn.pool.parts : ffn.count * acceleratorsOf(ffn.instance.layout);
  let best: FixedBatchRatio = { ratio: 0, tokensPerSecond: 0, bound: 'attention' };
  for (let ratio = 1; ratio <= largest; ratio++) {
    const sequences = ratio * sequencesPerAttention;
    const step = splitStep({ ...sides, attentions: ratio }, sequences, context, microBatches);
    const passes = crossingsOf(attention.model) * step.microBatches;
    const cycle = cycleOf(step.times, step.microBatches);
    // In a steady stream of steps the cycle alone counts; filling and draining the pipeline does not repeat.
    const tokensPerSecond = sequences / (passes * cycle.seconds) / (ratio * each + shared);
    if (tokensPerSecond > best.tokensPerSecond) best = { ratio, tokensPerSecond, bound: cycle.bound };
  }
  return best;
};
