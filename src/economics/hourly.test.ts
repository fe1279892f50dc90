import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantity, type Joules, type Watts } from '../units/quantity.ts';
import {
  addProfiles,
  everyDay,
  hourTotals,
  MONTH,
  monthTotal,
  rateProduct,
  weekMean,
  type WeekProfile,
} from './hourly.ts';

const flat = (value: number): readonly Watts[] => Array.from({ length: 24 }, () => quantity(value));
const day = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 24, maxLength: 24 });
const profile = (weekday: readonly number[], weekend: readonly number[]): WeekProfile<Watts> => ({
  weekday: weekday.map((one) => quantity<'J/s'>(one)),
  weekend: weekend.map((one) => quantity<'J/s'>(one)),
});

describe('month', () => {
  it('has 730 hours', () => {
    expect(MONTH / 3_600).toBe(730);
    // 1 kW for 730 h
    const energy: Joules = monthTotal(everyDay(flat(1_000)));
    expect(energy / 3.6e6).toBeCloseTo(730, 9);
  });

  it('weighs weekdays five to two', () => {
    // (5 · 700 + 2 · 350) / 7 = 600 W
    expect(weekMean({ weekday: flat(700), weekend: flat(350) })).toBeCloseTo(600, 9);
  });

  it('refuses a day that is not one', () => {
    expect(() => weekMean({ weekday: flat(1).slice(1), weekend: flat(1) })).toThrow('23 hours');
    expect(() => addProfiles({ weekday: flat(1).slice(1), weekend: flat(1) })).toThrow('23 hours');
  });

  it('multiplies power and intensity hour by hour, not by their means', () => {
    // 100 W in hour 0 alone, 24 g/J in hour 0 alone: 100 · 24 / 24 h = 100 g/s mean; product of means would be 4.17
    const power = everyDay<Watts>(Array.from({ length: 24 }, (_, hour) => quantity(hour === 0 ? 100 : 0)));
    const intensity = everyDay(Array.from({ length: 24 }, (_, hour) => quantity<'gCO2e/J'>(hour === 0 ? 24 : 0)));
    expect(weekMean(rateProduct<'gCO2e', 'J'>(power, intensity))).toBeCloseTo(100, 9);
  });
});

describe('energy', () => {
  it('is the integral of power', () => {
    fc.assert(
      fc.property(day, day, (weekday, weekend) => {
        const power = profile(weekday, weekend);
        const sum = (hours: readonly number[]): number => hours.reduce((total, one) => total + one, 0);
        // A week adds up hour by hour; a month is 730/168 of it.
        const joulesOfWeek = 5 * sum(hourTotals(power.weekday)) + 2 * sum(hourTotals(power.weekend));
        const month: Joules = monthTotal(power);
        expect(Math.abs(month - (joulesOfWeek * 730) / 168)).toBeLessThanOrEqual(1e-9 * Math.max(1, month));
      }),
    );
  });

  it('is additive', () => {
    fc.assert(
      fc.property(day, day, day, day, (a, b, c, d) => {
        const one = profile(a, b);
        const other = profile(c, d);
        const together: Joules = monthTotal(addProfiles(one, other));
        const apart = monthTotal(one) + monthTotal(other);
        expect(Math.abs(together - apart)).toBeLessThanOrEqual(1e-9 * Math.max(1, apart));
      }),
    );
  });
});
