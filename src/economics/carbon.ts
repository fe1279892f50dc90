/**
 * Greenhouse gas and water: the grid's intensity by hour, the share of making the hardware, and water on and off site.
 * Location-based; a contract the owner states replaces the grid's figure (market-based).
 */
import type { PowerFigures, Region } from '../catalogue/figures.ts';
import {
  add,
  during,
  quantity,
  scale,
  type GramsCo2e,
  type Joules,
  type Litres,
  type Quantity,
} from '../units/quantity.ts';
import { YEAR } from './hourly.ts';

export type CarbonIntensity = Quantity<'gCO2e/J'>;

type RegionCarbon = Pick<Region, 'carbonIntensity' | 'hourlyCarbonShape' | 'monthlyCarbonShape' | 'utcOffsetHours'>;

/** Grid intensity at the meter by UTC hour, 24 values. `month` 0..11 adds the season where it was measured. */
// Eq. E2: CI(region, t) = base · hourly multiplier(local hour) · month multiplier. Shapes: the catalogue, regions.
export const intensityByHour = (region: RegionCarbon, month?: number): readonly CarbonIntensity[] =>
  Array.from({ length: 24 }, (_, hourUtc) => {
    const season = month === undefined ? 1 : (region.monthlyCarbonShape?.[month] ?? 1);
    return scale(region.carbonIntensity.base, shapeAt(region, hourUtc) * season);
  });

/** Grams of energy taken at the meter. */
// Eq. E2
export const operationalCarbon = (energyAtMeter: Joules, intensity: CarbonIntensity): GramsCo2e =>
  during(intensity, energyAtMeter);

/** Kilograms of CO2e to make one accelerator with its share of the server: its own record, else that of parts without one. */
export const embodiedKg = (
  acceleratorId: string,
  figures: Pick<PowerFigures, 'embodiedKgPerAccelerator'>,
): number | null =>
  (figures.embodiedKgPerAccelerator[acceleratorId] ?? figures.embodiedKgPerAccelerator['default'])?.base ?? null;

/** Making the hardware, spread evenly over its life; a rate, so that `during(rate, MONTH)` is the share of a month. */
// Eq. E2
export const embodiedRate = (
  kgPerAccelerator: number,
  accelerators: number,
  lifeYears: number,
): Quantity<'gCO2e/s'> => {
  if (!(lifeYears > 0)) throw new Error(`embodiedRate: life ${lifeYears} years`);
  return quantity((kgPerAccelerator * 1_000 * accelerators) / (lifeYears * YEAR));
};

/** Grams for a million tokens; null when none are delivered. */
export const carbonPerMtok = (operational: GramsCo2e, embodied: GramsCo2e, tokens: number): GramsCo2e | null =>
  tokens > 0 ? scale(add(operational, embodied), 1e6 / tokens) : null;

/**
 * Litres: cooling on site by IT energy, power stations by what they send to the meter. Null where the region has no off-site figure.
 * Power made on the site is not in `gridEnergy`: no figure for its water is known.
 */
// Eq. E2: water = kWh_IT · WUE + kWh_grid · off-site / (1 − loss). WUE: EcoLogits provider table; off-site: WRI method.
export const waterUse = (
  itEnergy: Joules,
  gridEnergy: Joules,
  region: Pick<Region, 'waterOnSite' | 'waterOffSite'>,
  transmissionLossShare = 0,
): Litres | null =>
  region.waterOffSite === null
    ? null
    : add(
        during(region.waterOnSite.base, itEnergy),
        during(region.waterOffSite, scale(gridEnergy, 1 / (1 - transmissionLossShare))),
      );

/** Hour of the local day in which a UTC hour begins. */
export const localHourOf = (hourUtc: number, utcOffsetHours: number): number =>
  ((Math.floor(hourUtc + utcOffsetHours) % 24) + 24) % 24;

const shapeAt = (region: RegionCarbon, hourUtc: number): number => {
  const localHour = localHourOf(hourUtc, region.utcOffsetHours);
  const multiplier = region.hourlyCarbonShape[localHour];
  if (multiplier === undefined) throw new Error(`carbon shape has no hour ${localHour}`);
  return multiplier;
};
