/**
 * The few ways worth trying to divide a pair of racks into attention, FFN and prefill [S6, X1], and each as a question once formats and
 * techniques are chosen. Attention ranks of equal tensor parallelism serve alike however they are grouped, so an instance is one such group.
 */
import { instanceOf, type Instance } from '../performance/instance.ts';
import { acceleratorsOf, layoutKey, type Layout } from '../performance/layout.ts';
import { estimatesOf } from '../performance/split-step-estimates.ts';
import { sramFit } from '../performance/split-step-sram.ts';
import type { AttentionFfnQuestion } from '../serving/attention-ffn-question.ts';
import type { FfnSide } from '../serving/attention-ffn-step.ts';
import type { KvLink } from '../serving/disaggregated-curve.ts';
import { prefillCounts, SRAM_LAYOUT, sramSideOf, widestFfnLayout } from './attention-ffn-sides.ts';
import type { FrontierQuestion } from './frontier-types.ts';
import { layoutReason } from './layouts.ts';
import type { PrefillSide } from './step-tables.ts';

/** Tensor parallelism of attention instances: what serves most and what is fastest for one user first. */
const ATTENTION_TP: readonly number[] = [1, 8, 2, 4];
/** Of the numbers of prefill instances on shared racks, the middle one first. */
const TURNS: readonly number[] = [1, 0, 2];
/** Parts of the FFN racks that are used where they are no SRAM pool. */
const FFN_PARTS: readonly number[] = [1, 1 / 2, 1 / 4];

/** Racks by their index in the question. */
export interface SplitRacks {
  readonly attention: number;
  readonly ffn: number;
  /** Where prompts are prefilled, and the way of their KV; the attention rack itself among them. */
  readonly prefills: readonly { readonly rack: number; readonly link: KvLink }[];
}

export interface SplitShape {
  /** Of one attention instance. */
  readonly layout: Layout;
  readonly prefill: SplitRacks['prefills'][number];
  /** Which of the numbers of prefill instances. */
  readonly turn: number;
  readonly ffnAccelerators: number;
}

/** One choice of each lever, by index; micro-batches as asked. */
export interface SplitChoice {
  readonly precision: number;
  readonly technique: number;
  readonly microBatches: number | 'auto';
}

/** Those most unlike each other first. */
export const shapesOf = (question: FrontierQuestion, racks: SplitRacks): SplitShape[] => {
  const { attention, ffn, prefills } = racks;
  const layouts = attentionLayouts(question, attention);
  const sizes = ffnSizes(question, ffn);
  const ranked = layouts.flatMap((layout, own) =>
    prefills.flatMap((prefill) =>
      (prefill.rack === attention ? TURNS : [0]).flatMap((turn, share) =>
        sizes.map((ffnAccelerators, size) => ({
          shape: { layout, prefill, turn, ffnAccelerators },
          rank: own + share + size,
        })),
      ),
    ),
  );
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ shape }) => shape);
};

const attentionLayouts = ({ model, racks, choices }: FrontierQuestion, index: number): Layout[] => {
  const rack = racks[index];
  if (!rack) return [];
  const asked: readonly Layout[] =
    choices.layouts === 'auto'
      ? ATTENTION_TP.map((tp) => ({ tp, pp: 1, attnDp: 1, moeTp: tp, ep: 1 }))
      : choices.layouts.filter(({ pp }) => pp === 1);
  const together = rack.largestGroup ?? rack.accelerators;
  return asked.filter((layout) => layoutReason(model, rack.device, layout, together) === null);
};

/** Accelerators of the FFN side: all, and where it can do with less, less. */
const ffnSizes = ({ model, racks, engine, calibration, choices }: FrontierQuestion, index: number): number[] => {
  const rack = racks[index];
  const [format] = choices.precisions;
  if (!rack || !format) return [];
  const { accelerators, sram, device } = rack;
  if (!sram) return [...new Set(FFN_PARTS.map((part) => Math.floor(part * accelerators)))].filter((size) => size > 0);
  const instance = instanceOf(model, device, SRAM_LAYOUT, format.precision, engine, calibration);
  const pool = { parts: accelerators, perRack: sram.perRack, staging: sram.staging };
  const { racksNeeded } = sramFit(instance, pool, choices.splitEstimates ?? estimatesOf('base'));
  const fewest = racksNeeded * sram.perRack;
  return fewest < accelerators ? [accelerators, fewest] : [accelerators];
};

