/**
 * Total cost of ownership over the horizon as cash: purchases when they are made, hardware again when its life ends, a bill at the end of
 * every year, and what is left at the end. Nominal, discounted, and levelised to an even year.
 */
import { crf, presentValue } from '../economics/capital-recovery.ts';
import type { CostAssumptions } from '../economics/cost-assumptions.ts';
import type { GroupCost } from '../evaluate/cost-answer.ts';
import { quantity, type Dollars } from '../units/quantity.ts';
import { purchasesOf, valueAfter, type Purchase, type PurchaseFigures, type Standing } from './purchases.ts';

/** What is paid in the course of a year. */
export interface YearBill {
  readonly energy: Dollars;
  /** Site operation, maintenance, staff, licences, taxes. */
  readonly operations: Dollars;
  readonly colocation: Dollars;
  readonly network: Dollars;
  readonly rent: Dollars;
}

/** Money of an estate as it stands in one year; a growing plan has one of these per year. */
export interface YearMoney extends Standing {
  readonly bill: YearBill;
}

export type LifetimeFigures = PurchaseFigures & Pick<CostAssumptions, 'waccPerYear'>;

/** Cash out in the course of one year; what comes in is below zero. */
export interface LifetimeYear extends YearBill {
  /** 1 is the first year; the last may be a part of one. */
  readonly year: number;
  readonly hardware: Dollars;
  /** Of the hardware, what replaces some at the end of its life. */
  readonly refresh: Dollars;
  readonly building: Dollars;
  readonly resale: Dollars;
  readonly cash: Dollars;
  readonly discounted: Dollars;
  /** Since the first day, nominal. */
  readonly cumulative: Dollars;
}

export interface Lifetime {
  readonly years: readonly LifetimeYear[];
  /** Worth at the end of the horizon: what the rest of their lives would still have to pay for, and the resale. */
  readonly valueLeft: { readonly hardware: Dollars; readonly building: Dollars };
  /** All cash less the value left. */
  readonly nominal: Dollars;
  /** The same as of the first day, at the cost of capital. */
  readonly discounted: Dollars;
  /** The even yearly payment of the same worth. */
  readonly levelisedPerYear: Dollars;
}

/** Of the groups that have a price; null as soon as one has none, for a sum without it would be too low. */
export const moneyOfYear = (costs: readonly (GroupCost | null)[]): YearMoney | null => {
  const priced = costs.flatMap((cost) => cost ?? []);
  if (priced.length < costs.length) return null;
  const sum = (of: (cost: GroupCost) => number): Dollars =>
    quantity<'USD'>(priced.reduce((total, cost) => total + of(cost), 0));
  return {
    capex: sum(({ capex }) => capex),
    installation: sum(({ installation }) => installation),
    building: sum(({ building }) => building),
    bill: {
      energy: sum(({ yearly }) => yearly.energy),
      operations: sum(({ yearly }) => yearly.operations),
      colocation: sum(({ stack }) => stack.colocation),
      network: sum(({ yearly }) => yearly.network),
      rent: sum(({ yearly }) => yearly.rent),
    },
  };
};

/**
 * `years` holds the estate of each year of the horizon, the first on the day it goes live; the last one stands for all after it. What was
 * bought stays, so a smaller estate later sells nothing. Purchases fall on the start of a year, bills on its end. Null without a year.
 */
// Eq. E3 as cash: without growth the levelised year is the yearly cost of E3, whatever the horizon.
export const lifetimeOf = (
  years: readonly YearMoney[],
  figures: LifetimeFigures,
  horizonYears: number,
): Lifetime | null => {
  const last = years.at(-1);
  if (!last || !(horizonYears > 0)) return null;
  const { waccPerYear } = figures;
  const purchases = purchasesOf(years, figures, horizonYears);
  const discount = (amount: number, atYear: number): number =>
    presentValue(quantity<'USD'>(amount), waccPerYear, atYear);
  const answers: LifetimeYear[] = [];
  for (let year = 1; year < horizonYears + 1 - NEARLY; year += 1) {
    const end = Math.min(year, horizonYears);
    const bill = scaled((years[year - 1] ?? last).bill, end - (year - 1));
    const bought = purchases.filter(({ atYear }) => atYear >= year - 1 - NEARLY && atYear < year - NEARLY);
    const replaced = bought.filter(({ again }) => again);
    const bills = bill.energy + bill.operations + bill.colocation + bill.network + bill.rent;
    const resale = 0 - sumOf(replaced, ({ resale: price }) => price);
    const cash = sumOf(bought, ({ spent }) => spent) + resale + bills;
    const discounted =
      discount(bills, end) +
      sumOf(bought, ({ spent, atYear, again, resale: price }) => discount(spent - (again ? price : 0), atYear));
    answers.push({
      year,
      ...bill,
      hardware: usd(sumOf(bought.filter(isHardware), ({ spent }) => spent)),
      refresh: usd(sumOf(replaced.filter(isHardware), ({ spent }) => spent)),
      building: usd(sumOf(bought, (one) => (isHardware(one) ? 0 : one.spent))),
      resale: usd(resale),
      cash: usd(cash),
      discounted: usd(discounted),
      cumulative: usd((answers.at(-1)?.cumulative ?? 0) + cash),
    });
  }
  const standing = purchases.filter(({ atYear, lifeYears }) => atYear + lifeYears >= horizonYears - NEARLY);
  const left = (kind: Purchase['kind']): number =>
    sumOf(
      standing.filter((one) => one.kind === kind),
      (one) => valueAfter(one, horizonYears - one.atYear, waccPerYear),
    );
  const valueLeft = { hardware: usd(left('hardware')), building: usd(left('building')) };
  const value = valueLeft.hardware + valueLeft.building;
  const discounted = sumOf(answers, (one) => one.discounted) - discount(value, horizonYears);
  return {
    years: answers,
    valueLeft,
    nominal: usd(sumOf(answers, ({ cash }) => cash) - value),
    discounted: usd(discounted),
    levelisedPerYear: usd(discounted * crf(waccPerYear, horizonYears)),
  };
};

/** Rounding of sums of lives; a refresh never falls so near the end of a year otherwise. */
const NEARLY = 1e-9;

const usd = (value: number): Dollars => quantity<'USD'>(value);

const isHardware = ({ kind }: Purchase): boolean => kind === 'hardware';

const sumOf = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

const scaled = (bill: YearBill, share: number): YearBill => ({
  energy: usd(bill.energy * share),
  operations: usd(bill.operations * share),
  colocation: usd(bill.colocation * share),
  network: usd(bill.network * share),
  rent: usd(bill.rent * share),
});
