import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantity } from '../units/quantity.ts';
import { annuity, crf, presentValue } from './capital-recovery.ts';

describe('crf', () => {
  it('matches the textbook value at 9 % over 4 years', () => {
    // 1.09^-4 = 0.708425; 0.09 / (1 - 0.708425) = 0.308669
    expect(crf(0.09, 4)).toBeCloseTo(0.308669, 6);
  });

  it('is straight-line at rate 0 and continuous towards it', () => {
    expect(crf(0, 4)).toBe(0.25);
    expect(crf(1e-12, 4)).toBeCloseTo(0.25, 9);
  });

  it('refuses a negative rate and a life of nothing', () => {
    expect(() => crf(-0.01, 4)).toThrow('crf');
    expect(() => crf(0.09, 0)).toThrow('crf');
  });

  it('pays back exactly: the payments, discounted, are the sum', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.5, noNaN: true }), fc.integer({ min: 1, max: 40 }), (rate, years) => {
        const payment = annuity(quantity(1_000), rate, years);
        const worth = Array.from({ length: years }, (_, year) => presentValue(payment, rate, year + 1));
        expect(worth.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1_000, 6);
      }),
    );
  });

  it.each([
    { itLife: 5, ours: 8.61, published: 8.5 },
    { itLife: 3, ours: 11.91, published: 12 },
    { itLife: 7, ours: 7.21, published: 7 },
  ])('rebuilds Epoch AI (2026-05-14), 1 GW of GB200 over $itLife years', ({ itLife, ours, published }) => {
    // At 8 %: IT 24 bn over its life, facility 14 bn over 14 years, 0.9 bn a year to run.
    const billions = 24 * crf(0.08, itLife) + 14 * crf(0.08, 14) + 0.9;
    expect(billions).toBeCloseTo(ours, 2);
    expect(Math.abs(billions / published - 1)).toBeLessThan(0.031);
  });
});
