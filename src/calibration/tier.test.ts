/** Tiers combine to the weakest [T1], and the shipped coefficients are shares where they say so. */
import { expect, test } from 'vitest';
import { defaultCalibration } from './default-calibration.ts';
import { weakestTier } from './tier.ts';
import { trustFor, weakestTrust, type Band } from './trust.ts';

test('the weakest tier wins; nothing given is measured', () => {
  expect(weakestTier('measured', 'estimated', 'calibrated')).toBe('estimated');
  expect(weakestTier('withheld', 'measured')).toBe('withheld');
  expect(weakestTier('calibrated', 'measured')).toBe('calibrated');
  expect(weakestTier()).toBe('measured');
});

test('no coefficient lets an operator beat its datasheet', () => {
  for (const { computeShare, bandwidthShare, launchSeconds } of Object.values(defaultCalibration.operators)) {
    for (const share of [computeShare, bandwidthShare]) {
      expect(share).toBeGreaterThan(0);
      expect(share).toBeLessThanOrEqual(1);
    }
    expect(launchSeconds).toBeGreaterThanOrEqual(0);
    expect(launchSeconds).toBeLessThan(1e-3);
  }
});

test('less behind an answer never means a narrower band', () => {
  const { combination, model, operators, datasheet } = defaultCalibration.bands;
  const width = ({ low, high }: Band): number => high / low;
  for (const metric of ['tpot', 'ttft'] as const) {
    const widths = [combination, model, operators, datasheet].map((bands) => width(bands[metric]));
    expect(widths).toEqual(widths.toSorted((a, b) => a - b));
  }
});

test('trust is that of the weakest part, and a datasheet is an estimate', () => {
  const known = trustFor('combination', defaultCalibration.bands);
  const bare = trustFor('datasheet', defaultCalibration.bands);
  expect([known.tier, bare.tier]).toEqual(['calibrated', 'estimated']);
  expect(weakestTrust([known, bare, known])).toBe(bare);
  expect(weakestTrust([])).toBeNull();
});
