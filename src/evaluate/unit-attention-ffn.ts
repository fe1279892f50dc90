/** Capacity of a unit whose attention and FFN stand on racks of their own: layouts, numbers and prefill beside them [S6, X1]. */
import type { Instance } from '../performance/instance.ts';
import { instanceOf } from '../performance/instance.ts';
import { acceleratorsOf, type Layout } from '../performance/layout.ts';
import { sramInstance, type StagingMemory } from '../performance/split-step-sram.ts';
import { layoutsOf, layoutReason } from '../search/layouts.ts';
import { attentionFfnCurveOf, type AttentionFfnAnswer } from '../serving/attention-ffn-curve.ts';
import type { AttentionFfnReason, AttentionFfnRefusal } from '../serving/attention-ffn-refusal.ts';
import type { FfnSide } from '../serving/attention-ffn-step.ts';
import { prefillOnly } from '../serving/disaggregated-curve.ts';
import { offlineCapacityOf, slaCapacityOf } from '../serving/open-load.ts';
import { batchCapOf, saturationOf } from '../serving/service-curve.ts';
import { bytes, text } from '../units/format.ts';
import { quantity } from '../units/quantity.ts';
import {
  reachOf,
  reasonWords,
  termsOf,
  totalOf,
  widestOf,
  type CapacityQuestion,
  type UnitCapacity,
} from './capacity-question.ts';
import type { CellPart, PrefillPart } from './pool.ts';

/** A reason in words where the parts cannot serve together. */
export const attentionFfnCapacityOf = (
  question: CapacityQuestion,
  prefill: PrefillPart,
  ffn: CellPart,
): UnitCapacity | string => {
  const { serving } = question.pool.deployment;
  const layouts = attentionLayouts(question);
  if (typeof layouts === 'string') return `attention: ${layouts}`;
  const first = prefillInstance(question, prefill);
  if (typeof first === 'string') return `prefill: ${first}`;
  let best: UnitCapacity | null = null;
  let tried = 0;
  let refusal: AttentionFfnRefusal | null = null;
  for (const layout of layouts) {
    for (const prefills of prefillCounts(prefill, first)) {
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
  return refusal ? wordsOf(refusal, ffn) : 'the group has too few accelerators for attention and prefill side by side';
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

/** Shares of the attention racks that prefill where no rack does it alone. */
const PREFILL_SHARES = [1 / 8, 1 / 4, 1 / 2];

const prefillCounts = (prefill: PrefillPart, { layout }: Instance): number[] => {
  const all = Math.floor(totalOf(prefill.groups) / acceleratorsOf(layout));
  if (!prefill.shared) return [all];
  return [...new Set(PREFILL_SHARES.map((share) => Math.max(1, Math.round(share * all))))];
};

const attentionsBeside = (
  { unit }: CapacityQuestion,
  prefill: PrefillPart,
  prefills: number,
  first: Instance,
  layout: Layout,
): number => {
  const used = prefill.shared ? prefills * acceleratorsOf(first.layout) : 0;
  return Math.floor((totalOf(unit.groups) - used) / acceleratorsOf(layout));
};

/** All FFN accelerators as one SRAM pool, or as instances that each hold every FFN. */
const ffnSideOf = (question: CapacityQuestion, ffn: CellPart, attentions: number): FfnSide | string => {
  const { pool, calibration } = question;
  const { attentionPerFfn } = pool.deployment.serving;
  const accelerators = totalOf(ffn.groups);
  const kind = ffn.groups[0]?.accelerator.kind;
  if (kind === 'lpu') {
    if (attentionPerFfn !== undefined && Math.abs(attentions / attentionPerFfn - 1) > 0.01)
      return `one FFN pool serves ${attentions} attention instances; ${attentionPerFfn} for each was asked for`;
    const whole: Layout = { tp: 1, pp: 1, attnDp: 1, moeTp: 1, ep: 1 };
    const instance = instanceOf(
      pool.model,
      ffn.device,
      whole,
      pool.precision,
      pool.engine,
      calibration,
      pool.techniques,
    );
    return {
      kind: 'sram',
      instance: sramInstance(instance),
      pool: { parts: accelerators, perRack: ffn.system.accelerators, staging: stagingOf(question, ffn) },
    };
  }
  const count = attentionPerFfn === undefined ? 1 : Math.max(1, Math.round(attentions / attentionPerFfn));
  const size = Math.floor(accelerators / count);
  const layouts = layoutsOf(pool.model, ffn.device, Math.min(size, reachOf(ffn.device))).filter(({ pp }) => pp === 1);
  const widest = layouts.toSorted((a, b) => acceleratorsOf(b) - acceleratorsOf(a) || b.ep - a.ep)[0];
  if (!widest) return `FFN: no layout of ${size} accelerators holds the experts`;
  return {
    kind: 'accelerators',
    instance: instanceWith(question, ffn, widest),
    count: Math.max(count, Math.floor(accelerators / acceleratorsOf(widest))),
  };
};

/** The memory behind the bridges of such racks, where the catalogue has its figures. */
const stagingOf = ({ pool }: CapacityQuestion, ffn: CellPart): StagingMemory | null => {
  const tier = pool.memoryTiers['lpx-fabric-dram'];
  if (!tier?.capacity || !tier.readBandwidth || ffn.system.accelerators === 0) return null;
  return { capacityBytes: tier.capacity, bytesPerSecond: tier.readBandwidth };
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

const REASONS: Readonly<Record<AttentionFfnReason, string>> = {
  'no-ffn': 'the model has no FFN to set apart',
  'pipeline-stages': 'attention apart from FFN knows no pipeline stages',
  'draft-model': 'a draft model has no place where attention and FFN are apart',
  'no-link': 'a side has no published link to the other',
  'leaves-domain': 'the two sides do not fit in one scale-up domain',
  'ffn-memory': 'the FFN side does not hold its weights',
  'attention-memory': 'the attention side does not hold its weights and one sequence',
  'prefill-memory': 'the prefill side does not hold the model and one prompt',
  'no-prefill': 'nothing prefills',
};

const wordsOf = ({ reason, shortBytes }: AttentionFfnRefusal, ffn: CellPart): string => {
  const short = shortBytes > 0 ? `, short by ${text(bytes(quantity<'B'>(shortBytes)))}` : '';
  const where = reason === 'ffn-memory' ? ` (${ffn.system.name})` : '';
  return `${REASONS[reason]}${where}${short}`;
};
