import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { quantity, type Watts } from '../units/quantity.ts';
import { MONTH, type WeekProfile } from './hourly.ts';
import { energyShareOf, hourIndex, siteEnergyOf, sumOfYears, yearOf, YEAR_HOURS } from './site-energy.ts';
import { siteHoursOf } from './site-hours.ts';
import { ownSupplyOf } from './supply.ts';

const region = defaultCatalogue.regions['de-fra'] ?? fail();
function fail(): never {
  throw new Error('no region');
}
const pue = { mean: 1.2, day: 0.1, season: 0.2, warmestHourUtc: 14, warmestMonth: 6 };
const grid = { transmissionLossShare: 0.06 };
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const day = (watts: (hour: number) => number): Watts[] =>
  Array.from({ length: 24 }, (_, hour) => quantity<'J/s'>(watts(hour)));
/** By night, by day and by season. */
const load = (scale: number, late: boolean): WeekProfile<Watts>[] =>
  Array.from({ length: 12 }, (_, month) => ({
    weekday: day((hour) => scale * (1_000 + 40 * (late ? hour : 23 - hour)) * (1 + month / 20)),
    weekend: day((hour) => scale * (600 + 10 * hour)),
  }));
const hours = siteHoursOf(grid, region, pue);
const question = { hours, own: null, contract: null, region, transmissionLossShare: grid.transmissionLossShare };

describe('a year at the meter', () => {
  const [early, late] = [load(1, false), load(2, true)];
  const energy = siteEnergyOf({ ...question, itPower: sumOfYears([yearOf(early), yearOf(late)]) });

  it('is the integral of power, month by month', () => {
    energy.energyByMonth.forEach((month, index) => {
      const mean = (weekend: boolean): number =>
        sum(Array.from({ length: 24 }, (_, hour) => energy.meterPower[hourIndex(index, weekend, hour)] ?? 0)) / 24;
      expect(month / (MONTH * ((5 / 7) * mean(false) + (2 / 7) * mean(true)))).toBeCloseTo(1, 12);
    });
  });

  it('emits and costs what its hours do: grams and dollars of each joule, at the hour it is drawn', () => {
    const seconds = (weekend: boolean): number => (MONTH * (weekend ? 2 / 7 : 5 / 7)) / 24;
    const byHand = (perJoule: (month: number, hour: number) => number): number =>
      sum(
        Array.from({ length: YEAR_HOURS }, (_, index) => {
          const [month, weekend, hour] = [Math.floor(index / 48), Math.floor(index / 24) % 2 === 1, index % 24];
          return (energy.meterPower[index] ?? 0) * seconds(weekend) * perJoule(month, hour);
        }),
      );
    expect(sum(energy.carbonByMonth) / byHand((m, h) => hours.intensity[m]?.[h] ?? 0)).toBeCloseTo(1, 12);
    expect(sum(energy.billByMonth) / byHand((_, h) => hours.price[h] ?? 0)).toBeCloseTo(1, 12);
    expect(energy.marketCarbonByMonth).toEqual(energy.carbonByMonth);
    expect(energy.gridEnergyByMonth).toEqual(energy.energyByMonth);
  });

  it('takes water on site by IT energy and off site by what power stations send', () => {
    const joules = sum(
      [early, late].map((months) =>
        sum(
          months.map(({ weekday, weekend }) => MONTH * ((5 / 7) * (sum(weekday) / 24) + (2 / 7) * (sum(weekend) / 24))),
        ),
      ),
    );
    const expected =
      joules * region.waterOnSite.base + (sum(energy.energyByMonth) / (1 - 0.06)) * (region.waterOffSite ?? NaN);
    expect(sum(energy.waterByMonth ?? []) / expected).toBeCloseTo(1, 9);
  });

  it('is shared out whole: energy, carbon and bill of its loads add up to it', () => {
    const [a, b] = [early, late].map((one) => energyShareOf(yearOf(one), energy));
    if (!a || !b) throw new Error('no share');
    expect((12 * (a.energyPerMonth + b.energyPerMonth)) / sum(energy.energyByMonth)).toBeCloseTo(1, 12);
    expect((12 * (a.carbonPerMonth + b.carbonPerMonth)) / sum(energy.carbonByMonth)).toBeCloseTo(1, 12);
    expect((a.energyUsdPerYear + b.energyUsdPerYear) / sum(energy.billByMonth)).toBeCloseTo(1, 12);
  });
});

describe('contract and own supply', () => {
  const itPower = yearOf(load(1, true));
  const plain = siteEnergyOf({ ...question, itPower });

  it('leaves the location-based figure and replaces the market-based one', () => {
    const contract = siteEnergyOf({ ...question, itPower, contract: 15 / 3.6e6 });
    expect(contract.carbonByMonth).toEqual(plain.carbonByMonth);
    expect(sum(contract.marketCarbonByMonth) / (sum(plain.energyByMonth) * (15 / 3.6e6))).toBeCloseTo(1, 12);
  });

  it('uses its own power first, and the grid for the rest', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 5_000, noNaN: true }), (watts) => {
        const own = ownSupplyOf({ source: 'gas', watts }, defaultCatalogue.power);
        const site = siteEnergyOf({ ...question, itPower, own });
        const made = sum(site.energyByMonth) - sum(site.gridEnergyByMonth);
        expect(made).toBeLessThanOrEqual(watts * 12 * MONTH * (1 + 1e-9));
        expect(site.energyByMonth).toEqual(plain.energyByMonth);
        const gasPrice = defaultCatalogue.power.ownSupply.gas.energyPrice.base;
        const bill = sum(site.gridEnergyByMonth) * (hours.price[0] ?? 0) + made * gasPrice;
        expect(sum(site.billByMonth) / bill).toBeCloseTo(1, 9);
      }),
      { seed: 83, numRuns: 40 },
    );
  });

  it('all made on the site costs and emits what the source does: gas 0.09 USD and 490 g a kWh', () => {
    const own = ownSupplyOf({ source: 'gas', watts: 1e9 }, defaultCatalogue.power);
    const site = siteEnergyOf({ ...question, itPower, own, contract: 1 });
    const kwh = sum(site.energyByMonth) / 3.6e6;
    expect(sum(site.gridEnergyByMonth)).toBe(0);
    expect(sum(site.billByMonth) / kwh).toBeCloseTo(0.09, 9);
    expect(sum(site.carbonByMonth) / kwh).toBeCloseTo(490, 6);
    expect(sum(site.marketCarbonByMonth) / sum(site.carbonByMonth)).toBeCloseTo(1, 9);
  });

  it('has no supply where none is stated', () => {
    expect(ownSupplyOf(undefined, defaultCatalogue.power)).toBeNull();
  });
});
