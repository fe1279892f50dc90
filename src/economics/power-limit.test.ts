import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StepUse } from '../calibration/power.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { quantity } from '../units/quantity.ts';
import { acceleratorPower, idlePower } from './accelerator-power.ts';
import { clocksUnder, clockWithin, dynamicShareAt, powerLimitOf, provisionedPower } from './power-limit.ts';

const { accelerators, power, systems } = defaultCatalogue;
const law = { exponent: 3, voltageFloor: 0.5 };
const h100 = accelerators['h100-sxm'] ?? fail();
function fail(): never {
  throw new Error('no H100');
}
const drawn = (use: StepUse, limitShare: number): number =>
  acceleratorPower(h100, power, { busyShare: 1, use }, undefined, powerLimitOf(h100, limitShare, power))?.watts ?? NaN;

describe('clock and watts', () => {
  it('rise with the third power above the voltage floor, in proportion below', () => {
    expect(dynamicShareAt(0.8, law)).toBeCloseTo(0.512, 12);
    // 0.5³ = 0.125 at the floor; half of that clock takes half of it
    expect(dynamicShareAt(0.25, law)).toBeCloseTo(0.0625, 12);
    expect(clockWithin(0.512, law)).toBeCloseTo(0.8, 12);
    expect(clockWithin(0.0625, law)).toBeCloseTo(0.25, 12);
    expect(clockWithin(1.2, law)).toBe(1);
  });

  it('undo each other', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        fc.double({ min: 2, max: 3, noNaN: true }),
        (clock, exponent) => {
          const of = { exponent, voltageFloor: 0.5 };
          expect(clockWithin(dynamicShareAt(clock, of), of)).toBeCloseTo(clock, 9);
        },
      ),
      { seed: 89 },
    );
  });

  it('of an H100 at 70 %: idle 70 W of 700, (490 − 70) / 630 = 0.667, its cube root 0.874', () => {
    const idle = idlePower(h100, quantity(700), power);
    expect(clocksUnder(h100, 0.7, power).compute).toBeCloseTo(((490 - idle) / (700 - idle)) ** (1 / 3), 9);
    expect(clocksUnder(h100, 0.7, power).compute).toBeGreaterThan(0.84);
    expect(clocksUnder(h100, 0.7, power).compute).toBeLessThan(0.89);
    expect(clocksUnder(h100, 1, power).compute).toBe(1);
  });

  it('leave reading alone down to what it draws: 0.67 of an H100 at 70 %, not at 50 %', () => {
    expect(clocksUnder(h100, 0.7, power).memory).toBe(1);
    // 0.1 idle + 0.1781 + 0.0613 + 0.3524 = 0.69; ÷ (1 + 0.69⁴)^¼ = 0.656: ((0.5 − 0.1) / (0.656 − 0.1))^⅓ = 0.896
    expect(clocksUnder(h100, 0.5, power).memory).toBeCloseTo(0.896, 2);
  });

  it('leave none at a limit that is not above idle, as 30 % of 16 W on an Orin Nano that idles at 5 W', () => {
    const nano = accelerators['jetson-orin-nano-8'];
    expect(nano && clocksUnder(nano, 0.3, power).compute).toBe(0);
    for (const accelerator of Object.values(accelerators)) {
      if (accelerator.boardPower === null || accelerator === nano) continue;
      expect(idlePower(accelerator, accelerator.boardPower, power), accelerator.id).toBeLessThan(
        0.3 * accelerator.boardPower,
      );
      expect(clocksUnder(accelerator, 0.3, power).compute, accelerator.id).toBeGreaterThan(0.05);
    }
  });
});

describe('power under a limit', () => {
  const prefill: StepUse = { kernelShare: 1, memoryShare: 0.3, computeShare: 0.6 };
  const decode: StepUse = { kernelShare: 0.9, memoryShare: 0.5, computeShare: 0.02 };

  it('is never above it', () => {
    const share = fc.double({ min: 0, max: 2, noNaN: true });
    fc.assert(
      fc.property(
        share,
        share,
        fc.double({ min: 0.3, max: 1, noNaN: true }),
        (memoryShare, computeShare, limitShare) => {
          expect(drawn({ kernelShare: 1, memoryShare, computeShare }, limitShare)).toBeLessThanOrEqual(
            limitShare * 700 * (1 + 1e-12),
          );
        },
      ),
      { seed: 97 },
    );
  });

  it('binds prefill, and leaves decode alone until it is below what decode draws', () => {
    expect(drawn(prefill, 1)).toBeGreaterThan(600);
    expect(drawn(prefill, 0.7)).toBeCloseTo(490, 6);
    expect(drawn(decode, 0.7) / drawn(decode, 1)).toBeGreaterThan(0.97);
    expect(drawn(decode, 0.4)).toBeCloseTo(280, 6);
  });

  it('spares the feed: 8 H100 at 70 % take 8 · 0.3 · 700 W = 1.68 kW less', () => {
    const node = systems['hgx-h100-8'] ?? fail();
    expect(provisionedPower(node, h100, 1) - provisionedPower(node, h100, 0.7)).toBeCloseTo(1_680, 6);
  });
});
