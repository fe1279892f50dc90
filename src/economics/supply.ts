/** Power made on the site: it is used first, up to its watts; the grid gives the rest. */
import type { PowerFigures } from '../catalogue/figures.ts';
import { quantity, type Quantity, type Watts } from '../units/quantity.ts';

export interface OwnSupply {
  /** At the meter, in every hour. */
  readonly watts: Watts;
  readonly price: Quantity<'USD/J'>;
  readonly intensity: Quantity<'gCO2e/J'>;
}

/** What a site states of its supply, with the figures of its source; null where it states none. */
export const ownSupplyOf = (
  supply: { readonly source: keyof PowerFigures['ownSupply']; readonly watts: number } | undefined,
  figures: Pick<PowerFigures, 'ownSupply'>,
): OwnSupply | null => {
  if (!supply) return null;
  const { energyPrice, carbonIntensity } = figures.ownSupply[supply.source];
  return { watts: quantity<'J/s'>(supply.watts), price: energyPrice.base, intensity: carbonIntensity.base };
};
