/**
 * Yearly cost of the systems of one rack group, by part: owned (own building or colocation) or rented.
 * Nameplate power pays for the building, mean power pays for energy.
 */
import { add, during, quantity, scale, type Dollars, type Quantity, type Watts } from '../units/quantity.ts';
import { annuity, presentValue } from './capital-recovery.ts';
import type { CostAssumptions } from './cost-assumptions.ts';
import { HOURS_PER_YEAR, YEAR } from './hourly.ts';

/** Money by part; the period is that of the function that returns it. */
export interface CostBreakdown {
  /** Server, network and storage: annuity with installation and spares, less residual value. */
  readonly hardware: Dollars;
  /** Building annuity, or colocation by kW-month. */
  readonly facility: Dollars;
  readonly energy: Dollars;
  /** Site operation, maintenance, licences, staff. */
  readonly operations: Dollars;
  /** Tokens streamed out of the site. */
  readonly network: Dollars;
  readonly rent: Dollars;
}

export type CostBasis = 'own-building' | 'colocation' | 'rented';

/** What pays for a rack group: anything leased, or standing at a cloud, is rented whole. */
export const costBasis = (
  ownership: 'owned' | 'colocation' | 'cloud',
  acquisition: 'buy' | 'lease' | 'cloud' | 'cloud-reserved' | 'cloud-spot',
): CostBasis => {
  if (acquisition !== 'buy' || ownership === 'cloud') return 'rented';
  return ownership === 'owned' ? 'own-building' : 'colocation';
};

export interface OwnedSystems {
  readonly basis: 'own-building' | 'colocation';
  readonly systems: number;
  readonly acceleratorsPerSystem: number;
  /** Price of one system, server included. */
  readonly capexPerSystem: Dollars;
  /** Share of that price to add, from `networkAndStorageShare`. */
  readonly networkAndStorageShare: number;
  readonly nameplatePerSystem: Watts;
  /** IT power of all these systems together, mean over the year. */
  readonly meanItPower: Watts;
  readonly pue: number;
  readonly energyPrice: Quantity<'USD/J'>;
  readonly streamedTokensPerYear: number;
  readonly assumptions: CostAssumptions;
}

/** USD per year of systems that were bought. */
// Eq. E3. Sources of the figures: the catalogue, costs; form: docs/model.md E3, checked against SemiAnalysis and Epoch.
export const yearlyCostOwned = (owned: OwnedSystems): CostBreakdown => {
  const { assumptions, systems } = owned;
  const capex = totalCapex(owned);
  const nameplateKw = (systems * owned.nameplatePerSystem) / 1_000;
  const accelerators = systems * owned.acceleratorsPerSystem;

  const siteOpex = owned.basis === 'own-building' ? assumptions.facilityOpexUsdPerKwYear * nameplateKw : 0;
  const perAccelerator = assumptions.licenceUsdPerAcceleratorYear + assumptions.staffUsdPerAcceleratorYear;

  return {
    hardware: hardwarePerYear(capex, assumptions),
    facility: facilityPerYear(owned.basis, nameplateKw, assumptions),
    energy: during(owned.energyPrice, during(scale(owned.meanItPower, owned.pue), YEAR)),
    operations: quantity(siteOpex + assumptions.maintenancePerYear * capex + perAccelerator * accelerators),
    network: egressCost(owned.streamedTokensPerYear, assumptions),
    rent: quantity(0),
  };
};

export interface RentedAccelerators {
  readonly accelerators: number;
  readonly rentUsdPerAcceleratorHour: number;
  readonly streamedTokensPerYear: number;
  readonly assumptions: Pick<CostAssumptions, 'egressUsdPerGb' | 'bytesPerStreamedToken'>;
}

/** USD per year of accelerators that are rented: the quoted rate replaces hardware, facility, energy and operations. */
export const yearlyCostRented = (rented: RentedAccelerators): CostBreakdown => ({
  ...NO_COST,
  network: egressCost(rented.streamedTokensPerYear, rented.assumptions),
  rent: quantity(rented.rentUsdPerAcceleratorHour * rented.accelerators * HOURS_PER_YEAR),
});

/** Purchase price of all systems with the network and storage that the price leaves out; installation and spares excluded. */
export const totalCapex = (
  owned: Pick<OwnedSystems, 'systems' | 'capexPerSystem' | 'networkAndStorageShare'>,
): Dollars => scale(owned.capexPerSystem, owned.systems * (1 + owned.networkAndStorageShare));

/** USD for tokens that leave the site one event at a time. */
export const egressCost = (
  tokens: number,
  assumptions: Pick<CostAssumptions, 'egressUsdPerGb' | 'bytesPerStreamedToken'>,
): Dollars => quantity(((tokens * assumptions.bytesPerStreamedToken) / 1e9) * assumptions.egressUsdPerGb);

export const NO_COST: CostBreakdown = {
  hardware: quantity(0),
  facility: quantity(0),
  energy: quantity(0),
  operations: quantity(0),
  network: quantity(0),
  rent: quantity(0),
};

/** Part by part. */
export const addCosts = (...costs: readonly CostBreakdown[]): CostBreakdown => ({
  hardware: add(...costs.map((cost) => cost.hardware)),
  facility: add(...costs.map((cost) => cost.facility)),
  energy: add(...costs.map((cost) => cost.energy)),
  operations: add(...costs.map((cost) => cost.operations)),
  network: add(...costs.map((cost) => cost.network)),
  rent: add(...costs.map((cost) => cost.rent)),
});

/** Every part times a plain number, as 1/12 for a mean month. */
export const scaleCost = (cost: CostBreakdown, factor: number): CostBreakdown => ({
  hardware: scale(cost.hardware, factor),
  facility: scale(cost.facility, factor),
  energy: scale(cost.energy, factor),
  operations: scale(cost.operations, factor),
  network: scale(cost.network, factor),
  rent: scale(cost.rent, factor),
});

export const totalCost = (cost: CostBreakdown): Dollars =>
  add(cost.hardware, cost.facility, cost.energy, cost.operations, cost.network, cost.rent);

/** USD per accelerator and hour of a yearly cost; below 1, `availabilityShare` spreads it over the available hours only. */
export const usdPerAcceleratorHour = (yearly: CostBreakdown, accelerators: number, availabilityShare = 1): number => {
  if (!(accelerators > 0) || !(availabilityShare > 0 && availabilityShare <= 1)) {
    throw new Error(`usdPerAcceleratorHour: ${accelerators} accelerators, availability ${availabilityShare}`);
  }
  return totalCost(yearly) / (accelerators * HOURS_PER_YEAR * availabilityShare);
};

const hardwarePerYear = (capex: Dollars, assumptions: CostAssumptions): Dollars => {
  const { waccPerYear, itLifeYears } = assumptions;
  const spent = scale(capex, 1 + assumptions.installationShare);
  const resale = presentValue(scale(capex, assumptions.residualShare), waccPerYear, itLifeYears);
  return annuity(quantity(spent - resale), waccPerYear, itLifeYears);
};

const facilityPerYear = (basis: OwnedSystems['basis'], nameplateKw: number, assumptions: CostAssumptions): Dollars =>
  basis === 'own-building'
    ? annuity(
        quantity(assumptions.constructionUsdPerWatt * 1_000 * nameplateKw),
        assumptions.waccPerYear,
        assumptions.facilityLifeYears,
      )
    : quantity(12 * assumptions.coloUsdPerKwMonth * nameplateKw);
