/** What an estate buys over its horizon, when it buys it again, and what it is still worth. */
import { annuity, presentValue } from '../economics/capital-recovery.ts';
import type { CostAssumptions } from '../economics/cost-assumptions.ts';
import { quantity, type Dollars } from '../units/quantity.ts';

/** What stands in one year. */
export interface Standing {
  /** Price of all hardware that was bought; installation and spares that came with it; buildings. */
  readonly capex: Dollars;
  readonly installation: Dollars;
  readonly building: Dollars;
}

export type PurchaseFigures = Pick<CostAssumptions, 'itLifeYears' | 'facilityLifeYears' | 'residualShare'>;

export interface Purchase {
  readonly kind: 'hardware' | 'building';
  /** Years after the first day. */
  readonly atYear: number;
  readonly spent: number;
  readonly lifeYears: number;
  /** Price at the end of its life. */
  readonly resale: number;
  /** Replaces one of the same kind whose life has ended, which is sold that day. */
  readonly again: boolean;
}

/** What each year has more than the year before, bought at its start and again at the end of every life within the horizon. */
export const purchasesOf = (
  years: readonly Standing[],
  figures: PurchaseFigures,
  horizonYears: number,
): readonly Purchase[] => {
  const added = (index: number, of: (standing: Standing) => number): number => {
    const highest = Math.max(0, ...years.slice(0, index).map(of));
    return Math.max(0, of(years[index] ?? NOTHING) - highest);
  };
  return years.flatMap((_, atYear) => {
    const capex = added(atYear, (standing) => standing.capex);
    const installation = added(atYear, (standing) => standing.installation);
    const hardware: Purchase = {
      kind: 'hardware',
      atYear,
      spent: capex + installation,
      lifeYears: figures.itLifeYears,
      resale: capex * figures.residualShare,
      again: false,
    };
    const building: Purchase = {
      kind: 'building',
      atYear,
      spent: added(atYear, (standing) => standing.building),
      lifeYears: figures.facilityLifeYears,
      resale: 0,
      again: false,
    };
    return [hardware, building].flatMap((one) => (one.spent > 0 ? repeated(one, horizonYears) : []));
  });
};

/**
 * Worth of a purchase after some of its life: what even payments over the rest of it would still have to bring in, and the resale, as of
 * then. The whole price on the first day, the resale on the last.
 */
// Eq. E3
export const valueAfter = (
  { spent, lifeYears, resale }: Pick<Purchase, 'spent' | 'lifeYears' | 'resale'>,
  years: number,
  ratePerYear: number,
): number => {
  const left = lifeYears - years;
  if (left <= 0) return resale;
  const usd = (value: number): Dollars => quantity<'USD'>(value);
  const payment = annuity(usd(spent - presentValue(usd(resale), ratePerYear, lifeYears)), ratePerYear, lifeYears);
  // The inverse of a payment: what n even payments are worth today.
  const worth = payment / annuity(usd(1), ratePerYear, left);
  return worth + presentValue(usd(resale), ratePerYear, left);
};

const NOTHING: Standing = {
  capex: quantity<'USD'>(0),
  installation: quantity<'USD'>(0),
  building: quantity<'USD'>(0),
};

/** A purchase and those that replace it, as long as one begins before the horizon. */
const repeated = (first: Purchase, horizonYears: number): Purchase[] => {
  const all = [first];
  for (let at = first.atYear + first.lifeYears; at < horizonYears - 1e-9; at += first.lifeYears)
    all.push({ ...first, atYear: at, again: true });
  return first.atYear < horizonYears ? all : [];
};
