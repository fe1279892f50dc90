/** Money of one rack group at all copies of its site: purchase, and the cost of a mean year by line [E3]. */
import type { Accelerator, Band, Catalogue, Confidence, CostFigures, Region, System } from '../catalogue/figures.ts';
import { capexSplit, cornerAssumptions, type CostAssumptions } from '../economics/cost-assumptions.ts';
import { costBasis, rentRateOf, rentTermOf, type CostBasis, type RentTerm } from '../economics/cost-basis.ts';
import { breakdownOf, totalOfLines, type CostStack } from '../economics/cost-stack.ts';
import {
  buildingCapex,
  capexParts,
  energyPerYear,
  totalCapex,
  usdPerAcceleratorHour,
  yearlyCostLeased,
  yearlyCostOwned,
  yearlyCostRented,
} from '../economics/cost.ts';
import type { RackGroup, Site } from '../scenario/schema.ts';
import { quantity, scale, type Dollars, type Watts } from '../units/quantity.ts';
import type { GroupCost } from './cost-answer.ts';
import { systemsOf } from './pool.ts';

export interface CostQuestion {
  readonly rackGroup: RackGroup;
  readonly site: Site;
  readonly system: System;
  readonly accelerator: Accelerator | null;
  readonly region: Region;
  readonly pue: number;
  /** Of one copy of the site, mean over the year. */
  readonly meanItPower: Watts;
  /** Energy bill of one copy of the site hour by hour; absent: mean power at one price. */
  readonly energyUsdPerYear?: Dollars;
  /** At all copies together. */
  readonly streamedTokensPerYear: number;
}

/** Price of a group at base and at its edges; null where nobody stated one. */
interface Price {
  readonly band: Band;
  readonly confidence: Confidence;
  readonly paths: readonly string[];
}

/** Null where no price is known for the way the group was acquired, or no nameplate for the room it stands in. Eq. E3 */
export const groupCostOf = (question: CostQuestion, catalogue: Catalogue): GroupCost | null => {
  const { rackGroup, site, system } = question;
  const price = priceOf(rackGroup, site, system, catalogue);
  const basis = costBasis(site.ownership, rackGroup.acquisition);
  if (!price || (basis !== 'rented' && system.powerNameplate === null)) return null;
  const term = rentTermOf(site.ownership, rackGroup.acquisition);
  const { costs } = catalogue;
  const systems = systemsOf(rackGroup) * site.count;
  const accelerators = systems * system.accelerators;
  const base = assumptionsAt(costs, question.region, 'base');
  const stack = stackAt(question, catalogue, basis, price.band, 'base');
  const bought = basis === 'own-building' || basis === 'colocation';
  const purchase = {
    systems,
    capexPerSystem: quantity<'USD'>(bought ? price.band.base : 0),
    split: capexSplit(system, question.accelerator, base),
  };
  const capex = totalCapex(purchase);
  const interruptionShare = term === 'spot' ? costs.spotInterruptionShare.base : 0;
  const total = totalOfLines(stack);
  const hourAt = (edge: 'low' | 'high'): number =>
    usdPerAcceleratorHour(totalOfLines(stackAt(question, catalogue, basis, price.band, edge)), accelerators);
  const ownRoom = basis === 'own-building' || basis === 'leased-own-building';
  return {
    rackGroupId: rackGroup.id,
    basis,
    term,
    systems,
    accelerators,
    capex,
    capexParts: capexParts(purchase),
    installation: scale(capex, base.installationShare),
    building: ownRoom
      ? buildingCapex(scale(system.powerNameplate ?? quantity<'J/s'>(0), systems), base.constructionUsdPerWatt)
      : quantity<'USD'>(0),
    yearly: breakdownOf(stack),
    stack,
    perAcceleratorHour:
      accelerators > 0
        ? { low: hourAt('low'), base: usdPerAcceleratorHour(total, accelerators), high: hourAt('high') }
        : null,
    perAvailableHour:
      accelerators > 0
        ? usdPerAcceleratorHour(total, accelerators, costs.availabilityShare.base * (1 - interruptionShare))
        : null,
    interruptionShare,
    priceConfidence: price.confidence,
    pricePaths: price.paths,
  };
};

/** Purchase and yearly lines alone, at base: what draws of chance ask for many times. Null as `groupCostOf`. Eq. E3 */
export const groupBillOf = (
  question: CostQuestion,
  catalogue: Catalogue,
): { readonly capex: Dollars; readonly stack: CostStack } | null => {
  const { rackGroup, site, system, accelerator } = question;
  const price = priceOf(rackGroup, site, system, catalogue);
  const basis = costBasis(site.ownership, rackGroup.acquisition);
  if (!price || (basis !== 'rented' && system.powerNameplate === null)) return null;
  const bought = basis === 'own-building' || basis === 'colocation';
  return {
    capex: totalCapex({
      systems: systemsOf(rackGroup) * site.count,
      capexPerSystem: quantity<'USD'>(bought ? price.band.base : 0),
      split: capexSplit(system, accelerator, {
        networkShareOfCapex: catalogue.costs.networkShareOfCapex.base,
        storageShareOfCapex: catalogue.costs.storageShareOfCapex.base,
      }),
    }),
    stack: stackAt(question, catalogue, basis, price.band, 'base'),
  };
};

