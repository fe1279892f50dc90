/**
 * What the rack groups of one system can serve of a pool's requests: their layout (fixed, searched, or the one used before), the service curve
 * of an instance, and the largest load inside the SLA.
 */
import type { Calibration } from '../calibration/calibration.ts';
import type { Issue } from '../issues/issue.ts';
import { instanceOf, type Instance } from '../performance/instance.ts';
import { acceleratorsOf, layoutKey, layoutWords, type Layout } from '../performance/layout.ts';
import { kvRoomPerRank } from '../performance/memory.ts';
import { layoutReason, type LayoutReason } from '../search/layouts.ts';
import { bestLayout, searchLayouts, type SearchAnswer } from '../search/search.ts';
import { offlineCapacityOf, slaCapacityOf, type ClassTargets, type InstanceGroup } from '../serving/open-load.ts';
import type { RequestMix } from '../serving/requests.ts';
import { saturationOf, serviceCurveOf, type ServiceCurve } from '../serving/service-curve.ts';
import { remember, type EvaluationMemo } from './memo.ts';
import { instancesIn, type PoolInput, type PoolUnit } from './pool-input.ts';

export interface UnitCapacity {
  readonly layoutChosen: 'fixed' | 'searched' | 'previous';
  readonly layoutsTried: number;
  readonly instance: Instance;
  readonly group: InstanceGroup;
  /** Requests of the mix per second over all its instances. */
  readonly slaCapacity: number;
  readonly saturation: number;
}

/** A layout that fits, with how fast an instance of it serves. */
export interface InstanceCurve {
  readonly instance: Instance;
  readonly curve: ServiceCurve;
}

export interface CapacityQuestion {
  readonly pool: PoolInput;
  readonly unit: PoolUnit;
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
const reach = ({ device }: PoolUnit): number => (device.domain <= 16 ? 8 * device.domain : device.domain);

/** Accelerators an instance may span: those of the largest group. */
const widest = ({ groups }: PoolUnit): number => Math.max(...groups.map(({ accelerators }) => accelerators));

/** Null with an issue when nothing of the model runs on the unit. */
export const unitCapacityOf = (
  question: CapacityQuestion,
  memo: EvaluationMemo,
  layouts: 'search' | 'reuse',
  issues: Issue[],
): UnitCapacity | null => {
  const { pool, unit } = question;
  const { layout } = pool.deployment.serving;
  if (layout !== 'auto') {
    const reason = layoutReason(pool.model, unit.device, layout, widest(unit));
    if (reason) {
      issues.push(issueOf(question, 'layout-invalid', { layout: layoutWords(layout), reason: REASONS[reason] }));
      return null;
    }
    return (
      capacityWith(question, memo, layout, 'fixed', 1) ?? doesNotFit(question, issues, shortfallOf(question, layout))
    );
  }
  const lastKey = `${pool.deployment.id}/${unit.system.id}`;
  const known = memo.searches.get(searchKey(question));
  const last = memo.lastLayouts.get(lastKey);
  if (!known && layouts === 'reuse' && last && layoutReason(pool.model, unit.device, last, widest(unit)) === null) {
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

const searchKey = ({ key, searchMix }: CapacityQuestion): string => `${key}|${JSON.stringify(searchMix)}`;

const instanceWith = ({ pool, unit, calibration }: CapacityQuestion, layout: Layout): Instance =>
  instanceOf(pool.model, unit.device, layout, pool.precision, pool.engine, calibration);

const searchOf = (question: CapacityQuestion): SearchAnswer => {
  const { pool, unit, searchMix, targets } = question;
  const { prefillBudgetTokens, maxBatch } = pool.deployment.serving;
  return searchLayouts({
    model: pool.model,
    device: unit.device,
    instanceWith: (layout) => instanceWith(question, layout),
    prefillBudgetTokens,
    maxBatch,
    mix: searchMix,
    targets,
    available: reach(unit),
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
  return { layoutChosen: chosen, layoutsTried: tried, instance, group, ...capacities };
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
  const { prefillBudgetTokens, maxBatch } = question.pool.deployment.serving;
  const instance = instanceWith(question, layout);
  const curve = serviceCurveOf(instance, question.mix, prefillBudgetTokens, maxBatch);
  return curve && { instance, curve };
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
