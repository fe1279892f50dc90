/** Attention apart from FFN on the frontier: brute force over its own curves, all parts counted, what is refused, how it is handed over. */
import { describe, expect, test } from 'vitest';
import { deviceUnderTest, tensor } from '../performance/instance-under-test.ts';
import { instanceOf, type Instance } from '../performance/instance.ts';
import { acceleratorsOf, type Layout } from '../performance/layout.ts';
import type { Techniques } from '../performance/techniques.ts';
import { attentionFfnCurveOf } from '../serving/attention-ffn-curve.ts';
import { splitStep } from '../serving/attention-ffn-step.ts';
import { DECODE_RATE_SHARE } from '../serving/disaggregated-curve.ts';
import { slaCapacityOf } from '../serving/open-load.ts';
import { quantity } from '../units/quantity.ts';
import { createFrontierCache } from './frontier-cache.ts';
import { configurationAt } from './frontier-columns.ts';
import { questionUnderTest, searched } from './frontier-under-test.ts';
import type { FrontierConfiguration, FrontierQuestion, RackChoice } from './frontier-types.ts';
import { searchFrontier } from './frontier.ts';
import { widestFfnLayout } from './attention-ffn-sides.ts';

/** Attention and prefill on eight cards of one node, FFNs on another node like it that draws and costs otherwise. */
const beside = (
  changes: Partial<FrontierQuestion['choices']> = {},
  ffn: Partial<RackChoice> = {},
): FrontierQuestion => {
  const question = questionUnderTest({
    modelId: 'gpt-oss-120b',
    systemId: 'hgx-h200-8',
    accelerators: 8,
    changes: { modes: ['attention-ffn'], layouts: [tensor(1), tensor(4)], ...changes },
  });
  const [rack] = question.racks;
  if (!rack) throw new Error('no rack');
  const feeding: RackChoice = {
    ...rack,
    rackId: 'feeding',
    label: 'FFN node',
    only: 'ffn',
    usdPerAcceleratorHour: 1,
    wattsPerAccelerator: 500,
    ...ffn,
  };
  return {
    ...question,
    racks: [rack, feeding],
    ffnPairs: [{ attentionRackId: 'rack', ffnRackId: 'feeding' }],
    choices: { ...question.choices, precisions: question.choices.precisions.slice(0, 1) },
  };
};

const instanceWith = (
  { model, racks, engine, calibration, choices }: FrontierQuestion,
  layout: Layout,
  technique: number,
): Instance => {
  const [device, format] = [racks[0]?.device, choices.precisions[0]];
  const lever = choices.techniques[technique];
  if (!device || !format || !lever) throw new Error('no choice');
  const { speculation } = lever.techniques;
  const techniques: Techniques = {
    ...lever.techniques,
    speculation: speculation && { ...speculation, tokensPerStep: lever.tokensPerStepApart },
  };
  return instanceOf(model, device, layout, format.precision, engine, calibration, techniques);
};

const questionOf = (question: FrontierQuestion, at: FrontierConfiguration) => {
  const { layout, prefillLayout, ratio, ffn, technique } = at;
  const [kvLink] = question.links;
  if (!prefillLayout || !ratio || !ffn?.layout || !kvLink) throw new Error('not attention apart from FFN');
  const { prefillBudgetTokens, maxBatch } = question.choices;
  return {
    attention: instanceWith(question, layout, technique),
    attentions: ratio.decodes,
    ffn: { kind: 'accelerators', instance: instanceWith(question, ffn.layout, technique), count: ffn.count },
    link: 'network',
    prefill: instanceWith(question, prefillLayout, technique),
    prefills: ratio.prefills,
    kvLink: kvLink.link,
    mix: question.mix,
    terms: { prefillBudgetTokens, maxBatch },
    microBatches: ffn.microBatches,
  } as const;
};

