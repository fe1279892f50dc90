/** Attention and FFN apart as a service curve: Little's law, what memory holds, what is refused, more bandwidth never slower. Eq. S6 */
import { describe, expect, test } from 'vitest';
import {
  instanceUnderTest,
  modelUnderTest,
  onPlainEngine,
  tensor,
  wideExperts,
} from '../performance/instance-under-test.ts';
import type { Instance } from '../performance/instance.ts';
import type { Layout } from '../performance/layout.ts';
import { kvRoomPerRank } from '../performance/memory.ts';
import { estimatesOf } from '../performance/split-step-estimates.ts';
import { attentionSideOf } from '../performance/split-step.ts';
import { decodeStep } from '../performance/step-time.ts';
import { quantity } from '../units/quantity.ts';
import { attentionFfnCurveOf, type AttentionFfnAnswer } from './attention-ffn-curve.ts';
import type { AttentionFfnQuestion } from './attention-ffn-question.ts';
import { splitStep, type FfnSide } from './attention-ffn-step.ts';
import { splitStepSeconds } from './attention-ffn.ts';
import { DECODE_RATE_SHARE } from './disaggregated-curve.ts';
import type { Reuse, ReuseState } from './reuse.ts';
import { sequencesInMemory } from './service-curve.ts';

const BUDGET = 8_192;
const TERMS = { prefillBudgetTokens: BUDGET, maxBatch: 'auto' } as const;
const mix = { inputTokens: 8_192, cachedTokens: 0, outputTokens: 1_024, dispersionPerMinute: 1, prefillVariability: 0 };
const on = (system: string, layout: Layout, model = 'deepseek-v3'): Instance =>
  instanceUnderTest(model, system, layout, { engine: 'sglang' });
const attention = on('vr-nvl72', wideExperts(8));
const lpu = on('lpx-256', tensor(1));
const gpus: FfnSide = { kind: 'accelerators', instance: on('vr-nvl72', wideExperts(16)), count: 1 };
const sram: FfnSide = { kind: 'sram', instance: lpu, pool: { parts: 1_536, perRack: 256, staging: null } };

const ask = (changes: Partial<AttentionFfnQuestion> = {}): AttentionFfnQuestion => ({
  attention,
  attentions: 4,
  ffn: gpus,
  link: 'fabric',
  prefill: on('vr-nvl72', wideExperts(8)),
  prefills: 64,
  kvLink: { bytesPerSecond: 200e9, latencySeconds: 50e-6 },
  mix,
  terms: TERMS,
  microBatches: 'auto',
  ...changes,
});

const answered = (answer: AttentionFfnAnswer): Extract<AttentionFfnAnswer, { ok: true }> => {
  if (!answer.ok) throw new Error(answer.reason);
  return answer;
};

describe('step', () => {
  const sides = { attention, attentions: 4, ffn: gpus, link: 'fabric' } as const;

  test('formula, head and engine terms: nothing else', () => {
    const plain = { ...sides, attention: onPlainEngine(attention) };
    const step = splitStep(plain, 2_048, 4_000, 3);
    const passes = splitStepSeconds(step.times, 3, 61);
    // 2,048 sequences on 32 ranks.
    const host = 30e-6 + 64 * 11e-6;
    expect(step.time).toBeCloseTo(passes + step.seconds.head + host, 9);
    expect(step.rankTokens).toBeCloseTo(2_048 / 3 / 32, 9);
    expect(step.ffnTokens).toBeCloseTo(2_048 / 3, 9);
    const parts = Object.values(step.seconds).reduce((sum, seconds) => sum + seconds, 0);
    expect(parts).toBeCloseTo(step.time, 9);
  });

  test('with one micro-batch the sides take turns as in one instance: what differs is the exchange', () => {
    const whole = on('vr-nvl72', wideExperts(16));
    const apart = splitStep(
      { attention: whole, attentions: 1, ffn: { kind: 'accelerators', instance: whole, count: 1 }, link: 'fabric' },
      256,
      4_000,
      1,
    );
    const together = decodeStep(whole, 256, 4_000);
    const besides = (seconds: Readonly<Record<string, number>>): number =>
      Object.entries(seconds).reduce((sum, [name, part]) => (name === 'collective' ? sum : sum + part), 0);
    expect(besides(apart.seconds)).toBeCloseTo(besides(together.ledger.seconds), 9);
  });

  test('auto is at least as fast as any number of micro-batches up to the one that hides the traffic', () => {
    for (const inFlight of [1, 30, 400, 5_000, 40_000]) {
      const auto = splitStep(sides, inFlight, 4_000, 'auto');
      for (const m of [1, 2, 3]) expect(auto.time).toBeLessThanOrEqual(splitStep(sides, inFlight, 4_000, m).time);
    }
    expect(splitStep(sides, 1, 4_000, 4).microBatches).toBe(1);
  });

  test('more bandwidth is never slower', () => {
    const wider = (instance: Instance, factor: number): Instance => ({
      ...instance,
      tables: null,
      device: {
        ...instance.device,
        bandwidth: quantity<'B/s'>(instance.device.bandwidth * factor),
        scaleUp: quantity<'B/s'>(instance.device.scaleUp * factor),
        scaleOut: quantity<'B/s'>(instance.device.scaleOut * factor),
      },
    });
    for (const ffn of [gpus, sram])
      for (const inFlight of [1, 100, 3_000, 30_000]) {
        const at = (factor: number): number =>
          splitStep(
            {
              ...sides,
              link: 'network',
              attention: wider(attention, factor),
              ffn: { ...ffn, instance: wider(ffn.instance, factor) },
            },
            inFlight,
            4_000,
            3,
          ).time;
        expect(at(2)).toBeLessThan(at(1));
        expect(at(4)).toBeLessThan(at(2));
      }
  });

  test('speculation: tokens of a step grow, the step lasts longer, a token comes sooner', () => {
    const drafting: Instance = {
      ...attention,
      techniques: {
        ...attention.techniques,
        speculation: { method: 'mtp', draftTokens: 2, tokensPerStep: 2.4, draft: null },
      },
    };
    const [plain, drafted] = [
      splitStep(sides, 512, 4_000, 2),
      splitStep({ ...sides, attention: drafting }, 512, 4_000, 2),
    ];
    expect(drafted.ffnTokens).toBeCloseTo(3 * plain.ffnTokens, 9);
    expect(drafted.time).toBeGreaterThan(plain.time);
    expect(drafted.tpot).toBeCloseTo(drafted.time / 2.4, 12);
    expect(drafted.tpot).toBeLessThan(plain.tpot);
  });
});

