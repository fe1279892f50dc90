/** The step of attention-FFN disaggregation, by hand. Eq. S6 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  balancedSequences,
  busyShares,
  cycleOf,
  ffnUtilisation,
  microBatchesToHide,
  splitStepSeconds,
  tokensPerExpert,
  type LayerTimes,
} from './attention-ffn.ts';

const times = (attention: number, ffn: number, traffic: number, oneWay = traffic / 2): LayerTimes => ({
  attention,
  ffn,
  traffic,
  oneWay,
});

describe('step', () => {
  test('one micro-batch: every layer in turn, 4·(3 + 2 + 1) = 24', () => {
    expect(splitStepSeconds(times(3, 2, 1), 1, 4)).toBe(24);
    expect(cycleOf(times(3, 2, 1), 1).bound).toBe('micro-batches');
  });

  test('two: cycle max(3, 2, 0.5, 6/2) = 3, step 6 + 3·(2·4 − 1) = 27', () => {
    expect(cycleOf(times(3, 2, 1), 2)).toEqual({ seconds: 3, bound: 'attention' });
    expect(splitStepSeconds(times(3, 2, 1), 2, 4)).toBe(27);
  });

  test('what binds: the FFN side, the link, too few micro-batches', () => {
    expect(cycleOf(times(2, 5, 1), 3)).toEqual({ seconds: 5, bound: 'ffn' });
    expect(cycleOf(times(1, 1, 8), 8)).toEqual({ seconds: 4, bound: 'link' });
    // (4 + 4 + 4)/2 = 6 beyond 4.
    expect(cycleOf(times(4, 4, 4), 2)).toEqual({ seconds: 6, bound: 'micro-batches' });
  });

  test('layers with FFN parts of their own do not queue for each other: cycle max(2, 12/4, 15/4)', () => {
    const dealt: LayerTimes = { ...times(2, 12, 1), ffnLanes: 4 };
    expect(cycleOf(dealt, 4)).toEqual({ seconds: 3.75, bound: 'micro-batches' });
    expect(cycleOf(dealt, 5)).toEqual({ seconds: 3, bound: 'ffn' });
    expect(microBatchesToHide(dealt)).toBe(5);
  });
});

describe('micro-batches', () => {
  test('3 while the traffic is within the longer side, 4 up to twice it; MegaScale-Infer writes T_c for one way, half of it', () => {
    expect(microBatchesToHide(times(4, 4, 0))).toBe(2);
    expect(microBatchesToHide(times(4, 4, 0.1))).toBe(3);
    expect(microBatchesToHide(times(4, 4, 4))).toBe(3);
    expect(microBatchesToHide(times(4, 3, 4.1))).toBe(4);
    expect(microBatchesToHide(times(4, 4, 8))).toBe(4);
  });

  const any = fc.record({
    attention: fc.double({ min: 1e-6, max: 1e-3, noNaN: true }),
    ffn: fc.double({ min: 1e-6, max: 1e-3, noNaN: true }),
    traffic: fc.double({ min: 0, max: 1e-3, noNaN: true }),
  });

  test('with as many as the rule says only a side or the link sets the pace', () => {
    fc.assert(
      fc.property(any, ({ attention, ffn, traffic }) => {
        const layer = times(attention, ffn, traffic);
        const { seconds } = cycleOf(layer, microBatchesToHide(layer));
        expect(seconds).toBeCloseTo(Math.max(attention, ffn, traffic / 2), 12);
      }),
      { seed: 6 },
    );
  });

  test('no jump: the time per micro-batch falls smoothly from the plain sum to the longest part', () => {
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 8 }), ({ attention, ffn, traffic }, m) => {
        const layer = times(attention, ffn, traffic);
        const [here, next] = [cycleOf(layer, m).seconds, cycleOf(layer, m + 1).seconds];
        expect(next).toBeLessThanOrEqual(here);
        expect(next).toBeGreaterThanOrEqual((here * m) / (m + 1) - 1e-15);
        expect(cycleOf(layer, 1).seconds).toBe(attention + ffn + traffic);
      }),
      { seed: 6 },
    );
  });

  test('a slower part is never a faster step', () => {
    fc.assert(
      fc.property(
        any,
        fc.integer({ min: 1, max: 8 }),
        fc.double({ min: 1, max: 4, noNaN: true }),
        (layer, m, factor) => {
          const { attention, ffn, traffic } = layer;
          const base = splitStepSeconds(times(attention, ffn, traffic), m, 61);
          expect(splitStepSeconds(times(attention * factor, ffn, traffic), m, 61)).toBeGreaterThanOrEqual(base);
          expect(splitStepSeconds(times(attention, ffn * factor, traffic), m, 61)).toBeGreaterThanOrEqual(base);
          expect(splitStepSeconds(times(attention, ffn, traffic * factor), m, 61)).toBeGreaterThanOrEqual(base);
        },
      ),
      { seed: 6 },
    );
  });
});

test('shares: two micro-batches of four layers at 3, 2 and 1 keep attention busy 24/27, the FFN 16/27, the link 4/27', () => {
  const busy = busyShares(times(3, 2, 1), 2, 4);
  expect(busy.attention).toBeCloseTo(24 / 27, 12);
  expect(busy.ffn).toBeCloseTo(16 / 27, 12);
  expect(busy.link).toBeCloseTo(4 / 27, 12);
});

test('balance b_a·n_a = b_e·E/K: 8 instances with 512 sequences each give 128 tokens to each of 256 experts, 8 per token', () => {
  expect(tokensPerExpert(512, 8, 256, 8)).toBe(128);
  expect(balancedSequences(128, 256, 8, 8)).toBe(512);
});

test('an expert in bf16 on an H100 (989 TF, 3.35 TB/s) reaches its peak at 295 tokens, half of it at 148; FP8 at the same ratio', () => {
  const h100 = { peak: 989e12, bandwidth: 3.35e12, bytesPerParameter: 2 };
  expect(ffnUtilisation(148, h100)).toBeCloseTo(0.5, 2);
  expect(ffnUtilisation(296, h100)).toBe(1);
  expect(ffnUtilisation(148, { peak: 1_978e12, bandwidth: 3.35e12, bytesPerParameter: 1 })).toBeCloseTo(0.5, 2);
});
