/** IT power of a pool's rack groups over the load of their unit, and by hour from that [E1]. */
import type { PowerFigures } from '../catalogue/figures.ts';
import type { Activity } from '../economics/accelerator-power.ts';
import type { WeekProfile } from '../economics/hourly.ts';
import { powerLimitOf } from '../economics/power-limit.ts';
import { groupPower } from '../economics/system-power.ts';
import { quantity, type Watts } from '../units/quantity.ts';
import { allotmentOf, type Allotted } from './allotment.ts';
import type { UnitDay } from './day-load.ts';
import { activityAt, fullLoadOf, isLeftOut, type UnitActivity } from './pool-activity.ts';
import type { PoolAnswer } from './pool-answer.ts';
import type { MonthDays } from './pool-calendar.ts';
import type { PoolCapacity, ServingUnit } from './pool-capacity.ts';
import { systemsOf, type PoolGroup } from './pool.ts';
import { wattsAt, type PowerCurve } from './power-curve.ts';

/**
 * By rack group id, of one copy of its site; null where the catalogue has no power figure for the system. Points at every row of the
 * service curve, and below one sequence in flight where instances begin to wait for work. Eq. E1
 */
export const unitPowerCurves = (
  serving: ServingUnit,
  pool: PoolCapacity,
  figures: PowerFigures,
): ReadonlyMap<string, PowerCurve | null> => {
  const shares = sharesOf(serving, pool);
  const activities = shares.map((share) => activityAt(serving, pool, share));
  // Groups of one size draw alike.
  const known = new Map<string, PowerCurve | null>();
  return new Map(
    [...partsByGroup(serving)].map(([group, parts]) => {
      const key = `${systemsOf(group.rackGroup)}/${group.rackGroup.powerLimitShare}/${parts.map((one) => `${one.role}${one.accelerators}`).join()}`;
      const curve = known.has(key) ? (known.get(key) ?? null) : curveOf(shares, activities, group, parts, figures);
      known.set(key, curve);
      return [group.rackGroup.id, curve];
    }),
  );
};

/** The same worked out for one share, without the curve. */
export const unitPowerAt = (
  serving: ServingUnit,
  pool: PoolCapacity,
  figures: PowerFigures,
  share: number,
): ReadonlyMap<string, Watts | null> => {
  const activity = activityAt(serving, pool, share);
  return new Map(
    [...partsByGroup(serving)].map(([group, parts]) => [group.rackGroup.id, drawnBy(group, parts, activity, figures)]),
  );
};

/** Power of one rack group through the year: January to December; months alike share one object. */
export type PowerYear = readonly WeekProfile<Watts>[];

export interface PoolPower {
  /** By rack group id, of one copy of its site; null where no figure exists. */
  readonly curves: ReadonlyMap<string, PowerCurve | null>;
  /** In the busiest month, and in all. */
  readonly power: ReadonlyMap<string, WeekProfile<Watts> | null>;
  readonly powerByMonth: ReadonlyMap<string, PowerYear | null>;
}

/** What the groups of a pool draw by hour at the load of their unit. `curves` as `unitPowerCurves` has them. Eq. E1, Eq. E4 */
export const poolPowerOf = (answer: PoolAnswer, curves: ReadonlyMap<string, PowerCurve | null>): PoolPower => {
  const power = new Map<string, WeekProfile<Watts> | null>();
  const powerByMonth = new Map<string, PowerYear | null>();
  answer.units.forEach(({ unit: { groups, prefill, ffn } }, unit) => {
    // Groups of one size share a curve, and months alike a week.
    const known = new Map<PowerCurve, PowerYear>();
    const parts = [groups, prefill?.groups ?? [], ffn?.groups ?? []].flat();
    for (const id of new Set(parts.map(({ rackGroup }) => rackGroup.id))) {
      const curve = curves.get(id) ?? null;
      const year = curve && (known.get(curve) ?? yearOf(curve, answer, unit));
      if (curve && year) known.set(curve, year);
      power.set(id, year?.[answer.busiestMonth] ?? null);
      powerByMonth.set(id, year);
    }
  });
  return { curves, power, powerByMonth };
};

const yearOf = (curve: PowerCurve, { calendar }: PoolAnswer, unit: number): PowerYear => {
  const known = new Map<MonthDays, WeekProfile<Watts>>();
  return calendar.map((month) => {
    const week = known.get(month) ?? {
      weekday: hoursOf(curve, month.weekday.units[unit]),
      weekend: hoursOf(curve, month.weekend.units[unit]),
    };
    known.set(month, week);
    return week;
  });
};

const hoursOf = (curve: PowerCurve, day: UnitDay | undefined): Watts[] =>
  (day?.interactive ?? []).map((share, hour) => wattsAt(curve, share + (day?.offline[hour] ?? 0)));

const partsByGroup = ({ unit, capacity }: ServingUnit): Map<PoolGroup, Allotted[]> => {
  const parts = new Map<PoolGroup, Allotted[]>();
  for (const one of allotmentOf(unit, capacity)) parts.set(one.group, [...(parts.get(one.group) ?? []), one]);
  return parts;
};

/** Points between rest and the first row. */
const BELOW_FIRST = 6;

const sharesOf = (serving: ServingUnit, pool: PoolCapacity): number[] => {
  const full = fullLoadOf(serving, pool);
  if (isLeftOut(serving, pool) || full <= 0) return [0];
  const { throughput } = serving.capacity.group.curve;
  const saturation = throughput.at(-1) ?? 0;
  const rows = [...throughput].map((rate) => ((rate / saturation) * serving.capacity.saturation) / full);
  const first = rows[0] ?? 0;
  const shares = [...Array.from({ length: BELOW_FIRST }, (_, part) => (first * part) / BELOW_FIRST), ...rows];
  return shares.filter((share, index) => index === 0 || share > (shares[index - 1] ?? 0));
};

const curveOf = (
  shares: readonly number[],
  activities: readonly UnitActivity[],
  group: PoolGroup,
  parts: readonly Allotted[],
  figures: PowerFigures,
): PowerCurve | null => {
  const watts: Watts[] = [];
  for (const activity of activities) {
    const drawn = drawnBy(group, parts, activity, figures);
    if (drawn === null) return null;
    // Noise of the sampled routing aside, more load draws more.
    watts.push(quantity<'J/s'>(Math.max(drawn, watts.at(-1) ?? 0)));
  }
  return { shares, watts };
};

/** A group with what stands in it: one part, or prefill beside those that decode. */
const drawnBy = (
  group: PoolGroup,
  parts: readonly Allotted[],
  activity: UnitActivity,
  figures: PowerFigures,
): Watts | null => {
  const [first, second] = parts;
  if (!first) return null;
  const active = ({ role, accelerators }: Allotted): { activeAccelerators: number; activity: Activity } => ({
    activeAccelerators: accelerators,
    activity: activity[role === 'prefill' || role === 'ffn' ? role : 'lead'],
  });
  const { system, accelerator, rackGroup } = group;
  const limit = powerLimitOf(accelerator, rackGroup.powerLimitShare, figures);
  const powered = { system, accelerator, figures, limit, systems: systemsOf(rackGroup), ...active(first) };
  return groupPower(second ? { ...powered, beside: active(second) } : powered)?.watts ?? null;
};
