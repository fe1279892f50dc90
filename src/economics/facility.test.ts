import { describe, expect, it } from 'vitest';
import { quantity } from '../units/quantity.ts';
import { joulesPerToken, liquidShareOf, meterPower, sitePue, siteLiquidShare } from './facility.ts';

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
