import { describe, expect, it } from 'vitest';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { applyOverrides } from '../catalogue/overrides.ts';
import { totalOfLines } from '../economics/cost-stack.ts';
import { totalCost } from '../economics/cost.ts';
import type { RackGroup, Site } from '../scenario/schema.ts';
import { quantity } from '../units/quantity.ts';
import type { GroupCost } from './cost-answer.ts';
import { groupCostOf, missingPriceOf, type CostQuestion } from './group-cost.ts';
import { scenarioOf, type Plan } from './scenario-under-test.ts';

const plan: Plan = {
  systemId: 'gb200-nvl72',
  modelId: 'llama-3.1-8b',
  workflowId: 'chat',
  slaClassId: 'real-time',
  peakSessionsPerSecond: 1,
  ownership: 'owned',
};

interface Change {
  readonly systemId?: string;
  readonly group?: Partial<RackGroup>;
  readonly site?: Partial<Site>;
  readonly question?: Partial<CostQuestion>;
}

const partsOf = ({
  systemId = 'gb200-nvl72',
  group,
  site,
}: Change): Pick<CostQuestion, 'rackGroup' | 'site' | 'system'> => {
  const scenario = scenarioOf('cost', { ...plan, systemId });
  const [rackGroup, where] = [scenario.rackGroups[0], scenario.sites[0]];
  const system = defaultCatalogue.systems[systemId];
  if (!rackGroup || !where || !system) throw new Error(systemId);
  return { rackGroup: { ...rackGroup, ...group }, site: { ...where, ...site }, system };
};

/** GB200 NVL72 in an own building in Virginia at the load and PUE of the worked example. */
const costOf = (change: Change, catalogue = defaultCatalogue): GroupCost | null => {
  const region = catalogue.regions['us-va'];
  const parts = partsOf(change);
  if (!region) throw new Error('us-va');
  const accelerator = catalogue.accelerators[parts.system.acceleratorId ?? ''] ?? null;
  return groupCostOf(
    {
      ...parts,
      accelerator,
      region,
      pue: 1.14,
      meanItPower: quantity(84_000),
      streamedTokensPerYear: 0,
      ...change.question,
    },
    catalogue,
  );
};

const known = (cost: GroupCost | null): GroupCost => {
  if (!cost) throw new Error('no price');
  return cost;
};

describe('an own building', () => {
  it('is near the worked example: 132 kW of nameplate where it has 120, construction of Virginia', () => {
    const cost = known(costOf({}));
    expect(cost.basis).toBe('own-building');
    expect(cost.accelerators).toBe(72);
    expect(cost.capex).toBeCloseTo(3.4e6, 3);
    expect(cost.installation).toBeCloseTo(170_000, 3);
    // hardware 1.688 · 72 · 8,760
    expect(cost.yearly.hardware / (72 * 8_760)).toBeCloseTo(1.688, 3);
    expect(cost.perAcceleratorHour?.base).toBeCloseTo(2.37, 1);
    expect(cost.building).toBeGreaterThan(132_000 * 9);
  });

  it('has lines that add up to parts and total, and corners on both sides', () => {
    const cost = known(costOf({}));
    expect(totalOfLines(cost.stack)).toBeCloseTo(totalCost(cost.yearly), 3);
    const band = cost.perAcceleratorHour ?? { low: 0, base: 0, high: 0 };
    expect(band.low).toBeLessThan(band.base);
    expect(band.high).toBeGreaterThan(band.base);
    expect(band.base * 72 * 8_760).toBeCloseTo(totalCost(cost.yearly), 0);
    expect(cost.perAvailableHour).toBeCloseTo(band.base / 0.985, 9);
  });

  it('counts all copies of its site', () => {
    const [one, two] = [known(costOf({})), known(costOf({ site: { count: 2 } }))];
    expect(two.accelerators).toBe(144);
    expect(two.capex).toBeCloseTo(2 * one.capex, 3);
    expect(totalCost(two.yearly)).toBeCloseTo(2 * totalCost(one.yearly), 3);
    expect(two.perAcceleratorHour?.base).toBeCloseTo(one.perAcceleratorHour?.base ?? 0, 9);
  });

  it('takes an energy bill by the hour where there is one, and the price of the site where it states one', () => {
    expect(known(costOf({ question: { energyUsdPerYear: quantity(1_000) } })).yearly.energy).toBe(1_000);
    const own = known(costOf({ site: { energyPriceUsdPerJoule: 0.1 / 3.6e6 } }));
    // 84 kW · 1.14 · 8,760 h · 0.10 USD
    expect(own.yearly.energy).toBeCloseTo(84 * 1.14 * 8_760 * 0.1, 3);
  });

  it('adds the taxes of the user', () => {
    const { catalogue } = applyOverrides(defaultCatalogue, { 'costs.taxShare.base': 0.2 });
    expect(totalCost(known(costOf({}, catalogue)).yearly)).toBeCloseTo(1.2 * totalCost(known(costOf({})).yearly), 3);
  });
});

