/** Open load: waits of textbook queues, percentiles that only rise, and the largest load inside the targets. Eq. Q1–Q3 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue as catalogue } from '../catalogue/default-catalogue.ts';
import { instanceUnderTest, tensor, wideExperts } from '../performance/instance-under-test.ts';
import type { Layout } from '../performance/layout.ts';
import { quantity } from '../units/quantity.ts';
import {
  latencyOf,
  loadStateAt,
  offlineCapacityOf,
  slaCapacityOf,
  targetsHold,
  tpotQuantile,
  ttftQuantile,
  type ClassTargets,
  type InstanceGroup,
} from './open-load.ts';
import { AT_HAND, mixOf, percentilesOf, type RequestClass, requestClassOf } from './requests.ts';
import { saturationOf, serviceCurveOf, type ServiceCurve } from './service-curve.ts';

const requestsOf = (id: string): RequestClass => {
  const workflow = catalogue.workflows[id];
  if (!workflow) throw new Error(`no workflow ${id}`);
  return requestClassOf(workflow, {}, 131_072, true);
};

const groupOf = (
  model: string,
  system: string,
  layout: Layout,
  instances: number,
  requests: RequestClass,
): InstanceGroup => {
  const mix = mixOf([{ requests, weight: 1 }]);
  const curve =
    mix &&
    serviceCurveOf(instanceUnderTest(model, system, layout, { weights: 'fp8' }), mix, {
      prefillBudgetTokens: 8_192,
      maxBatch: 'auto',
    });
  if (!curve) throw new Error('nothing fits');
  return { curve, instances, engine: defaultCalibration.engines.vllm };
};

const percentiles = (p50: number, p95: number, p99: number) => ({
  p50: quantity<'s'>(p50),
  p95: quantity<'s'>(p95),
  p99: quantity<'s'>(p99),
});
const targets = (requests: RequestClass, more: Partial<ClassTargets> = {}): ClassTargets => ({
  requests,
  ttft: percentiles(1, 2, 3),
  tpot: percentiles(0.04, 0.06, 0.08),
  e2e: null,
  roundTrip: AT_HAND,
  ...more,
});

const chat = requestsOf('chat');
const group = groupOf('llama-3.1-8b', 'hgx-h100-8', tensor(1), 4, chat);
const saturation = saturationOf(group.curve) * group.instances;

describe('the wait for a prefill', () => {
  /** 0.1 s a prompt whatever the load, slots without end, arrivals at random. */
  const rows = (value: number) => Float64Array.from([value, value]);
  const plain: ServiceCurve = {
    ...group.curve,
    inFlight: Float64Array.from([1, 1_000_000]),
    stepTime: rows(0.01),
    tpot: rows(0.01),
    prefillTime: rows(0.1),
    prefillBeyondStep: rows(0.09),
    prefillOccupancy: rows(0.1),
    mixedShare: rows(0),
    endToEnd: rows(1),
    throughput: Float64Array.from([1, 1_000_000]),
    cap: 1_000_000,
    mix: { ...group.curve.mix, dispersionPerMinute: 1, prefillVariability: 1 },
  };
  const meanWaitOf = (curve: ServiceCurve, instances: number, load: number): number => {
    const state = loadStateAt({ ...group, curve, instances }, load);
    return state ? state.waitProbability * state.waitScale : NaN;
  };

  // M/M/1, S = 0.1 s, λ = 5/s, ρ = 0.5: W = ρS/(1 − ρ) = 0.1 s. M/D/1: half, 0.05 s.
  test('is that of M/M/1 and M/D/1', () => {
    expect(meanWaitOf(plain, 1, 5)).toBeCloseTo(0.1, 6);
    expect(meanWaitOf({ ...plain, mix: { ...plain.mix, prefillVariability: 0 } }, 1, 5)).toBeCloseTo(0.05, 6);
  });

  // M/M/2 at a = 1: C = 1/3, W = C·S/(2·(1 − ½)) = 0.0333 s.
  test('is that of M/M/2 behind one router', () => {
    expect(meanWaitOf(plain, 2, 10)).toBeCloseTo(0.1 / 3, 6);
  });

  // Dispersion 16 over a minute; relaxation time 0.1/(1 − √0.5)² = 1.1657 s: 1 + 15·(1.1657/60)^0.62 = 2.303; (2.303 + 1)/2 = 1.651.
  test('grows with bursts as long as the queue remembers', () => {
    const bursty = { ...plain, mix: { ...plain.mix, dispersionPerMinute: 16 } };
    expect(meanWaitOf(bursty, 1, 5) / meanWaitOf(plain, 1, 5)).toBeCloseTo(1.651, 2);
  });

  test('has no answer at or beyond saturation of prefill or of the curve', () => {
    expect(loadStateAt({ ...group, curve: plain, instances: 1 }, 10)).toBeNull();
    expect(loadStateAt(group, saturation)).toBeNull();
    expect(loadStateAt(group, 2 * saturation)).toBeNull();
  });

  // One size of prompt: unwaited TTFT t0, then P(T ≤ t) = 1 − ρ·exp(−(t − t0)/w); p99 = t0 + w·ln(ρ/0.01).
  test('makes the percentiles of the first token', () => {
    const one = { ...chat, prefillSizes: [{ tokens: plain.mix.inputTokens - plain.mix.cachedTokens, weight: 1 }] };
    const served: InstanceGroup = { ...group, curve: plain, instances: 1 };
    const state = loadStateAt(served, 5);
    if (!state) throw new Error('saturated');
    const { responseSeconds, responseSteps } = group.engine;
    const unwaited = responseSeconds + responseSteps * 0.01 + 0.1;
    expect(ttftQuantile(served, state, one, 0.5)).toBeCloseTo(unwaited, 3);
    expect(ttftQuantile(served, state, one, 0.99)).toBeCloseTo(unwaited + 0.2 * Math.log(0.5 / 0.01), 3);
  });
});

