/**
 * What the rack groups of one system can serve of a pool's requests: their layout (fixed, searched, or the one used before), the service curve
 * of an instance, and the largest load inside the SLA.
 */
import type { Issue } from '../issues/issue.ts';
import type { Instance } from '../performance/instance.ts';
import { acceleratorsOf, layoutKey, layoutWords, type Layout } from '../performance/layout.ts';
import { kvRoomPerRank } from '../performance/memory.ts';
import { layoutReason } from '../search/layouts.ts';
import { bestLayout, searchLayouts, type SearchAnswer } from '../search/search.ts';
import { offlineCapacityOf, slaCapacityOf, type ClassTargets, type InstanceGroup } from '../serving/open-load.ts';
import { saturationOf, serviceCurveOf, type ServiceCurve } from '../serving/service-curve.ts';
import {
  instanceWith,
  issueOf,
  ofAllCopies,
  reachOf,
  reasonWords,
  searchKey,
  termsOf,
  widestOf,
  type CapacityQuestion,
  type UnitCapacity,
} from './capacity-question.ts';
import { remember, type EvaluationMemo } from './memo.ts';
import { instancesIn } from './pool.ts';
import { attentionFfnCapacityOf } from './unit-attention-ffn.ts';
import { disaggregatedCapacityOf } from './unit-disaggregated.ts';

/** A layout that fits, with how fast an instance of it serves. */
export interface InstanceCurve {
  readonly instance: Instance;
  readonly curve: ServiceCurve;
}

/** Of all copies of the unit; null with an issue when nothing of the model runs on it. */
export const unitCapacityOf = (
  question: CapacityQuestion,
  memo: EvaluationMemo,
  layouts: 'search' | 'reuse',
  issues: Issue[],
): UnitCapacity | null => {
  const one = oneCopyOf(question, memo, layouts, issues);
  return one && ofAllCopies(one, question.unit.copies);
};

const oneCopyOf = (
  question: CapacityQuestion,
  memo: EvaluationMemo,
  layouts: 'search' | 'reuse',
  issues: Issue[],
): UnitCapacity | null => {
  const { pool, unit } = question;
  if (unit.mode !== 'aggregated') return apartCapacityOf(question, memo, issues);
  const { layout } = pool.deployment.serving;
  if (layout !== 'auto') {
    const reason = layoutReason(pool.model, unit.device, layout, widestOf(unit.groups));
    if (reason) {
      issues.push(issueOf(question, 'layout-invalid', { layout: layoutWords(layout), reason: reasonWords(reason) }));
      return null;
    }
    return (
      capacityWith(question, memo, layout, 'fixed', 1) ?? doesNotFit(question, issues, shortfallOf(question, layout))
    );
  }
  const lastKey = `${pool.deployment.id}/${unit.system.id}`;
  const known = memo.searches.get(searchKey(question));
  const last = memo.lastLayouts.get(lastKey);
  if (
    !known &&
    layouts === 'reuse' &&
    last &&
    layoutReason(pool.model, unit.device, last, widestOf(unit.groups)) === null
  ) {
    const previous = capacityWith(question, memo, last, 'previous', 0);
    if (previous) return previous;
  }
  const search = known ?? remember(memo.searches, searchKey(question), () => searchOf(question));
  const best = bestLayout(
    search,
    (size) => instancesIn(unit.groups, size),
    ({ layout: tried, curve, engine }, instances) =>
      remember(memo.capacities, `${searchKey(question)}|${layoutKey(tried)}|${instances}`, () =>
        capacitiesOf({ curve, instances, engine }, question.targets),
      ).slaCapacity,
  );
  if (!best) return doesNotFit(question, issues, search.leastShortfallBytes);
  memo.lastLayouts.set(lastKey, best.layout);
  return capacityWith(question, memo, best.layout, 'searched', search.tried.length + search.tooSmall);
};