describe('curve', () => {
  test.each([
    ['GPUs', gpus, 'fabric'],
    ['SRAM parts', sram, 'network'],
  ] as const)('%s: rises, obeys Little, is explained', (_, ffn, link) => {
    const { curve, detail } = answered(attentionFfnCurveOf(ask({ ffn, link })));
    curve.inFlight.forEach((inFlight, i) => {
      const [endToEnd, tpot] = [curve.endToEnd[i] ?? 0, curve.tpot[i] ?? 0];
      expect(endToEnd).toBeCloseTo((curve.stepTime[i] ?? 0) + (mix.outputTokens - 1) * tpot, 9);
      expect((curve.throughput[i] ?? 0) * endToEnd).toBeCloseTo(DECODE_RATE_SHARE * inFlight, 3);
      expect(tpot).toBeGreaterThanOrEqual(curve.tpot[i - 1] ?? 0);
      expect(curve.throughput[i]).toBeGreaterThanOrEqual(curve.throughput[i - 1] ?? 0);
    });
    expect(detail.cycleSeconds).toBeGreaterThanOrEqual(detail.times.attention);
    expect(detail.linkBytesPerSecond).toBeLessThan(detail.linkLimitBytesPerSecond);
    expect(Math.max(detail.busy.attention, detail.busy.ffn, detail.busy.link)).toBeLessThanOrEqual(1);
    expect(curve.prefillServers).toBe(64);
  });

  test('without the experts an attention rank holds more KV: 15 GB of weights in place of 97', () => {
    const { curve, detail } = answered(attentionFfnCurveOf(ask()));
    const held = sequencesInMemory(attentionSideOf(attention), mix, BUDGET);
    expect(curve.cap).toBeCloseTo(4 * held, 6);
    expect(held).toBeGreaterThan(1.5 * sequencesInMemory(attention, mix, BUDGET));
    expect(detail.attentionWeightBytes).toBeCloseTo(15.34e9, -7);
  });

  test('prefill that brings less than decode serves ends the curve', () => {
    const few = answered(attentionFfnCurveOf(ask({ prefills: 2 }))).curve;
    const many = answered(attentionFfnCurveOf(ask())).curve;
    expect(few.capBy).toBe('prefill');
    expect(few.throughput.at(-1)).toBeLessThan(many.throughput.at(-1) ?? 0);
    const thin = answered(attentionFfnCurveOf(ask({ kvLink: { bytesPerSecond: 1e8, latencySeconds: 0 } }))).curve;
    expect(thin.capBy).toBe('link');
  });

  test('first token: prefill, transfer of 8,192 tokens of KV, and a step', () => {
    const near = answered(attentionFfnCurveOf(ask())).curve;
    const far = answered(attentionFfnCurveOf(ask({ kvLink: { bytesPerSecond: 20e9, latencySeconds: 50e-6 } }))).curve;
    // 70,272 B a token, one lane.
    const more = (8_192 * 70_272) / 20e9 - (8_192 * 70_272) / 200e9;
    expect((far.prefillBeyondStep[0] ?? 0) - (near.prefillBeyondStep[0] ?? 0)).toBeCloseTo(more, 6);
  });
});

