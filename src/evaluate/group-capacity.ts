/**
 * What one rack group can serve of a pool's requests: its layout (fixed, searched, or the one used before), the service curve
 * of an instance, and the largest load inside the SLA.
 */
import type { Calibration } from '../calibration/calibration.ts';
import type { Issue } from '../issues/issue.ts';
import { instanceOf, type Instance } from '../performance/instance.ts';
import { acceleratorsOf, layoutKey, type Layout } from '../performance/layout.ts';
import { kvRoomPerRank } from '../performance/memory.ts';
import { layoutReason, type LayoutReason } from '../search/layouts.ts';
import { bestLayout, searchLayouts, type SearchAnswer } from '../search/search.ts';
import { offlineCapacityOf, slaCapacityOf, type ClassTargets, type InstanceGroup } from '../serving/open-load.ts';
import type { RequestMix } from '../serving/requests.ts';
import { saturationOf, serviceCurveOf } from '../serving/service-curve.ts';
import { remember, type EvaluationMemo } from './memo.ts';
import type { PoolGroup, PoolInput } from './pool-input.ts';

export interface GroupCapacity {
  readonly layoutChosen: 'fixed' | 'searched' | 'previous';
  readonly layoutsTried: number;
  readonly instance: Instance;
  readonly group: InstanceGroup;
  /** Requests of the mix per second over the whole group. */
  readonly slaCapacity: number;
  readonly saturation: number;
}

export interface CapacityQuestion {
  readonly pool: PoolInput;
  readonly group: PoolGroup;
  /** The mix served, and the same with its shares rounded: a small change of demand must not start a search. */
  readonly mix: RequestMix;
  readonly searchMix: RequestMix;
  readonly targets: readonly ClassTargets[];
  readonly calibration: Calibration;
  /** Everything besides layout and mix that the answer depends on, as a key. */
  readonly key: string;
}

const REASONS: Readonly<Record<LayoutReason, string>> = {
  'tp-leaves-domain': 'tensor parallelism leaves the scale-up domain',
  'heads-not-divisible': 'the attention heads do not divide over the tensor-parallel ranks',
  'more-ranks-than-experts': 'there are more expert ranks than experts',
  'shape-mismatch': 'MoE ranks (moeTp × ep) must equal attention ranks (tp × attnDp), and attention-DP needs experts',
  'not-enough-accelerators': 'an instance needs more accelerators than the group has',
  'no-scale-out': 'the instance leaves the scale-up domain and no network card is published',
};

/** Widest search: whole domains of small systems may be joined by their network cards. */
const reach = (group: PoolGroup): number => (group.device.domain <= 16 ? 8 * group.device.domain : group.device.domain);

/** Null with an issue when nothing of the model runs on the group. */
export const groupCapacityOf = (
  question: CapacityQuestion,
  memo: EvaluationMemo,
  layouts: 'search' | 'reuse',
  issues: Issue[],
): GroupCapacity | null => {
  const { pool, group } = question;
  const { layout } = pool.deployment.serving;
  if (layout !== 'auto') {
    const reason = layoutReason(pool.model, group.device, layout, group.accelerators);
    if (reason) {
      issues.push(issueOf(question, 'layout-invalid', { layout: layoutKey(layout), reason: REASONS[reason] }));
      return null;
    }
    return (
      capacityWith(question, memo, layout, 'fixed', 1) ?? doesNotFit(question, issues, shortfallOf(question, layout))
    );
  }
  const lastKey = `${pool.deployment.id}/${group.system.id}`;
  const known = memo.searches.get(searchKey(question));
  const last = memo.lastLayouts.get(lastKey);
  if (
    !known &&
    layouts === 'reuse' &&
    last &&
    layoutReason(pool.model, group.device, last, group.accelerators) === null
  ) {
    const previous = capacityWith(question, memo, last, 'previous', 0);
    if (previous) return previous;
  }
  const search = known ?? remember(memo.searches, searchKey(question), () => searchOf(question));
  const best = bestLayout(search, group.accelerators);
  if (!best) return doesNotFit(question, issues, search.leastShortfallBytes);
  memo.lastLayouts.set(lastKey, best.layout);
  return capacityWith(question, memo, best.layout, 'searched', search.tried.length + search.tooSmall);
};

const searchKey = ({ key, searchMix }: CapacityQuestion): string => `${key}|${JSON.stringify(searchMix)}`;

const instanceWith = ({ pool, group, calibration }: CapacityQuestion, layout: Layout): Instance =>
  instanceOf(pool.model, group.device, layout, pool.precision, pool.engine, calibration);

const searchOf = (question: CapacityQuestion): SearchAnswer => {
  const { pool, group, searchMix, targets } = question;
  const { prefillBudgetTokens, maxBatch } = pool.deployment.serving;
  return searchLayouts({
    model: pool.model,
    device: group.device,
    instanceWith: (layout) => instanceWith(question, layout),
    prefillBudgetTokens,
    maxBatch,
    mix: searchMix,
    targets,
    available: reach(group),
  });
};

const capacityWith = (
  question: CapacityQuestion,
  memo: EvaluationMemo,
  layout: Layout,
  chosen: GroupCapacity['layoutChosen'],
  tried: number,
): GroupCapacity | null => {
  const { pool, group, mix, targets, key } = question;
  const instances = Math.floor(group.accelerators / acceleratorsOf(layout));
  const { prefillBudgetTokens, maxBatch } = pool.deployment.serving;
  const memoKey = `${key}|${JSON.stringify(mix)}|${layoutKey(layout)}|${instances}`;
  const known = memo.capacities.get(memoKey);
  if (known) return { ...known, layoutChosen: chosen, layoutsTried: tried };
  const instance = instanceWith(question, layout);
  const curve = serviceCurveOf(instance, mix, prefillBudgetTokens, maxBatch);
  if (!curve || instances === 0) return null;
  const served: InstanceGroup = { curve, instances, engine: pool.engine };
  const slaCapacity = targets.length > 0 ? slaCapacityOf(served, targets) : offlineCapacityOf(served);
  return remember(memo.capacities, memoKey, () => ({
    layoutChosen: chosen,
    layoutsTried: tried,
    instance,
    group: served,
    slaCapacity,
    saturation: saturationOf(curve) * instances,
  }));
};

const shortfallOf = (question: CapacityQuestion, layout: Layout): number => {
  const instance = instanceWith(question, layout);
  return Math.max(0, -kvRoomPerRank(instance, question.pool.deployment.serving.prefillBudgetTokens).room);
};

const issueOf = (
  { pool }: CapacityQuestion,
  code: 'layout-invalid' | 'model-does-not-fit',
  facts: Issue['facts'],
): Issue => ({
  code,
  severity: 'refusal',
  path: `deployments/${pool.deployment.id}`,
  facts: { deployment: pool.deployment.name, ...facts },
});

/** Says by how much, and offers the way out that frees most: half the bytes per weight, else another system. */
const doesNotFit = (question: CapacityQuestion, issues: Issue[], shortBytes: number | null): null => {
  const { pool, group } = question;
  const roomBytes = group.device.capacity;
  const wide = pool.precision.weights.mixer === 'bf16' || pool.precision.weights.routedExperts === 'bf16';
  const issue = issueOf(question, 'model-does-not-fit', {
    model: pool.model.name,
    system: group.system.name,
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
