import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PowerFigures } from '../catalogue/figures.ts';
import { during, quantity, type GramsCo2e, type Joules } from '../units/quantity.ts';
import { carbonPerMtok, embodiedKg, embodiedRate, intensityByHour, operationalCarbon, waterUse } from './carbon.ts';
import { HOUR } from './hourly.ts';

const perKwh = (grams: number) => quantity<'gCO2e/J'>(grams / 3.6e6);
const kwh = (value: number): Joules => quantity(value * 3.6e6);
const NO_GRAMS: GramsCo2e = quantity(0);

describe('operational carbon of a million tokens', () => {
  // Worked example: 2.10 kW per GPU; PJM 397.7 g/kWh, SE3 20.4 g/kWh.
  it.each([
    { tokens: 6_000, pjm: 38.67, se3: 1.983 },
    { tokens: 4_000, pjm: 58.0, se3: 2.975 },
    { tokens: 3_000, pjm: 77.33, se3: 3.967 },
  ])('$tokens tok/s', ({ tokens, pjm, se3 }) => {
    const energy: Joules = quantity((2_100 / tokens) * 1e6);
    expect(carbonPerMtok(operationalCarbon(energy, perKwh(397.7)), NO_GRAMS, 1e6)).toBeCloseTo(pjm, 2);
    expect(carbonPerMtok(operationalCarbon(energy, perKwh(20.4)), NO_GRAMS, 1e6)).toBeCloseTo(se3, 3);
  });

  it('on average power: 36.7 g in PJM, and 1.59 g embodied', () => {
    // 800 kg over 4 · 8,760 h = 22.8 g per GPU-h; 4,000 tok/s make 14.4 Mtok an hour
    const embodied = during(embodiedRate(800, 1, 4), HOUR);
    expect(embodied).toBeCloseTo(22.8, 1);
    const energy: Joules = quantity(1_330 * 3_600);
    expect(carbonPerMtok(operationalCarbon(energy, perKwh(397.7)), NO_GRAMS, 14.4e6)).toBeCloseTo(36.7, 1);
    expect(carbonPerMtok(NO_GRAMS, embodied, 14.4e6)).toBeCloseTo(1.59, 2);
    expect(carbonPerMtok(operationalCarbon(energy, perKwh(397.7)), embodied, 14.4e6)).toBeCloseTo(36.732 + 1.585, 2);
  });

  it('is absent without tokens', () => {
    expect(carbonPerMtok(quantity(5), NO_GRAMS, 0)).toBeNull();
  });

  it('is linear in intensity and in energy', () => {
    const positive = fc.double({ min: 0, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(positive, positive, fc.double({ min: 0, max: 100, noNaN: true }), (energy, grams, factor) => {
        const base = operationalCarbon(quantity(energy), perKwh(grams));
        // Rounding is relative: a thousandth of a gram is below it at a million tonnes.
        const close = (grammes: number): boolean => Math.abs(grammes - base * factor) <= 1e-12 * base * factor + 1e-9;
        expect(close(operationalCarbon(quantity(energy), perKwh(grams * factor)))).toBe(true);
        expect(close(operationalCarbon(quantity(energy * factor), perKwh(grams)))).toBe(true);
      }),
    );
  });
});

describe('intensityByHour', () => {
  const shape = Array.from({ length: 24 }, (_, hour) => 1 + (hour - 11.5) / 100);
  const region = {
    carbonIntensity: { low: perKwh(366), base: perKwh(400), high: perKwh(430) },
    hourlyCarbonShape: shape,
    monthlyCarbonShape: [1.2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.8],
    utcOffsetHours: -5,
  };

  it('reads the shape at the local hour', () => {
    const hours = intensityByHour(region);
    // 00:00 UTC is 19:00 the evening before: 400 · 1.075 = 430 g
    expect(hours[0]).toBeCloseTo(perKwh(430), 12);
    // 05:00 UTC is local midnight: 400 · 0.885 = 354 g
    expect(hours[5]).toBeCloseTo(perKwh(354), 12);
    expect(hours).toHaveLength(24);
  });

  it('reads it east of Greenwich too', () => {
    // 20:00 UTC is 05:00 the next morning in Tokyo
    expect(intensityByHour({ ...region, utcOffsetHours: 9 })[20]).toBeCloseTo(perKwh(400 * (1 + (5 - 11.5) / 100)), 12);
  });

  it('has the base as its daily mean', () => {
    const mean = intensityByHour(region).reduce((sum, one) => sum + one, 0) / 24;
    expect(mean / perKwh(400)).toBeCloseTo(1, 12);
  });

  it('adds the season where it was measured, and nothing where it was not', () => {
    expect((intensityByHour(region, 0)[5] ?? NaN) / perKwh(354)).toBeCloseTo(1.2, 12);
    expect(intensityByHour({ ...region, monthlyCarbonShape: null }, 0)[5]).toBeCloseTo(perKwh(354), 12);
  });
});

describe('hardware and water', () => {
  const figures: Pick<PowerFigures, 'embodiedKgPerAccelerator'> = {
    embodiedKgPerAccelerator: { gb200: { low: 400, base: 800, high: 1_500 }, default: { low: 1, base: 2, high: 3 } },
  };

  it('finds the record of a part, else that of parts without one', () => {
    expect(embodiedKg('gb200', figures)).toBe(800);
    expect(embodiedKg('tpu-v7', figures)).toBe(2);
    expect(embodiedKg('tpu-v7', { embodiedKgPerAccelerator: {} })).toBeNull();
  });

  it('adds water on site by IT energy and off site by energy at the meter', () => {
    // 100 kWh IT: 100 · 0.5 + 100 · 1.14 · 3.13 = 406.82 L
    const perKwhWater = (litres: number) => quantity<'L/J'>(litres / 3.6e6);
    const onSite = { low: perKwhWater(0.1), base: perKwhWater(0.5), high: perKwhWater(1.2) };
    expect(waterUse(kwh(100), kwh(114), { waterOnSite: onSite, waterOffSite: perKwhWater(3.13) })).toBeCloseTo(
      406.82,
      6,
    );
    expect(waterUse(kwh(100), kwh(114), { waterOnSite: onSite, waterOffSite: null })).toBeNull();
  });
});
