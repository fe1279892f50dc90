import { describe, expect, test } from 'vitest';
import {
  bandwidth,
  bytes,
  carbon,
  dollars,
  dollarsPerKwh,
  electricity,
  gramsPerKwh,
  inScale,
  joules,
  litres,
  number,
  orWord,
  per,
  percent,
  requestsPerSecond,
  scaleFor,
  seconds,
  text,
  tokens,
  tokensPerSecond,
  watts,
  type Parts,
} from './format.ts';
import { change, changeInPoints, factor, range, signedPercent } from './format-change.ts';
import { clock } from './format-time.ts';
import { quantity } from './quantity.ts';
import { fixed, significant, whole } from './significant.ts';

/** Text with the thin space made visible. */
const shown = (parts: Parts): string => text(parts).replaceAll('\u00a0', ' ');

describe('digits', () => {
  test.each([
    [0, '0'],
    [-0, '0'],
    [653.4, '653'],
    [0.3641, '0.364'],
    [12.003, '12.0'],
    [12, '12'],
    [40_000, '40,000'],
    [11_432, '11,400'],
    [999.6, '1,000'],
    [0.00091, '0.00091'],
    [-7.449, '−7.45'],
    [1.16, '1.16'],
  ])('%d is %s', (value, expected) => {
    expect(significant(value)).toBe(expected);
  });

  test('whole and fixed', () => {
    expect([whole(11_400.4), whole(-0.2), whole(-1234)]).toEqual(['11,400', '0', '−1,234']);
    expect([fixed(1.005, 1), fixed(-0.01, 1), fixed(-2, 2)]).toEqual(['1.0', '0.0', '−2.00']);
  });

  test('NaN and infinity are bugs', () => {
    expect(() => significant(Number.NaN)).toThrow('NaN');
    expect(() => significant(Number.POSITIVE_INFINITY)).toThrow('Infinity');
  });
});

describe('units', () => {
  test.each([
    [watts(quantity(463_200)), '463 kW'],
    [watts(quantity(155_000)), '155 kW'],
    [watts(quantity(999.7)), '1.00 kW'],
    [watts(quantity(1.5e9)), '1.5 GW'],
    [watts(quantity(0)), '0 W'],
    [joules(quantity(0.81)), '0.81 J'],
    [electricity(quantity(3.6e9)), '1 MWh'],
    [bytes(quantity(41e9)), '41 GB'],
    [bytes(quantity(20.7e12)), '20.7 TB'],
    [bandwidth(quantity(38e9)), '38 GB/s'],
    [seconds(quantity(0.0221)), '22.1 ms'],
    [seconds(quantity(0.0000187)), '18.7 µs'],
    [seconds(quantity(0.9999)), '1.00 s'],
    [seconds(quantity(7.4)), '7.4 s'],
    [seconds(quantity(90)), '90 s'],
    [seconds(quantity(600)), '10 min'],
    [seconds(quantity(14_400)), '4 h'],
    [seconds(quantity(0)), '0 s'],
    [tokens(14.5e9), '14.5 Gtok'],
    [tokensPerSecond(quantity(832_100)), '832 k tok/s'],
    [tokensPerSecond(quantity(941)), '941 tok/s'],
    [requestsPerSecond(quantity(520)), '520 req/s'],
    [dollars(quantity(653_210)), '$653 k'],
    [dollars(quantity(13.6e6)), '$13.6 M'],
    [dollars(quantity(8.6e9)), '$8.6 bn'],
    [dollars(quantity(-1200)), '−$1.2 k'],
    [per(dollars(quantity(0.412)), 'Mtok'), '$0.412 /Mtok'],
    [dollarsPerKwh(quantity(0.0893 / 3.6e6)), '$0.0893 /kWh'],
    [gramsPerKwh(quantity(397.7 / 3.6e6)), '398 gCO2e/kWh'],
    [carbon(quantity(67.1)), '67.1 gCO2e'],
    [carbon(quantity(2.5e6)), '2.5 tCO2e'],
    [litres(quantity(4_321)), '4.32 m³'],
    [percent(0.12), '12 %'],
    [percent(0.0731), '7.31 %'],
    [number(1360, 'kg'), '1,360 kg'],
    [orWord<number>(null, number, 'no price'), 'no price'],
    [orWord(1.2, number, 'no price'), '1.2'],
  ])('%j', (parts, expected) => {
    expect(shown(parts)).toBe(expected);
  });

  test('an axis states one unit, that of its largest value', () => {
    const scale = scaleFor('power', 1_250_000);
    expect(scale.unit).toBe('MW');
    expect(inScale('power', 80_000, scale)).toEqual({ value: '0.08', unit: 'MW' });
  });
});

describe('changes, factors, ranges, clock', () => {
  test.each([
    [88, 100, '−12 %', 'down'],
    [112.04, 100, '+12.0 %', 'up'],
    [100.5, 100, '+0.5 %', 'up'],
    [100.01, 100, 'same', 'same'],
    [390, 100, '+290 %', 'up'],
    [439, 100, '×4.39', 'up'],
    [10, 100, '÷10', 'down'],
    [5, 0, 'new', 'up'],
    [0, 5, '−100 %', 'down'],
    [-90, -100, '+10 %', 'up'],
  ])('%d after %d is %s', (now, before, expected, direction) => {
    const result = change(now, before);
    expect([shown(result), result.direction]).toEqual([expected, direction]);
  });

  test('shares change in points', () => {
    expect(shown(changeInPoints(0.17, 0.04))).toBe('+13 pt');
    expect(shown(changeInPoints(-0.02, 0.01))).toBe('−3 pt');
    expect(shown(signedPercent(0.071))).toBe('+7.1 %');
    expect(shown(factor(4.39))).toBe('×4.39');
  });

  test('a range has one unit', () => {
    expect(shown(range('power', 571_000, 768_000))).toBe('571–768 kW');
    expect(shown(range('dollars', 571_000, 768_000))).toBe('$571–768 k');
    expect(shown(range('duration', 0.8, 1.2))).toBe('0.8–1.2 s');
  });

  test('hours of a day', () => {
    expect([clock(14), clock(5.5), clock(-1), clock(24), clock(13.9999)]).toEqual([
      '14:00',
      '05:30',
      '23:00',
      '00:00',
      '14:00',
    ]);
  });
});
