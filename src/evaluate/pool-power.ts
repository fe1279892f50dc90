/** IT power of a pool's rack groups by hour, from what its instances do at that hour's load [E1]. */
import type { PowerFigures } from '../catalogue/figures.ts';
import { IDLE, type Activity } from '../economics/accelerator-power.ts';
import type { WeekProfile } from '../economics/hourly.ts';
import type { OperatorShare } from '../economics/operator-power.ts';
import { groupPower, type PoweredGroup } from '../economics/system-power.ts';
import { locate } from '../maths/search.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import { OPERATOR_CLASSES } from '../performance/ledger.ts';
import { saturationOf, servicePointAt } from '../serving/service-curve.ts';
import type { Watts } from '../units/quantity.ts';
import { stateAtShare, type DayLoad, type PoolAnswer, type ServingGroup } from './pool-answer.ts';
import { systemsOf } from './pool-input.ts';

/** Null where the catalogue has no power figure for the system. */
export const groupPowerByHour = (
  serving: ServingGroup,
  answer: PoolAnswer,
  figures: PowerFigures,
): WeekProfile<Watts> | null => {
  const { group, capacity } = serving;
  const idle: Omit<PoweredGroup, 'activity'> = {
    system: group.system,
    accelerator: group.accelerator,
    figures,
    systems: systemsOf(group.rackGroup),
    activeAccelerators: capacity.group.instances * acceleratorsOf(capacity.instance.layout),
  };
  // Hours alike in batch and busy share draw alike: most of a day's 48 are one of a few.
  const known = new Map<string, Watts | null>();
  const watts = (share: number): Watts | null => {
    const { key, activity } = activityAt(serving, answer, share);
    const before = known.get(key);
    if (before !== undefined) return before;
    const drawn = groupPower({ ...idle, activity: activity() })?.watts ?? null;
    known.set(key, drawn);
    return drawn;
  };
  if (watts(0) === null) return null;
  const day = ({ interactive, offline }: DayLoad): Watts[] =>
    interactive.flatMap((share, hour) => watts(share + (offline[hour] ?? 0)) ?? []);
  return { weekday: day(answer.weekday), weekend: day(answer.weekend) };
};

/** Busy shares closer than this are one. */
const BUSY_STEP = 1 / 512;

/**
 * What the accelerators of the group do at a share of the pool's capacity, with a key that equal activities share;
 * a saturated group runs at its largest batch.
 */
const activityAt = (
  serving: ServingGroup,
  answer: PoolAnswer,
  share: number,
): { readonly key: string; readonly activity: () => Activity } => {
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
      operators: operatorsAt(serving, index),
      kinds: {
        denseWeights: precision.weights.mixer,
        expertWeights: precision.weights.routedExperts,
        attention: latent ? 'latent' : 'grouped',
      },
    }),
  };
};

/** Shares of wall time by operator and phase at a row of the service curve; they sum to one. */
const operatorsAt = (serving: ServingGroup, index: number): OperatorShare[] => {
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
