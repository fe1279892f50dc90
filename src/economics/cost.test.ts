import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantity, ratio, type Dollars } from '../units/quantity.ts';
import type { CostAssumptions } from './cost-assumptions.ts';
import { networkAndStorageShare } from './cost-assumptions.ts';
import {
  addCosts,
  costBasis,
  scaleCost,
  totalCost,
  usdPerAcceleratorHour,
  yearlyCostOwned,
  yearlyCostRented,
  type CostBreakdown,
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
};

/** GB200 NVL72 in an own building in Northern Virginia: 120 kW nameplate, load 0.70, PUE 1.14, 0.0893 USD/kWh. */
const gb200: OwnedSystems = {
  basis: 'own-building',
  systems: 1,
  acceleratorsPerSystem: 72,
  capexPerSystem: quantity(3_400_000),
  networkAndStorageShare: 0,
  nameplatePerSystem: quantity(120_000),
  meanItPower: quantity(120_000 * 0.7),
  pue: 1.14,
  energyPrice: quantity(0.0893 / 3.6e6),
  streamedTokensPerYear: 0,
  assumptions,
};

const perHour = (part: Dollars): number => part / (72 * 8_760);
const corner = (capexUsd: number, usdPerKwh: number, changed: Partial<CostAssumptions>): number =>
  usdPerAcceleratorHour(
    yearlyCostOwned({
      ...gb200,
      capexPerSystem: quantity(capexUsd),
      energyPrice: quantity(usdPerKwh / 3.6e6),
      assumptions: { ...assumptions, ...changed },
    }),
    72,
  );

describe('worked example: GB200 NVL72 bottom-up, per GPU and hour', () => {
  const cost = yearlyCostOwned(gb200);

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
    expect(usdPerAcceleratorHour(cost, 72)).toBeCloseTo(2.34, 3);
    expect(usdPerAcceleratorHour(cost, 72, 0.985)).toBeCloseTo(2.376, 3);
    // 6 % above the 2.21 of SemiAnalysis
    expect(usdPerAcceleratorHour(cost, 72) / 2.21).toBeCloseTo(1.06, 2);
  });

  it('reaches the published corners 1.54 and 3.71', () => {
    // The example does not say which inputs move. Price, cost of capital, IT life, construction and electricity at the edges
    // of their bands with all else at base give 1.537 and 3.709; trying every set of bands, one other matches, a less likely one.
    const low = corner(3_100_000, 0.0892, { waccPerYear: 0.06, itLifeYears: 6, constructionUsdPerWatt: 9.3 });
    const high = corner(4_000_000, 0.1301, { waccPerYear: 0.14, itLifeYears: 3, constructionUsdPerWatt: 16 });
    expect(low).toBeCloseTo(1.54, 2);
    expect(high).toBeCloseTo(3.71, 2);
  });

  it('costs less per month by a twelfth of the year', () => {
    expect(totalCost(scaleCost(cost, 1 / 12))).toBeCloseTo(totalCost(cost) / 12, 6);
  });
});

describe('colocation', () => {
  const cost = yearlyCostOwned({ ...gb200, basis: 'colocation' });

  it('pays by kW-month of nameplate in place of the building and of site operation', () => {
    // 150 USD · 12 · 120 kW = 216,000 USD a year
    expect(cost.facility).toBeCloseTo(216_000, 6);
    // 0.03 · 3.4 M + 150 · 72 = 112,800
    expect(cost.operations).toBeCloseTo(112_800, 6);
    expect(cost.hardware).toBe(yearlyCostOwned(gb200).hardware);
    expect(cost.energy).toBe(yearlyCostOwned(gb200).energy);
  });
});

