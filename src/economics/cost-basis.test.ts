import { describe, expect, it } from 'vitest';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import type { System } from '../catalogue/figures.ts';
import { costBasis, rentRateOf, rentTermOf, type RentRate, type RentTerm } from './cost-basis.ts';

const { costs, systems } = defaultCatalogue;
const system = (id: string): System => {
  const found = systems[id];
  if (!found) throw new Error(id);
  return found;
};
const rate = (id: string, term: RentTerm): RentRate | null => rentRateOf(system(id), costs, term);

describe('what pays for a group', () => {
  it.each([
    ['owned', 'buy', 'own-building', null],
    ['colocation', 'buy', 'colocation', null],
    ['cloud', 'buy', 'rented', 'onDemand'],
    ['owned', 'lease', 'leased-own-building', 'lease'],
    ['colocation', 'lease', 'leased-colocation', 'lease'],
    ['cloud', 'lease', 'rented', 'lease'],
    ['colocation', 'cloud', 'rented', 'onDemand'],
    ['owned', 'cloud-reserved', 'rented', 'reserved'],
    ['cloud', 'cloud-spot', 'rented', 'spot'],
  ] as const)('%s, %s: %s at the %s rate', (ownership, acquisition, basis, term) => {
    expect(costBasis(ownership, acquisition)).toBe(basis);
    expect(rentTermOf(ownership, acquisition)).toBe(term);
  });
});

describe('rates', () => {
  it('are those published for the accelerator', () => {
    expect(rate('hgx-h100-8', 'lease')?.band.base).toBe(1.3);
    expect(rate('gb200-nvl72', 'lease')?.band.base).toBe(3.3);
    expect(rate('hgx-h100-8', 'reserved')?.band.base).toBe(2.72);
    expect(rate('hgx-h100-8', 'onDemand')?.band).toEqual({ low: 3.2, base: 5.04, high: 6.88 });
    expect(rate('hgx-h100-8', 'spot')?.band.base).toBe(2.6);
    expect(rate('tpu-v5e-8', 'spot')?.band.base).toBe(0.63);
    expect(rate('hgx-h100-8', 'lease')).toMatchObject({
      derived: false,
      paths: ['costs.rentPerAcceleratorHour.h100-sxm.lease'],
    });
  });

  it('are a share of the on-demand rate where the term has none, and say so', () => {
    // GB200: 10.5 to 16, middle 13.25; · 0.525 = 6.956
    const reserved = rate('gb200-nvl72', 'reserved');
    expect(reserved?.band.base).toBeCloseTo(13.25 * 0.525, 9);
    expect(reserved?.derived).toBe(true);
    expect(reserved?.paths).toEqual(['costs.rentPerAcceleratorHour.gb200.onDemand', 'costs.reservedShareOfOnDemand']);
    // Gaudi 3 has no lease: three years cost what one does, 1.75 · 0.525
    expect(rate('gaudi3-8', 'lease')?.band.base).toBeCloseTo(1.75 * 0.525, 9);
    expect(rate('gaudi3-8', 'onDemand')?.paths).toEqual(['systems.gaudi3-8.rentalPerAcceleratorHour']);
  });

  it('never cost more for a longer commitment', () => {
    for (const each of Object.values(systems)) {
      const [lease, reserved, onDemand] = (['lease', 'reserved', 'onDemand'] as const).map((term) =>
        rentRateOf(each, costs, term),
      );
      if (!lease || !reserved || !onDemand) continue;
      expect(lease.band.base, each.id).toBeLessThanOrEqual(reserved.band.base);
      expect(reserved.band.base, each.id).toBeLessThanOrEqual(onDemand.band.base);
    }
  });

  it('are refused where nobody states an on-demand rate', () => {
    for (const term of ['lease', 'reserved', 'onDemand', 'spot'] as const) {
      expect(rate('kyber-nvl144', term)).toBeNull();
    }
  });
});
