/** The racks of a deployment had in every way: as planned, bought, leased, and from a cloud by its terms. */
import { MONTH } from '../economics/hourly.ts';
import type { EnergyShare } from '../economics/site-energy.ts';
import type { RentTerm } from '../economics/cost-basis.ts';
import { totalOfLines } from '../economics/cost-stack.ts';
import type { GroupCost } from '../evaluate/cost-answer.ts';
import { tokensByGroup, type Estate } from '../evaluate/estate.ts';
import { groupCostOf, missingPriceOf } from '../evaluate/group-cost.ts';
import type { PoolBundle } from '../evaluate/pool-bundle.ts';
import { wattsAt } from '../evaluate/power-curve.ts';
import type { GroupPower } from '../evaluate/site-answer.ts';
import type { RackGroup, Site } from '../scenario/schema.ts';
import { quantity, type Watts } from '../units/quantity.ts';
import type { CrossoverRefusal, RackLine } from './crossover-answer.ts';

/** Cost of a month in two parts: what each system costs whatever it does, and what grows with the volume. */
export interface RackWay {
  readonly how: RackLine['how'];
  readonly byTheHour: boolean;
  /** Share of hours in which a system is taken away: so many more are needed to have those that serve. */
  readonly interruptionShare: number;
  readonly usdPerSystemMonth: number;
  /** At today's demand: tokens that leave, and energy beyond rest. */
  readonly usdPerMonthOfVolume: number;
  readonly pricePaths: readonly string[];
  readonly estimate: boolean;
}

const MONTHS = 12;

const OTHERS: readonly Exclude<RackLine['how'], 'as-planned'>[] = ['bought', 'lease', 'reserved', 'onDemand', 'spot'];

const ACQUISITION: Readonly<Record<'bought' | RentTerm, RackGroup['acquisition']>> = {
  bought: 'buy',
  lease: 'lease',
  reserved: 'cloud-reserved',
  onDemand: 'cloud',
  spot: 'cloud-spot',
};

/** Ways with a price for every rack group of the deployment, the plan first; what lacks one is refused by name. */
export const racksOf = (
  estate: Estate,
  bundle: PoolBundle,
): { readonly ways: readonly RackWay[]; readonly refusals: readonly CrossoverRefusal[] } => {
  const ids = new Set(bundle.pool?.input.groups.map(({ rackGroup }) => rackGroup.id));
  const mine = estate.powers.flatMap((power, index) =>
    ids.has(power.rackGroup.id)
      ? [{ power, planned: estate.costs[index] ?? null, share: shareOf(estate, power.rackGroup) }]
      : [],
  );
  const refusals: CrossoverRefusal[] = [];
  const tokens = tokensByGroup(estate.bundles);
  const wayOf = (how: RackLine['how']): RackWay[] => {
    const costs = mine.map(({ power: { rackGroup }, planned, share }) =>
      how === 'as-planned' ? planned : costHad(how, estate, rackGroup, share, tokens.get(rackGroup.id) ?? 0),
    );
    const priced = costs.flatMap((cost) => cost ?? []);
    if (priced.length < costs.length) {
      const without = mine[costs.indexOf(null)]?.power.rackGroup;
      refusals.push({
        reason: how === 'as-planned' || how === 'bought' ? 'no-price' : 'no-rent',
        how,
        ...(without ? { rackGroupId: without.id, ...missingFor(how, estate, without) } : {}),
      });
      return [];
    }
    return [summed(how, priced, mine)];
  };
  const same = plannedAs(mine.map(({ planned }) => planned));
  const ways = [...wayOf('as-planned'), ...OTHERS.filter((how) => how !== same || isHourly(how)).flatMap(wayOf)];
  return { ways, refusals };
};

/** What a cloud has at any time need not stand at night: worth a line of its own even where the plan keeps it all day. */
const isHourly = (how: RackLine['how']): boolean => how === 'onDemand' || how === 'spot';

/** The way all groups are had already; null where they differ. */
const plannedAs = (costs: readonly (GroupCost | null)[]): RackLine['how'] | null => {
  const ways = new Set(costs.map((cost) => cost && (cost.term ?? 'bought')));
  const [only] = ways;
  return ways.size === 1 && only ? only : null;
};