describe('server price without network', () => {
  it('adds network and storage to servers only', () => {
    const node = { kind: 'node', accelerators: 8, scaleUpDomain: 8 } as const;
    const rackOfServers = { kind: 'rack', accelerators: 32, scaleUpDomain: 8 } as const;
    const rack = { kind: 'rack', accelerators: 72, scaleUpDomain: 72 } as const;
    const podSlice = { kind: 'rack', accelerators: 64, scaleUpDomain: 9_216 } as const;
    const storage = { kind: 'storage', accelerators: 0, scaleUpDomain: null } as const;
    expect(networkAndStorageShare(node, null, assumptions)).toBeCloseTo(0.244, 9);
    expect(networkAndStorageShare(rackOfServers, null, assumptions)).toBeCloseTo(0.244, 9);
    const undocumented = { kind: 'rack', accelerators: 32, scaleUpDomain: null } as const;
    expect(networkAndStorageShare(undocumented, { scaleUpDomain: 8 }, assumptions)).toBeCloseTo(0.244, 9);
    expect(networkAndStorageShare(undocumented, null, assumptions)).toBe(0);
    expect(networkAndStorageShare(rack, null, assumptions)).toBe(0);
    expect(networkAndStorageShare(podSlice, null, assumptions)).toBe(0);
    expect(networkAndStorageShare(storage, null, assumptions)).toBe(0);
  });

  it('carries into hardware and maintenance', () => {
    const without = yearlyCostOwned({ ...gb200, capexPerSystem: quantity(285_000), acceleratorsPerSystem: 8 });
    const withIt = yearlyCostOwned({
      ...gb200,
      capexPerSystem: quantity(285_000),
      acceleratorsPerSystem: 8,
      networkAndStorageShare: 0.244,
    });
    expect(ratio(withIt.hardware, without.hardware)).toBeCloseTo(1.244, 9);
    // maintenance 3 % of the added 69,540 USD
    expect(withIt.operations - without.operations).toBeCloseTo(2_086.2, 6);
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
    expect(totalCost(year) / 365).toBeCloseTo(87_072, 6);
    expect(totalCost(year)).toBe(year.rent);
  });

  it('is what anything leased, or at a cloud, is', () => {
    expect(costBasis('owned', 'buy')).toBe('own-building');
    expect(costBasis('colocation', 'buy')).toBe('colocation');
    expect(costBasis('cloud', 'buy')).toBe('rented');
    expect(costBasis('owned', 'lease')).toBe('rented');
    expect(costBasis('colocation', 'cloud')).toBe('rented');
  });

  it('still pays for the tokens that leave', () => {
    // 1e12 tokens · 60 B = 60,000 GB · 0.087 USD
    const year = yearlyCostRented({
      accelerators: 1,
      rentUsdPerAcceleratorHour: 2,
      streamedTokensPerYear: 1e12,
      assumptions,
    });
    expect(year.network).toBeCloseTo(5_220, 6);
    expect(totalCost(year)).toBeCloseTo(2 * 8_760 + 5_220, 6);
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
          { ...base, energyPrice: quantity(base.energyPrice * more) },
          { ...base, pue: base.pue * more },
          { ...base, nameplatePerSystem: quantity(base.nameplatePerSystem * more) },
          { ...base, assumptions: { ...assumptions, waccPerYear: assumptions.waccPerYear * more } },
          { ...base, assumptions: { ...assumptions, maintenancePerYear: assumptions.maintenancePerYear * more } },
        ];
        for (const one of dearer) {
          expect(totalCost(yearlyCostOwned(one))).toBeGreaterThan(totalCost(yearlyCostOwned(base)));
        }
      }),
    );
  });

  it('two halves cost what the whole does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), (one, other) => {
        const of = (systems: number): CostBreakdown =>
          yearlyCostOwned({
            ...gb200,
            systems,
            meanItPower: quantity(84_000 * systems),
            streamedTokensPerYear: systems,
          });
        const together = totalCost(of(one + other));
        expect(totalCost(addCosts(of(one), of(other))) / together).toBeCloseTo(1, 9);
      }),
    );
  });

  it('the total is the sum of the parts', () => {
    const cost = yearlyCostOwned({ ...gb200, streamedTokensPerYear: 1e13 });
    const sum = Object.values<number>({ ...cost }).reduce((total, part) => total + part, 0);
    expect(totalCost(cost)).toBeCloseTo(sum, 6);
    expect(sum).toBeGreaterThan(totalCost(yearlyCostOwned(gb200)));
  });
});
