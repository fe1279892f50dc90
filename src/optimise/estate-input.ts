/** An estate as the scheduling of offline work reads it: room, marginal power and what it costs, and the work that may move [E4]. */
import type { Estate } from '../evaluate/estate.ts';
import { fillCostsOf, slotCostOf, type JouleHours } from '../evaluate/fill-costs.ts';
import { jouleHoursOf } from '../evaluate/joule-hours.ts';
import type { PoolAnswer } from '../evaluate/pool-answer.ts';
import type { ServingUnit } from '../evaluate/pool-capacity.ts';
import type { PowerCurve } from '../evaluate/power-curve.ts';
import type { Scenario } from '../scenario/schema.ts';
import { roomsOf, tasksOf } from './pool-tasks.ts';
import { DAYS, type Day, type Place, type PlaceDay, type ProgramInput } from './program-input.ts';

type BySite = ReadonlyMap<string, JouleHours>;

/** What a joule that IT draws costs, and what it is at the meter, by site. */
interface SitePrices {
  readonly costs: BySite;
  readonly meter: BySite;
}

/** Null where work is to be done soonest, nothing may move, or a figure of power is missing. */
export const programInputOf = ({ scenario, catalogue, bundles }: Estate): ProgramInput | null => {
  const { shiftTo, utilisationCap } = scenario;
  if (shiftTo === 'soonest') return null;
  const prices: SitePrices = {
    costs: jouleHoursOf(scenario, catalogue),
    meter: jouleHoursOf(atOneDollar(scenario), catalogue),
  };
  const pools = bundles.flatMap(({ pool, curves }) => {
    if (!pool || tasksOf(pool, 0, 0).length === 0) return [];
    const offlineCap = Math.min(utilisationCap, 1 - pool.input.deployment.reservedShare);
    const places = placesOf(pool, curves, prices, offlineCap);
    return places ? [{ pool, places }] : [];
  });
  const places = pools.flatMap((one) => one.places);
  let before = 0;
  const tasks = pools.flatMap((one) => {
    const first = before;
    before += one.places.length;
    return tasksOf(one.pool, first, places.length - before);
  });
  return tasks.length > 0 ? { goal: shiftTo, places, tasks } : null;
};

/** At a grid price of 1 all day and nothing of its own, what a joule of IT costs is what it is at the meter. */
const atOneDollar = (scenario: Scenario): Scenario => ({
  ...scenario,
  sites: scenario.sites.map(({ tariffShape: _, supply: __, ...site }) => ({ ...site, energyPriceUsdPerJoule: 1 })),
});

/** Null where a rack group has no power figure or a site no region. */
const placesOf = (
  pool: PoolAnswer,
  curves: ReadonlyMap<string, PowerCurve | null>,
  prices: SitePrices,
  offlineCap: number,
): Place[] | null => {
  const { units, spread } = pool;
  const part = spread.full.map((full) => full / spread.whole);
  const usd = fillCostsOf(units, curves, prices.costs, 'cost');
  const grams = fillCostsOf(units, curves, prices.costs, 'carbon');
  const meter = fillCostsOf(units, curves, prices.meter, 'cost');
  if (!usd || !grams || !meter) return null;
  const dayOf = (day: Day): PlaceDay[] => {
    const rooms = roomsOf(pool, day, offlineCap);
    const [usdAt, gramsAt, wattsAt] = [usd, grams, meter].map((costs) => slotCostOf(costs, rooms, part));
    return rooms.map(({ from, to }, unit) => {
      const room = from.map((low, hour) => Math.max(0, (to[hour] ?? 0) - low) * (part[unit] ?? 0));
      // Where there is no room nothing costs anything.
      const byHour = (costAt: typeof usdAt): number[] =>
        room.map((free, hour) => (free > 0 ? (costAt?.(unit, hour) ?? 0) : 0));
      return { room, watts: byHour(wattsAt), usdPerSecond: byHour(usdAt), gramsPerSecond: byHour(gramsAt) };
    });
  };
  const [weekdays, weekends] = DAYS.map(dayOf);
  return units.flatMap((serving, unit) => {
    const [weekday, weekend] = [weekdays?.[unit], weekends?.[unit]];
    return weekday && weekend
      ? [
          {
            deploymentId: pool.input.deployment.id,
            unit,
            sites: sitesOf(serving),
            share: part[unit] ?? 0,
            weekday,
            weekend,
          },
        ]
      : [];
  });
};

/** Sites of a unit by its accelerators there. */
const sitesOf = ({ unit }: ServingUnit): Place['sites'] => {
  const all = unit.groups.reduce((sum, { accelerators }) => sum + accelerators, 0);
  return [...new Set(unit.groups.map(({ site }) => site.id))].map((siteId) => ({
    siteId,
    share:
      unit.groups.filter(({ site }) => site.id === siteId).reduce((sum, { accelerators }) => sum + accelerators, 0) /
      all,
  }));
};
