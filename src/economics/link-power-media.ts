/**
 * What carries a link: copper, pluggable modules with and without a signal processor, and optics beside the switch chip. Port rate and
 * watts come with the catalogue's networks; reach, energy and the price of a rack of optics stand here until they do too. A test holds
 * them to the catalogue's items.
 */
import type { Band } from '../catalogue/figures.ts';
import { quantity, type Dollars, type Quantity } from '../units/quantity.ts';

export type MediumId = 'copper-dac' | 'lpo' | 'optic-pluggable' | 'optic-cpo';

export interface Range {
  readonly low: number;
  readonly high: number;
}

export interface Medium {
  /** Metres from end to end; null where nobody published it. */
  readonly reachMetres: Range | null;
  /** Energy of one end. Of copper the drivers only; of optics the module, which needs drivers besides unless it is co-packaged. */
  readonly joulesPerBit: Quantity<'J/bit'> | null;
}

const picojoules = (value: number): Quantity<'J/bit'> => quantity<'J/bit'>(value * 1e-12);

export const MEDIA: Readonly<Record<MediumId, Medium>> = {
  // Passive cables are sold from 0.5 to 3 m at 100 Gbit/s a lane; shorter at 200, for which no length was found.
  'copper-dac': { reachMetres: { low: 0.5, high: 3 }, joulesPerBit: picojoules(1.5) },
  lpo: { reachMetres: null, joulesPerBit: null },
  // Middle of 18.75 and 31.3 pJ/bit.
  'optic-pluggable': { reachMetres: { low: 100, high: 100 }, joulesPerBit: picojoules((18.75 + 31.3) / 2) },
  'optic-cpo': { reachMetres: null, joulesPerBit: picojoules(5.6) },
};

/** Optics of one large rack; one analyst's range for a Vera Rubin rack, weak. */
export const OPTICS_PER_RACK: Band<Dollars> = {
  low: quantity<'USD'>(550_000),
  base: quantity<'USD'>((550_000 + 2_200_000) / 2),
  high: quantity<'USD'>(2_200_000),
};
