/**
 * What draws of one site share. Without power of its own, energy, bill and carbon of a site are sums over hours of IT power times figures
 * of the hour, and those figures are a level, which is drawn, times a shape, which is not: so the shapes are summed over months alike once.
 */
import { MONTH } from '../../economics/hourly.ts';
import { YEAR_HOURS, yearOf } from '../../economics/site-energy.ts';
import type { Estate, SiteOfEstate } from '../../evaluate/estate.ts';
import { heatOf } from '../../evaluate/rack-power.ts';
import type { GroupPower, SiteResult } from '../../evaluate/site-answer.ts';
import type { Catalogue } from '../../catalogue/figures.ts';
import { HOURS } from '../../serving/demand.ts';
import type { BasePool } from './base-pool.ts';
import type { PoolDraw } from './pool-draw.ts';

/** Sums of IT power over the seconds of a year, each second times the shapes named. */
export type Shape = 'time' | 'overhead' | 'price' | 'priceOverhead' | 'carbon' | 'carbonOverhead';

/** A rack group of a site: drawn with its pool, or at rest. */
export interface BaseGroup {
  /** Whether its energy is paid for apart: not where it is in the rent. */
  readonly pays: boolean;
  /** What the months that are not worked out differ by, as evaluated, summed like `sums` of the site. */
  readonly rest: Readonly<Record<Shape, number>>;
  /** Place among the rack groups of the scenario. */
  readonly place: number;
  readonly power: GroupPower;
  /** Place of its pool in the base plan; −1 at rest, and then what it draws by class and hour. */
  readonly pool: number;
  readonly still: Float64Array | null;
  /** What its pool draws with every figure at base; null at rest. */
  readonly atBase: Float64Array | null;
}

/** Months in which every pool of the site has the same days. */
export interface MonthClass {
  readonly month: number;
  readonly months: readonly number[];
}

export interface BaseSite {
  readonly site: SiteOfEstate['site'];
  readonly groups: readonly BaseGroup[];
  readonly classes: readonly MonthClass[];
  readonly liquidShare: number;
  /** By class, weekday then weekend, and hour. */
  readonly sums: Readonly<Record<Shape, Float64Array>>;
  /** Overhead of the hours of the month that is shown, as a multiple of the mean. */
  readonly shownOverhead: readonly number[];
  /** Class of the month that is shown, and what its IT power differs by from the month worked out for it, weekday then weekend. */
  readonly shown: number;
  readonly shownRest: readonly number[];
}

/** `draws`: of the pools, with every figure at base. `pays`: by rack group of the scenario, whether its energy is paid for apart. */
export const baseSiteOf = (
  { catalogue, scenario }: Estate,
  { site, groups, result }: SiteOfEstate,
  pools: readonly BasePool[],
  draws: readonly PoolDraw[],
  poolOfGroup: ReadonlyMap<string, number>,
  pays: readonly boolean[],
): BaseSite => {
  const places = new Map(scenario.rackGroups.map(({ id }, place) => [id, place]));
  const found = groups.map((power) => ({
    power,
    place: places.get(power.rackGroup.id) ?? -1,
    pool: poolOfGroup.get(power.rackGroup.id) ?? -1,
  }));
  const classes = classesOf(found, pools);
  const own = found.map((group) => ({
    ...group,
    still: stillOf(group, classes),
    pays: pays[group.place] ?? false,
  }));
  const shapes = shapesOf(site, result, catalogue);
  const columns = bySum((of) =>
    Float64Array.from({ length: 288 }, (_, index) => shapes[of](Math.floor(index / 24), index % 24)),
  );
  const sums = bySum((of) => summed(shapes[of], classes));
  const { answer } = result;
  const shown = classes.findIndex(({ months }) => months.includes(answer.month));
  return {
    site,
    groups: own.map((group) => ({
      ...group,
      rest: restOf(group, pools, draws, columns, sums, classes),
      atBase: draws[group.pool]?.power.get(group.power.rackGroup.id) ?? null,
    })),
    classes,
    liquidShare: heatOf(
      groups.map(({ rackGroup }) => rackGroup),
      catalogue,
    ).liquidShare,
    sums,
    shownOverhead: HOURS.map((hour) => shapes.overhead(answer.month, hour)),
    shown,
    shownRest: [0, 1].flatMap((kind) =>
      HOURS.map((hour) =>
        own.reduce((sum, group) => {
          const asEvaluated =
            group.power.itPowerByMonth?.[answer.month]?.[kind === 0 ? 'weekday' : 'weekend'][hour] ?? 0;
          const worked = hoursOf(group, pools, draws, shown, classes[shown]?.month ?? 0);
          return sum + asEvaluated - (worked?.watts[worked.first + 24 * kind + hour] ?? 0);
        }, 0),
      ),
    ),
  };
};

type ShapeAt = (month: number, hour: number) => number;

