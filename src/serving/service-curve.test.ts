/** The table of an instance: Little's law on its rows, prefill interference, chunking, the cap, and the smallest root. Eq. S1–S4, Eq. Q1 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  instanceUnderTest,
  tensor,
  wideExperts,
  type Choices,
  onPlainEngine,
} from '../performance/instance-under-test.ts';
import type { Instance } from '../performance/instance.ts';
import type { Layout } from '../performance/layout.ts';
import { decodeStep, mixedStep } from '../performance/step-time.ts';
import { quantity } from '../units/quantity.ts';
import type { RequestMix } from './requests.ts';
import {
  saturationOf,
  sequencesInMemory,
  serviceAt,
  serviceCurveOf,
  servicePointAt,
  tpotAt,
  type ServiceCurve,
} from './service-curve.ts';

const BUDGET = 8_192;
const TERMS = { prefillBudgetTokens: BUDGET, maxBatch: 'auto' } as const;
const mixWith = (inputTokens: number, outputTokens: number, cachedTokens = 0): RequestMix => ({
  inputTokens,
  cachedTokens,
  outputTokens,
  dispersionPerMinute: 1,
  prefillVariability: 0,
});
const chat = mixWith(2_000, 300);

const curveOf = (instance: Instance, mix = chat, maxBatch: number | 'auto' = 'auto'): ServiceCurve => {
  const curve = serviceCurveOf(instance, mix, { prefillBudgetTokens: BUDGET, maxBatch });
  if (!curve) throw new Error('nothing fits');
  return curve;
};

const SETUPS: readonly (readonly [string, string, Layout, Choices])[] = [
  ['llama-3.1-8b', 'hgx-h100-8', tensor(1), {}],
  ['llama-3.3-70b', 'hgx-h200-8', { ...tensor(8), pp: 2 }, { engine: 'tensorrt-llm', weights: 'fp8' }],
  ['deepseek-r1', 'gb200-nvl72', wideExperts(16), { engine: 'sglang' }],
  ['qwen3.5-397b-a17b', 'dgx-b200-8', wideExperts(8), { weights: 'fp8' }],
];
const CURVES = SETUPS.map(([model, system, layout, choices]) => ({
  name: `${model} on ${system}`,
  instance: instanceUnderTest(model, system, layout, choices),
  curve: curveOf(instanceUnderTest(model, system, layout, choices)),
}));

describe.each(CURVES)('$name', ({ instance, curve }) => {
  const { inFlight, endToEnd, throughput, tpot } = curve;

  // c = X·E2E on every row; from the best row on the throughput is that of the best: sup X.
  test("obeys Little's law", () => {
    let best = 0;
    inFlight.forEach((c, row) => {
      best = Math.max(best, c / (endToEnd[row] ?? NaN));
      expect(throughput[row]).toBeCloseTo(best, 9);
    });
    expect(inFlight[0]).toBe(1);
    expect(inFlight.at(-1)).toBeCloseTo(curve.cap, 6);
  });

  test('rises: no column falls with the sequences in flight', () => {
    for (const column of [tpot, endToEnd, throughput, curve.stepTime, curve.prefillTime, curve.prefillOccupancy]) {
      expect([...column].every((value, row) => Number.isFinite(value) && value >= (column[row - 1] ?? 0))).toBe(true);
    }
  });

  // Alone, nobody else's prompt interrupts: (c − 1)/c is zero.
  test('has no prefill interference at one sequence, and some with more', () => {
    const step = decodeStep(instance, 1, 2_150).time;
    expect(tpot[0]).toBe(step);
    expect(tpotAt(curve, 32)).toBeGreaterThan(curve.stepTime[0] ?? Infinity);
  });

  test('finds the state at a load: c = λ·E2E(c)', () => {
    for (const share of [0.1, 0.5, 0.9]) {
      const load = share * saturationOf(curve);
      const point = servicePointAt(curve, load);
      expect(Math.abs(point.inFlight / (load * point.endToEnd) - 1)).toBeLessThan(0.06);
    }
  });
});

describe('one row by hand', () => {
  const instance = onPlainEngine(instanceUnderTest('llama-3.1-8b', 'hgx-h100-8', tensor(1)));

  // 16 in flight, 2,000 in, 300 out: prompts gather at 16/300 a step, so one to a step; a share 15·1/300 = 5 % of steps prefills.
  // TPOT = T_dec(16) + 0.05·(T_mix(1 prompt, 15) − T_dec(15)); E2E = 9 ms + 1·T_dec + T_mix + 299·TPOT.
  test('TPOT and end to end', () => {
    const context = 2_000 + 150;
    const decode = decodeStep(instance, 16, context).time;
    const mixed = mixedStep(instance, { sequences: 15, context, prompts: 1, promptTokens: 2_000, promptPast: 0 }).time;
    const row = serviceAt(instance, chat, TERMS, 16);
    const tpot = decode + (15 / 300) * (mixed - decodeStep(instance, 15, context).time);
    expect(row.mixedShare).toBeCloseTo(0.05, 12);
    expect(row.tpot).toBeCloseTo(tpot, 12);
    expect(row.prefillTime).toBe(mixed);
    expect(row.endToEnd).toBeCloseTo(0.009 + decode + mixed + 299 * tpot, 9);
  });

  // 20,480 tokens over a budget of 8,192 are 2.5 pieces, each of 8,192; on average 1.5·8,192/2 tokens stand before a piece.
  test('a prompt beyond the budget is cut', () => {
    const piece = { promptTokens: 8_192, promptPast: (8_192 * 1.5) / 2 };
    const mixed = mixedStep(instance, { sequences: 0, context: 20_480 + 150, prompts: 1, ...piece }).time;
    expect(serviceAt(instance, mixWith(20_480, 300), TERMS, 1).prefillTime).toBeCloseTo(2.5 * mixed, 9);
  });

  // 1,500 of 2,000 in the cache: a quarter is computed, after 1,500 that are there.
  test('a prefix hit shortens the prefill and keeps the KV', () => {
    const hit = mixWith(2_000, 300, 1_500);
    expect(serviceAt(instance, hit, TERMS, 8).prefillTime).toBeLessThan(
      serviceAt(instance, chat, TERMS, 8).prefillTime,
    );
    expect(sequencesInMemory(instance, hit, BUDGET)).toBe(sequencesInMemory(instance, chat, BUDGET));
  });
});

describe('the cap', () => {
  // Room 58.36e9 B (Eq. K1); a sequence holds 2,000 + 0.6·300 = 2,180 tokens and half a block of 16, 7.5 more, of 131,072 B: 286.7e6 B: 203.5 sequences.
  test('of Llama-3.1-8B on one H100 by memory', () => {
    const instance = instanceUnderTest('llama-3.1-8b', 'hgx-h100-8', tensor(1));
    expect(sequencesInMemory(instance, chat, BUDGET)).toBeCloseTo(203.5, 1);
    expect(curveOf(instance)).toMatchObject({ capBy: 'memory' });
    expect(curveOf(instance, chat, 64)).toMatchObject({ cap: 64, capBy: 'batch' });
  });

  test('none fits: no curve', () => {
    expect(serviceCurveOf(instanceUnderTest('deepseek-r1', 'hgx-h100-8', tensor(8)), chat, TERMS)).toBeNull();
  });

  test('of attention-DP ranks is the sum over them', () => {
    const caps = [8, 16].map(
      (ranks) => curveOf(instanceUnderTest('deepseek-r1', 'gb200-nvl72', wideExperts(ranks))).cap,
    );
    expect(caps[1]).toBeGreaterThan(2 * (caps[0] ?? Infinity));
  });

  test('is never lowered by more memory', () => {
    const setup = fc.constantFrom(...SETUPS);
    const tokens = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(
        setup,
        tokens,
        fc.double({ min: 1, max: 3, noNaN: true }),
        ([model, system, layout, choices], held, factor) => {
          const instance = instanceUnderTest(model, system, layout, choices);
          const device = { capacity: quantity<'B'>(instance.device.capacity * factor) };
          const larger = instanceUnderTest(model, system, layout, { ...choices, device });
          const mix = mixWith(held, 200);
          expect(sequencesInMemory(larger, mix, BUDGET)).toBeGreaterThanOrEqual(
            sequencesInMemory(instance, mix, BUDGET),
          );
        },
      ),
      { seed: 43, numRuns: 60 },
    );
  });
});

describe('faster hardware', () => {
  test('never raises TPOT at any number in flight', () => {
    const setup = fc.constantFrom(...SETUPS);
    const part = fc.constantFrom('bandwidth' as const, 'scaleUp' as const, 'scaleOut' as const);
    const c = fc.double({ min: 1, max: 200, noNaN: true });
    fc.assert(
      fc.property(
        setup,
        part,
        c,
        fc.integer({ min: 10, max: 60_000 }),
        ([model, system, layout, choices], what, inFlight, input) => {
          const slow = instanceUnderTest(model, system, layout, choices);
          const rate = quantity<'B/s'>(slow.device[what] * 1.4);
          const fast = instanceUnderTest(model, system, layout, { ...choices, device: { [what]: rate } });
          const mix = mixWith(input, 250);
          const [before, after] = [slow, fast].map((one) => serviceAt(one, mix, TERMS, inFlight));
          expect(after?.stepTime).toBeLessThanOrEqual((before?.stepTime ?? 0) * (1 + 1e-12));
          expect(after?.tpot).toBeLessThanOrEqual((before?.tpot ?? 0) * (1 + 1e-12));
        },
      ),
      { seed: 47, numRuns: 80 },
    );
  });
});

// Throughput 1, 2, 2, 2 at c = 1, 2, 4, 8: the load 1.9 is met at c = 1.9, not on the far side of the plateau.
test('the smallest root is taken', () => {
  const [first] = CURVES;
  if (!first) throw new Error('no curve');
  const table = (...values: number[]) => Float64Array.from(values);
  const flat: ServiceCurve = {
    ...first.curve,
    inFlight: table(1, 2, 4, 8),
    endToEnd: table(1, 1, 2, 4),
    throughput: table(1, 2, 2, 2),
  };
  expect(servicePointAt(flat, 1.9).inFlight).toBeCloseTo(1.9, 12);
  expect(servicePointAt(flat, 0.5).inFlight).toBeCloseTo(0.5, 12);
  expect(saturationOf(flat)).toBe(2);
});
