/** IT power of a pool's rack groups by hour, from what their instances do at that hour's load [E1]. */
import type { StepUse } from '../calibration/power.ts';
import type { PowerFigures } from '../catalogue/figures.ts';
import { IDLE, type Activity } from '../economics/accelerator-power.ts';
import type { WeekProfile } from '../economics/hourly.ts';
import { groupPower } from '../economics/system-power.ts';
import { locate } from '../maths/search.ts';
import { prefillOnly } from '../serving/disaggregated-curve.ts';
import { saturationOf, servicePointAt, type ServicePoint } from '../serving/service-curve.ts';
import { prefillUseOf, stepUseOf } from '../serving/step-use.ts';
import type { Watts } from '../units/quantity.ts';
import { allotmentOf, type Allotted } from './allotment.ts';
import type { PartInstances } from './capacity-question.ts';
import type { DayLoad } from './day-load.ts';
import { foundMixAt } from './doing.ts';
import type { PoolAnswer } from './pool-answer.ts';
import { stateAtShare, type ServingUnit } from './pool-capacity.ts';
import { splitUseAt } from './split-answers.ts';
import { systemsOf, type PoolGroup } from './pool.ts';

/** By rack group id; null where the catalogue has no power figure for the system. */
export const unitPowerByHour = (
  serving: ServingUnit,
  answer: PoolAnswer,
  figures: PowerFigures,
): Map<string, WeekProfile<Watts> | null> => {
  const allotted = allotmentOf(serving.unit, serving.capacity);
  const groups = [...new Set(allotted.map(({ group }) => group))];
  const activityAt = activitiesOf(serving, answer);
  const hours = (day: DayLoad): HourActivity[] =>
    day.interactive.map((share, hour) => activityAt(share + (day.offline[hour] ?? 0)));
  const [weekday, weekend] = [hours(answer.weekday), hours(answer.weekend)];
  // Groups of one size draw alike, and so do hours alike in batch and busy share: most of what is asked was asked before.
  const known = new Map<string, Watts | null>();
  return new Map(
    groups.map((group) => {
      const parts = allotted.filter((one) => one.group === group);
      const watts = (hour: HourActivity): Watts | null => {
        const key = `${systemsOf(group.rackGroup)}/${parts.map((one) => `${one.role}${one.accelerators}`).join()}/${hour.key}`;
        const before = known.get(key);
        if (before !== undefined) return before;
        const drawn = drawnBy(group, parts, hour, figures);
        known.set(key, drawn);
        return drawn;
      };
      const day = (activities: readonly HourActivity[]): Watts[] => activities.flatMap((one) => watts(one) ?? []);
      const profile = { weekday: day(weekday), weekend: day(weekend) };
      return [group.rackGroup.id, profile.weekday.length === 24 && profile.weekend.length === 24 ? profile : null];
    }),
  );
};

/** A group with what stands in it: one part, or prefill beside those that decode. */
const drawnBy = (
  group: PoolGroup,
  parts: readonly Allotted[],
  hour: HourActivity,
  figures: PowerFigures,
): Watts | null => {
  const [first, second] = parts;
  if (!first) return null;
  const active = ({ role, accelerators }: Allotted): { activeAccelerators: number; activity: Activity } => ({
    activeAccelerators: accelerators,
    activity: hour[role === 'prefill' || role === 'ffn' ? role : 'lead'](),
  });
  const { system, accelerator } = group;
  const powered = { system, accelerator, figures, systems: systemsOf(group.rackGroup), ...active(first) };
  return groupPower(second ? { ...powered, beside: active(second) } : powered)?.watts ?? null;
};

/** What the instances of an hour do, with a key that equal activities share. */
interface HourActivity {
  readonly key: string;
  readonly lead: () => Activity;
  readonly prefill: () => Activity;
  readonly ffn: () => Activity;
}

const RESTING: HourActivity = {
  key: 'idle',
  lead: () => IDLE,
  prefill: () => IDLE,
  ffn: () => IDLE,
};

