/** Tiers combine to the weakest [T1], and the shipped coefficients are shares where they say so. */
import { expect, test } from 'vitest';
import { defaultCalibration } from './default-calibration.ts';
import { weakestTier } from './tier.ts';

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

test('a calibration that is not fitted per system says so', () => {
  expect(defaultCalibration.tier).toBe('estimated');
  expect(defaultCalibration.band.low).toBeLessThan(1);
  expect(defaultCalibration.band.high).toBeGreaterThan(1);
});