describe('eight cards of attention beside eight of FFN', () => {
  const question = beside();
  const all = searched(question, { prune: false });
  const { columns, fronts } = all;
  const { inputTokens, outputTokens } = question.mix;

  test('every point is a step of its configuration, over the accelerators, power and price of all parts', () => {
    expect(all.counts.points).toBeGreaterThan(200);
    for (let index = 0; index < all.counts.points; index += 7) {
      const at = configurationAt(all, columns.configuration[index] ?? 0);
      const asked = questionOf(question, at);
      const inFlight = columns.inFlight[index] ?? 0;
      const step = splitStep(asked, inFlight, inputTokens + outputTokens / 2, at.ffn?.microBatches ?? 'auto');
      const perUser = columns.tokensPerSecondPerUser[index] ?? 0;
      // A curve never falls: noise of the sampled routing is levelled upwards.
      expect(1 / perUser / step.tpot).toBeGreaterThan(1 - 1e-9);
      expect(1 / perUser / step.tpot).toBeLessThan(1.03);
      const served = (DECODE_RATE_SHARE * inFlight * outputTokens) / (step.time + (outputTokens - 1) / perUser);
      const own = asked.attentions * acceleratorsOf(at.layout) + asked.prefills;
      const feeding = at.ffn?.accelerators ?? 0;
      expect(at.accelerators).toBe(own + feeding);
      expect(own).toBeLessThanOrEqual(8);
      expect(feeding).toBeLessThanOrEqual(8);
      const perAccelerator = columns.tokensPerSecondPerAccelerator[index] ?? 0;
      expect((perAccelerator * (own + feeding)) / served).toBeCloseTo(1, 1);
      const kilowatts = 1.2 * (own + 0.5 * feeding);
      expect((columns.tokensPerSecondPerKilowatt[index] ?? 0) * kilowatts).toBeCloseTo(
        perAccelerator * (own + feeding),
        6,
      );
      expect(((columns.tokensPerDollar[index] ?? 0) * (2 * own + feeding)) / 3_600).toBeCloseTo(
        perAccelerator * (own + feeding),
        6,
      );
    }
  });

  test.each([
    ['accelerator', fronts.perAccelerator, columns.tokensPerSecondPerAccelerator],
    ['kilowatt', fronts.perKilowatt, columns.tokensPerSecondPerKilowatt],
    ['dollar', fronts.perDollar, columns.tokensPerDollar],
  ])('the front per %s is that of brute force', (_, front, y) => {
    const x = columns.tokensPerSecondPerUser;
    const beaten = (own: number): boolean =>
      x.some((other, index) => {
        const [a, b, c] = [x[own] ?? 0, y[own] ?? 0, y[index] ?? 0];
        return other >= a && c >= b && (other > a || c > b);
      });
    const expected = new Set(
      Array.from(x.keys())
        .filter((own) => !beaten(own))
        .map((own) => `${x[own]} ${y[own]}`),
    );
    expect(expected.size).toBeGreaterThan(3);
    expect(new Set(Array.from(front, (index) => `${x[index]} ${y[index]}`))).toEqual(expected);
  });

  test('the best is that of every division of the racks', () => {
    const [best] = all.best;
    if (!best?.configuration.prefillLayout) throw new Error('no best');
    expect(acceleratorsOf(best.configuration.prefillLayout)).toBe(1);
    let most = 0;
    for (const [technique] of question.choices.techniques.entries())
      for (const tp of [1, 4])
        for (const prefills of [1, 2, 4])
          for (const size of [8, 4, 2]) {
            const layout = widestFfnLayout(question.model, deviceUnderTest('hgx-h200-8'), size);
            const decodes = Math.floor((8 - prefills) / tp);
            if (!layout) continue;
            const ffn = { rackId: 'feeding', layout, count: 1, accelerators: size, microBatches: 'auto' as const };
            const asked = questionOf(question, {
              ...best.configuration,
              layout: tensor(tp),
              ratio: { prefills, decodes },
              ffn,
              technique,
            });
            const answer = attentionFfnCurveOf(asked);
            if (!answer.ok) continue;
            const group = { curve: answer.curve, instances: 1, engine: question.engine };
            most = Math.max(most, slaCapacityOf(group, question.targets));
          }
    expect(most).toBeGreaterThan(0);
    expect(best.slaRequestsPerSecond).toBeCloseTo(most, 9);
    expect(best.idleAccelerators).toBe(16 - best.configuration.accelerators);
    expect(best.slaTokensPerSecondPerAccelerator).toBeCloseTo((most * outputTokens) / 16, 9);
    expect(best.split?.microBatches).toBeGreaterThanOrEqual(1);
  });

  test('a search keeps to its number of curves and says how many it left', () => {
    const { splitCurves, points } = searched(question).counts;
    expect(splitCurves.tried).toBeLessThanOrEqual(24);
    expect(splitCurves.tried).toBeGreaterThan(12);
    expect(splitCurves.left).toBeGreaterThan(0);
    expect(points).toBeLessThan(all.counts.points);
    expect(all.counts.splitCurves.left).toBe(0);
  });

  test('racks for FFNs alone serve nothing by themselves', () => {
    const modes = ['aggregated', 'disaggregated', 'attention-ffn'] as const;
    const { configurations, best } = searched({ ...question, choices: { ...question.choices, modes } });
    expect(new Set(configurations.mode)).toEqual(new Set([0, 1, 2]));
    expect(new Set(configurations.rack)).toEqual(new Set([0]));
    expect(best.map(({ configuration }) => configuration.ffn?.rackId ?? null).toSorted()).toEqual(['feeding', null]);
  });
});