describe('other ways to have it', () => {
  const hour = (acquisition: RackGroup['acquisition'], ownership: Site['ownership'] = 'cloud'): number =>
    known(costOf({ group: { acquisition }, site: { ownership } })).perAcceleratorHour?.base ?? NaN;

  it('rents whole at the published rate of the term', () => {
    expect(hour('lease')).toBeCloseTo(3.3, 9);
    expect(hour('cloud')).toBeCloseTo(13.25, 9);
    expect(hour('cloud-reserved')).toBeCloseTo(13.25 * 0.525, 9);
    expect(hour('buy')).toBeCloseTo(13.25, 9);
  });

  it('leases hardware into a room that is paid besides', () => {
    const cost = known(costOf({ group: { acquisition: 'lease' } }));
    expect(cost.basis).toBe('leased-own-building');
    expect(cost.capex).toBe(0);
    expect(cost.yearly.rent / (72 * 8_760)).toBeCloseTo(3.3 * 0.72, 9);
    expect(cost.yearly.energy).toBe(known(costOf({})).yearly.energy);
    expect(cost.stack.maintenance).toBe(0);
    // A rent of the user's own is that of the hardware.
    const own = known(costOf({ group: { acquisition: 'lease', priceUsd: 2 } }));
    expect(own.yearly.rent / (72 * 8_760)).toBeCloseTo(2, 9);
  });

  it('shows what spot takes away', () => {
    const spot = known(costOf({ group: { acquisition: 'cloud-spot' } }));
    expect(spot.interruptionShare).toBe(0.05);
    expect((spot.perAvailableHour ?? 0) / (spot.perAcceleratorHour?.base ?? 1)).toBeCloseTo(1 / (0.985 * 0.95), 9);
    expect(spot.priceConfidence).toBe('estimate');
  });

  it('says which price is missing', () => {
    const missing = (change: Change): string | null => {
      const { rackGroup, site, system } = partsOf(change);
      return missingPriceOf(rackGroup, site, system, defaultCatalogue);
    };
    expect(missing({})).toBeNull();
    expect(missing({ systemId: 'kyber-nvl144', group: { acquisition: 'cloud-spot' } })).toBe('spot rate');
    expect(missing({ systemId: 'cxl-pool' })).toBe('purchase price');
    expect(costOf({ systemId: 'kyber-nvl144', group: { acquisition: 'lease' } })).toBeNull();
    expect(costOf({ systemId: 'cpu-2s', group: { acquisition: 'cloud' } })).toBeNull();
    // A server of the user's own rent: 9 USD an hour for the system.
    const server = known(costOf({ systemId: 'cpu-2s', group: { acquisition: 'cloud', priceUsd: 9 } }));
    expect(server.yearly.rent).toBeCloseTo(9 * 8_760, 6);
    expect(server.perAcceleratorHour).toBeNull();
  });
});