/** What is missing before a group can be priced, in words of the catalogue; null when nothing is. */
export const missingPriceOf = (
  rackGroup: RackGroup,
  site: Site,
  system: System,
  catalogue: Catalogue,
): string | null => {
  if (priceOf(rackGroup, site, system, catalogue)) {
    const rented = costBasis(site.ownership, rackGroup.acquisition) === 'rented';
    return !rented && system.powerNameplate === null ? 'nameplate power' : null;
  }
  const term = rentTermOf(site.ownership, rackGroup.acquisition);
  return term === null ? 'purchase price' : TERM_NAMES[term];
};

const TERM_NAMES: Readonly<Record<RentTerm, string>> = {
  lease: 'three-year rate',
  reserved: 'one-year rate',
  onDemand: 'on-demand rate',
  spot: 'spot rate',
};

const exactly = (value: number): Band => ({ low: value, base: value, high: value });

/** Of one system when bought, else hosted rent of one accelerator and hour. */
const priceOf = (rackGroup: RackGroup, site: Site, system: System, catalogue: Catalogue): Price | null => {
  const { priceUsd } = rackGroup;
  const term = rentTermOf(site.ownership, rackGroup.acquisition);
  if (priceUsd !== undefined) return { band: exactly(priceUsd), confidence: 'reported', paths: [] };
  if (term === null) {
    return (
      system.capex && {
        band: system.capex,
        confidence: system.confidence.price ?? 'estimate',
        paths: [`systems.${system.id}.capex`],
      }
    );
  }
  const rate = system.accelerators > 0 ? rentRateOf(system, catalogue.costs, term) : null;
  // Rates are press and list prices of a day; those worked out from another term are our own.
  return rate && { band: rate.band, confidence: rate.derived ? 'estimate' : 'reported', paths: rate.paths };
};

/** Hundreds of groups share the figures of a few regions. */
const known = new WeakMap<CostFigures, WeakMap<Region, Map<keyof Band, CostAssumptions>>>();

const assumptionsAt = (costs: CostFigures, region: Region, edge: keyof Band): CostAssumptions => {
  const byRegion = known.get(costs) ?? new WeakMap<Region, Map<keyof Band, CostAssumptions>>();
  known.set(costs, byRegion);
  const byEdge = byRegion.get(region) ?? new Map<keyof Band, CostAssumptions>();
  byRegion.set(region, byEdge);
  const found = byEdge.get(edge);
  if (found) return found;
  const corner = cornerAssumptions(costs, edge);
  const assumptions = {
    ...corner,
    constructionUsdPerWatt: region.constructionPerWatt?.[edge] ?? corner.constructionUsdPerWatt,
  };
  byEdge.set(edge, assumptions);
  return assumptions;
};

/** The year with price, finance, building and electricity at one edge. */
const stackAt = (
  question: CostQuestion,
  catalogue: Catalogue,
  basis: CostBasis,
  price: Band,
  edge: keyof Band,
): CostStack => {
  const { rackGroup, site, system, accelerator, streamedTokensPerYear } = question;
  const assumptions = assumptionsAt(catalogue.costs, question.region, edge);
  const systems = systemsOf(rackGroup) * site.count;
  if (basis === 'rented') {
    return yearlyCostRented({
      accelerators: systems * rentedUnits(system),
      rentUsdPerAcceleratorHour: price[edge],
      streamedTokensPerYear,
      assumptions,
    });
  }
  const housed = {
    room: basis === 'own-building' || basis === 'leased-own-building' ? 'own-building' : 'colocation',
    systems,
    acceleratorsPerSystem: system.accelerators,
    nameplatePerSystem: system.powerNameplate ?? quantity<'J/s'>(0),
    energyUsdPerYear: energyAt(question, edge),
    streamedTokensPerYear,
    assumptions,
  } as const;
  if (basis === 'leased-own-building' || basis === 'leased-colocation') {
    // A rent the user entered is that of the hardware as it stands there.
    const hardware = rackGroup.priceUsd === undefined ? assumptions.leasedHardwareShare : 1;
    return yearlyCostLeased({ ...housed, rentUsdPerSystemHour: price[edge] * hardware * rentedUnits(system) });
  }
  return yearlyCostOwned({
    ...housed,
    capexPerSystem: quantity<'USD'>(price[edge]),
    split: capexSplit(system, accelerator, assumptions),
  });
};

/** Racks without accelerators are rented by the system. */
const rentedUnits = ({ accelerators }: System): number => accelerators || 1;

/** Energy of the year at all copies; at the edges by the band of the region, which a price of the site's own does not have. */
const energyAt = (question: CostQuestion, edge: keyof Band): Dollars => {
  const { site, region, pue, meanItPower, energyUsdPerYear } = question;
  const own = site.energyPriceUsdPerJoule;
  const price = own === undefined ? region.energyPrice.base : quantity<'USD/J'>(own);
  const base = energyUsdPerYear ?? energyPerYear(meanItPower, pue, price);
  const moved =
    own === undefined && region.energyPrice.base > 0 ? region.energyPrice[edge] / region.energyPrice.base : 1;
  return scale(base, site.count * moved);
};