test('micro-batches that come to what is automatic add no points', () => {
  const one = { layouts: [tensor(4)] };
  const auto = searched(beside(one), { prune: false });
  const whole = searched(beside({ ...one, microBatches: ['auto', 1, 8] }), { prune: false });
  expect(new Set(auto.configurations.microBatches)).toEqual(new Set([0]));
  expect(new Set(whole.configurations.microBatches)).toEqual(new Set([0, 1, 8]));
  const again = searched(beside({ ...one, microBatches: ['auto', 'auto'] }), { prune: false });
  expect(again.counts.points).toBe(auto.counts.points);
});

describe('what is refused keeps its reason', () => {
  const familyOf = (question: FrontierQuestion, reason: string) =>
    searched(question).rejected.find((family) => family.reason === reason);
  const device = deviceUnderTest('hgx-h200-8');

  test('SRAM that does not hold the experts, by how much', () => {
    const sram = { perRack: 256, staging: null };
    const ffn = { device: deviceUnderTest('lpx-256'), accelerators: 128, label: 'LPX', sram };
    const question = beside({}, ffn);
    const family = familyOf(question, 'ffn-does-not-fit');
    // 115 GB of experts in FP8 against 90 % of 64 GB.
    expect(family?.words).toMatch(/^FFN side short by 5\d GB: gpt-oss-120b in FP8 on 128 accelerators of LPX$/);
    expect(family?.facts).toMatchObject({ split: 'ffn-memory', accelerators: 128 });
    expect(Number(family?.facts['shortBytes'])).toBeGreaterThan(50e9);
    expect(familyOf(question, 'mode-not-searched')).toBeUndefined();
    expect(searched(beside({}, { ...ffn, accelerators: 512 })).counts.points).toBeGreaterThan(100);
  });

  test('no card towards the FFN side', () => {
    const without = beside({}, { device: { ...device, scaleOut: quantity<'B/s'>(0) } });
    const family = familyOf(without, 'no-ffn-link');
    expect(family?.rackId).toBe('feeding');
    expect(family?.words).toContain('FFN node: no published network card');
  });

  test('attention side too small for a sequence', () => {
    const question = beside();
    const small = { ...device, capacity: quantity<'B'>(6e9) };
    const racks = question.racks.map((rack, index) => (index === 0 ? { ...rack, device: small } : rack));
    const elsewhere = [...racks, { ...racks[0], device, rackId: 'prompts' } as RackChoice];
    const links = question.links.map((link) => ({ ...link, prefillRackId: 'prompts' }));
    const family = familyOf({ ...question, racks: elsewhere, links }, 'attention-does-not-fit');
    expect(family?.rackId).toBe('rack');
    expect(Number(family?.facts['shortBytes'])).toBeGreaterThan(1e8);
  });

  test('no rack that may run the FFNs', () => {
    const { ffnPairs: _, ...alone } = beside();
    const family = familyOf(alone, 'mode-not-searched');
    expect(family?.words).toContain('needs a rack group with the role ffn');
  });
});

test('a chunk for each curve, after all others, and nothing more where no rack runs FFNs', () => {
  const modes = ['aggregated', 'disaggregated', 'attention-ffn'] as const;
  const question = beside({ modes });
  const { ffnPairs: _, ...without } = question;
  const chunksOf = (asked: FrontierQuestion) => {
    const run = searchFrontier(asked, createFrontierCache());
    const chunks: { done: number; points: number }[] = [];
    for (;;) {
      const step = run.next();
      if (step.done) return { chunks, answer: step.value };
      chunks.push({ done: step.value.done, points: step.value.columns.inFlight.length });
    }
  };
  const [both, plain] = [chunksOf(question), chunksOf(without)];
  const { tried } = both.answer.counts.splitCurves;
  expect(both.chunks).toHaveLength(plain.chunks.length + tried);
  expect(both.chunks.map(({ done }) => done)).toEqual(both.chunks.map(({ done }) => done).toSorted((a, b) => a - b));
  expect(both.chunks.at(-1)?.done).toBeLessThanOrEqual(1);
  const last = both.chunks.slice(-tried);
  expect(last.every(({ points }) => points > 1)).toBe(true);
  const columnsOf = (answer: typeof both.answer) => answer.columns.tokensPerSecondPerUser;
  expect(columnsOf(both.answer).slice(0, plain.answer.counts.points)).toEqual(columnsOf(plain.answer));
});
