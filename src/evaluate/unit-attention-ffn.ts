/** Capacity of a unit whose attention and FFN stand on racks of their own: layouts, numbers and prefill beside them [S6, X1]. */
import type { Instance } from '../performance/instance.ts';
import { instanceOf } from '../performance/instance.ts';
import { acceleratorsOf, type Layout } from '../performance/layout.ts';
import {
  prefillCounts,
  splitRefusalWords,
  SRAM_LAYOUT,
  sramSideOf,
  stagingOf,
  widestFfnLayout,
} from '../search/attention-ffn-sides.ts';
import { layoutsOf, layoutReason } from '../search/layouts.ts';
import { attentionFfnCurveOf, type AttentionFfnAnswer } from '../serving/attention-ffn-curve.ts';
import type { AttentionFfnRefusal } from '../serving/attention-ffn-refusal.ts';
import type { FfnSide } from '../serving/attention-ffn-step.ts';
import { prefillOnly } from '../serving/disaggregated-curve.ts';
import { offlineCapacityOf, slaCapacityOf } from '../serving/open-load.ts';
import { batchCapOf, saturationOf } from '../serving/service-curve.ts';
import {
  reachOf,
  reasonWords,
  termsOf,
  totalOf,
  widestOf,
  type CapacityQuestion,
  type UnitCapacity,
} from './capacity-question.ts';
import { instancesBeside, instancesIn, type CellPart, type PrefillPart } from './pool.ts';

/** A reason in words where the parts cannot serve together. */
export const attentionFfnCapacityOf = (
  question: CapacityQuestion,
  prefill: PrefillPart,
  ffn: CellPart,
): UnitCapacity | string => {
  const { serving } = question.pool.deployment;
  if (serving.prefillPerDecode !== undefined)
    return 'prefill has no fixed ratio to attention; remove prefill per decode';
  const layouts = attentionLayouts(question);
  if (typeof layouts === 'string') return `attention: ${layouts}`;
  const first = prefillInstance(question, prefill);
  if (typeof first === 'string') return `prefill: ${first}`;
  let best: UnitCapacity | null = null;
  let tried = 0;
  let refusal: AttentionFfnRefusal | null = null;
  for (const layout of layouts) {
    for (const prefills of prefillCounts(allPrefills(prefill, first), prefill.shared)) {
      const attentions = attentionsBeside(question, prefill, prefills, first, layout);
      if (attentions < 1) continue;
      const side = ffnSideOf(question, ffn, attentions);
      if (typeof side === 'string') return side;
      tried += 1;
      const attention = instanceWith(question, question.unit, layout);
      const answer = attentionFfnCurveOf({
        attention,
        attentions,
        ffn: side,
        link: 'network',
        prefill: first,
        prefills,
        kvLink: prefill.link,
        mix: question.mix,
        terms: termsOf(question, question.sessions, first, prefills),
        microBatches: serving.microBatches,
      });
      if (!answer.ok) refusal = nearer(refusal, answer);
      else {
        const capacity = capacityOf(question, answer, attention, attentions, first, prefills, side);
        if (best === null || rank(capacity) > rank(best)) best = capacity;
      }
    }
  }
  if (best) return { ...best, layoutsTried: tried };
  return refusal
    ? splitRefusalWords(refusal, ffn.system.name)
    : 'the group has too few accelerators for attention and prefill side by side';
};

/** What a plan is chosen by: load inside the targets, else what it survives. */
const rank = ({ slaCapacity, saturation }: UnitCapacity): number => (slaCapacity > 0 ? 1e9 + slaCapacity : saturation);

const nearer = (known: AttentionFfnRefusal | null, one: AttentionFfnRefusal): AttentionFfnRefusal =>
  known === null || (one.shortBytes > 0 && one.shortBytes < known.shortBytes) ? one : known;

const instanceWith = ({ pool, calibration }: CapacityQuestion, part: CellPart, layout: Layout): Instance =>
  instanceOf(pool.model, part.device, layout, pool.precision, pool.engine, calibration, pool.techniques);

