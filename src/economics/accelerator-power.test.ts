import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPower, powerTier, type PowerCalibration, type StepUse } from '../calibration/power.ts';
import type { PowerFigures } from '../catalogue/figures.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { quantity } from '../units/quantity.ts';
import { acceleratorPower, IDLE, type Activity } from './accelerator-power.ts';

const band = (low: number, base: number, high: number) => ({ low, base, high });

const figures: PowerFigures = {
  operatorClassShare: {},
  idleWatts: { 'b200-sxm': 200 },
  constantShare: { idle: band(0.1, 0.15, 0.25), decode: band(0.35, 0.6, 0.85), prefill: band(0.7, 0.9, 1) },
  nodeOverheadPerAccelerator: {
    nvl72: band(250, 400, 467),
    b200Node: band(200, 300, 362.5),
    h100Node: band(150, 300, 350),
  },
  overheadLoadShare: band(0.6, 0.8, 1),
  pueSwing: {
    air: { day: band(0, 0.1, 0.2), season: band(0, 0.2, 0.4) },
    liquid: { day: band(0, 0, 0.1), season: band(0, 0.1, 0.2) },
  },
  ownSupply: defaultCatalogue.power.ownSupply,
  clockExponent: band(2, 3, 3),
  voltageFloorClockShare: band(0.4, 0.5, 0.6),
  embodiedKgPerAccelerator: {},
};

const law = { static: 0, kernels: 0.1, memory: 0.4, compute: 1 };
const power: PowerCalibration = {
  ...defaultPower,
  sharpness: 4,
  laws: { common: { ...law, static: 0.1 }, hopper: law, blackwell: law },
};

const b200 = { id: 'b200-sxm', boardPower: quantity<'J/s'>(1_000), idlePower: null };
const use: StepUse = { kernelShare: 1, memoryShare: 0.5, computeShare: 0.01 };
const stepping: Activity = { busyShare: 1, use };

describe('acceleratorPower', () => {
  it('draws what the law of its generation says', () => {
    // 0.2 idle + 0.1 kernels + 0.4 · 0.5 + √0.01 = 0.6; 0.6 ÷ (1 + 0.6⁴)^¼ = 0.6 ÷ 1.1296^0.25 = 0.6 ÷ 1.03094 = 0.58199
    expect(acceleratorPower(b200, figures, stepping, power)).toEqual({
      watts: expect.closeTo(581.99, 1),
      rank: 'metered',
    });
  });

  it('idles with weights loaded at the reading', () => {
    expect(acceleratorPower(b200, figures, IDLE, power)?.watts).toBe(200);
    // half the hour: (581.99 + 200) / 2
    expect(acceleratorPower(b200, figures, { ...stepping, busyShare: 0.5 }, power)?.watts).toBeCloseTo(391, 1);
  });

  it('takes the law of a sibling, or the common one, and says so', () => {
    const other = (id: string) => ({ id, boardPower: quantity<'J/s'>(1_000), idlePower: quantity<'J/s'>(200) });
    expect(acceleratorPower(other('b300-sxm'), figures, stepping, power)).toEqual({
      watts: expect.closeTo(581.99, 1),
      rank: 'sibling',
    });
    // 0.1 more: 0.7 ÷ (1 + 0.7⁴)^¼ = 0.66333
    expect(acceleratorPower(other('mi355x'), figures, stepping, power)).toEqual({
      watts: expect.closeTo(663.33, 1),
      rank: 'common',
    });
  });

  it('idles at a share of board power where nothing was read', () => {
    const mi355x = { id: 'mi355x', boardPower: quantity<'J/s'>(1_400), idlePower: null };
    expect(acceleratorPower(mi355x, figures, IDLE)?.watts).toBeCloseTo(210, 9);
  });

  it('has no answer without a board power', () => {
    expect(acceleratorPower({ id: 'x', boardPower: null, idlePower: null }, figures, stepping)).toBeNull();
  });

  it('refuses activities that cannot be', () => {
    expect(() => acceleratorPower(b200, figures, { ...stepping, busyShare: 1.1 })).toThrow('activity');
    expect(() => acceleratorPower(b200, figures, { busyShare: 0.5, use: null })).toThrow('without steps');
    const over: Activity = { busyShare: 1, use: { ...use, kernelShare: 1.2 } };
    expect(() => acceleratorPower(b200, figures, over)).toThrow('kernels 1.2');
  });

  it('is trusted by where it comes from', () => {
    expect(powerTier('metered')).toBe('calibrated');
    expect(powerTier('sibling')).toBe('estimated');
    expect(powerTier('common')).toBe('estimated');
    expect(powerTier('typical')).toBe('estimated');
  });

  it('stays between idle and board power, and rises with the busy share', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(unit, unit, unit, fc.constantFrom('b200-sxm', 'h100-sxm', 'other'), (a, b, share, id) => {
        const accelerator = { id, boardPower: quantity<'J/s'>(1_000), idlePower: null };
        const of = (busyShare: number): number =>
          acceleratorPower(accelerator, figures, {
            busyShare,
            use: { kernelShare: share, memoryShare: 2 * share, computeShare: share },
          })?.watts ?? NaN;
        const idle = acceleratorPower(accelerator, figures, IDLE)?.watts ?? NaN;
        expect(of(Math.max(a, b))).toBeGreaterThanOrEqual(of(Math.min(a, b)) - 1e-9);
        expect(of(a)).toBeGreaterThanOrEqual(idle - 1e-9);
        expect(of(a)).toBeLessThanOrEqual(1_000);
      }),
    );
  });
});
