/** IT power of a pool's rack groups by hour, from what its instances do at that hour's load [E1]. */
import type { PowerFigures } from '../catalogue/figures.ts';
import { IDLE, type Activity } from '../economics/accelerator-power.ts';
import type { WeekProfile } from '../economics/hourly.ts';
import type { OperatorShare } from '../economics/operator-power.ts';
import { groupPower, type PoweredGroup } from '../economics/system-power.ts';
import { locate } from '../maths/search.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import { OPERATOR_CLASSES } from '../performance/ledger.ts';
import { saturationOf, servicePointAt, type ServicePoint } from '../serving/service-curve.ts';
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
  const watts = (share: number): Watts | null =>
    groupPower({ ...idle, activity: activityAt(serving, answer, share) })?.watts ?? null;
  if (watts(0) === null) return null;
  const day = ({ interactive, offline }: DayLoad): Watts[] =>
    interactive.flatMap((share, hour) => watts(share + (offline[hour] ?? 0)) ?? []);
  return { weekday: day(answer.weekday), weekend: day(answer.weekend) };
};

/** What the accelerators of the group do at a share of the pool's capacity; a saturated group runs at its largest batch. */
const activityAt = (serving: ServingGroup, answer: PoolAnswer, share: number): Activity => {
  const { curve } = serving.capacity.group;
  if (share <= 0 || (answer.slaCapacity > 0 && serving.capacity.slaCapacity === 0)) return IDLE;
  const point = stateAtShare(serving, answer, share)?.point ?? servicePointAt(curve, saturationOf(curve));
  const { precision, model } = serving.capacity.instance;
  const latent = model.mixers.some(({ spec }) => spec.kind === 'mla' || spec.kind === 'compressed');
  return {
    // An instance without sequences does not step; with c of them on average it is empty exp(−c) of the time.
    busyShare: 1 - Math.exp(-point.inFlight),
    operators: operatorsAt(serving, point),
    kinds: {
      denseWeights: precision.weights.mixer,
      expertWeights: precision.weights.routedExperts,
      attention: latent ? 'latent' : 'grouped',
    },
  };
};

/** Shares of wall time by operator and phase; they sum to one. */
const operatorsAt = (serving: ServingGroup, point: ServicePoint): OperatorShare[] => {
  const { curve } = serving.capacity.group;
  const { index } = locate(curve.inFlight, point.inFlight);
  const [decode, added] = [curve.decodeSeconds[index], curve.addedSeconds[index]];
  if (!decode || !added) return [];
  const parts = OPERATOR_CLASSES.flatMap((operator) => [
    { operator, phase: 'decode' as const, seconds: decode[operator] },
    { operator, phase: 'prefill' as const, seconds: added[operator] * point.mixedShare },
  ]).filter(({ seconds }) => seconds > 0);
  const total = parts.reduce((sum, { seconds }) => sum + seconds, 0);
  return parts.map(({ operator, phase, seconds }) => ({ operator, phase, timeShare: seconds / total }));
};
