/** When each site can go live: the longest of what it still waits for, and which item that is [E3]. */
import type { Band, Catalogue, LeadTimeItem, System } from '../catalogue/figures.ts';
import { costBasis } from '../economics/cost-basis.ts';
import type { RackGroup, Scenario, Site } from '../scenario/schema.ts';

export interface LeadItem {
  readonly item: LeadTimeItem | 'accelerators';
  /** The rack group that waits, of accelerators. */
  readonly rackGroupId?: string;
  readonly months: Band;
  /** Figure of the catalogue. */
  readonly path: string;
  /** The lead time of another generation's servers stands for this one. */
  readonly estimate: boolean;
}

export interface SiteGoLive {
  readonly siteId: string;
  readonly name: string;
  /** From the day of the order; 0 where nothing is waited for. */
  readonly months: Band;
  /** Longest first. */
  readonly items: readonly LeadItem[];
  /** The longest; null where nothing is waited for. */
  readonly decides: LeadItem | null;
  /** Rack groups for which no lead time is known: not in the months above. */
  readonly unknown: readonly string[];
}

const NOW: Band = { low: 0, base: 0, high: 0 };
const WEEKS_PER_MONTH = 52 / 12;

/** One per site, in the order of the scenario. */
// Eq. E3: go-live is the maximum over the items, each edge for itself.
export const goLiveOf = (scenario: Scenario, catalogue: Catalogue): SiteGoLive[] =>
  scenario.sites.map((site) => {
    const groups = scenario.rackGroups.filter(({ siteId, placements }) => siteId === site.id && placements.length > 0);
    const waited = groups.filter((group) => isDelivered(site, group));
    const racks = waited.map((rackGroup) => ({ rackGroup, lead: rackLeadOf(rackGroup, catalogue) }));
    const items = [...placeLeads(site, catalogue), ...racks.flatMap(({ lead }) => lead ?? [])].toSorted(
      (a, b) => b.months.base - a.months.base,
    );
    return {
      siteId: site.id,
      name: site.name,
      months: items.reduce((longest, { months }) => longestOf(longest, months), NOW),
      items,
      decides: items[0] ?? null,
      unknown: racks.flatMap(({ rackGroup, lead }) => (lead ? [] : [rackGroup.id])),
    };
  });

/** Months from order to service of more systems of a group, at base; 0 where a cloud has them, null where no figure exists. */
export const leadMonthsOf =
  (scenario: Scenario, catalogue: Catalogue) =>
  (rackGroup: RackGroup): number | null => {
    const site = scenario.sites.find(({ id }) => id === rackGroup.siteId);
    if (!site) return null;
    return isDelivered(site, rackGroup) ? (rackLeadOf(rackGroup, catalogue)?.months.base ?? null) : 0;
  };

/** Bought and leased systems are delivered; a cloud has them. */
const isDelivered = (site: Site, group: RackGroup): boolean =>
  costBasis(site.ownership, group.acquisition) !== 'rented';

const longestOf = (a: Band, b: Band): Band => ({
  low: Math.max(a.low, b.low),
  base: Math.max(a.base, b.base),
  high: Math.max(a.high, b.high),
});

/** Only an own building that is still to be built waits for itself; supply of its own that covers the cap waits in place of the grid. */
const placeLeads = (site: Site, catalogue: Catalogue): LeadItem[] => {
  if (site.ownership !== 'owned' || site.stage !== 'new-build') return [];
  const items: readonly LeadTimeItem[] = ['building', 'powerTransformer', 'switchgear', powerSource(site)];
  return items.map((item) => placeLead(item, catalogue));
};

const powerSource = ({ supply, powerCapWatts }: Site): LeadTimeItem =>
  supply && supply.watts >= powerCapWatts ? SOURCES[supply.source] : 'gridConnection';

/** Nobody states how long wind takes: such a site is counted with the grid. */
const SOURCES: Readonly<Record<'gas' | 'solar-storage' | 'wind', LeadTimeItem>> = {
  gas: 'gasTurbine',
  'solar-storage': 'solarStorage',
  wind: 'gridConnection',
};

const placeLead = (item: LeadTimeItem, { costs }: Catalogue): LeadItem => ({
  item,
  months: costs.leadTimeMonths[item],
  path: `costs.leadTimeMonths.${item}`,
  estimate: false,
});

/** Of its system where one is stated, else that of a direct purchase of the nearest generation; null for boxes and racks without accelerators. */
const rackLeadOf = (rackGroup: RackGroup, catalogue: Catalogue): LeadItem | null => {
  const system = catalogue.systems[rackGroup.systemId];
  if (!system) return null;
  const about = { item: 'accelerators', rackGroupId: rackGroup.id } as const;
  if (system.leadTimeWeeks !== null) {
    const months = system.leadTimeWeeks / WEEKS_PER_MONTH;
    return {
      ...about,
      months: { low: months, base: months, high: months },
      path: `systems.${system.id}.leadTimeWeeks`,
      estimate: false,
    };
  }
  if (system.accelerators === 0 || system.kind === 'edge') return null;
  const servers = isHopper(system) ? 'hopperServers' : 'blackwellServers';
  return { ...placeLead(servers, catalogue), ...about, estimate: !QUOTED.has(system.acceleratorId ?? '') };
};

/** Parts the two lead times were quoted for. */
const QUOTED: ReadonlySet<string> = new Set(['h100-sxm', 'b200-sxm']);

const isHopper = ({ acceleratorId }: System): boolean => /^(h100|h200|h20|h800|gh200)(-|$)/.test(acceleratorId ?? '');