/** Figures of each hour over their level of the year. */
const shapesOf = (
  site: BaseSite['site'],
  { hours, pue }: SiteResult,
  { regions }: Catalogue,
): Record<Shape, ShapeAt> => {
  const region = regions[site.regionId];
  const level = site.energyPriceUsdPerJoule ?? region?.energyPrice.base ?? 0;
  const grams = region?.carbonIntensity.base ?? 0;
  const overhead: ShapeAt = (month, hour) =>
    pue.mean > 1 ? ((hours.pue[month]?.[hour] ?? 1) - 1) / (pue.mean - 1) : 1;
  const price: ShapeAt = (_, hour) => (level > 0 ? (hours.price[hour] ?? 0) / level : 0);
  const carbon: ShapeAt = (month, hour) => (grams > 0 ? (hours.intensity[month]?.[hour] ?? 0) / grams : 0);
  return {
    time: () => 1,
    overhead,
    price,
    priceOverhead: (month, hour) => price(month, hour) * overhead(month, hour),
    carbon,
    carbonOverhead: (month, hour) => carbon(month, hour) * overhead(month, hour),
  };
};

/** Seconds of a year in one hour of the weekdays or the weekend days of a month. */
const secondsOf = (weekend: number): number => ((weekend === 0 ? 5 / 7 : 2 / 7) * MONTH) / 24;

const summed = (at: ShapeAt, classes: readonly MonthClass[]): Float64Array =>
  Float64Array.from({ length: 48 * classes.length }, (_, index) =>
    (classes[Math.floor(index / 48)]?.months ?? []).reduce(
      (sum, month) => sum + secondsOf(Math.floor(index / 24) % 2) * at(month, index % 24),
      0,
    ),
  );

const restOf = (
  group: Omit<BaseGroup, 'rest' | 'atBase'>,
  pools: readonly BasePool[],
  draws: readonly PoolDraw[],
  columns: Readonly<Record<Shape, Float64Array>>,
  sums: Readonly<Record<Shape, Float64Array>>,
  classes: readonly MonthClass[],
): Record<Shape, number> => {
  const { itPowerByMonth } = group.power;
  const year = itPowerByMonth && yearOf(itPowerByMonth);
  const seconds = [secondsOf(0), secondsOf(1)];
  return bySum((of) => {
    const column = columns[of];
    let rest = 0;
    if (year)
      for (let index = 0; index < YEAR_HOURS; index++) {
        const [month, kind] = [Math.floor(index / 48), Math.floor(index / 24) % 2];
        rest += (year[index] ?? 0) * (seconds[kind] ?? 0) * (column[24 * month + (index % 24)] ?? 0);
      }
    for (const [at, { month }] of classes.entries()) {
      const hours = hoursOf(group, pools, draws, at, month);
      for (let hour = 0; hour < 48; hour++)
        rest -= (hours?.watts[hours.first + hour] ?? 0) * (sums[of][48 * at + hour] ?? 0);
    }
    return rest;
  });
};

/**
 * IT watts of a group in the month that a class works out: 48 hours from `first`, a weekday and a weekend day; of its pool in a draw, else
 * at rest. Null where no figure exists.
 */
export const hoursOf = (
  { pool, power, still }: Pick<BaseGroup, 'pool' | 'power' | 'still'>,
  pools: readonly BasePool[],
  draws: readonly PoolDraw[],
  at: number,
  month: number,
): { readonly watts: Float64Array; readonly first: number } | null => {
  if (still) return { watts: still, first: 48 * at };
  const watts = draws[pool]?.power.get(power.rackGroup.id);
  return watts ? { watts, first: 24 * (pools[pool]?.weekdayOfMonth[month] ?? 0) } : null;
};

/** Groups without a pool draw what they draw at rest. */
const stillOf = (
  { pool, power }: Pick<BaseGroup, 'pool' | 'power'>,
  classes: readonly MonthClass[],
): Float64Array | null =>
  pool >= 0
    ? null
    : Float64Array.from(
        classes.flatMap(({ month }) => {
          const week = power.itPowerByMonth?.[month];
          return HOURS.map((hour) => week?.weekday[hour] ?? 0).concat(HOURS.map((hour) => week?.weekend[hour] ?? 0));
        }),
      );

const bySum = <T>(of: (shape: Shape) => T): Record<Shape, T> => ({
  time: of('time'),
  overhead: of('overhead'),
  price: of('price'),
  priceOverhead: of('priceOverhead'),
  carbon: of('carbon'),
  carbonOverhead: of('carbonOverhead'),
});

const classesOf = (groups: readonly Pick<BaseGroup, 'pool'>[], pools: readonly BasePool[]): MonthClass[] => {
  const own = [...new Set(groups.map(({ pool }) => pool))];
  const classes = new Map<string, number[]>();
  for (let month = 0; month < 12; month++) {
    const key = own.map((pool) => pools[pool]?.weekdayOfMonth[month] ?? 0).join();
    classes.set(key, [...(classes.get(key) ?? []), month]);
  }
  return [...classes.values()].map((months) => ({ months, month: months[0] ?? 0 }));
};