interface SplitMaker {
  /** The engine that prefills with the fewest accelerator-seconds; null where none fits. */
  readonly prefillOf: (shape: SplitShape, choice: SplitChoice) => PrefillSide | null;
  /** Null where the racks are too small for the shape. */
  readonly questionOf: (
    shape: SplitShape,
    choice: SplitChoice,
    side: PrefillSide,
  ) => (AttentionFfnQuestion & { readonly microBatches: number | 'auto' }) | null;
}

/** Questions over one pair of racks; instances are made once. `sidesFor` lists engines that prefill on a rack. */
export const splitMaker = (
  question: FrontierQuestion,
  { attention, ffn }: Pick<SplitRacks, 'attention' | 'ffn'>,
  sidesFor: (rack: number, precision: number, technique: number) => readonly PrefillSide[],
): SplitMaker => {
  const { model, racks, engine, calibration, choices, mix } = question;
  const known = new Map<string, Instance>();
  const instanceWith = (index: number, layout: Layout, { precision, technique }: SplitChoice): Instance => {
    const key = `${index}/${layoutKey(layout)}/${precision}/${technique}`;
    const before = known.get(key);
    if (before) return before;
    const device = racks[index]?.device;
    const format = choices.precisions[precision]?.precision;
    const lever = choices.techniques[technique];
    if (!device || !format || !lever) throw new Error(`no choice ${key}`);
    const { speculation } = lever.techniques;
    const tokensPerStep = lever.tokensPerStepApart;
    const techniques = { ...lever.techniques, speculation: speculation && { ...speculation, tokensPerStep } };
    const made = instanceOf(model, device, layout, format, engine, calibration, techniques);
    known.set(key, made);
    return made;
  };
  const sideOf = (accelerators: number, choice: SplitChoice): FfnSide | null => {
    const rack = racks[ffn];
    if (!rack) return null;
    const { sram, device, largestGroup = accelerators } = rack;
    if (sram) return sramSideOf(instanceWith(ffn, SRAM_LAYOUT, choice), accelerators, sram.perRack, sram.staging);
    const widest = widestFfnLayout(model, device, Math.min(accelerators, largestGroup));
    if (!widest) return null;
    const count = Math.floor(accelerators / acceleratorsOf(widest));
    return { kind: 'accelerators', instance: instanceWith(ffn, widest, choice), count };
  };
  return {
    prefillOf: ({ prefill }, { precision, technique }) => {
      const available = racks[prefill.rack]?.accelerators ?? 0;
      const all = sidesFor(prefill.rack, precision, technique).filter(({ accelerators }) => accelerators <= available);
      if (prefill.rack !== attention) return cheapest(all);
      // Engines small enough that an eighth of the racks is one; at most half of them prefill.
      return cheapest(fitting(all, available / 8)) ?? cheapest(fitting(all, available / 2));
    },
    questionOf: ({ layout, prefill, turn, ffnAccelerators }, choice, side) => {
      const shared = prefill.rack === attention;
      const all = Math.floor((racks[prefill.rack]?.accelerators ?? 0) / side.accelerators);
      const prefills = prefillCounts(all, shared)[turn];
      const used = shared ? (prefills ?? 0) * side.accelerators : 0;
      const attentions = Math.floor(((racks[attention]?.accelerators ?? 0) - used) / acceleratorsOf(layout));
      const ffnSide = sideOf(ffnAccelerators, choice);
      if (prefills === undefined || attentions < 1 || !ffnSide) return null;
      const { prefillBudgetTokens, maxBatch, splitEstimates } = choices;
      return {
        attention: instanceWith(attention, layout, choice),
        attentions,
        ffn: ffnSide,
        link: 'network',
        ...(splitEstimates ? { estimates: splitEstimates } : {}),
        prefill: instanceWith(prefill.rack, side.instance.layout, choice),
        prefills,
        kvLink: prefill.link,
        mix,
        terms: { prefillBudgetTokens, maxBatch },
        microBatches: choice.microBatches,
      };
    },
  };
};

const fitting = (sides: readonly PrefillSide[], most: number): PrefillSide[] =>
  sides.filter(({ accelerators }) => accelerators <= most);

const cheapest = (sides: readonly PrefillSide[]): PrefillSide | null => {
  const price = ({ occupancy, accelerators }: PrefillSide): number => occupancy * accelerators;
  return sides.reduce<PrefillSide | null>(
    (best, side) => (best === null || price(side) < price(best) ? side : best),
    null,
  );
};
