import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crf } from '../economics/capital-recovery.ts';
import { quantity, type Dollars } from '../units/quantity.ts';
import { lifetimeOf, type Lifetime, type LifetimeFigures, type YearMoney } from './lifetime.ts';
import { valueAfter } from './purchases.ts';

const usd = (value: number): Dollars => quantity<'USD'>(value);
const year = (capex: number, bill: number, building = 0, installation = 0): YearMoney => ({
  capex: usd(capex),
  installation: usd(installation),
  building: usd(building),
  bill: { energy: usd(bill), operations: usd(0), colocation: usd(0), network: usd(0), rent: usd(0) },
});
const figures: LifetimeFigures = { waccPerYear: 0, itLifeYears: 2, facilityLifeYears: 10, residualShare: 0 };
const lifetime = (years: readonly YearMoney[], changed: Partial<LifetimeFigures>, horizon: number): Lifetime => {
  const found = lifetimeOf(years, { ...figures, ...changed }, horizon);
  if (!found) throw new Error('no years');
  return found;
};

describe('without interest', () => {
  it('buys at the start, again after a life, and pays a bill each year', () => {
    // 1,000 on the first day and after two years, 100 a year: 1,000 + 1,000 + 400
    const { years, nominal, discounted, levelisedPerYear, valueLeft } = lifetime([year(1_000, 100)], {}, 4);
    expect(years.map(({ cash }) => cash)).toEqual([1_100, 100, 1_100, 100]);
    expect(years.map(({ refresh }) => refresh)).toEqual([0, 0, 1_000, 0]);
    expect(years.at(-1)?.cumulative).toBe(2_400);
    expect(valueLeft.hardware).toBe(0);
    expect(nominal).toBe(2_400);
    expect(discounted).toBe(2_400);
    expect(levelisedPerYear).toBe(600);
  });

  it('sells what its life has ended, and counts what is left', () => {
    // residual 10 %: 100 back after two years and at the end
    const whole = lifetime([year(1_000, 0)], { residualShare: 0.1 }, 4);
    expect(whole.years.map(({ resale }) => resale + 0)).toEqual([0, 0, -100, 0]);
    expect(whole.valueLeft.hardware).toBeCloseTo(100, 9);
    expect(whole.nominal).toBeCloseTo(1_800, 9);
    // After three years the second purchase has half of its 900 to go, and 100 of resale
    expect(lifetime([year(1_000, 0)], { residualShare: 0.1 }, 3).valueLeft.hardware).toBeCloseTo(550, 9);
  });

  it('keeps the life of the building apart', () => {
    // 5,000 over ten years: four of them cost 2,000
    const { valueLeft, nominal, years } = lifetime([year(0, 0, 5_000)], {}, 4);
    expect(years.map(({ building }) => building)).toEqual([5_000, 0, 0, 0]);
    expect(valueLeft.building).toBeCloseTo(3_000, 9);
    expect(nominal).toBeCloseTo(2_000, 9);
  });

  it('buys what a growing estate adds, in the year it is added, with the bill of that year', () => {
    // 1,000, 1,500, then 1,500 still: 500 more at the start of year 2; both again after two years
    const years = [year(1_000, 100), year(1_500, 150), year(1_500, 160)];
    const grown = lifetime(years, {}, 4);
    expect(grown.years.map(({ hardware }) => hardware)).toEqual([1_000, 500, 1_000, 500]);
    expect(grown.years.map(({ energy }) => energy)).toEqual([100, 150, 160, 160]);
    // the last 500 stands for one year more
    expect(grown.valueLeft.hardware).toBeCloseTo(250, 9);
  });

  it('does not sell what a shrinking estate no longer needs', () => {
    const shrunk = lifetime([year(1_000, 0), year(400, 0), year(1_000, 0)], { itLifeYears: 9 }, 3);
    expect(shrunk.years.map(({ hardware }) => hardware)).toEqual([1_000, 0, 0]);
  });

  it('pays half a bill in half a year', () => {
    const { years } = lifetime([year(1_000, 100)], { itLifeYears: 5 }, 2.5);
    expect(years.map(({ energy }) => energy)).toEqual([100, 100, 50]);
  });
});

describe('with interest', () => {
  it('discounts purchases to their day and bills to the end of their year', () => {
    // 10 %: 1,000 + 1,000 / 1.21 + 100 · (1 − 1.1^−4) / 0.1 = 1,000 + 826.45 + 316.99 = 2,143.43; · crf(10 %, 4) 0.315471 = 676.19
    const { discounted, levelisedPerYear, nominal } = lifetime([year(1_000, 100)], { waccPerYear: 0.1 }, 4);
    expect(nominal).toBeCloseTo(2_400, 9);
    expect(discounted).toBeCloseTo(2_143.43, 2);
    expect(levelisedPerYear).toBeCloseTo(676.19, 2);
    // which is the annuity of two years and the bill: 1,000 · 0.576190 + 100
    expect(levelisedPerYear).toBeCloseTo(1_000 * crf(0.1, 2) + 100, 9);
  });

  it('levelises to the annuity of each life whatever the horizon', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 15 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 10, max: 25 }),
        fc.double({ min: 0, max: 0.2, noNaN: true }),
        fc.double({ min: 0, max: 0.3, noNaN: true }),
        (horizon, itLifeYears, facilityLifeYears, waccPerYear, residualShare) => {
          const found = lifetime(
            [year(1_000, 70, 400, 50)],
            { waccPerYear, itLifeYears, facilityLifeYears, residualShare },
            horizon,
          );
          const hardware =
            (1_050 - (residualShare * 1_000) / (1 + waccPerYear) ** itLifeYears) * crf(waccPerYear, itLifeYears);
          const expected = hardware + 400 * crf(waccPerYear, facilityLifeYears) + 70;
          expect(found.levelisedPerYear / expected).toBeCloseTo(1, 9);
        },
      ),
      { seed: 5 },
    );
  });

  it('values a purchase at its price on the first day and its resale on the last', () => {
    const one = { spent: 1_050, lifeYears: 4, resale: 50 };
    expect(valueAfter(one, 0, 0.09)).toBeCloseTo(1_050, 9);
    expect(valueAfter(one, 4, 0.09)).toBe(50);
    expect(valueAfter(one, 2, 0.09)).toBeGreaterThan(550);
  });
});

it('has no answer without a year or a horizon', () => {
  expect(lifetimeOf([], figures, 4)).toBeNull();
  expect(lifetimeOf([year(1, 1)], figures, 0)).toBeNull();
});
