/**
 * Yearly cost of the systems of one rack group, by line: bought (own building or colocation), leased into such a room, or rented whole.
 * Nameplate power pays for the building, mean power pays for energy.
 */
import { add, during, quantity, scale, type Dollars, type Quantity, type Watts } from '../units/quantity.ts';
import { annuity, presentValue } from './capital-recovery.ts';
import type { CapexSplit, CostAssumptions } from './cost-assumptions.ts';
import { NO_LINES, withTaxes, type CostBreakdown, type CostStack } from './cost-stack.ts';
import { HOURS_PER_YEAR, YEAR } from './hourly.ts';

/** Systems in a room that is paid for. */
export interface HousedSystems {
  readonly room: 'own-building' | 'colocation';
  readonly systems: number;
  readonly acceleratorsPerSystem: number;
  readonly nameplatePerSystem: Watts;
  /** Energy of the year at the meter: from `energyPerYear`, or hour by hour where prices move. */
  readonly energyUsdPerYear: Dollars;
  readonly streamedTokensPerYear: number;
  readonly assumptions: CostAssumptions;
}

export interface OwnedSystems extends HousedSystems {
  /** Price of one system, server included. */
  readonly capexPerSystem: Dollars;
  readonly split: CapexSplit;
}

export interface LeasedSystems extends HousedSystems {
  /** Of the hardware alone. */
  readonly rentUsdPerSystemHour: number;
}

/** Energy of a year at one price: IT power of all systems, mean over the year, with the overhead of the room. */
export const energyPerYear = (meanItPower: Watts, pue: number, price: Quantity<'USD/J'>): Dollars =>
  during(price, during(scale(meanItPower, pue), YEAR));

/** USD per year of systems that were bought. */
// Eq. E3. Sources of the figures: the catalogue, costs; form: docs/model.md E3, checked against SemiAnalysis and Epoch.
export const yearlyCostOwned = (owned: OwnedSystems): CostStack => {
  const { assumptions, split } = owned;
  const capex = capexParts(owned);
  const perDollar = hardwarePerYear(quantity<'USD'>(1), assumptions);
  return withTaxes(
    {
      ...roomPerYear(owned),
      server: scale(capex.server, perDollar),
      fabric: scale(capex.fabric, perDollar),
      storage: scale(capex.storage, perDollar),
      spares: sparesPerYear(totalCapex(owned), assumptions),
      maintenance: scale(owned.capexPerSystem, owned.systems * sumOf(split) * assumptions.maintenancePerYear),
    },
    assumptions.taxShare,
  );
};

/** USD per year of leased hardware: its rent replaces the purchase and its upkeep, the room and its energy stay. */
// Eq. E3
export const yearlyCostLeased = (leased: LeasedSystems): CostStack =>
  withTaxes(
    {
      ...roomPerYear(leased),
      rent: quantity<'USD'>(leased.rentUsdPerSystemHour * leased.systems * HOURS_PER_YEAR),
    },
    leased.assumptions.taxShare,
  );

export interface RentedAccelerators {
  readonly accelerators: number;
  readonly rentUsdPerAcceleratorHour: number;
  readonly streamedTokensPerYear: number;
  readonly assumptions: Pick<CostAssumptions, 'egressUsdPerGb' | 'bytesPerStreamedToken' | 'taxShare'>;
}

/** USD per year of accelerators that are rented: the quoted rate replaces hardware, facility, energy and operations. */
// Eq. E3
export const yearlyCostRented = (rented: RentedAccelerators): CostStack =>
  withTaxes(
    {
      ...NO_LINES,
      egress: egressCost(rented.streamedTokensPerYear, rented.assumptions),
      rent: quantity<'USD'>(rented.rentUsdPerAcceleratorHour * rented.accelerators * HOURS_PER_YEAR),
    },
    rented.assumptions.taxShare,
  );

/** Purchase by what it pays for; installation and spares excluded. */
export const capexParts = (
  owned: Pick<OwnedSystems, 'systems' | 'capexPerSystem' | 'split'>,
): Readonly<Record<keyof CapexSplit, Dollars>> => ({
  server: scale(owned.capexPerSystem, owned.systems * owned.split.server),
  fabric: scale(owned.capexPerSystem, owned.systems * owned.split.fabric),
  storage: scale(owned.capexPerSystem, owned.systems * owned.split.storage),
});

/** Purchase price of all systems with the network and storage that the price leaves out; installation and spares excluded. */
export const totalCapex = (owned: Pick<OwnedSystems, 'systems' | 'capexPerSystem' | 'split'>): Dollars =>
  scale(owned.capexPerSystem, owned.systems * sumOf(owned.split));

/** USD to build what the nameplate of the systems needs. */
export const buildingCapex = (nameplate: Watts, constructionUsdPerWatt: number): Dollars =>
  quantity<'USD'>(constructionUsdPerWatt * nameplate);

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

/** USD per accelerator and hour of a yearly total; below 1, `availabilityShare` spreads it over the available hours only. */
export const usdPerAcceleratorHour = (yearly: Dollars, accelerators: number, availabilityShare = 1): number => {
  if (!(accelerators > 0) || !(availabilityShare > 0 && availabilityShare <= 1)) {
    throw new Error(`usdPerAcceleratorHour: ${accelerators} accelerators, availability ${availabilityShare}`);
  }
  return yearly / (accelerators * HOURS_PER_YEAR * availabilityShare);
};

const sumOf = ({ server, fabric, storage }: CapexSplit): number => server + fabric + storage;

/** Room, energy, people and streaming: what bought and leased systems pay alike. */
const roomPerYear = (housed: HousedSystems): CostStack => {
  const { room, systems, assumptions } = housed;
  const nameplateKw = (systems * housed.nameplatePerSystem) / 1_000;
  const accelerators = systems * housed.acceleratorsPerSystem;
  const own = room === 'own-building';
  return {
    ...NO_LINES,
    building: own
      ? annuity(
          buildingCapex(quantity<'J/s'>(nameplateKw * 1_000), assumptions.constructionUsdPerWatt),
          assumptions.waccPerYear,
          assumptions.facilityLifeYears,
        )
      : quantity<'USD'>(0),
    colocation: quantity<'USD'>(own ? 0 : 12 * assumptions.coloUsdPerKwMonth * nameplateKw),
    energy: housed.energyUsdPerYear,
    siteOperation: quantity<'USD'>(own ? assumptions.facilityOpexUsdPerKwYear * nameplateKw : 0),
    staff: quantity<'USD'>(assumptions.staffUsdPerAcceleratorYear * accelerators),
    licence: quantity<'USD'>(assumptions.licenceUsdPerAcceleratorYear * accelerators),
    egress: egressCost(housed.streamedTokensPerYear, assumptions),
  };
};

const hardwarePerYear = (capex: Dollars, assumptions: CostAssumptions): Dollars => {
  const { waccPerYear, itLifeYears } = assumptions;
  const resale = presentValue(scale(capex, assumptions.residualShare), waccPerYear, itLifeYears);
  return annuity(quantity(capex - resale), waccPerYear, itLifeYears);
};

const sparesPerYear = (capex: Dollars, { waccPerYear, itLifeYears, installationShare }: CostAssumptions): Dollars =>
  annuity(scale(capex, installationShare), waccPerYear, itLifeYears);
