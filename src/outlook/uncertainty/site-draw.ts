/** One draw of a site: energy, its bill by rack group, carbon and water, from the hours its pools drew [E1, E2, T2]. */
import type { Catalogue, Region } from '../../catalogue/figures.ts';
import { waterUse } from '../../economics/carbon.ts';
import { sitePue } from '../../economics/facility.ts';
import type { WeekProfile } from '../../economics/hourly.ts';
import { heatOf } from '../../evaluate/rack-power.ts';
import { siteResultOf, type GroupPower } from '../../evaluate/site-answer.ts';
import { HOURS } from '../../serving/demand.ts';
import { quantity, scale, type Watts } from '../../units/quantity.ts';
import type { BasePool } from './base-pool.ts';
import { hoursOf, type BaseGroup, type BaseSite, type Shape } from './base-site.ts';
import type { PoolDraw } from './pool-draw.ts';

/** Of one copy of the site. */
export interface SiteDraw {
  readonly energyPerMonth: number;
  readonly carbonPerMonth: number;
  readonly waterPerMonth: number | null;
  /** W at the meter by UTC hour of the month in which the site draws most. */
  readonly meter: WeekProfile<number>;
  /** USD a year for the energy of those of its rack groups that pay for it apart. */
  readonly energyUsd: number;
}

/** Eq. E1, Eq. E2 */
export const siteDrawOf = (
  base: BaseSite,
  pools: readonly BasePool[],
  draws: readonly PoolDraw[],
  catalogue: Catalogue,
): SiteDraw => {
  const region = catalogue.regions[base.site.regionId];
  if (!region) throw new Error(`no region ${base.site.regionId}`);
  // Power of its own is taken before the grid's, hour by hour: no sum of shapes.
  return base.site.supply ? hourByHour(base, pools, draws, catalogue) : bySums(base, pools, draws, region);
};

const bySums = (base: BaseSite, pools: readonly BasePool[], draws: readonly PoolDraw[], region: Region): SiteDraw => {
  const { site, classes, sums, liquidShare, shown, shownOverhead, shownRest } = base;
  const overhead =
    sitePue({
      statedPue: site.pue ?? null,
      pueAir: region.pueAir.base,
      pueLiquid: region.pueLiquid.base,
      liquidShare,
    }) - 1;
  const price = site.energyPriceUsdPerJoule ?? region.energyPrice.base;
  const it = new Float64Array(48 * classes.length);
  const paying = base.groups.filter(({ pays }) => pays);
  const paid = paying.length === base.groups.length ? it : new Float64Array(it.length);
  for (const group of base.groups) {
    for (let at = 0; at < classes.length; at++) {
      const hours = hoursOf(group, pools, draws, at, classes[at]?.month ?? 0);
      if (!hours) continue;
      addTo(it, 48 * at, hours.watts, hours.first);
      if (group.pays && paid !== it) addTo(paid, 48 * at, hours.watts, hours.first);
    }
  }
  const sumOf = (groups: readonly BaseGroup[], watts: Float64Array, shape: Shape): number => {
    const column = sums[shape];
    let sum = 0;
    for (const { rest } of groups) sum += rest[shape];
    for (let index = 0; index < watts.length; index++) sum += (watts[index] ?? 0) * (column[index] ?? 0);
    return sum;
  };
  const total = (shape: Shape): number => sumOf(base.groups, it, shape);
  const itJoules = total('time');
  const joules = itJoules + overhead * total('overhead');
  const grams = region.carbonIntensity.base * (total('carbon') + overhead * total('carbonOverhead'));
  const water = waterUse(quantity<'J'>(itJoules), quantity<'J'>(joules), region, site.transmissionLossShare);
  const meterAt = (weekend: number): number[] =>
    HOURS.map(
      (hour) =>
        ((it[48 * shown + 24 * weekend + hour] ?? 0) + (shownRest[24 * weekend + hour] ?? 0)) *
        (1 + overhead * (shownOverhead[hour] ?? 1)),
    );
  return {
    energyPerMonth: joules / 12,
    carbonPerMonth: grams / 12,
    waterPerMonth: water === null ? null : water / 12,
    meter: { weekday: meterAt(0), weekend: meterAt(1) },
    energyUsd: price * (sumOf(paying, paid, 'price') + overhead * sumOf(paying, paid, 'priceOverhead')),
  };
};

/** A weekday and a weekend day. */
const addTo = (year: Float64Array, from: number, watts: Float64Array, first: number): void => {
  for (let hour = 0; hour < 48; hour++) year[from + hour] = (year[from + hour] ?? 0) + (watts[first + hour] ?? 0);
};

const hourByHour = (
  { site, groups }: BaseSite,
  pools: readonly BasePool[],
  draws: readonly PoolDraw[],
  catalogue: Catalogue,
): SiteDraw => {
  const powers = groups.map(({ power, pool, atBase }): GroupPower => {
    const drawn = draws[pool]?.power.get(power.rackGroup.id);
    if (!drawn || !atBase) return power;
    // Each month as evaluated, off by what the days that stand for it are off.
    const itPowerByMonth = (power.itPowerByMonth ?? []).map((week, month) => {
      const first = 24 * (pools[pool]?.weekdayOfMonth[month] ?? 0);
      const off = (watts: Watts, index: number): Watts =>
        scale(watts, (atBase[index] ?? 0) > 0 ? (drawn[index] ?? 0) / (atBase[index] ?? 1) : 1);
      return {
        weekday: week.weekday.map((watts, hour) => off(watts, first + hour)),
        weekend: week.weekend.map((watts, hour) => off(watts, first + 24 + hour)),
      };
    });
    return { ...power, itPowerByMonth };
  });
  const heat = heatOf(
    groups.map(({ power }) => power.rackGroup),
    catalogue,
  );
  const result = siteResultOf(site, powers, heat, catalogue);
  if (!result) throw new Error(`no region ${site.regionId}`);
  const { answer, shares } = result;
  return {
    energyPerMonth: answer.energyPerMonth,
    carbonPerMonth: answer.carbonPerMonth,
    waterPerMonth: answer.waterPerMonth,
    meter: { weekday: answer.meterPowerByHour, weekend: answer.weekendMeterPowerByHour },
    energyUsd: groups.reduce(
      (sum, { power, pays }) => sum + (pays ? (shares.get(power.rackGroup.id)?.energyUsdPerYear ?? 0) : 0),
      0,
    ),
  };
};
