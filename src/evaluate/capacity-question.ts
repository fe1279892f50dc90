/** What is asked of the racks that serve together, and what they answer; shared by the ways of serving. */
import type { Calibration } from '../calibration/calibration.ts';
import type { Issue } from '../issues/issue.ts';
import type { Device } from '../performance/device.ts';
import { instanceOf, type Instance } from '../performance/instance.ts';
import type { Layout } from '../performance/layout.ts';
import type { LayoutReason } from '../search/layouts.ts';
import type { AttentionFfnDetail } from '../serving/attention-ffn-detail.ts';
import type { FfnSide } from '../serving/attention-ffn-step.ts';
import type { ClassTargets, InstanceGroup } from '../serving/open-load.ts';
import type { RequestMix } from '../serving/requests.ts';
import type { ServingTerms } from '../serving/serving-terms.ts';
import type { PoolGroup, PoolInput, PoolUnit } from './pool.ts';
import { reuseOf, type SessionShare } from './pool-reuse.ts';

export interface CapacityQuestion {
  readonly pool: PoolInput;
  readonly unit: PoolUnit;
  /** The mix served, and the same with its shares rounded: a small change of demand must not start a search. */
  readonly mix: RequestMix;
  readonly searchMix: RequestMix;
  /** The sessions of either mix. */
  readonly sessions: readonly SessionShare[];
  readonly searchSessions: readonly SessionShare[];
  readonly targets: readonly ClassTargets[];
  readonly calibration: Calibration;
  /** Everything besides layout and mix that the answer depends on, as a key. */
  readonly key: string;
}

/** Equal instances of one part of a unit. */
export interface PartInstances {
  readonly instance: Instance;
  readonly instances: number;
}

/** The FFN side: as the step formula has it, with what binds at the largest batch. */
export interface FfnPart extends PartInstances {
  readonly side: FfnSide;
  readonly detail: AttentionFfnDetail;
}

/**
 * What a unit can serve: the instances that decode, with those beside them where prefill or FFN are apart. Instances, parts and
 * `group` are of one copy of the unit; the two capacities are of all its copies.
 */
export interface UnitCapacity extends PartInstances {
  readonly layoutChosen: 'fixed' | 'searched' | 'previous';
  readonly layoutsTried: number;
  readonly prefill: PartInstances | null;
  readonly ffn: FfnPart | null;
  /** The curve and how many times the unit has what it describes: each instance, or all parts together. */
  readonly group: InstanceGroup;
  /** Requests of the mix per second over all instances of all copies. */
  readonly slaCapacity: number;
  readonly saturation: number;
}

/** Each copy has a queue of its own: the whole carries what one does, so many times. Eq. Q1 */
export const ofAllCopies = (one: UnitCapacity, copies: number): UnitCapacity =>
  copies === 1 ? one : { ...one, slaCapacity: copies * one.slaCapacity, saturation: copies * one.saturation };

/** Requests of the mix per second that one copy of a unit carries. */
export const ofOneCopy = (
  { slaCapacity, saturation }: UnitCapacity,
  { copies }: PoolUnit,
): Pick<UnitCapacity, 'slaCapacity' | 'saturation'> => ({
  slaCapacity: slaCapacity / copies,
  saturation: saturation / copies,
});

const REASONS: Readonly<Record<LayoutReason, string>> = {
  'tp-leaves-domain': 'tensor parallelism leaves the scale-up domain',
  'heads-not-divisible': 'the attention heads do not divide over the tensor-parallel ranks',
  'more-ranks-than-experts': 'there are more expert ranks than experts',
  'shape-mismatch': 'MoE ranks (moeTp × ep) must equal attention ranks (tp × attnDp), and attention-DP needs experts',
  'not-enough-accelerators': 'an instance needs more accelerators than the group has',
  'no-scale-out': 'the instance leaves the scale-up domain and no network card is published',
};

export const reasonWords = (reason: LayoutReason): string => REASONS[reason];

/** Widest search: whole domains of small systems may be joined by their network cards. */
export const reachOf = ({ domain }: Device): number => (domain <= 16 ? 8 * domain : domain);

/** Accelerators an instance may span: those of the largest group. */
export const widestOf = (groups: readonly PoolGroup[]): number =>
  Math.max(...groups.map(({ accelerators }) => accelerators));

export const totalOf = (groups: readonly PoolGroup[]): number =>
  groups.reduce((sum, { accelerators }) => sum + accelerators, 0);

/** Batching and reuse of equal instances that share their tiers; `share` is the sessions of the mix that is asked about. */
export const termsOf = (
  question: CapacityQuestion,
  sessions: readonly SessionShare[],
  instance: Instance,
  instances = 1,
): ServingTerms => {
  const { prefillBudgetTokens, maxBatch } = question.pool.deployment.serving;
  const reuse = reuseOf(question, sessions, instance, instances);
  return { prefillBudgetTokens, maxBatch, ...(reuse ? { reuse } : {}) };
};

export const instanceWith = ({ pool, unit, calibration }: CapacityQuestion, layout: Layout): Instance =>
  instanceOf(pool.model, unit.device, layout, pool.precision, pool.engine, calibration, pool.techniques);

export const searchKey = ({ key, searchMix }: CapacityQuestion): string => `${key}|${JSON.stringify(searchMix)}`;

export const issueOf = (
  { pool }: CapacityQuestion,
  code: 'layout-invalid' | 'model-does-not-fit' | 'serving-refused',
  facts: Issue['facts'],
): Issue => ({
  code,
  severity: 'refusal',
  path: `deployments/${pool.deployment.id}`,
  facts: { deployment: pool.deployment.name, ...facts },
});
