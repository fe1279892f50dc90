/** What pays for a rack group: who owns the hardware, who the room, and for which term a rate was agreed. */
import type { Band, CostFigures, RentRates, System } from '../catalogue/figures.ts';

export type Ownership = 'owned' | 'colocation' | 'cloud';
export type Acquisition = 'buy' | 'lease' | 'cloud' | 'cloud-reserved' | 'cloud-spot';

/**
 * Bought or leased hardware in an own building or a colocation pays for the room, its energy and its operation besides; `rented` is a
 * cloud's rate, in which all of that is contained.
 */
export type CostBasis = 'own-building' | 'colocation' | 'leased-own-building' | 'leased-colocation' | 'rented';

/** Anything acquired from a cloud, or standing at one, is rented whole; a lease elsewhere replaces the purchase and its upkeep only. */
export const costBasis = (ownership: Ownership, acquisition: Acquisition): CostBasis => {
  if (ownership === 'cloud') return 'rented';
  if (acquisition === 'lease') return ownership === 'owned' ? 'leased-own-building' : 'leased-colocation';
  if (acquisition !== 'buy') return 'rented';
  return ownership === 'owned' ? 'own-building' : 'colocation';
};

export type RentTerm = keyof RentRates;

/** Term of the rate that is paid; null where the hardware is bought. What is bought at a cloud is taken on demand. */
export const rentTermOf = (ownership: Ownership, acquisition: Acquisition): RentTerm | null =>
  acquisition === 'buy' ? (ownership === 'cloud' ? 'onDemand' : null) : TERMS[acquisition];

const TERMS: Readonly<Record<Exclude<Acquisition, 'buy'>, RentTerm>> = {
  lease: 'lease',
  cloud: 'onDemand',
  'cloud-reserved': 'reserved',
  'cloud-spot': 'spot',
};

export interface RentRate {
  /** USD per accelerator and hour. */
  readonly band: Band;
  /** Worked out from the on-demand rate, because nobody published this term for this part. */
  readonly derived: boolean;
  /** Figures of the catalogue it is made of. */
  readonly paths: readonly string[];
}

/**
 * Hosted rate of one accelerator for a term: as published for the accelerator, else its share of the on-demand rate. A lease of three
 * years without a rate of its own costs what one year does: the longer contract is not the dearer. Null where not even an
 * on-demand rate is known. Eq. E3
 */
export const rentRateOf = (
  system: Pick<System, 'id' | 'acceleratorId' | 'rentalPerAcceleratorHour'>,
  costs: CostFigures,
  term: RentTerm,
): RentRate | null => {
  const id = system.acceleratorId ?? '';
  const rates = costs.rentPerAcceleratorHour[id] ?? {};
  const published = rates[term];
  if (published) return { band: published, derived: false, paths: [`costs.rentPerAcceleratorHour.${id}.${term}`] };
  if (term === 'lease') return derivedFrom(rentRateOf(system, costs, 'reserved'));
  if (term === 'onDemand') {
    const market = system.rentalPerAcceleratorHour;
    return market && { band: market, derived: false, paths: [`systems.${system.id}.rentalPerAcceleratorHour`] };
  }
  const onDemand = rentRateOf(system, costs, 'onDemand');
  const field = term === 'spot' ? 'spotShareOfOnDemand' : 'reservedShareOfOnDemand';
  return (
    onDemand && {
      band: product(onDemand.band, costs[field]),
      derived: true,
      paths: [...onDemand.paths, `costs.${field}`],
    }
  );
};

const derivedFrom = (rate: RentRate | null): RentRate | null => rate && { ...rate, derived: true };

const product = (a: Band, b: Band): Band => ({ low: a.low * b.low, base: a.base * b.base, high: a.high * b.high });
