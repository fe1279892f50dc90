import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantity, ratio, type Dollars } from '../units/quantity.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { capexSplit, cornerAssumptions, type CostAssumptions } from './cost-assumptions.ts';
import { addLines, breakdownOf, scaleLines, totalOfLines, type CostStack } from './cost-stack.ts';
import {
  addCosts,
  capexParts,
  energyPerYear,
  scaleCost,
  totalCapex,
  totalCost,
  usdPerAcceleratorHour,
  yearlyCostLeased,
  yearlyCostOwned,
  yearlyCostRented,
  type OwnedSystems,
} from './cost.ts';

const assumptions: CostAssumptions = {
  waccPerYear: 0.09,
  itLifeYears: 4,
  facilityLifeYears: 15,
  residualShare: 0.05,
  installationShare: 0.05,
  maintenancePerYear: 0.03,
  facilityOpexUsdPerKwYear: 300,
  licenceUsdPerAcceleratorYear: 0,
  staffUsdPerAcceleratorYear: 150,
  constructionUsdPerWatt: 12.6,
  coloUsdPerKwMonth: 150,
  networkShareOfCapex: 0.22,
  storageShareOfCapex: 0.024,
  egressUsdPerGb: 0.087,
  bytesPerStreamedToken: 60,
  availabilityShare: 0.985,
  taxShare: 0,
  leasedHardwareShare: 0.72,
  reservedShareOfOnDemand: 0.525,
  spotShareOfOnDemand: 0.525,
  spotInterruptionShare: 0.05,
};

/** GB200 NVL72 in an own building in Northern Virginia: 120 kW nameplate, load 0.70, PUE 1.14, 0.0893 USD/kWh. */
const energyAt = (usdPerKwh: number): Dollars =>
  energyPerYear(quantity(120_000 * 0.7), 1.14, quantity(usdPerKwh / 3.6e6));
const WHOLE_RACK = { server: 1 - 0.244, fabric: 0.22, storage: 0.024 };
const gb200: OwnedSystems = {
  room: 'own-building',
  systems: 1,
  acceleratorsPerSystem: 72,
  capexPerSystem: quantity(3_400_000),
  split: WHOLE_RACK,
  nameplatePerSystem: quantity(120_000),
  energyUsdPerYear: energyAt(0.0893),
  streamedTokensPerYear: 0,
  assumptions,
};

const perHour = (part: Dollars): number => part / (72 * 8_760);
const perGpuHour = (stack: CostStack, availability = 1): number =>
  usdPerAcceleratorHour(totalOfLines(stack), 72, availability);
const corner = (capexUsd: number, usdPerKwh: number, changed: Partial<CostAssumptions>): number =>
  perGpuHour(
    yearlyCostOwned({
      ...gb200,
      capexPerSystem: quantity(capexUsd),
      energyUsdPerYear: energyAt(usdPerKwh),
      assumptions: { ...assumptions, ...changed },
    }),
  );

describe('worked example: GB200 NVL72 bottom-up, per GPU and hour', () => {
  const stack = yearlyCostOwned(gb200);
  const cost = breakdownOf(stack);

  it('has the published parts', () => {
    // IT: (47,222 · 1.05 − 0.05 · 47,222 / 1.09^4) · 0.308669 = 14,788 USD a year; / 8,760
    expect(perHour(cost.hardware)).toBeCloseTo(1.688, 3);
    // Building: 12.6 · 1,000 · 1.6667 kW · crf(9 %, 15) 0.124059 = 2,605 USD a year
    expect(perHour(cost.facility)).toBeCloseTo(0.297, 3);
    // Energy: 1.6667 kW · 0.7 · 1.14 = 1.33 kW; · 0.0893
    expect(perHour(cost.energy)).toBeCloseTo(0.119, 3);
    // 300 · 1.6667 + 0.03 · 47,222 + 150 = 2,067 USD a year
    expect(perHour(cost.operations)).toBeCloseTo(0.236, 3);
    expect(cost.rent).toBe(0);
  });

  it('sums to 2.340, and to 2.376 per available hour', () => {
    expect(perGpuHour(stack)).toBeCloseTo(2.34, 3);
    expect(perGpuHour(stack, 0.985)).toBeCloseTo(2.376, 3);
    // 6 % above the 2.21 of SemiAnalysis
    expect(perGpuHour(stack) / 2.21).toBeCloseTo(1.06, 2);
  });

  it('reaches the published corners 1.54 and 3.71', () => {
    // The example does not say which inputs move. Price, cost of capital, IT life, construction and electricity at the edges
    // of their bands with all else at base give 1.537 and 3.709; trying every set of bands, one other matches, a less likely one.
    const low = corner(3_100_000, 0.0892, { waccPerYear: 0.06, itLifeYears: 6, constructionUsdPerWatt: 9.3 });
    const high = corner(4_000_000, 0.1301, { waccPerYear: 0.14, itLifeYears: 3, constructionUsdPerWatt: 16 });
    expect(low).toBeCloseTo(1.54, 2);
    expect(high).toBeCloseTo(3.71, 2);
    // The corners of the catalogue move the same figures to the same edges.
    const figures = defaultCatalogue.costs;
    expect(cornerAssumptions(figures, 'low')).toMatchObject({
      waccPerYear: 0.06,
      itLifeYears: 6,
      constructionUsdPerWatt: 9.3,
      maintenancePerYear: 0.03,
    });
    expect(cornerAssumptions(figures, 'high')).toMatchObject({
      waccPerYear: 0.14,
      itLifeYears: 3,
      constructionUsdPerWatt: 16,
      residualShare: 0.05,
    });
  });

  it('costs less per month by a twelfth of the year', () => {
    expect(totalCost(scaleCost(cost, 1 / 12))).toBeCloseTo(totalOfLines(stack) / 12, 6);
  });
});

