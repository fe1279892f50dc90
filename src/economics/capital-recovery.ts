/**
 * Capital recovery: the even yearly payment that returns a sum and its interest over a life.
 * Used for racks and for buildings, each over its own life.
 */
import { scale, type Dollars } from '../units/quantity.ts';

/** Even yearly payment per unit of capital. Rate per year (0.09 is 9 %), life in years; throws outside rate >= 0, life > 0. */
export const crf = (ratePerYear: number, years: number): number => {
  if (!(ratePerYear >= 0) || !(years > 0)) throw new Error(`crf: rate ${ratePerYear}, years ${years}`);
  // Eq. E3. At rate 0 the formula is 0/0; its limit is straight-line depreciation.
  return ratePerYear === 0 ? 1 / years : ratePerYear / -Math.expm1(-years * Math.log1p(ratePerYear));
};

/** Yearly payment for `amount` spent today. */
export const annuity = (amount: Dollars, ratePerYear: number, years: number): Dollars =>
  scale(amount, crf(ratePerYear, years));

/** What `amount`, due after `years`, is worth today. */
export const presentValue = (amount: Dollars, ratePerYear: number, years: number): Dollars =>
  scale(amount, (1 + ratePerYear) ** -years);
