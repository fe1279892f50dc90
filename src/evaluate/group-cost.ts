/** Money of one rack group: purchase, and the cost of a mean year by part [E3]. */
import type { Accelerator, Catalogue, Confidence, Region, System } from '../catalogue/figures.ts';
import { costAssumptions, networkAndStorageShare } from '../economics/cost-assumptions.ts';
import { costBasis, totalCapex, yearlyCostOwned, yearlyCostRented, type CostBreakdown } from '../economics/cost.ts';
import type { RackGroup, Site } from '../scenario/schema.ts';
import { quantity, type Dollars, type Watts } from '../units/quantity.ts';
import { systemsOf } from './pool.ts';

export interface GroupCost {
  readonly rackGroupId: string;
  /** Zero when rented. */
  readonly capex: Dollars;
  readonly yearly: CostBreakdown;
  /** Of the price used; a price the user entered counts as reported. */
  readonly priceConfidence: Confidence;
}

export interface CostQuestion {
  readonly rackGroup: RackGroup;
  readonly site: Site;
  readonly system: System;
  readonly accelerator: Accelerator | null;
  readonly region: Region;
  readonly pue: number;
  /** Mean over the year. */
  readonly meanItPower: Watts;
  readonly streamedTokensPerYear: number;
}

/** Null where no price is known for the way the group was acquired. Eq. E3 */
export const groupCostOf = (question: CostQuestion, catalogue: Catalogue): GroupCost | null => {
  const { rackGroup, site, system, accelerator, region, pue, meanItPower, streamedTokensPerYear } = question;
  const systems = systemsOf(rackGroup);
  const assumptions = {
    ...costAssumptions(catalogue.costs),
    constructionUsdPerWatt: region.constructionPerWatt?.base ?? catalogue.costs.constructionUsdPerWatt.base,
  };
  const basis = costBasis(site.ownership, rackGroup.acquisition);
  const priceConfidence: Confidence =
    rackGroup.priceUsd === undefined ? (system.confidence.price ?? 'estimate') : 'reported';
  if (basis === 'rented') {
    const rent = rackGroup.priceUsd ?? system.rentalPerAcceleratorHour?.base;
    if (rent === undefined) return null;
    const yearly = yearlyCostRented({
      accelerators: systems * system.accelerators,
      rentUsdPerAcceleratorHour: rent,
      streamedTokensPerYear,
      assumptions,
    });
    return { rackGroupId: rackGroup.id, capex: quantity<'USD'>(0), yearly, priceConfidence };
  }
  const price = rackGroup.priceUsd ?? system.capex?.base;
  const nameplate = system.powerNameplate;
  if (price === undefined || nameplate === null) return null;
  const owned = {
    basis,
    systems,
    acceleratorsPerSystem: system.accelerators,
    capexPerSystem: quantity<'USD'>(price),
    networkAndStorageShare: networkAndStorageShare(system, accelerator, assumptions),
    nameplatePerSystem: nameplate,
    meanItPower,
    pue,
    energyPrice: region.energyPrice.base,
    streamedTokensPerYear,
    assumptions,
  };
  return { rackGroupId: rackGroup.id, capex: totalCapex(owned), yearly: yearlyCostOwned(owned), priceConfidence };
};
