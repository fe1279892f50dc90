/**
 * The part of the frontier search where attention and FFN stand apart [S6, X1]. A curve takes tens of milliseconds, so not all are worked
 * out: first every division of the racks with the first formats and techniques, then the best of those with all others, up to a number.
 */
import { acceleratorsOf } from '../performance/layout.ts';
import { attentionFfnCurveOf } from '../serving/attention-ffn-curve.ts';
import { splitStep } from '../serving/attention-ffn-step.ts';
import type { KvLink } from '../serving/disaggregated-curve.ts';
import { addSplit, ffnAcceleratorsOf, splitConfiguration, type SplitCurve } from './attention-ffn-points.ts';
import { shapesOf, splitMaker, type SplitChoice, type SplitRacks, type SplitShape } from './attention-ffn-shapes.ts';
import { describedAt } from './frontier-best.ts';
import type { Space } from './frontier-space.ts';
import type { FrontierBest, FrontierQuestion, RackChoice } from './frontier-types.ts';
import { kvLinkBetween } from './kv-links.ts';
import type { Refusals } from './refusals.ts';
import { loadOf } from './sla-best.ts';
import { noteNoFfnRack, noteSplitRefusal } from './split-refusals.ts';
import type { PrefillSide } from './step-tables.ts';

/** Curves of one search over all pairs of racks, and the fewest of one pair. */
const CURVES = 24;
const FEWEST_CURVES = 8;
/** Share of them for divisions of the racks with the first formats and techniques. */
const EARLY_SHARE = 3 / 8;

export interface SplitsFound {
  /** One for each set of racks used. */
  readonly best: readonly FrontierBest[];
  readonly tried: number;
  readonly left: number;
}

type SidesFor = (rack: number, precision: number, technique: number) => readonly PrefillSide[];

/** Pairs of racks that are searched; the refusals say where there is none. */
export const splitRacksOf = (question: FrontierQuestion, refusals: Refusals): SplitRacks[] => {
  const { racks, links, choices, ffnPairs = [] } = question;
  if (!choices.modes.includes('attention-ffn')) return [];
  const indexOf = (id: string): number => racks.findIndex(({ rackId }) => rackId === id);
  const pairs = ffnPairs.flatMap(({ attentionRackId, ffnRackId }): SplitRacks[] => {
    const [attention, ffn] = [indexOf(attentionRackId), indexOf(ffnRackId)];
    if (attention < 0 || ffn < 0 || attention === ffn) return [];
    const prefills = links.flatMap(({ prefillRackId, decodeRackId, link }) => {
      const rack = indexOf(prefillRackId);
      const serves = rack >= 0 && rack !== ffn && racks[rack]?.only === undefined;
      return decodeRackId === attentionRackId && serves
        ? [{ rack, link: overAll(racks[attention], link, rack === attention) }]
        : [];
    });
    const label = racks[attention]?.label ?? '';
    if (prefills.length === 0)
      refusals.other(
        'no-kv-link',
        racks[attention] ?? null,
        1,
        `${label}: no link carries KV from prefill to attention`,
      );
    return prefills.length > 0 ? [{ attention, ffn, prefills }] : [];
  });
  if (ffnPairs.length === 0) noteNoFfnRack(refusals, question);
  return pairs;
};

/** All racks of the attention side serve together: KV leaves a domain that does not hold them. */
const overAll = (attention: RackChoice | undefined, link: KvLink, shared: boolean): KvLink =>
  (attention && shared
    ? kvLinkBetween(attention.device, attention.device, true, attention.accelerators, link.latencySeconds)
    : null) ?? link;

/** Yields the share of its work done after every curve. */
export function* searchSplits(
  space: Space,
  refusals: Refusals,
  pairs: readonly SplitRacks[],
  sidesFor: SidesFor,
): Generator<number, SplitsFound> {
  const budget = space.prune ? Math.max(FEWEST_CURVES, Math.floor(CURVES / pairs.length)) : Infinity;
  const best: FrontierBest[] = [];
  let [tried, left] = [0, 0];
  for (const [index, racks] of pairs.entries()) {
    const pair = pairSearch(space, refusals, racks, sidesFor);
    for (const share of pair.run(budget)) yield (index + share) / pairs.length;
    best.push(...pair.best());
    tried += pair.curves.length;
    left += pair.left();
  }
  return { best, tried, left };
}

/** A curve with what its division of the racks is judged by. */
interface Judged {
  readonly split: SplitCurve;
  /** Requests per second inside the SLA. */
  readonly load: number;
  /** Good for the user and for the hardware at once. */
  readonly promise: number;
}

