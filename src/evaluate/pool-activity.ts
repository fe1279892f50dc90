/** What the accelerators of a unit do at a share of its capacity: how much of an hour they step, and what the steps use [E1]. */
import type { StepUse } from '../calibration/power.ts';
import { IDLE, type Activity } from '../economics/accelerator-power.ts';
import { locate } from '../maths/search.ts';
import { prefillOnly } from '../serving/disaggregated-curve.ts';
import { saturationOf, servicePointAt, type ServiceCurve, type ServicePoint } from '../serving/service-curve.ts';
import { prefillUseOf, stepUseOf } from '../serving/step-use.ts';
import type { PartInstances } from './capacity-question.ts';
import { foundMixAt } from './doing.ts';
import { pointAtShare, type PoolCapacity, type ServingUnit } from './pool-capacity.ts';
import { splitUseAt } from './split-answers.ts';

/** By part: those that decode or do everything, those that prefill apart, and the FFN side. */
export interface UnitActivity {
  readonly lead: Activity;
  readonly prefill: Activity;
  readonly ffn: Activity;
}

const RESTING: UnitActivity = { lead: IDLE, prefill: IDLE, ffn: IDLE };

/** A unit that no load reaches: the others serve inside their targets, it cannot. */
export const isLeftOut = ({ capacity }: ServingUnit, pool: PoolCapacity): boolean =>
  pool.slaCapacity > 0 && capacity.slaCapacity === 0;

/** Load that share 1 stands for: what the unit serves inside its targets, or where nothing does, all it can. */
export const fullLoadOf = ({ capacity }: ServingUnit, pool: PoolCapacity): number =>
  pool.slaCapacity > 0 ? capacity.slaCapacity : capacity.saturation;

/** At a share of the capacity of the unit; a saturated one runs at its largest batch. Eq. E1 */
export const activityAt = (serving: ServingUnit, pool: PoolCapacity, share: number): UnitActivity => {
  const { capacity, unit } = serving;
  if (share <= 0 || isLeftOut(serving, pool)) return RESTING;
  const { curve } = capacity.group;
  const point = pointAtShare(serving, pool, share) ?? servicePointAt(curve, saturationOf(curve));
  // An instance without sequences does not step; with c of them on average it is empty exp(−c) of the time.
  const busyShare = 1 - Math.exp((-point.inFlight * capacity.group.instances) / capacity.instances);
  const uses = between(usesOf(curve, serving, pool), curve, point);
  const requestsPerSecond = Math.min(share * fullLoadOf(serving, pool), capacity.saturation) / unit.copies;
  return {
    lead: { busyShare, use: uses.lead },
    prefill: uses.prefill
      ? { busyShare: prefillBusy(capacity.prefill, point, requestsPerSecond), use: uses.prefill }
      : IDLE,
    ffn: uses.ffn ? { busyShare, use: uses.ffn } : IDLE,
  };
};

/** Share of time the engines that prefill are at it: the requests of a second times their time for one. */
const prefillBusy = (prefill: PartInstances | null, point: ServicePoint, requestsPerSecond: number): number =>
  prefill ? Math.min(1, (requestsPerSecond * point.prefillOccupancy) / prefill.instances) : 0;

interface RowUse {
  readonly lead: StepUse;
  readonly prefill: StepUse | null;
  readonly ffn: StepUse | null;
}

type RowAt = (row: number) => RowUse;

/** Steps are the same however many instances take them: what was worked out for a curve stands as long as the curve. */
const known = new WeakMap<ServiceCurve, RowAt>();

const usesOf = (curve: ServiceCurve, serving: ServingUnit, pool: PoolCapacity): RowAt => {
  const before = known.get(curve);
  if (before) return before;
  const rows = new Map<number, RowUse>();
  const rowAt = (row: number): RowUse => {
    const use = rows.get(row) ?? rowUse(serving, pool, row);
    rows.set(row, use);
    return use;
  };
  known.set(curve, rowAt);
  return rowAt;
};

/** Between two rows of the curve, along the sequences in flight. */
const between = (rowAt: RowAt, { inFlight }: ServiceCurve, point: ServicePoint): RowUse => {
  const { index, share } = locate(inFlight, point.inFlight);
  const below = rowAt(index);
  if (share <= 0) return below;
  const above = rowAt(Math.min(index + 1, inFlight.length - 1));
  if (share >= 1) return above;
  return {
    lead: mixed(below.lead, above.lead, share),
    prefill: below.prefill && above.prefill && mixed(below.prefill, above.prefill, share),
    ffn: below.ffn && above.ffn && mixed(below.ffn, above.ffn, share),
  };
};

const mixed = (below: StepUse, above: StepUse, share: number): StepUse => ({
  kernelShare: below.kernelShare + share * (above.kernelShare - below.kernelShare),
  memoryShare: below.memoryShare + share * (above.memoryShare - below.memoryShare),
  computeShare: below.computeShare + share * (above.computeShare - below.computeShare),
});

/** What accelerators do at a row of the service curve. */
const rowUse = ({ capacity }: ServingUnit, pool: PoolCapacity, row: number): RowUse => {
  const { curve, instances: described } = capacity.group;
  const [inFlight, tpot, mixedShare] = [curve.inFlight[row], curve.tpot[row], curve.mixedShare[row]];
  const [decode, added] = [curve.decodeSeconds[row], curve.addedSeconds[row]];
  if (!inFlight || !tpot || mixedShare === undefined || !decode || !added)
    throw new Error(`power: the service curve has no row ${row}`);
  const found = foundMixAt(curve, inFlight);
  const { prefillBudgetTokens } = pool.input.deployment.serving;
  const prefill = capacity.prefill
    ? prefillUseOf(capacity.prefill.instance, found, prefillOnly(capacity.prefill.instance, found, prefillBudgetTokens))
    : null;
  if (capacity.ffn) {
    const { attention, ffn } = splitUseAt(capacity, capacity.ffn, pool, inFlight);
    return { lead: attention, prefill, ffn };
  }
  // Where prefill is apart, those that decode see no prompts.
  const mix = capacity.prefill ? { ...curve.mix, cachedTokens: curve.mix.inputTokens - 1 } : found;
  const each = described / capacity.instances;
  const lead = stepUseOf(capacity.instance, mix, { inFlight: inFlight * each, decode, added, mixedShare }, tpot);
  return { lead, prefill, ffn: null };
};
