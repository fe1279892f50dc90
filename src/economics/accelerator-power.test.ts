import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PowerFigures } from '../catalogue/figures.ts';
import { quantity } from '../units/quantity.ts';
import { acceleratorPower, IDLE, powerTier, type Activity } from './accelerator-power.ts';

const band = (low: number, base: number, high: number) => ({ low, base, high });

const figures: PowerFigures = {
  operatorClassShare: {
    'b200-sxm': {
      gemm_decode_bfloat16: 0.7,
      gemm_prefill_bfloat16: 0.99,
      moe_decode_bfloat16: 0.82,
      decode_attention_gqa: 0.56,
      prefill_attention: 0.91,
    },
  },
  idleWatts: { 'b200-sxm': 194 },
  constantShare: { idle: band(0.1, 0.15, 0.25), decode: band(0.35, 0.6, 0.85), prefill: band(0.7, 0.9, 1) },
  nodeOverheadPerAccelerator: {
    nvl72: band(250, 400, 467),
    b200Node: band(200, 300, 362.5),
    h100Node: band(150, 300, 350),
  },
  overheadLoadShare: band(0.6, 0.8, 1),
  embodiedKgPerAccelerator: {},
};

const b200 = { id: 'b200-sxm', boardPower: quantity<'J/s'>(1_000), idlePower: null };
const kinds = { denseWeights: 'bf16', expertWeights: 'bf16', attention: 'grouped' } as const;
const decodeStep: Activity = {
  busyShare: 1,
  operators: [
    { operator: 'moe', phase: 'decode', timeShare: 0.4 },
    { operator: 'attention', phase: 'decode', timeShare: 0.3 },
    { operator: 'projection', phase: 'decode', timeShare: 0.1 },
    { operator: 'collective', phase: 'decode', timeShare: 0.1 },
  ],
  kinds,
};

describe('acceleratorPower', () => {
  it('sums measured classes, and waits between idle and the clock floor', () => {
    // 0.4·820 + 0.3·560 + 0.1·700 = 566 W; waiting 0.2 · (194 + 0.5·(250 − 194)) = 0.2 · 222 = 44.4 W
    expect(acceleratorPower(b200, figures, decodeStep)).toEqual({
      watts: expect.closeTo(610.4, 9),
      rank: 'operator-classes',
    });
  });

  it('idles with weights loaded at the reading', () => {
    expect(acceleratorPower(b200, figures, IDLE)?.watts).toBe(194);
    // half the hour: (610.4 + 194) / 2
    expect(acceleratorPower(b200, figures, { ...decodeStep, busyShare: 0.5 })?.watts).toBeCloseTo(402.2, 9);
  });

  it('uses the shares of a sibling, and says so', () => {
    // B300, 1,100 W, shares of the B200: 566/1000 · 1,100 = 622.6; idle 0.15 · 1,100 = 165, floor 275, waiting 220 · 0.2 = 44
    const b300 = { id: 'b300-sxm', boardPower: quantity<'J/s'>(1_100), idlePower: null };
    expect(acceleratorPower(b300, figures, decodeStep)).toEqual({
      watts: expect.closeTo(666.6, 9),
      rank: 'classes-of-sibling',
    });
  });

  it('falls back on constant shares where no class was measured', () => {
    const mi355x = { id: 'mi355x', boardPower: quantity<'J/s'>(1_400), idlePower: null };
    const answer = acceleratorPower(mi355x, figures, decodeStep);
    // decode only: 0.6 · 1,400
    expect(answer).toEqual({ watts: expect.closeTo(840, 9), rank: 'constant-share' });
    expect(acceleratorPower(mi355x, figures, IDLE)?.watts).toBeCloseTo(210, 9);
    const mixed: Activity = {
      ...decodeStep,
      operators: [
        { operator: 'ffn', phase: 'prefill', timeShare: 0.5 },
        { operator: 'ffn', phase: 'decode', timeShare: 0.5 },
      ],
    };
    // (0.9 + 0.6) / 2 · 1,400
    expect(acceleratorPower(mi355x, figures, mixed)?.watts).toBeCloseTo(1_050, 9);
  });

  it('has no answer without a board power', () => {
    expect(acceleratorPower({ id: 'x', boardPower: null, idlePower: null }, figures, decodeStep)).toBeNull();
  });

  it('refuses shares that do not fit the hour', () => {
    expect(() => acceleratorPower(b200, figures, { ...decodeStep, busyShare: 1.1 })).toThrow('activity');
    expect(() => acceleratorPower(b200, figures, { ...decodeStep, operators: [] })).toThrow('without operators');
    const over: Activity = { ...decodeStep, operators: [{ operator: 'moe', phase: 'decode', timeShare: 1.2 }] };
    expect(() => acceleratorPower(b200, figures, over)).toThrow('activity');
  });

  it('is trusted by where it comes from', () => {
    expect(powerTier('operator-classes')).toBe('calibrated');
    expect(powerTier('classes-of-sibling')).toBe('estimated');
    expect(powerTier('constant-share')).toBe('estimated');
    expect(powerTier('typical')).toBe('estimated');
  });

  it('stays between idle and board power, and rises with the busy share', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(unit, unit, unit, fc.constantFrom('b200-sxm', 'b300-sxm', 'other'), (a, b, split, id) => {
        const accelerator = { id, boardPower: quantity<'J/s'>(1_000), idlePower: null };
        const of = (busyShare: number): number => {
          const operators = [
            { operator: 'projection', phase: 'prefill', timeShare: split },
            { operator: 'moe', phase: 'decode', timeShare: 1 - split },
          ] as const;
          return acceleratorPower(accelerator, figures, { busyShare, operators, kinds })?.watts ?? NaN;
        };
        const idle = acceleratorPower(accelerator, figures, IDLE)?.watts ?? NaN;
        expect(of(Math.max(a, b))).toBeGreaterThanOrEqual(of(Math.min(a, b)) - 1e-9);
        expect(of(a)).toBeGreaterThanOrEqual(idle - 1e-9);
        expect(of(a)).toBeLessThanOrEqual(1_000);
      }),
    );
  });
});
