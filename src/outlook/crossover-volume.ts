/** How many systems a volume of demand needs, at its peak and hour by hour, when its shape stays that of today. */
import { acceleratorsOf } from '../performance/layout.ts';
import type { PoolAnswer } from '../evaluate/pool-answer.ts';
import type { MonthDays } from '../evaluate/pool-calendar.ts';
import { systemsOf } from '../evaluate/pool.ts';

export interface Volume {
  /** Given to the deployment, at all copies of their sites. */
  readonly systems: number;
  /** Added at a time: those that one instance spans. */
  readonly step: number;
  /** Of the systems given, the share that today's demand needs within the targets; above 1 they are too few. */
  readonly needed: number;
  /** The same by hour, each with its share of the year. */
  readonly hours: readonly { readonly needed: number; readonly weight: number }[];
}

/** Null where no load keeps the targets: then no number of systems does. */
export const volumeOf = (pool: PoolAnswer, utilisationCap: number): Volume | null => {
  if (pool.slaCapacity <= 0) return null;
  const groups = new Map(
    pool.units
      .flatMap(({ unit }) => [unit, unit.prefill, unit.ffn].flatMap((part) => part?.groups ?? []))
      .map((group) => [group.rackGroup.id, group] as const),
  );
  const systems = [...groups.values()].reduce((sum, { rackGroup, site }) => sum + systemsOf(rackGroup) * site.count, 0);
  if (systems === 0) return null;
  const days = [...new Set(pool.calendar)].flatMap((month) => daysOf(month, pool));
  const peak = Math.max(...days.map(({ interactive }) => Math.max(...interactive)));
  const busiest = Math.max(...days.map(({ all }) => all.reduce((sum, share) => sum + share, 0) / all.length));
  return {
    systems,
    step: Math.max(
      1,
      ...pool.units.map(({ unit, capacity }) =>
        Math.ceil(acceleratorsOf(capacity.instance.layout) / unit.system.accelerators),
      ),
    ),
    // Interactive work needs its peak; with offline work in the valleys no day can be fuller than full.
    needed: Math.max(peak, busiest) / utilisationCap,
    hours: days.flatMap(({ all, weight }) =>
      all.map((share) => ({ needed: share / utilisationCap, weight: weight / all.length })),
    ),
  };
};

/** Rounding of a volume that exactly fills a system. */
const NEARLY = 1e-9;

/** Systems that so many times today's demand needs at its peak. */
export const systemsFor = (volume: Volume, factor: number): number => inSteps(volume, factor * volume.needed);

/** Mean over the hours when each has only the systems it needs. */
export const systemsByHour = (volume: Volume, factor: number): number =>
  volume.hours.reduce((sum, { needed, weight }) => sum + weight * inSteps(volume, factor * needed), 0);

const inSteps = ({ systems, step }: Volume, share: number): number =>
  step * Math.ceil((share * systems) / step - NEARLY);

interface Day {
  readonly interactive: readonly number[];
  readonly all: readonly number[];
  /** Of the year. */
  readonly weight: number;
}

const daysOf = (month: MonthDays, pool: PoolAnswer): Day[] => {
  const months = pool.calendar.filter((one) => one === month).length / pool.calendar.length;
  return (
    [
      ['weekday', 5 / 7],
      ['weekend', 2 / 7],
    ] as const
  ).map(([day, share]) => {
    const { interactive, offline } = month[day];
    return {
      interactive,
      all: interactive.map((one, hour) => one + (offline[hour] ?? 0)),
      weight: months * share,
    };
  });
};