/** Racks of a cloud that are bought or leased stand in a colocation. */
const roomFor = (how: 'bought' | RentTerm, site: Site): Site =>
  (how === 'bought' || how === 'lease') && site.ownership === 'cloud' ? { ...site, ownership: 'colocation' } : site;

/** The catalogue's prices: one the user entered is of the plan's own way only. */
const hadAs = (how: 'bought' | RentTerm, { priceUsd: _, ...rackGroup }: RackGroup): RackGroup => ({
  ...rackGroup,
  acquisition: ACQUISITION[how],
});

/** What one copy of the site is billed for the group hour by hour: by its tariff, its seasons and power of its own, however it is had. */
const shareOf = ({ sites }: Estate, { id, siteId }: RackGroup): EnergyShare | null =>
  sites.find(({ site }) => site.id === siteId)?.result.shares.get(id) ?? null;

const meanWatts = ({ itEnergyPerMonth }: EnergyShare): Watts => quantity<'J/s'>(itEnergyPerMonth / MONTH);

const costHad = (
  how: 'bought' | RentTerm,
  { scenario, catalogue, sites }: Estate,
  rackGroup: RackGroup,
  share: EnergyShare | null,
  streamedTokensPerYear: number,
): GroupCost | null => {
  const found = sites.find(({ site }) => site.id === rackGroup.siteId);
  const system = catalogue.systems[rackGroup.systemId];
  const site = scenario.sites.find(({ id }) => id === rackGroup.siteId);
  const region = site && catalogue.regions[site.regionId];
  if (!found || !system || !site || !region || !share) return null;
  return groupCostOf(
    {
      rackGroup: hadAs(how, rackGroup),
      site: roomFor(how, site),
      system,
      accelerator: catalogue.accelerators[system.acceleratorId ?? ''] ?? null,
      region,
      pue: found.result.answer.pue,
      meanItPower: meanWatts(share),
      energyUsdPerYear: share.energyUsdPerYear,
      streamedTokensPerYear,
    },
    catalogue,
  );
};

const missingFor = (
  how: RackLine['how'],
  { scenario, catalogue }: Estate,
  rackGroup: RackGroup,
): Pick<CrossoverRefusal, 'missing'> => {
  const site = scenario.sites.find(({ id }) => id === rackGroup.siteId);
  const system = catalogue.systems[rackGroup.systemId];
  if (!site || !system) return {};
  const missing =
    how === 'as-planned'
      ? missingPriceOf(rackGroup, site, system, catalogue)
      : missingPriceOf(hadAs(how, rackGroup), roomFor(how, site), system, catalogue);
  return missing === null ? {} : { missing };
};

/** A rack group of the deployment: its power, and its share of one copy of the site; null where no figure exists. */
interface Drawing {
  readonly power: GroupPower;
  readonly share: EnergyShare | null;
}

const summed = (how: RackLine['how'], costs: readonly GroupCost[], drawings: readonly Drawing[]): RackWay => {
  const sum = (of: (cost: GroupCost, index: number) => number): number =>
    costs.reduce((total, cost, index) => total + of(cost, index), 0);
  const systems = sum((cost) => cost.systems);
  const byVolume = sum((cost, index) => volumeUsd(cost, drawings[index]));
  return {
    how,
    byTheHour: isHourly(how),
    interruptionShare: how === 'as-planned' ? 0 : Math.max(...costs.map((cost) => cost.interruptionShare)),
    usdPerSystemMonth: (sum(({ stack }) => totalOfLines(stack)) - byVolume) / MONTHS / systems,
    usdPerMonthOfVolume: byVolume / MONTHS,
    pricePaths: [...new Set(costs.flatMap(({ pricePaths }) => pricePaths))],
    estimate: costs.some(({ priceConfidence }) => priceConfidence === 'estimate'),
  };
};

/** Of a year, what follows the volume: tokens streamed, energy beyond that of rest, and taxes on both. */
const volumeUsd = ({ stack }: GroupCost, drawing: Drawing | undefined): number => {
  const mean = drawing?.share ? meanWatts(drawing.share) : 0;
  const curve = drawing?.power.curve;
  const rest = curve ? wattsAt(curve, 0) : mean;
  const moved = stack.egress + stack.energy * (mean > 0 ? Math.max(0, 1 - rest / mean) : 0);
  const untaxed = totalOfLines(stack) - stack.taxes;
  return moved * (untaxed > 0 ? 1 + stack.taxes / untaxed : 1);
};