const GROUPS: readonly InstanceGroup[] = [
  group,
  groupOf('llama-3.3-70b', 'hgx-h200-8', tensor(8), 2, requestsOf('coding-agent')),
  groupOf('deepseek-r1', 'gb200-nvl72', wideExperts(16), 3, requestsOf('rag')),
];

/** Quantiles are searched to a fixed share of their upper bound; below that they may move either way. */
const least = { ttft: 1 - 1e-5, tpot: 1 - 1e-6, e2e: 1 - 1e-4 };

test('more load never lowers a percentile', () => {
  fc.assert(
    fc.property(
      fc.nat(GROUPS.length - 1),
      fc.double({ min: 0.001, max: 0.98, noNaN: true }),
      fc.double({ min: 1, max: 1.5, noNaN: true }),
      (index, share, factor) => {
        const served = GROUPS[index] ?? group;
        const whole = saturationOf(served.curve) * served.instances;
        const [less, more] = [share, share * factor].map((part) => loadStateAt(served, part * whole));
        // Saturated is more than any latency.
        if (!less || !more) return more === null;
        const [before, after] = [latencyOf(served, less, chat, AT_HAND), latencyOf(served, more, chat, AT_HAND)];
        for (const metric of ['ttft', 'tpot', 'e2e'] as const) {
          for (const level of ['p50', 'p95', 'p99'] as const) {
            expect(after[metric][level], `${metric} ${level}`).toBeGreaterThanOrEqual(
              before[metric][level] * least[metric],
            );
          }
        }
        return true;
      },
    ),
    { seed: 53, numRuns: 120 },
  );
});

