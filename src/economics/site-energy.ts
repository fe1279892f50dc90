/**
 * A year at the meter of a site, hour by hour: 24 hours of a weekday and of a weekend day in each of twelve months. Energy, its bill, its
 * carbon and its water by month, and what each joule of IT takes of them, so that parts add up to the site.
 */
import { quantity, type Dollars, type GramsCo2e, type Joules, type Litres, type Watts } from '../units/quantity.ts';
import type { Region } from '../catalogue/figures.ts';
import { waterUse } from './carbon.ts';
import { MONTH, type WeekProfile } from './hourly.ts';
import type { SiteHours } from './site-hours.ts';
import type { OwnSupply } from './supply.ts';

/** Months × kinds of day × hours, in this order. */
export const YEAR_HOURS = 576;

export const hourIndex = (month: number, weekend: boolean, hourUtc: number): number =>
  (2 * month + (weekend ? 1 : 0)) * 24 + hourUtc;

/** Seconds of a year for which an hour stands: of twelve equal months, five days of seven are weekdays. */
const WEEKDAY_SECONDS = ((5 / 7) * MONTH) / 24;
const WEEKEND_SECONDS = ((2 / 7) * MONTH) / 24;

const SECONDS = Float64Array.from({ length: YEAR_HOURS }, (_, index) =>
  Math.floor(index / 24) % 2 === 0 ? WEEKDAY_SECONDS : WEEKEND_SECONDS,
);

const flattened = new WeakMap<readonly WeekProfile<Watts>[], Float64Array>();

/** The twelve months of one load in this order; the same as long as the months are. */
export const yearOf = (months: readonly WeekProfile<Watts>[]): Float64Array => {
  const before = flattened.get(months);
  if (before) return before;
  const year = new Float64Array(YEAR_HOURS);
  months.forEach(({ weekday, weekend }, month) => {
    year.set(weekday, hourIndex(month, false, 0));
    year.set(weekend, hourIndex(month, true, 0));
  });
  flattened.set(months, year);
  return year;
};

/** Hour by hour. */
export const sumOfYears = (years: readonly Float64Array[]): Float64Array => {
  const sum = new Float64Array(YEAR_HOURS);
  for (const year of years)
    for (let index = 0; index < YEAR_HOURS; index++) sum[index] = (sum[index] ?? 0) + (year[index] ?? 0);
  return sum;
};

export interface SiteEnergyQuestion {
  /** Watts of IT in every hour of the year. */
  readonly itPower: Float64Array;
  readonly hours: SiteHours;
  readonly own: OwnSupply | null;
  /** Grams per joule that a contract states; null without one. */
  readonly contract: number | null;
  readonly region: Pick<Region, 'waterOnSite' | 'waterOffSite'>;
  readonly transmissionLossShare: number;
}

/** What a joule of IT takes in every hour of the year: what the site pays and emits for it. Its loads share the same. */
export interface ItJoules {
  readonly puePerHour: Float64Array;
  readonly usdPerItJoule: Float64Array;
  readonly gramsPerItJoule: Float64Array;
  readonly marketGramsPerItJoule: Float64Array;
}

export interface SiteEnergy extends ItJoules {
  /** January to December, at the meter. */
  readonly energyByMonth: readonly Joules[];
  readonly gridEnergyByMonth: readonly Joules[];
  readonly carbonByMonth: readonly GramsCo2e[];
  /** With the contract in place of the grid; the same where there is none. */
  readonly marketCarbonByMonth: readonly GramsCo2e[];
  readonly waterByMonth: readonly Litres[] | null;
  readonly billByMonth: readonly Dollars[];
  /** Largest in each month. */
  readonly peakByMonth: readonly Watts[];
  /** In every hour of the year. */
  readonly meterPower: Float64Array;
}

const emptyJoules = (): ItJoules => ({
  puePerHour: new Float64Array(YEAR_HOURS),
  usdPerItJoule: new Float64Array(YEAR_HOURS),
  gramsPerItJoule: new Float64Array(YEAR_HOURS),
  marketGramsPerItJoule: new Float64Array(YEAR_HOURS),
});

const ofGrid = new WeakMap<SiteHours, { readonly contract: number | null; readonly joules: ItJoules }>();

const knownJoules = (hours: SiteHours, contract: number | null): ItJoules | null => {
  const before = ofGrid.get(hours);
  return before && before.contract === contract ? before.joules : null;
};

