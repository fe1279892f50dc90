import { describe, expect, it } from 'vitest';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { quantity } from '../units/quantity.ts';
import { deliveredIntensity, gridPrices, siteHoursOf } from './site-hours.ts';

const region = defaultCatalogue.regions['de-fra'];
const flat = { mean: 1.2, day: 0, season: 0, warmestHourUtc: 14, warmestMonth: 6 };
const usdPerKwh = (value: number): number => value / 3.6e6;

describe('price at the meter', () => {
  it('is that of the region, unless the site states its own', () => {
    if (!region) throw new Error('no region');
    const hours = gridPrices({ transmissionLossShare: 0 }, region);
    expect(new Set(hours)).toEqual(new Set([region.energyPrice.base]));
    const own = gridPrices({ transmissionLossShare: 0, energyPriceUsdPerJoule: usdPerKwh(0.05) }, region);
    expect((own[7] ?? 0) * 3.6e6).toBeCloseTo(0.05, 12);
  });

  it('spreads its mean over the local hours of a tariff', () => {
    // Night at half, day at one and a half, by the clock of Tokyo: 00:00 UTC is 09:00 there. Multiples of a mean of 3 stay a mean of 1.
    const tariffShape = Array.from({ length: 24 }, (_, hour) => (hour < 12 ? 1.5 : 4.5));
    const prices = gridPrices(
      { transmissionLossShare: 0, energyPriceUsdPerJoule: usdPerKwh(0.1), tariffShape },
      { energyPrice: { low: quantity(0), base: quantity(0), high: quantity(0) }, utcOffsetHours: 9 },
    ).map((price) => price * 3.6e6);
    expect(prices[0]).toBeCloseTo(0.05, 12);
    expect(prices[3]).toBeCloseTo(0.15, 12);
    expect(prices.reduce((sum, one) => sum + one, 0) / 24).toBeCloseTo(0.1, 12);
  });

  it('is the same all day under a tariff of zeros', () => {
    if (!region) throw new Error('no region');
    const nothing = { transmissionLossShare: 0, tariffShape: Array.from({ length: 24 }, () => 0) };
    expect(gridPrices(nothing, region)).toEqual(gridPrices({ transmissionLossShare: 0 }, region));
  });
});

describe('carbon at the meter', () => {
  it('counts what is lost on the way: 8 % lost are 8.7 % more', () => {
    expect(deliveredIntensity(quantity(100), 0.08)).toBeCloseTo(108.696, 3);
  });

  it('follows the measured months and hours, each with a mean of the whole', () => {
    if (!region) throw new Error('no region');
    expect(region.monthlyCarbonShape).not.toBeNull();
    const { intensity } = siteHoursOf({ transmissionLossShare: 0 }, region, flat);
    const mean = intensity.flat().reduce((sum, one) => sum + one, 0) / 288;
    expect(mean / region.carbonIntensity.base).toBeCloseTo(1, 5);
    expect(intensity[0]).not.toEqual(intensity[6]);
  });

  it('has the same hours in every month where no season was measured', () => {
    const virginia = defaultCatalogue.regions['us-va'];
    if (!virginia) throw new Error('no region');
    const { intensity } = siteHoursOf({ transmissionLossShare: 0 }, virginia, flat);
    expect(intensity[0]).toEqual(intensity[6]);
  });
});