test('where prefill ends the rows, the tail of TPOT goes on rising; where memory does, it stays within them', () => {
  const [inFlight, tpot] = [Float64Array.from([10, 50, 100]), Float64Array.from([0.01, 0.015, 0.02])];
  const two = { ...group.curve, inFlight, tpot };
  const state = loadStateAt(group, 0.5 * saturation);
  if (!state) throw new Error('saturated');
  const full = { ...state, point: { ...state.point, inFlight: 100, tpot: 0.02 } };
  // 100 + 2.326 · 10 sequences at 0.1 ms for each beyond 100.
  expect(tpotQuantile({ ...group, curve: { ...two, cap: 1_000 } }, full, 0.99)).toBeCloseTo(0.022_326, 5);
  expect(tpotQuantile({ ...group, curve: { ...two, cap: 110 } }, full, 0.99)).toBeCloseTo(0.021, 9);
  expect(tpotQuantile({ ...group, curve: { ...two, cap: 100 } }, full, 0.99)).toBe(0.02);
});

test('a round trip counts in the first token and end to end, not between tokens', () => {
  const state = loadStateAt(group, 0.5 * saturation);
  if (!state) throw new Error('saturated');
  const [near, far] = [
    latencyOf(group, state, chat, AT_HAND),
    latencyOf(
      group,
      state,
      chat,
      percentilesOf(() => 0.1),
    ),
  ];
  expect(far.ttft.p99 - near.ttft.p99).toBeCloseTo(0.1, 9);
  expect(far.e2e.p50 - near.e2e.p50).toBeCloseTo(0.1, 9);
  expect(far.tpot).toEqual(near.tpot);
});

test('percentiles are in order and their end-to-end holds first token and output', () => {
  const state = loadStateAt(group, 0.6 * saturation);
  if (!state) throw new Error('saturated');
  const { ttft, tpot, e2e } = latencyOf(group, state, chat, AT_HAND);
  for (const { p50, p95, p99 } of [ttft, tpot, e2e]) expect(p50 <= p95 && p95 <= p99).toBe(true);
  expect(e2e.p95).toBeCloseTo(ttft.p95 + (chat.outputQuantiles.p95 - 1) * tpot.p95, 9);
});

describe('capacity inside the targets', () => {
  const capacity = slaCapacityOf(group, [targets(chat)]);
  const holdsAt = (load: number): boolean => {
    const state = loadStateAt(group, load);
    return state !== null && targetsHold(group, state, [targets(chat)]);
  };

  test('holds at its edge and not beyond it', () => {
    expect(capacity).toBeGreaterThan(0);
    expect(capacity).toBeLessThan(saturation);
    expect(holdsAt(capacity)).toBe(true);
    expect(holdsAt(capacity * 1.001)).toBe(false);
  });

  test('falls as targets tighten; a round trip counts against the first token', () => {
    const tight = targets(chat, { ttft: percentiles(0.5, 1, 1.5) });
    expect(slaCapacityOf(group, [tight])).toBeLessThanOrEqual(capacity);
    expect(slaCapacityOf(group, [targets(chat, { roundTrip: percentilesOf(() => 0.5) })])).toBeLessThanOrEqual(
      capacity,
    );
    expect(slaCapacityOf(group, [targets(chat), tight])).toBeCloseTo(slaCapacityOf(group, [tight]), 6);
    expect(slaCapacityOf(group, [targets(chat, { tpot: percentiles(1e-4, 1e-4, 1e-4) })])).toBe(0);
  });

  // One router before more engines waits less: two instances carry at least twice what one does.
  test('does not fall with instances', () => {
    const each = [1, 2, 4, 8].map((instances) => slaCapacityOf({ ...group, instances }, [targets(chat)]) / instances);
    each.forEach((rate, i) => expect(rate).toBeGreaterThanOrEqual((each[i - 1] ?? 0) * (1 - 1e-3)));
  });

  test('without targets stays below saturation', () => {
    expect(offlineCapacityOf(group)).toBeCloseTo(0.95 * saturation, 9);
  });
});