/** Prefill, or the FFN, on instances of their own; null with an issue that says why not. */
const apartCapacityOf = (question: CapacityQuestion, memo: EvaluationMemo, issues: Issue[]): UnitCapacity | null => {
  const { unit } = question;
  const answer = remember(memo.apart, `${question.key}|${JSON.stringify(question.mix)}`, () =>
    unit.prefill === null
      ? 'nothing prefills'
      : unit.ffn === null
        ? disaggregatedCapacityOf(question, unit.prefill)
        : attentionFfnCapacityOf(question, unit.prefill, unit.ffn),
  );
  if (typeof answer !== 'string') return answer;
  const what = unit.mode === 'disaggregated' ? 'prefill apart from decode' : 'attention apart from FFN';
  issues.push(issueOf(question, 'serving-refused', { what, reason: answer }));
  return null;
};

const searchOf = (question: CapacityQuestion): SearchAnswer => {
  const { pool, unit, searchMix, targets } = question;
  return searchLayouts({
    model: pool.model,
    device: unit.device,
    instanceWith: (layout) => instanceWith(question, layout),
    prefillBudgetTokens: pool.deployment.serving.prefillBudgetTokens,
    termsFor: (instance) => termsOf(question, question.searchSessions, instance),
    mix: searchMix,
    targets,
    available: reachOf(unit.device),
  });
};

const capacityWith = (
  question: CapacityQuestion,
  memo: EvaluationMemo,
  layout: Layout,
  chosen: UnitCapacity['layoutChosen'],
  tried: number,
): UnitCapacity | null => {
  const { pool, unit, mix, targets, key } = question;
  const instances = instancesIn(unit.groups, acceleratorsOf(layout));
  if (instances === 0) return null;
  const curveKey = `${key}|${JSON.stringify(mix)}|${layoutKey(layout)}`;
  const served = remember(memo.curves, curveKey, () => curveWith(question, layout));
  if (served === null) return null;
  const { instance, curve } = served;
  const group: InstanceGroup = { curve, instances, engine: pool.engine };
  const capacities = remember(memo.capacities, `${curveKey}|${instances}`, () => capacitiesOf(group, targets));
  return {
    layoutChosen: chosen,
    layoutsTried: tried,
    instance,
    instances,
    prefill: null,
    ffn: null,
    group,
    ...capacities,
  };
};

interface Capacities {
  readonly slaCapacity: number;
  readonly saturation: number;
}

const capacitiesOf = (group: InstanceGroup, targets: readonly ClassTargets[]): Capacities => ({
  slaCapacity: targets.length > 0 ? slaCapacityOf(group, targets) : offlineCapacityOf(group),
  saturation: saturationOf(group.curve) * group.instances,
});

const curveWith = (question: CapacityQuestion, layout: Layout): InstanceCurve | null => {
  const instance = instanceWith(question, layout);
  const curve = serviceCurveOf(instance, question.mix, termsOf(question, question.sessions, instance));
  return curve && { instance, curve };
};

const shortfallOf = (question: CapacityQuestion, layout: Layout): number => {
  const instance = instanceWith(question, layout);
  return Math.max(0, -kvRoomPerRank(instance, question.pool.deployment.serving.prefillBudgetTokens).room);
};

/** Says by how much, and offers the way out that frees most: half the bytes per weight, else another system. */
const doesNotFit = (question: CapacityQuestion, issues: Issue[], shortBytes: number | null): null => {
  const { pool, unit } = question;
  const roomBytes = unit.device.capacity;
  const wide = pool.precision.weights.mixer === 'bf16' || pool.precision.weights.routedExperts === 'bf16';
  const issue = issueOf(question, 'model-does-not-fit', {
    model: pool.model.name,
    system: unit.system.name,
    neededBytes: roomBytes + (shortBytes ?? 0),
    roomBytes,
    shortBytes: shortBytes ?? 0,
  });
  issues.push(
    wide
      ? { ...issue, mend: { action: 'use-weights', args: { deploymentId: pool.deployment.id, weights: 'fp8' } } }
      : issue,
  );
  return null;
};
