/** IT power of a pool's rack groups by hour, from what its instances do at that hour's load [E1]. */
import type { StepUse } from '../calibration/power.ts';
import type { PowerFigures } from '../catalogue/figures.ts';
import { IDLE, type Activity } from '../economics/accelerator-power.ts';
import type { WeekProfile } from '../economics/hourly.ts';
import { groupPower } from '../economics/system-power.ts';
import { locate } from '../maths/search.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import { saturationOf, servicePointAt } from '../serving/service-curve.ts';
import { stepUseOf } from '../serving/step-use.ts';
import type { Watts } from '../units/quantity.ts';
import type { DayLoad } from './day-load.ts';
import { stateAtShare, type PoolAnswer, type ServingUnit } from './pool-answer.ts';
import { systemsOf } from './pool-input.ts';

/** By rack group id; null where the catalogue has no power figure for the system. */
export const unitPowerByHour = (
  serving: ServingUnit,
  answer: PoolAnswer,
  figures: PowerFigures,
): Map<string, WeekProfile<Watts> | null> => {
  const size = acceleratorsOf(serving.capacity.instance.layout);
  // Groups of one size draw alike, and so do hours alike in batch and busy share: most of what is asked was asked before.
  const known = new Map<string, Watts | null>();
  const uses = new Map<number, StepUse>();
  const hours = (day: DayLoad): readonly HourActivity[] =>
    day.interactive.map((share, hour) => activityAt(serving, answer, uses, share + (day.offline[hour] ?? 0)));
  const [weekday, weekend] = [hours(answer.weekday), hours(answer.weekend)];
  return new Map(
    serving.unit.groups.map((group) => {
      const { system, accelerator } = group;
      const systems = systemsOf(group.rackGroup);
      const activeAccelerators = Math.floor(group.accelerators / size) * size;
      const watts = ({ key, activity }: HourActivity): Watts | null => {
        const asked = `${systems}/${activeAccelerators}/${key}`;
        const before = known.get(asked);
        if (before !== undefined) return before;
        const drawn =
          groupPower({ system, accelerator, figures, systems, activeAccelerators, activity: activity() })?.watts ??
          null;
        known.set(asked, drawn);
        return drawn;
      };
      const day = (activities: readonly HourActivity[]): Watts[] => activities.flatMap((one) => watts(one) ?? []);
      const profile = { weekday: day(weekday), weekend: day(weekend) };
      return [group.rackGroup.id, profile.weekday.length === 24 && profile.weekend.length === 24 ? profile : null];
    }),
  );
};

/** What an instance does in an hour, with a key that equal activities share. */
interface HourActivity {
  readonly key: string;
  readonly activity: () => Activity;
}

/** Busy shares closer than this are one. */
const BUSY_STEP = 1 / 512;

/** What the accelerators of a unit do at a share of the pool's capacity; a saturated unit runs at its largest batch. */
const activityAt = (
  serving: ServingUnit,
  answer: PoolAnswer,
  uses: Map<number, StepUse>,
  share: number,
): HourActivity => {
  const { curve } = serving.capacity.group;
  if (share <= 0 || (answer.slaCapacity > 0 && serving.capacity.slaCapacity === 0))
    return { key: 'idle', activity: () => IDLE };
  const point = stateAtShare(serving, answer, share)?.point ?? servicePointAt(curve, saturationOf(curve));
  const place = locate(curve.inFlight, point.inFlight);
  const row = Math.min(place.index + Math.round(place.share), curve.inFlight.length - 1);
  // An instance without sequences does not step; with c of them on average it is empty exp(−c) of the time.
  const busyShare = Math.max(BUSY_STEP, Math.round((1 - Math.exp(-point.inFlight)) / BUSY_STEP) * BUSY_STEP);
  return { key: `${row}/${busyShare}`, activity: () => ({ busyShare, use: stepUseAt(serving, uses, row) }) };
};

/** What accelerators do at a row of the service curve, asked for once. */
const stepUseAt = (serving: ServingUnit, uses: Map<number, StepUse>, row: number): StepUse => {
  const before = uses.get(row);
  if (before) return before;
  const { curve } = serving.capacity.group;
  const [inFlight, tpot, mixedShare] = [curve.inFlight[row], curve.tpot[row], curve.mixedShare[row]];
  const [decode, added] = [curve.decodeSeconds[row], curve.addedSeconds[row]];
  if (!inFlight || !tpot || mixedShare === undefined || !decode || !added)
    throw new Error(`power: the service curve has no row ${row}`);
  const use = stepUseOf(serving.capacity.instance, curve.mix, { inFlight, decode, added, mixedShare }, tpot);
  uses.set(row, use);
  return use;
};
