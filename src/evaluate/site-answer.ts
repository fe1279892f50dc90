/** A site: power at the meter by hour and month, heat by the way it leaves, energy with its bill, carbon and water [E1, E2]. */
import type { Catalogue } from '../catalogue/figures.ts';
import { meterPower, peakPue, type PueThroughYear } from '../economics/facility.ts';
import { hourTotals, type WeekProfile } from '../economics/hourly.ts';
import {
  energyShareOf,
  hourIndex,
  siteEnergyOf,
  sumOfYears,
  yearOf,
  type EnergyShare,
  type SiteEnergy,
} from '../economics/site-energy.ts';
import { siteHoursOf, type SiteHours } from '../economics/site-hours.ts';
import { ownSupplyOf } from '../economics/supply.ts';
import type { Issue } from '../issues/issue.ts';
import type { RackGroup, Site } from '../scenario/schema.ts';
import { add, quantity, scale, type Quantity, type Watts } from '../units/quantity.ts';
import type { SiteAnswer } from './evaluation.ts';
import type { PowerYear } from './pool-power.ts';
import { capByHour } from './power-allotment.ts';
import type { PowerCurve } from './power-curve.ts';
import { sitePueOf, type SiteHeat } from './rack-power.ts';
import { siteIssues } from './site-issues.ts';

/** Of one copy of its site; null where no figure exists. */
export interface GroupPower {
  readonly rackGroup: RackGroup;
  /** In the busiest month of its pool. */
  readonly itPower: WeekProfile<Watts> | null;
  readonly itPowerByMonth: PowerYear | null;
  /** Null also where it belongs to no pool: it draws the same in every hour. */
  readonly curve: PowerCurve | null;
}

