import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPower, type PowerLaw, type StepUse } from '../calibration/power.ts';
import { workingShare } from './power-law.ts';

const law: PowerLaw = { static: 0.1, kernels: 0.1, memory: 0.3, compute: 1.5 };
const use: StepUse = { kernelShare: 1, memoryShare: 0.5, computeShare: 0.01 };

describe('workingShare', () => {
  it('adds up what is asked and bends it into the limit', () => {
    // 0.2 + 0.1 + 0.1 + 0.3 · 0.5 + 1.5 · √0.01 = 0.7; 0.7 ÷ (1 + 0.7⁴)^¼ = 0.7 ÷ 1.2401^0.25 = 0.7 ÷ 1.05528 = 0.66333
    expect(workingShare(law, 4, 0.2, use)).toBeCloseTo(0.66333, 4);
    // Far above the limit: 0.2 + 0.2 + 0.6 + 1.5 = 2.5; 2.5 ÷ (1 + 39.0625)^¼ = 2.5 ÷ 2.51585 = 0.99370
    expect(workingShare(law, 4, 0.2, { kernelShare: 1, memoryShare: 2, computeShare: 1 })).toBeCloseTo(0.9937, 4);
  });

  it('is idle where nothing is asked', () => {
    const none = { kernelShare: 0, memoryShare: 0, computeShare: 0 };
    expect(workingShare({ ...law, static: 0 }, 4, 0.2, none)).toBe(0.2);
  });

  it('lies between idle and the limit, and more of anything never draws less', () => {
    const share = fc.double({ min: 0, max: 4, noNaN: true });
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    const uses = fc.record({ kernelShare: part, memoryShare: share, computeShare: share });
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(defaultPower.laws)),
        fc.double({ min: 0.02, max: 0.4, noNaN: true }),
        uses,
        uses,
        (one, idle, a, b) => {
          const more = {
            kernelShare: Math.max(a.kernelShare, b.kernelShare),
            memoryShare: Math.max(a.memoryShare, b.memoryShare),
            computeShare: Math.max(a.computeShare, b.computeShare),
          };
          const drawn = workingShare(one, defaultPower.sharpness, idle, a);
          expect(drawn).toBeGreaterThanOrEqual(idle);
          expect(drawn).toBeLessThanOrEqual(1);
          expect(workingShare(one, defaultPower.sharpness, idle, more)).toBeGreaterThanOrEqual(drawn - 1e-12);
        },
      ),
    );
  });
});
