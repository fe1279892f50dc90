/** When a site can go live and what decides it, in words. */
import type { LeadItem, SiteGoLive } from '../../src/outlook/lead-times.ts';
import { EN_DASH } from '../../src/units/format.ts';
import { significant } from '../../src/units/significant.ts';

const ITEMS: Readonly<Record<LeadItem['item'], string>> = {
  accelerators: 'the racks',
  hopperServers: 'Hopper servers',
  blackwellServers: 'Blackwell servers',
  gridConnection: 'the grid connection',
  powerTransformer: 'the power transformer',
  switchgear: 'the switchgear',
  gasTurbine: 'the gas turbine',
  solarStorage: 'solar and storage',
  building: 'the building',
};

export const itemWords = ({ item, estimate }: LeadItem): string => `${ITEMS[item]}${estimate ? ' (estimate)' : ''}`;

/** "9 months (6–14)", or that nothing is waited for. */
export const goLiveWords = ({ months: { low, base, high }, decides }: SiteGoLive): string => {
  if (!decides) return 'nothing to wait for';
  const range = low < high ? ` (${significant(low, 2)}${EN_DASH}${significant(high, 2)})` : '';
  return `${significant(base, 2)} months${range}`;
};

/** "decided by the building, then the grid connection"; racks without a lead time are named. */
export const decidesWords = ({ items, unknown }: SiteGoLive): string => {
  const [first, second] = items;
  const known = first ? `decided by ${itemWords(first)}${second ? `, then ${itemWords(second)}` : ''}` : '';
  const missing =
    unknown.length > 0
      ? `no lead time stated for ${unknown.length === 1 ? 'one group' : `${unknown.length} groups`} of racks`
      : '';
  return [known, missing].filter(Boolean).join('; ');
};