describe('sessions that keep their KV on the engines that prefill', () => {
  const cached = { ...mix, cachedTokens: 4_096 };
  const found = (fits: boolean): Reuse => ({
    achievableTokens: 4_096,
    cachedTokens: 4_096,
    recomputedTokens: 0,
    recomputedThoughStored: 0,
    fetchSeconds: 0,
    fetchedBytes: 0,
    hbmHeldBytes: 1e15,
    fits,
    byTier: [],
  });

  test('have the memory of all their accelerators, not of one of each group', () => {
    const prefill = on('vr-nvl72', tensor(8));
    let free = 0;
    const reuse = (state: ReuseState): Reuse => {
      free = state.freeHbmBytes;
      return found(true);
    };
    answered(attentionFfnCurveOf(ask({ prefill, prefills: 3, mix: cached, terms: { ...TERMS, reuse } })));
    expect(free).toBeCloseTo(3 * 8 * kvRoomPerRank(prefill, BUDGET).room, -3);
  });

  test('end the curve where they no longer fit; where they never do, prefill is short of memory', () => {
    const upTo = (most: number) => ({ ...TERMS, reuse: ({ inFlight }: ReuseState) => found(inFlight < most) });
    const { curve } = answered(attentionFfnCurveOf(ask({ mix: cached, terms: upTo(100) })));
    expect(curve.inFlight.at(-1)).toBeLessThan(100);
    expect(curve.capBy).toBe('prefill');
    const never = attentionFfnCurveOf(ask({ mix: cached, terms: upTo(0) }));
    expect(never.ok).toBe(false);
    if (never.ok) return;
    expect(never.reason).toBe('prefill-memory');
    expect(never.shortBytes).toBeGreaterThan(0);
  });
});

describe('refusals', () => {
  const reasonOf = (changes: Partial<AttentionFfnQuestion>): string => {
    const answer = attentionFfnCurveOf(ask(changes));
    return answer.ok ? 'answered' : answer.reason;
  };

  test('five racks of LPUs are short of the weights, by how much is said', () => {
    const five: FfnSide = { kind: 'sram', instance: lpu, pool: { parts: 1_280, perRack: 256, staging: null } };
    const answer = attentionFfnCurveOf(ask({ ffn: five, link: 'network' }));
    expect(answer.ok).toBe(false);
    if (answer.ok) return;
    expect(answer.reason).toBe('ffn-memory');
    expect(answer.shortBytes).toBeCloseTo(657.81e9 - 640e9 * estimatesOf('base').sramUsableShare, -8);
  });

  test('without paging the longest sequence must fit, not the mean one; nothing is thrown', () => {
    const unpaged: Instance = { ...attention, techniques: { ...attention.techniques, pagedBlockTokens: 'off' } };
    const answer = attentionFfnCurveOf(ask({ attention: unpaged, mix: { ...mix, longestTokens: 8_000_000 } }));
    expect(answer.ok).toBe(false);
    if (answer.ok) return;
    expect(answer.reason).toBe('attention-memory');
    expect(answer.shortBytes).toBeGreaterThan(0);
  });

  test('each with its own reason', () => {
    const eight: FfnSide = { kind: 'accelerators', instance: on('hgx-h100-8', wideExperts(8)), count: 1 };
    expect(reasonOf({ ffn: eight, link: 'network' })).toBe('ffn-memory');
    expect(reasonOf({ attentions: 8, ffn: gpus })).toBe('leaves-domain');
    expect(reasonOf({ attention: on('vr-nvl72', { ...wideExperts(8), pp: 2 }) })).toBe('pipeline-stages');
    expect(reasonOf({ prefills: 0 })).toBe('no-prefill');
    expect(reasonOf({ prefill: on('vr-nvl72', tensor(1)) })).toBe('prefill-memory');
    expect(reasonOf({ mix: { ...mix, inputTokens: 8_000_000 } })).toBe('attention-memory');
    const drafted = {
      ...attention.techniques,
      speculation: { method: 'draft-model', draftTokens: 3, tokensPerStep: 2, draft: modelUnderTest('llama-3.2-1b') },
    } as const;
    expect(reasonOf({ attention: { ...attention, techniques: drafted } })).toBe('draft-model');
    const cut = { ...attention, device: { ...attention.device, scaleOut: quantity<'B/s'>(0) } };
    expect(reasonOf({ attention: cut, link: 'network' })).toBe('no-link');
  });
});