const pairSearch = (space: Space, refusals: Refusals, racks: SplitRacks, sidesFor: SidesFor) => {
  const { question } = space;
  const maker = splitMaker(question, racks, sidesFor);
  const shapes = shapesOf(question, racks);
  const choices = choicesOf(question, racks, refusals);
  const curves: Judged[] = [];
  const asked = new Set<string>();
  let waiting = shapes.length * choices.length;
  /** Whether a curve was worked out. */
  const attempt = (shape: SplitShape, choice: SplitChoice): boolean => {
    waiting -= 1;
    const side = maker.prefillOf(shape, choice);
    const split = side && maker.questionOf(shape, choice, side);
    if (!split) return false;
    const { attentions, prefills } = split;
    const key = JSON.stringify([
      shape.layout,
      shape.prefill.rack,
      choice,
      attentions,
      prefills,
      ffnAcceleratorsOf(split),
    ]);
    if (asked.has(key)) return false;
    asked.add(key);
    const answer = attentionFfnCurveOf(split);
    if (!answer.ok) {
      const [attention, ffn, prefill] = [racks.attention, racks.ffn, shape.prefill.rack].map(
        (at) => question.racks[at],
      );
      const format = question.choices.precisions[choice.precision]?.label ?? '';
      if (attention && ffn && prefill)
        noteSplitRefusal(refusals, { attention, ffn, prefill, format, question: split }, answer);
      return false;
    }
    const found: SplitCurve = { racks, shape, choice, question: split, curve: answer.curve };
    if (!curves.some(({ split: other }) => sameButFor(other, found))) addSplit(space, found);
    curves.push({ split: found, load: loadOf(space, answer.curve, 1), promise: promiseOf(found) });
    return true;
  };
  return {
    curves,
    left: () => waiting,
    *run(budget: number): Generator<number> {
      const [first, ...others] = choices;
      if (!first) return;
      const most = Math.min(budget, shapes.length * choices.length);
      const early = others.length > 0 ? Math.ceil(EARLY_SHARE * most) : most;
      for (const shape of shapes) {
        if (curves.length >= (budget === Infinity ? Infinity : early)) break;
        if (attempt(shape, first)) yield curves.length / most;
      }
      // Shapes that the first formats do not fit may fit others.
      for (const shape of new Set([...byMerit(curves), ...shapes])) {
        for (const choice of others) {
          if (curves.length >= budget) return;
          if (attempt(shape, choice)) yield curves.length / most;
        }
      }
    },
    best: () => bestOf(space, curves),
  };
};

/** Formats and techniques that the racks can have, those of the question's first choices first. */
const choicesOf = (question: FrontierQuestion, { attention, ffn }: SplitRacks, refusals: Refusals): SplitChoice[] => {
  const { model, racks, choices } = question;
  const [attending, feeding] = [racks[attention], racks[ffn]];
  if (!attending || !feeding) return [];
  const techniques = [...choices.techniques.entries()].filter(
    ([, { techniques: one }]) => one.speculation?.method !== 'mtp' || model.mtpLayers > 0,
  );
  return choices.precisions.flatMap(({ refusedOn = {} }, precision) => {
    // SRAM parts hold FFNs in a format of their own.
    const feeds = feeding.sram ? undefined : refusedOn[feeding.rackId];
    if (feeds !== undefined && feeding.only) refusals.other('format-not-supported', feeding, techniques.length, feeds);
    if (feeds !== undefined || refusedOn[attending.rackId] !== undefined) return [];
    return techniques.flatMap(([technique]) =>
      (choices.microBatches ?? ['auto']).map((microBatches) => ({ precision, technique, microBatches })),
    );
  });
};

/** Whether two curves differ only in the micro-batches asked for, and not in what comes of them. */
const sameButFor = (one: SplitCurve, other: SplitCurve): boolean =>
  one.shape === other.shape &&
  one.choice.precision === other.choice.precision &&
  one.choice.technique === other.choice.technique &&
  one.curve.tpot.length === other.curve.tpot.length &&
  one.curve.tpot.every((seconds, row) => seconds === other.curve.tpot[row]);

const promiseOf = ({ question, curve }: SplitCurve): number => {
  const { attention, attentions, prefill, prefills } = question;
  const accelerators =
    attentions * acceleratorsOf(attention.layout) +
    prefills * acceleratorsOf(prefill.layout) +
    ffnAcceleratorsOf(question);
  return curve.throughput.reduce(
    (most, served, row) => Math.max(most, served / (accelerators * (curve.tpot[row] ?? Infinity) ** 2)),
    0,
  );
};

/** Divisions of the racks: what serves most inside the SLA, what is fastest for one user, then by promise. */
const byMerit = (curves: readonly Judged[]): SplitShape[] => {
  const fastest = ({ split }: Judged): number => split.curve.tpot[0] ?? Infinity;
  const ends = [curves.toSorted((a, b) => b.load - a.load), curves.toSorted((a, b) => fastest(a) - fastest(b))];
  const rest = curves.toSorted((a, b) => b.promise - a.promise);
  return [...new Set([...ends.flatMap((sorted) => sorted.slice(0, 1)), ...rest].map(({ split }) => split.shape))];
};

/** What serves most inside the SLA for each rack that prefills. */
const bestOf = (space: Space, curves: readonly Judged[]): FrontierBest[] => {
  const winners = new Map<number, Judged>();
  for (const one of curves) {
    const { rack } = one.split.shape.prefill;
    if (one.load > (winners.get(rack)?.load ?? 0)) winners.set(rack, one);
  }
  return [...winners.values()].map(({ split, load }) => {
    const described = describedAt(space, splitConfiguration(space.question, split), split.curve, 1, load);
    return { ...described, split: paceAt(split, described.inFlight) };
  });
};

const paceAt = ({ question }: SplitCurve, inFlight: number): FrontierBest['split'] => {
  const { inputTokens, outputTokens } = question.mix;
  const step = splitStep(question, Math.max(1, inFlight), inputTokens + outputTokens / 2, question.microBatches);
  return { microBatches: step.microBatches, bound: step.cycle.bound };
};
