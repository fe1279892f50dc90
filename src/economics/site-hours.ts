/**
 * What a joule costs and emits at the meter of a site, and what the site adds to a joule of IT, in each UTC hour of each month: what energy
 * is counted with, and what deferrable work looks for.
 */
import type { Region } from '../catalogue/figures.ts';
import { quantity, scale, type Quantity } from '../units/quantity.ts';
import { intensityByHour, localHourOf } from './carbon.ts';
import { pueAt, type PueThroughYear } from './facility.ts';

/** What a site states of its power; absent: as its region has it. */
export interface MeteredSite {
  readonly energyPriceUsdPerJoule?: number | undefined;
  /** Multipliers of the price by local hour. */
  readonly tariffShape?: readonly number[] | undefined;
  /** Lost between power station and meter. */
  readonly transmissionLossShare: number;
}

export type HourPrices = readonly Quantity<'USD/J'>[];
export type HourIntensities = readonly Quantity<'gCO2e/J'>[];

/** Power of the grid at the meter: 24 UTC hours, for each month from January where they differ by month. */
export interface SiteHours {
  readonly pue: readonly (readonly number[])[];
  readonly price: HourPrices;
  /** Location-based, with what is lost on the way. */
  readonly intensity: readonly HourIntensities[];
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const MONTHS = Array.from({ length: 12 }, (_, month) => month);

type GridRegion = Pick<
  Region,
  'carbonIntensity' | 'hourlyCarbonShape' | 'monthlyCarbonShape' | 'utcOffsetHours' | 'energyPrice'
>;

/** Hours of a region as its sites have them: they stand as long as its figures do. */
const known = new WeakMap<GridRegion, Map<string, SiteHours>>();

/** Sites of one region differ in little: enough for those of a plan and what it was before. */
const KEPT = 64;

/** Of the grid; power made on the site is apart. */
export const siteHoursOf = (site: MeteredSite, region: GridRegion, pue: PueThroughYear): SiteHours => {
  const { energyPriceUsdPerJoule, tariffShape, transmissionLossShare } = site;
  const { mean, day, season, warmestHourUtc, warmestMonth } = pue;
  const key = JSON.stringify([
    [energyPriceUsdPerJoule, tariffShape, transmissionLossShare],
    [mean, day, season, warmestHourUtc, warmestMonth],
  ]);
  let ofRegion = known.get(region);
  if (!ofRegion) known.set(region, (ofRegion = new Map()));
  const before = ofRegion.get(key);
  if (before) return before;
  const hours = workedOut(site, region, pue);
  if (ofRegion.size >= KEPT) ofRegion.clear();
  ofRegion.set(key, hours);
  return hours;
};

const workedOut = (site: MeteredSite, region: GridRegion, pue: PueThroughYear): SiteHours => {
  const seasons = region.monthlyCarbonShape !== null;
  const each = (month?: number): HourIntensities =>
    intensityByHour(region, month).map((one) => deliveredIntensity(one, site.transmissionLossShare));
  const always = seasons ? null : each();
  return {
    pue: MONTHS.map((month) => HOURS.map((hour) => pueAt(pue, hour, month))),
    price: gridPrices(site, region),
    intensity: MONTHS.map((month) => always ?? each(month)),
  };
};

/** Grams at the power station for a joule at the meter. */
// Eq. E2
export const deliveredIntensity = (
  intensity: Quantity<'gCO2e/J'>,
  transmissionLossShare: number,
): Quantity<'gCO2e/J'> => scale(intensity, 1 / (1 - transmissionLossShare));

/** Price at the meter by UTC hour. A tariff spreads the mean price over the hours; one of nothing but zeros spreads nothing. */
// Eq. E3
export const gridPrices = (
  { energyPriceUsdPerJoule, tariffShape }: MeteredSite,
  { energyPrice, utcOffsetHours }: Pick<Region, 'energyPrice' | 'utcOffsetHours'>,
): HourPrices => {
  const base = energyPriceUsdPerJoule === undefined ? energyPrice.base : quantity<'USD/J'>(energyPriceUsdPerJoule);
  const mean = (tariffShape ?? []).reduce((sum, one) => sum + one, 0) / 24;
  return HOURS.map((hour) =>
    scale(base, mean > 0 ? (tariffShape?.[localHourOf(hour, utcOffsetHours)] ?? 0) / mean : 1),
  );
};