/** Busy shares closer than this are one. */
const BUSY_STEP = 1 / 512;

const stepped = (share: number): number => Math.max(BUSY_STEP, Math.round(Math.min(1, share) / BUSY_STEP) * BUSY_STEP);

/** What the accelerators of a unit do at a share of the pool's capacity; a saturated unit runs at its largest batch. */
const activitiesOf = (serving: ServingUnit, answer: PoolAnswer): ((share: number) => HourActivity) => {
  const { capacity } = serving;
  const { curve } = capacity.group;
  const each = capacity.group.instances / capacity.instances;
  const uses = new Map<number, StepUse>();
  const leadUse = (row: number): StepUse => {
    const use = uses.get(row) ?? rowUse(serving, answer, row, each);
    uses.set(row, use);
    return use;
  };
  const prefillUses = new Map<number, StepUse>();
  return (share) => {
    if (share <= 0 || (answer.slaCapacity > 0 && capacity.slaCapacity === 0)) return RESTING;
    const point = stateAtShare(serving, answer, share)?.point ?? servicePointAt(curve, saturationOf(curve));
    const place = locate(curve.inFlight, point.inFlight);
    const row = Math.min(place.index + Math.round(place.share), curve.inFlight.length - 1);
    // An instance without sequences does not step; with c of them on average it is empty exp(−c) of the time.
    const busyShare = stepped(1 - Math.exp(-point.inFlight * each));
    const full = answer.slaCapacity > 0 ? capacity.slaCapacity : capacity.saturation;
    const prefillShare = stepped(prefillBusy(capacity.prefill, point, Math.min(share * full, capacity.saturation)));
    return {
      key: `${row}/${busyShare}/${prefillShare}`,
      lead: () => ({ busyShare, use: leadUse(row) }),
      prefill: () => {
        if (!capacity.prefill) return IDLE;
        const { instance } = capacity.prefill;
        const { prefillBudgetTokens } = answer.input.deployment.serving;
        const mix = foundMixAt(curve, point.inFlight);
        const use =
          prefillUses.get(mix.cachedTokens) ??
          prefillUseOf(instance, mix, prefillOnly(instance, mix, prefillBudgetTokens));
        prefillUses.set(mix.cachedTokens, use);
        return { busyShare: prefillShare, use };
      },
      ffn: () => {
        if (!capacity.ffn) return IDLE;
        return { busyShare, use: splitUseAt(capacity, capacity.ffn, answer, curve.inFlight[row] ?? 1).ffn };
      },
    };
  };
};

/** Share of time the engines that prefill are at it: the requests of a second times their time for one. */
const prefillBusy = (prefill: PartInstances | null, point: ServicePoint, requestsPerSecond: number): number =>
  prefill ? (requestsPerSecond * point.prefillOccupancy) / prefill.instances : 0;

/** What accelerators do at a row of the service curve. */
const rowUse = ({ capacity }: ServingUnit, answer: PoolAnswer, row: number, each: number): StepUse => {
  const { curve } = capacity.group;
  if (capacity.ffn) return splitUseAt(capacity, capacity.ffn, answer, curve.inFlight[row] ?? 1).attention;
  const [inFlight, tpot, mixedShare] = [curve.inFlight[row], curve.tpot[row], curve.mixedShare[row]];
  const [decode, added] = [curve.decodeSeconds[row], curve.addedSeconds[row]];
  if (!inFlight || !tpot || mixedShare === undefined || !decode || !added)
    throw new Error(`power: the service curve has no row ${row}`);
  // Where prefill is apart, those that decode see no prompts.
  const mix = capacity.prefill
    ? { ...curve.mix, cachedTokens: curve.mix.inputTokens - 1 }
    : foundMixAt(curve, inFlight);
  return stepUseOf(capacity.instance, mix, { inFlight: inFlight * each, decode, added, mixedShare }, tpot);
};
