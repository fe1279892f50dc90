import { describe, expect, it } from 'vitest';
import { quantity } from '../units/quantity.ts';
import {
  joulesPerToken,
  liquidShareOf,
  meterPower,
  peakPue,
  pueAt,
  pueThroughYear,
  sitePue,
  siteLiquidShare,
  type PueThroughYear,
} from './facility.ts';

const cooling = { statedPue: null, pueAir: 1.28, pueLiquid: 1.14, liquidShare: 0 };

describe('sitePue', () => {
  it('weighs air and liquid by the heat they carry', () => {
    expect(sitePue(cooling)).toBe(1.28);
    expect(sitePue({ ...cooling, liquidShare: 1 })).toBe(1.14);
    // 0.15 · 1.28 + 0.85 · 1.14 = 1.161
    expect(sitePue({ ...cooling, liquidShare: 0.85 })).toBeCloseTo(1.161, 9);
  });

  it('gives way to a stated PUE', () => {
    expect(sitePue({ ...cooling, liquidShare: 1, statedPue: 1.08 })).toBe(1.08);
  });

  it('weighs systems by their IT power', () => {
    const air = { itPower: quantity<'J/s'>(30_000), liquidShare: 0 };
    const liquid = { itPower: quantity<'J/s'>(90_000), liquidShare: 0.8 };
    expect(siteLiquidShare([air, liquid])).toBeCloseTo(0.6, 9);
    expect(siteLiquidShare([])).toBe(0);
  });

  it('reads an unpublished share from the way a system is cooled', () => {
    expect(liquidShareOf({ cooling: 'liquid', liquidShare: null })).toBe(1);
    expect(liquidShareOf({ cooling: 'liquid', liquidShare: 0.9 })).toBe(0.9);
    expect(liquidShareOf({ cooling: 'unknown', liquidShare: null })).toBe(0);
  });
});

describe('energy per token', () => {
  // Worked example: 2.10 kW per GPU provisioned at the utility meter.
  it.each([
    { tokens: 6_000, joules: 0.35, kwhPerMtok: 0.0972 },
    { tokens: 4_000, joules: 0.525, kwhPerMtok: 0.1458 },
    { tokens: 3_000, joules: 0.7, kwhPerMtok: 0.1944 },
  ])('$tokens tok/s at 2.10 kW: $joules J', ({ tokens, joules, kwhPerMtok }) => {
    const perToken = joulesPerToken(quantity(2_100), quantity(tokens)) ?? NaN;
    expect(perToken).toBeCloseTo(joules, 9);
    // 1e6 tokens of J, 3.6e6 J per kWh
    expect((perToken * 1e6) / 3.6e6).toBeCloseTo(kwhPerMtok, 4);
  });

  it('on average power: 1.330 kW at the meter, 0.3325 J, 0.0924 kWh/Mtok', () => {
    // 120 kW / 72 · load 0.70 · PUE 1.14
    const meter = meterPower(quantity((120_000 / 72) * 0.7), 1.14);
    expect(meter).toBeCloseTo(1_330, 9);
    const perToken = joulesPerToken(meter, quantity(4_000)) ?? NaN;
    expect(perToken).toBeCloseTo(0.3325, 9);
    expect((perToken * 1e6) / 3.6e6).toBeCloseTo(0.0924, 4);
  });

  it('is absent when no tokens flow', () => {
    expect(joulesPerToken(quantity(2_100), quantity(0))).toBeNull();
  });
});

describe('PUE through the year', () => {
  const swings = { air: { day: 0.12, season: 0.25 }, liquid: { day: 0.04, season: 0.1 } };
  const virginia = { latitudeDeg: 40, utcOffsetHours: -5 };
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  const months = Array.from({ length: 12 }, (_, month) => month);
  const all = (pue: PueThroughYear): number[] =>
    months.flatMap((month) => hours.map((hour) => pueAt(pue, hour, month)));

  it('keeps the mean, whatever is stated, wherever it stands', () => {
    for (const statedPue of [null, 1.4])
      for (const latitudeDeg of [60, 1, -34])
        for (const liquidShare of [0, 0.6, 1]) {
          const pue = pueThroughYear({ ...cooling, statedPue, liquidShare }, swings, {
            latitudeDeg,
            utcOffsetHours: 5.5,
          });
          const mean = all(pue).reduce((sum, one) => sum + one, 0) / 288;
          expect(mean).toBeCloseTo(sitePue({ ...cooling, statedPue, liquidShare }), 12);
          expect(Math.max(...all(pue))).toBeLessThanOrEqual(peakPue(pue));
          expect(Math.min(...all(pue))).toBeGreaterThanOrEqual(1);
        }
  });

  it('peaks on a July afternoon in the north, in January in the south', () => {
    const north = pueThroughYear(cooling, swings, virginia);
    // 15:00 in Virginia is 20:00 UTC; 1 + 0.28 · (1 + 0.12 + 0.25) = 1.3836
    expect(north).toMatchObject({ warmestHourUtc: 20, warmestMonth: 6 });
    expect(peakPue(north)).toBeCloseTo(1.3836, 9);
    const warmest = all(north).indexOf(Math.max(...all(north)));
    expect(Math.floor(warmest / 24)).toBe(6);
    expect([19, 20]).toContain(warmest % 24);
    expect(pueThroughYear(cooling, swings, { latitudeDeg: -34, utcOffsetHours: 10 }).warmestMonth).toBe(0);
  });

  it('has hardly a season at the equator, and swings less with liquid than with air', () => {
    expect(pueThroughYear(cooling, swings, { ...virginia, latitudeDeg: 1 }).season).toBeCloseTo(0.25 / 40, 12);
    const [air, mixed, liquid] = [0, 0.85, 1].map((liquidShare) =>
      pueThroughYear({ ...cooling, liquidShare }, swings, virginia),
    );
    // Overheads 0.15 · 0.28 = 0.042 by air and 0.85 · 0.14 = 0.119 by liquid: (0.042 · 0.25 + 0.119 · 0.1) / 0.161
    expect(mixed?.season).toBeCloseTo(0.13913, 5);
    expect(air?.season).toBe(0.25);
    expect(liquid?.season).toBe(0.1);
  });

  it('never swings by more than the overhead', () => {
    const wild = { day: 0.9, season: 0.9 };
    const pue = pueThroughYear(cooling, { air: wild, liquid: wild }, virginia);
    expect(Math.min(...all(pue))).toBeGreaterThanOrEqual(1);
  });
});
