/**
 * Money of a draw: rack groups that are paid for alike are priced once, by the cost of an evaluation on drawn figures. Everything in it but
 * energy and streamed tokens goes with the number of systems; those two go with what they are: the bill of one system, with one dollar of
 * energy and a number of tokens in it, tells all [E3, T2].
 */
import type { Catalogue } from '../../catalogue/figures.ts';
import { totalOfLines } from '../../economics/cost-stack.ts';
import type { Estate } from '../../evaluate/estate.ts';
import { groupBillOf } from '../../evaluate/group-cost.ts';
import { systemsOf } from '../../evaluate/pool.ts';
import type { RackGroup, Site } from '../../scenario/schema.ts';
import { quantity } from '../../units/quantity.ts';

/** Rack groups that pay by the same rules. */
export interface PayKind {
  readonly site: Site;
  readonly rackGroup: RackGroup;
}

export interface BaseMoney {
  readonly kinds: readonly PayKind[];
  /** By rack group of the scenario: its kind, −1 where the evaluation has no price for it; and its systems at all copies of its site. */
  readonly kindOf: readonly number[];
  readonly systems: readonly number[];
}

/** What a kind pays a year, in USD: per system, energy aside, and per token streamed; and for one system bought. */
export interface PayRates {
  readonly perSystem: number;
  /** Energy is paid for apart, dollar for dollar but for taxes. */
  readonly paysEnergy: boolean;
  readonly perToken: number;
  readonly capexPerSystem: number;
}

export const baseMoneyOf = ({ scenario, costs }: Estate): BaseMoney => {
  const keys: string[] = [];
  const kinds: PayKind[] = [];
  const sites = new Map(scenario.sites.map((site) => [site.id, site]));
  const kindOf = scenario.rackGroups.map((rackGroup, index) => {
    const site = sites.get(rackGroup.siteId);
    if (!site || !costs[index]) return -1;
    const { systemId, acquisition, priceUsd } = rackGroup;
    // Construction is that of the region; only an own building pays for it.
    const key = JSON.stringify([
      systemId,
      acquisition,
      priceUsd,
      site.ownership,
      site.ownership === 'owned' && site.regionId,
    ]);
    const known = keys.indexOf(key);
    if (known >= 0) return known;
    // One system on one site, so that what it pays is what each pays.
    kinds.push({
      site: { ...site, count: 1 },
      rackGroup: { ...rackGroup, placements: [{ position: 0, count: 1 }] },
    });
    return keys.push(key) - 1;
  });
  const copies = scenario.rackGroups.map(({ siteId }) => sites.get(siteId)?.count ?? 1);
  return {
    kinds,
    kindOf,
    systems: scenario.rackGroups.map((rackGroup, index) => systemsOf(rackGroup) * (copies[index] ?? 1)),
  };
};

/** Probes: whether there is a line for energy, and what each token adds. */
const ENERGY_USD = 1;
const TOKENS = 1e12;

/** Eq. E3 */
export const payRatesOf = ({ site, rackGroup }: PayKind, catalogue: Catalogue): PayRates => {
  const system = catalogue.systems[rackGroup.systemId];
  const region = catalogue.regions[site.regionId];
  if (!system || !region) throw new Error(`no ${rackGroup.systemId} or no ${site.regionId}`);
  const bill = groupBillOf(
    {
      rackGroup,
      site,
      system,
      accelerator: system.acceleratorId === null ? null : (catalogue.accelerators[system.acceleratorId] ?? null),
      region,
      pue: 1,
      meanItPower: quantity<'J/s'>(0),
      energyUsdPerYear: quantity<'USD'>(ENERGY_USD),
      streamedTokensPerYear: TOKENS,
    },
    catalogue,
  );
  if (!bill) throw new Error(`no price for ${rackGroup.id}`);
  const { stack, capex } = bill;
  const withTax = 1 + catalogue.costs.taxShare.base;
  return {
    perSystem: totalOfLines(stack) - withTax * (stack.energy + stack.egress),
    paysEnergy: stack.energy > 0,
    perToken: (withTax * stack.egress) / TOKENS,
    capexPerSystem: capex,
  };
};