/** Power made on the site comes first. Eq. E1, Eq. E2 */
export const siteEnergyOf = (question: SiteEnergyQuestion): SiteEnergy => {
  const { itPower, hours, own, contract, region, transmissionLossShare } = question;
  const meterPower = new Float64Array(YEAR_HOURS);
  // Where the site makes nothing itself, a joule takes the same whatever is drawn.
  const before = own ? null : knownJoules(hours, contract);
  const joules = before ?? emptyJoules();
  const { puePerHour, usdPerItJoule, gramsPerItJoule, marketGramsPerItJoule } = joules;
  const [ownWatts, ownUsd, ownGrams] = own ? [own.watts, own.price, own.intensity] : [0, 0, 0];
  const months = Array.from({ length: 12 }, (_, month) => {
    const [puesOfMonth, gramsOfMonth] = [hours.pue[month] ?? [], hours.intensity[month] ?? []];
    let [itEnergy, energy, grid, carbon, market, bill, peak] = [0, 0, 0, 0, 0, 0, 0];
    for (let of = 0; of < 48; of++) {
      const index = 48 * month + of;
      const hour = of % 24;
      const [it, seconds] = [itPower[index] ?? 0, SECONDS[index] ?? 0];
      const pue = puesOfMonth[hour] ?? 1;
      const intensity = gramsOfMonth[hour] ?? 0;
      const meter = it * pue;
      const mine = Math.min(meter, ownWatts);
      // Of each joule at the meter; where nothing is drawn, what the first one would be.
      const made = meter > 0 ? mine / meter : own ? 1 : 0;
      const usd = (1 - made) * (hours.price[hour] ?? 0) + made * ownUsd;
      const grams = (1 - made) * intensity + made * ownGrams;
      const marketGrams = contract === null ? grams : (1 - made) * contract + made * ownGrams;
      meterPower[index] = meter;
      if (!before) {
        puePerHour[index] = pue;
        usdPerItJoule[index] = usd * pue;
        gramsPerItJoule[index] = grams * pue;
        marketGramsPerItJoule[index] = marketGrams * pue;
      }
      const joulesOfHour = meter * seconds;
      itEnergy += it * seconds;
      energy += joulesOfHour;
      grid += (meter - mine) * seconds;
      bill += usd * joulesOfHour;
      carbon += grams * joulesOfHour;
      market += marketGrams * joulesOfHour;
      peak = Math.max(peak, meter);
    }
    return { itEnergy, energy, grid, carbon, market, bill, peak };
  });
  if (!own) ofGrid.set(hours, { contract, joules });
  const water = months.flatMap(({ itEnergy, grid }) => {
    const litres = waterUse(quantity<'J'>(itEnergy), quantity<'J'>(grid), region, transmissionLossShare);
    return litres === null ? [] : [litres];
  });
  return {
    energyByMonth: months.map(({ energy }) => quantity<'J'>(energy)),
    gridEnergyByMonth: months.map(({ grid }) => quantity<'J'>(grid)),
    carbonByMonth: months.map(({ carbon }) => quantity<'gCO2e'>(carbon)),
    marketCarbonByMonth: months.map(({ market }) => quantity<'gCO2e'>(market)),
    waterByMonth: water.length === 12 ? water : null,
    billByMonth: months.map(({ bill }) => quantity<'USD'>(bill)),
    peakByMonth: months.map(({ peak }) => quantity<'J/s'>(peak)),
    meterPower,
    ...joules,
  };
};

/** What one load takes of a site in a mean month, and of its bill in a year: all loads of the site add up to it. */
export interface EnergyShare {
  readonly itEnergyPerMonth: Joules;
  readonly energyPerMonth: Joules;
  readonly carbonPerMonth: GramsCo2e;
  readonly marketCarbonPerMonth: GramsCo2e;
  readonly energyUsdPerYear: Dollars;
}

/** Hour by hour by its IT power: who runs when power is cheap or clean has the good of it. */
export const energyShareOf = (itPower: Float64Array, site: ItJoules): EnergyShare => {
  const { puePerHour, usdPerItJoule, gramsPerItJoule, marketGramsPerItJoule } = site;
  let [it, energy, usd, grams, market] = [0, 0, 0, 0, 0];
  for (let index = 0; index < YEAR_HOURS; index++) {
    const joules = (itPower[index] ?? 0) * (SECONDS[index] ?? 0);
    it += joules;
    energy += joules * (puePerHour[index] ?? 0);
    usd += joules * (usdPerItJoule[index] ?? 0);
    grams += joules * (gramsPerItJoule[index] ?? 0);
    market += joules * (marketGramsPerItJoule[index] ?? 0);
  }
  return {
    itEnergyPerMonth: quantity<'J'>(it / 12),
    energyPerMonth: quantity<'J'>(energy / 12),
    carbonPerMonth: quantity<'gCO2e'>(grams / 12),
    marketCarbonPerMonth: quantity<'gCO2e'>(market / 12),
    energyUsdPerYear: quantity<'USD'>(usd),
  };
};