export interface SiteResult {
  readonly answer: SiteAnswer;
  readonly pue: PueThroughYear;
  readonly hours: SiteHours;
  /** What each rack group of one copy takes of it, by rack group id; all add up to the site. */
  readonly shares: ReadonlyMap<string, EnergyShare>;
  readonly issues: readonly Issue[];
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** `heat` is that of the groups. Null when the region of the site is unknown. */
export const siteResultOf = (
  site: Site,
  groups: readonly GroupPower[],
  heat: SiteHeat,
  catalogue: Catalogue,
): SiteResult | null => {
  const region = catalogue.regions[site.regionId];
  if (!region) return null;
  const pue = sitePueOf(site, region, heat.liquidShare, catalogue);
  const hours = siteHoursOf(site, region, pue);
  const years = groups.flatMap(({ rackGroup, itPowerByMonth }) =>
    itPowerByMonth ? [{ id: rackGroup.id, year: yearOf(itPowerByMonth) }] : [],
  );
  const itPower = sumOfYears(years.map(({ year }) => year));
  const contract = site.contractGramsPerJoule ?? null;
  const energy = siteEnergyOf({
    itPower,
    hours,
    own: ownSupplyOf(site.supply, catalogue.power),
    contract,
    region,
    transmissionLossShare: site.transmissionLossShare,
  });
  const overPositions = (of: (block: Site['positions'][number]) => number): number =>
    site.positions.reduce((sum, block) => sum + block.count * of(block), 0);
  const answer: SiteAnswer = {
    siteId: site.id,
    name: site.name,
    count: site.count,
    ...powerOf(site, pue, hours, itPower, energy, heat.provisioned),
    nameplateItPower: heat.nameplate,
    provisionedItPower: heat.provisioned,
    liquidHeat: heat.liquid,
    liquidLimit: quantity<'J/s'>(overPositions(({ liquidWatts }) => liquidWatts)),
    airHeat: quantity<'J/s'>(heat.provisioned - heat.liquid),
    airLimit: quantity<'J/s'>(overPositions(({ airWatts }) => airWatts)),
    ...flowsOf(energy),
    energyPrice: scale(add(...hours.price), 1 / 24),
    energyPriceByHour: hours.price,
    positionsUsed: new Set(groups.flatMap(({ rackGroup }) => rackGroup.placements.map(({ position }) => position)))
      .size,
    positionsTotal: overPositions(() => 1),
  };
  // Where the site makes nothing itself, what a rack takes does not depend on the others.
  const shareOf = (year: Float64Array): EnergyShare =>
    site.supply ? energyShareOf(year, energy) : knownShareOf(year, hours, contract, energy);
  const shares = new Map(years.map(({ id, year }) => [id, shareOf(year)]));
  return { answer, pue, hours, shares, issues: siteIssues(site, answer) };
};

/** By load, and by the hours of the site it is drawn on: racks alike draw alike on several sites. */
const known = new WeakMap<
  Float64Array,
  WeakMap<SiteHours, { readonly contract: number | null; readonly share: EnergyShare }>
>();

const knownShareOf = (
  year: Float64Array,
  hours: SiteHours,
  contract: number | null,
  energy: SiteEnergy,
): EnergyShare => {
  let ofLoad = known.get(year);
  if (!ofLoad) known.set(year, (ofLoad = new WeakMap()));
  const before = ofLoad.get(hours);
  if (before && before.contract === contract) return before.share;
  const share = energyShareOf(year, energy);
  ofLoad.set(hours, { contract, share });
  return share;
};

/** Hours of the month in which the site draws most. */
const powerOf = (
  site: Site,
  pue: PueThroughYear,
  hours: SiteHours,
  itPower: Float64Array,
  energy: SiteEnergy,
  provisioned: Watts,
) => {
  const { peakByMonth, meterPower: meter } = energy;
  const peak = quantity<'J/s'>(Math.max(...peakByMonth));
  const month = peakByMonth.indexOf(peak);
  const hourly = (column: Float64Array, weekend: boolean): Watts[] =>
    HOURS.map((hour) => quantity<'J/s'>(column[hourIndex(month, weekend, hour)] ?? 0));
  const pueByHour = hours.pue[month] ?? [];
  const meterPowerByHour = hourly(meter, false);
  const carbonIntensityByHour = HOURS.map((hour) =>
    quantity<'gCO2e/J'>((energy.gramsPerItJoule[hourIndex(month, false, hour)] ?? 0) / (pueByHour[hour] ?? 1)),
  );
  return {
    month,
    pue: pue.mean,
    pueByHour,
    peakPue: peakPue(pue),
    powerCap: quantity<'J/s'>(site.powerCapWatts),
    powerCapByHour: capByHour(site),
    meterPowerByHour,
    weekendMeterPowerByHour: hourly(meter, true),
    itPowerByHour: hourly(itPower, false),
    peakMeterPower: peak,
    peakMeterPowerByMonth: peakByMonth,
    provisionedMeterPower: meterPower(provisioned, peakPue(pue)),
    carbonIntensityByHour,
    carbonByHour: hourTotals<'gCO2e'>(
      meterPowerByHour.map((watts, hour) => quantity<'gCO2e/s'>(watts * (carbonIntensityByHour[hour] ?? 0))),
    ),
  };
};

const meanOf = <U extends string>(months: readonly Quantity<U>[]): Quantity<U> => scale(add(...months), 1 / 12);

/** By month, and of a mean month. */
const flowsOf = (energy: SiteEnergy) => {
  const { energyByMonth, gridEnergyByMonth, carbonByMonth, waterByMonth, billByMonth } = energy;
  const [whole, grid] = [meanOf(energyByMonth), meanOf(gridEnergyByMonth)];
  return {
    energyPerMonth: whole,
    gridEnergyPerMonth: grid,
    ownEnergyPerMonth: quantity<'J'>(Math.max(0, whole - grid)),
    energyCostPerMonth: meanOf(billByMonth),
    carbonPerMonth: meanOf(carbonByMonth),
    marketCarbonPerMonth: meanOf(energy.marketCarbonByMonth),
    waterPerMonth: waterByMonth && meanOf(waterByMonth),
    energyByMonth,
    carbonByMonth,
    waterByMonth,
    energyCostByMonth: billByMonth,
  };
};
