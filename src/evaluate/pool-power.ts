/** IT power of a pool's rack groups by hour, from what its instances do at that hour's load [E1]. */
import type { PowerFigures } from '../catalogue/figures.ts';
import { IDLE, type Activity } from '../economics/accelerator-power.ts';
import type { WeekProfile } from '../economics/hourly.ts';
import type { OperatorShare } from '../economics/operator-power.ts';
import { groupPower } from '../economics/system-power.ts';
import { locate } from '../maths/search.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import { OPERATOR_CLASSES } from '../performance/ledger.ts';
import { saturationOf, servicePointAt } from '../serving/service-curve.ts';
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
  const operators = new Map<number, OperatorShare[]>();
  const hours = (day: DayLoad): readonly HourActivity[] =>
    day.interactive.map((share, hour) => activityAt(serving, answer, operators, share + (day.offline[hour] ?? 0)));
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
  operators: Map<number, OperatorShare[]>,
  share: number,
): HourActivity => {
  const { curve } = serving.capacity.group;
  if (share <= 0 || (answer.slaCapacity > 0 && serving.capacity.slaCapacity === 0))
    return { key: 'idle', activity: () => IDLE };
  const point = stateAtShare(serving, answer, share)?.point ?? servicePointAt(curve, saturationOf(curve));
  const { index } = locate(curve.inFlight, point.inFlight);
  // An instance without sequences does not step; with c of them on average it is empty exp(−c) of the time.
  const busyShare = Math.max(BUSY_STEP, Math.round((1 - Math.exp(-point.inFlight)) / BUSY_STEP) * BUSY_STEP);
  const { precision, model } = serving.capacity.instance;
  const latent = model.mixers.some(({ spec }) => spec.kind === 'mla' || spec.kind === 'compressed');
  return {
    key: `${index}/${busyShare}`,
    activity: () => ({
      busyShare,
      operators: operators.get(index) ?? remembered(operators, index, operatorsAt(serving, index)),
      kinds: {
        denseWeights: precision.weights.mixer,
        expertWeights: precision.weights.routedExperts,
        attention: latent ? 'latent' : 'grouped',
      },
    }),
  };
};

const remembered = (
  operators: Map<number, OperatorShare[]>,
  index: number,
  shares: OperatorShare[],
): OperatorShare[] => {
  operators.set(index, shares);
  return shares;
};

/** Shares of wall time by operator and phase at a row of the service curve; they sum to one. */
const operatorsAt = (serving: ServingUnit, index: number): OperatorShare[] => {
  const { curve } = serving.capacity.group;
  const [decode, added, mixed] = [curve.decodeSeconds[index], curve.addedSeconds[index], curve.mixedShare[index]];
  if (!decode || !added || mixed === undefined) throw new Error(`power: the service curve has no row ${index}`);
  const parts = OPERATOR_CLASSES.flatMap((operator) => [
    { operator, phase: 'decode' as const, seconds: decode[operator] },
    { operator, phase: 'prefill' as const, seconds: added[operator] * mixed },
  ]).filter(({ seconds }) => seconds > 0);
  const total = parts.reduce((sum, { seconds }) => sum + seconds, 0);
  return parts.map(({ operator, phase, seconds }) => ({ operator, phase, timeShare: seconds / total }));
};