describe('lines', () => {
  // IT 72 · 1.688 USD/h: the purchase is 3.4 M, spares 5 % of it; server 75.6 %, fabric 22 %, storage 2.4 %
  const stack = yearlyCostOwned({ ...gb200, streamedTokensPerYear: 1e12 });

  it('split the purchase as the price does', () => {
    const parts = capexParts(gb200);
    expect(parts.server).toBeCloseTo(2_570_400, 3);
    expect(parts.fabric).toBeCloseTo(748_000, 3);
    expect(parts.storage).toBeCloseTo(81_600, 3);
    expect(totalCapex(gb200)).toBeCloseTo(3_400_000, 3);
    expect(stack.fabric / stack.server).toBeCloseTo(0.22 / 0.756, 9);
    // spares: 0.05 · 3.4 M · crf(9 %, 4) 0.308669 = 52,474 USD a year
    expect(stack.spares).toBeCloseTo(52_474, 0);
  });

  it('split operations: 300 · 120 kW, 3 % of 3.4 M, 150 · 72', () => {
    expect(stack.siteOperation).toBeCloseTo(36_000, 6);
    expect(stack.maintenance).toBeCloseTo(102_000, 6);
    expect(stack.staff).toBeCloseTo(10_800, 6);
    expect(stack.licence).toBe(0);
  });

  it('add up to the parts, and the parts to the total', () => {
    const cost = breakdownOf(stack);
    const lines = Object.values<number>({ ...stack }).reduce((sum, line) => sum + line, 0);
    const parts = Object.values<number>({ ...cost }).reduce((sum, part) => sum + part, 0);
    expect(totalOfLines(stack)).toBeCloseTo(lines, 6);
    expect(totalCost(cost)).toBeCloseTo(lines, 6);
    expect(parts).toBeCloseTo(lines, 6);
    expect(totalOfLines(addLines(stack, scaleLines(stack, 2)))).toBeCloseTo(3 * lines, 3);
  });

  it('leave taxes to the user, as a share of all else', () => {
    expect(stack.taxes).toBe(0);
    const taxed = yearlyCostOwned({ ...gb200, assumptions: { ...assumptions, taxShare: 0.1 } });
    expect(taxed.taxes).toBeCloseTo(0.1 * totalOfLines(yearlyCostOwned(gb200)), 3);
    expect(breakdownOf(taxed).operations - breakdownOf(yearlyCostOwned(gb200)).operations).toBeCloseTo(taxed.taxes, 3);
  });
});

describe('colocation', () => {
  const cost = breakdownOf(yearlyCostOwned({ ...gb200, room: 'colocation' }));

  it('pays by kW-month of nameplate in place of the building and of site operation', () => {
    // 150 USD · 12 · 120 kW = 216,000 USD a year
    expect(cost.facility).toBeCloseTo(216_000, 6);
    // 0.03 · 3.4 M + 150 · 72 = 112,800
    expect(cost.operations).toBeCloseTo(112_800, 6);
    expect(cost.hardware).toBe(breakdownOf(yearlyCostOwned(gb200)).hardware);
    expect(cost.energy).toBe(breakdownOf(yearlyCostOwned(gb200)).energy);
  });
});