/** Attention alone is lightest spread wide: the three largest groups of ranks that share one engine. */
const attentionLayouts = ({ pool, unit }: CapacityQuestion): Layout[] | string => {
  const { layout } = pool.deployment.serving;
  const widest = widestOf(unit.groups);
  if (layout !== 'auto') {
    const reason = layoutReason(pool.model, unit.device, layout, widest);
    return reason ? reasonWords(reason) : [layout];
  }
  const all = layoutsOf(pool.model, unit.device, Math.min(widest, reachOf(unit.device))).filter(
    ({ pp, tp, attnDp, ep }) => pp === 1 && (attnDp === 1 || tp === 1 || ep === 1),
  );
  const spread = all.filter(({ attnDp }) => attnDp > 1);
  return (spread.length > 0 ? spread : all).toSorted((a, b) => acceleratorsOf(b) - acceleratorsOf(a)).slice(0, 3);
};

/** The layout that prefills with the fewest accelerator-seconds. */
const prefillInstance = (question: CapacityQuestion, part: PrefillPart): Instance | string => {
  const { pool, mix } = question;
  const { prefillLayout, prefillBudgetTokens } = pool.deployment.serving;
  const available = widestOf(part.groups);
  if (prefillLayout !== 'auto') {
    const reason = layoutReason(pool.model, part.device, prefillLayout, available);
    return reason ? reasonWords(reason) : instanceWith(question, part, prefillLayout);
  }
  let best: { instance: Instance; price: number } | null = null;
  for (const layout of layoutsOf(pool.model, part.device, Math.min(available, reachOf(part.device)))) {
    const instance = instanceWith(question, part, layout);
    if (batchCapOf(instance, { ...mix, outputTokens: 1 }, { prefillBudgetTokens, maxBatch: 'auto' }) === null) continue;
    const price = prefillOnly(instance, mix, prefillBudgetTokens).occupancy * acceleratorsOf(layout);
    if (best === null || price < best.price) best = { instance, price };
  }
  return best?.instance ?? 'the model does not fit on any layout of it';
};

const allPrefills = (prefill: PrefillPart, { layout }: Instance): number =>
  instancesIn(prefill.groups, acceleratorsOf(layout));

const attentionsBeside = (
  { unit }: CapacityQuestion,
  prefill: PrefillPart,
  prefills: number,
  first: Instance,
  layout: Layout,
): number =>
  prefill.shared
    ? instancesBeside(unit.groups, acceleratorsOf(layout), prefills, acceleratorsOf(first.layout))
    : instancesIn(unit.groups, acceleratorsOf(layout));

/** All FFN accelerators as one SRAM pool, or as instances that each hold every FFN. */
const ffnSideOf = (question: CapacityQuestion, ffn: CellPart, attentions: number): FfnSide | string => {
  const { pool } = question;
  const { attentionPerFfn } = pool.deployment.serving;
  const accelerators = totalOf(ffn.groups);
  const kind = ffn.groups[0]?.accelerator.kind;
  if (kind === 'lpu') {
    if (attentionPerFfn !== undefined && Math.abs(attentions / attentionPerFfn - 1) > 0.01)
      return `one FFN pool serves ${attentions} attention instances; ${attentionPerFfn} for each was asked for`;
    return sramSideOf(
      instanceWith(question, ffn, SRAM_LAYOUT),
      accelerators,
      ffn.system.accelerators,
      stagingOf(pool.memoryTiers),
    );
  }
  const count = attentionPerFfn === undefined ? 1 : Math.max(1, Math.round(attentions / attentionPerFfn));
  const size = Math.floor(accelerators / count);
  const widest = widestFfnLayout(pool.model, ffn.device, size);
  if (!widest) return `FFN: no layout of ${size} accelerators holds the experts`;
  return {
    kind: 'accelerators',
    instance: instanceWith(question, ffn, widest),
    count: attentionPerFfn === undefined ? Math.floor(accelerators / acceleratorsOf(widest)) : count,
  };
};

const capacityOf = (
  { targets }: CapacityQuestion,
  { curve, detail }: Extract<AttentionFfnAnswer, { ok: true }>,
  attention: Instance,
  attentions: number,
  prefill: Instance,
  prefills: number,
  ffn: FfnSide,
): UnitCapacity => {
  const group = { curve, instances: 1, engine: attention.engine };
  return {
    layoutChosen: 'searched',
    layoutsTried: 1,
    instance: attention,
    instances: attentions,
    prefill: { instance: prefill, instances: prefills },
    ffn: { instance: ffn.instance, instances: ffn.kind === 'sram' ? ffn.pool.parts : ffn.count, side: ffn, detail },
    group,
    slaCapacity: targets.length > 0 ? slaCapacityOf(group, targets) : offlineCapacityOf(group),
    saturation: saturationOf(curve),
  };
};
