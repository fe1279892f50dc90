/** What one rack group costs, as the answer tells it. */
import type { Band, Confidence } from '../catalogue/figures.ts';
import type { CapexSplit } from '../economics/cost-assumptions.ts';
import type { CostBasis, RentTerm } from '../economics/cost-basis.ts';
import type { CostBreakdown, CostStack } from '../economics/cost-stack.ts';
import type { Dollars } from '../units/quantity.ts';

export interface GroupCost {
  readonly rackGroupId: string;
  readonly basis: CostBasis;
  /** Of the rate that is paid; null where the hardware was bought. */
  readonly term: RentTerm | null;
  /** Systems and accelerators at all copies of the site. */
  readonly systems: number;
  readonly accelerators: number;
  /** Purchase; zero when leased or rented. */
  readonly capex: Dollars;
  readonly capexParts: Readonly<Record<keyof CapexSplit, Dollars>>;
  /** Installation and spares, spent with the purchase. */
  readonly installation: Dollars;
  /** To build what the nameplate needs; zero but in an own building. */
  readonly building: Dollars;
  readonly yearly: CostBreakdown;
  /** The same year line by line. */
  readonly stack: CostStack;
  /** USD per accelerator and hour at the edges of price, cost of capital, life, building and electricity; null without accelerators. */
  readonly perAcceleratorHour: Band | null;
  /** The base of it over available hours only: repairs and, on spot, interruptions taken out. */
  readonly perAvailableHour: number | null;
  /** Share of hours in which it may be taken away; 0 but on spot. */
  readonly interruptionShare: number;
  /** Of the price used; a price the user entered counts as reported. */
  readonly priceConfidence: Confidence;
  /** Figures of the catalogue behind that price; none where the user entered it. */
  readonly pricePaths: readonly string[];
}