describe('server price without network', () => {
  it('adds network and storage to servers only', () => {
    const node = { kind: 'node', accelerators: 8, scaleUpDomain: 8 } as const;
    const rackOfServers = { kind: 'rack', accelerators: 32, scaleUpDomain: 8 } as const;
    const rack = { kind: 'rack', accelerators: 72, scaleUpDomain: 72 } as const;
    const podSlice = { kind: 'rack', accelerators: 64, scaleUpDomain: 9_216 } as const;
    const undocumented = { kind: 'rack', accelerators: 32, scaleUpDomain: null } as const;
    const onTop = { server: 1, fabric: 0.22, storage: 0.024 };
    expect(capexSplit(node, null, assumptions)).toEqual(onTop);
    expect(capexSplit(rackOfServers, null, assumptions)).toEqual(onTop);
    expect(capexSplit(undocumented, { scaleUpDomain: 8 }, assumptions)).toEqual(onTop);
    expect(capexSplit(undocumented, null, assumptions)).toEqual(WHOLE_RACK);
    expect(capexSplit(rack, null, assumptions)).toEqual(WHOLE_RACK);
    expect(capexSplit(podSlice, null, assumptions)).toEqual(WHOLE_RACK);
  });

  it('takes storage racks as storage, CPU racks and boxes as servers', () => {
    const storage = { kind: 'storage', accelerators: 0, scaleUpDomain: null } as const;
    expect(capexSplit(storage, null, assumptions)).toEqual({ server: 0, fabric: 0, storage: 1 });
    expect(capexSplit({ ...storage, kind: 'cpu' }, null, assumptions)).toEqual({ server: 1, fabric: 0, storage: 0 });
  });

  it('carries into hardware and maintenance', () => {
    const of = (split: OwnedSystems['split']): CostStack =>
      yearlyCostOwned({ ...gb200, capexPerSystem: quantity(285_000), acceleratorsPerSystem: 8, split });
    const without = of({ server: 1, fabric: 0, storage: 0 });
    const withIt = of({ server: 1, fabric: 0.22, storage: 0.024 });
    expect(ratio(breakdownOf(withIt).hardware, breakdownOf(without).hardware)).toBeCloseTo(1.244, 9);
    // maintenance 3 % of the added 69,540 USD
    expect(withIt.maintenance - without.maintenance).toBeCloseTo(2_086.2, 6);
  });
});

describe('leased', () => {
  it('pays rent for the hardware, and the room, its energy and people besides', () => {
    // 3.30 USD hosted · 0.72 · 72 · 8,760 h = 1,498,591 USD; energy and building as owned; no upkeep of what is not ours
    const leased = yearlyCostLeased({ ...gb200, rentUsdPerSystemHour: 3.3 * 0.72 * 72 });
    const owned = yearlyCostOwned(gb200);
    expect(leased.rent).toBeCloseTo(1_498_591, 0);
    for (const line of ['building', 'energy', 'siteOperation', 'staff', 'licence'] as const) {
      expect(leased[line]).toBe(owned[line]);
    }
    expect(leased.server + leased.fabric + leased.storage + leased.spares + leased.maintenance).toBe(0);
    // 2.376 + 0.297 + 0.119 + 0.074 = 2.866 USD/GPU-h, 13 % below the hosted 3.30
    expect(perGpuHour(leased)).toBeCloseTo(2.866, 3);
  });
});

describe('rented', () => {
  it('rebuilds the published day of DeepSeek: 87,072 USD', () => {
    // 226.75 nodes · 8 GPUs · 24 h · 2.00 USD
    const year = yearlyCostRented({
      accelerators: 226.75 * 8,
      rentUsdPerAcceleratorHour: 2,
      streamedTokensPerYear: 0,
      assumptions,
    });
    expect(totalOfLines(year) / 365).toBeCloseTo(87_072, 6);
    expect(totalOfLines(year)).toBe(year.rent);
  });

  it('still pays for the tokens that leave', () => {
    // 1e12 tokens · 60 B = 60,000 GB · 0.087 USD
    const year = yearlyCostRented({
      accelerators: 1,
      rentUsdPerAcceleratorHour: 2,
      streamedTokensPerYear: 1e12,
      assumptions,
    });
    expect(year.egress).toBeCloseTo(5_220, 6);
    expect(totalOfLines(year)).toBeCloseTo(2 * 8_760 + 5_220, 6);
  });
});

describe('properties', () => {
  const positive = fc.double({ min: 0.01, max: 1e7, noNaN: true });
  const factor = fc.double({ min: 1.001, max: 10, noNaN: true });

  it('cost is monotone in every price', () => {
    fc.assert(
      fc.property(positive, factor, (capexUsd, more) => {
        const base: OwnedSystems = { ...gb200, capexPerSystem: quantity(capexUsd) };
        const dearer: readonly OwnedSystems[] = [
          { ...base, capexPerSystem: quantity(capexUsd * more) },
          { ...base, energyUsdPerYear: quantity(base.energyUsdPerYear * more) },
          { ...base, nameplatePerSystem: quantity(base.nameplatePerSystem * more) },
          { ...base, assumptions: { ...assumptions, waccPerYear: assumptions.waccPerYear * more } },
          { ...base, assumptions: { ...assumptions, maintenancePerYear: assumptions.maintenancePerYear * more } },
        ];
        for (const one of dearer) {
          expect(totalOfLines(yearlyCostOwned(one))).toBeGreaterThan(totalOfLines(yearlyCostOwned(base)));
        }
      }),
    );
  });

  it('two halves cost what the whole does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), (one, other) => {
        const of = (systems: number): CostStack =>
          yearlyCostOwned({
            ...gb200,
            systems,
            energyUsdPerYear: quantity(gb200.energyUsdPerYear * systems),
            streamedTokensPerYear: systems,
          });
        const halves = addCosts(breakdownOf(of(one)), breakdownOf(of(other)));
        expect(totalCost(halves) / totalOfLines(of(one + other))).toBeCloseTo(1, 9);
      }),
    );
  });
});
