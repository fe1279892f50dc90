/** What drafts: its parameters, where it stands, and what its steps add. Eq. S7 */
import { describe, expect, test } from 'vitest';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { textOf } from '../../tools/architecture/tree.ts';
import { draftInstanceOf, eagleParameters, mtpParameters } from './drafter.ts';
import { instanceUnderTest, modelUnderTest, onPlainEngine, tensor, wideExperts } from './instance-under-test.ts';
import type { Layout } from './layout.ts';
import { weightBytesPerRank } from './memory.ts';
import { decodeStep, mixedStep } from './step-time.ts';
import type { Speculation } from './techniques.ts';

const total = (modelId: string): number =>
  Object.values(mtpParameters(modelUnderTest(modelId))).reduce((sum, part) => sum + part, 0);

/** Step-3.5 and 3.7 name three layers, and their catalogue figure is that of less than one. */
const COUNTED_OTHERWISE = ['step-3.5-flash', 'step-3.7-flash'];

const withMtp = Object.values(defaultCatalogue.models).filter(
  ({ id, mtpLayers }) => mtpLayers > 0 && !COUNTED_OTHERWISE.includes(id),
);

test('there are models with MTP layers', () => {
  expect(withMtp.length).toBeGreaterThan(20);
});

test.each(withMtp.map(({ id }) => id))('MTP layers of %s are those of the catalogue', (id) => {
  const item: { mtpParameters: number } = JSON.parse(textOf(`src/catalogue/models/${id}.json`));
  expect(Math.abs(total(id) / item.mtpParameters - 1)).toBeLessThan(0.001);
});

// Experts 256·3·7,168·2,048 = 11.274e9, shared 44.0e6, attention 187.1e6, joining 2·7,168² = 102.8e6, router 1.8e6.
test('the one of DeepSeek-R1 by hand', () => {
  expect(total('deepseek-r1') / 1e9).toBeCloseTo(11.274 + 0.044 + 0.1871 + 0.1028 + 0.0018, 3);
});

// 17.5·4,096² + 32,000·4,096 = 293.6e6 + 131.1e6.
test('an EAGLE head of Llama-3.1-8B', () => {
  expect(eagleParameters(4_096) / 1e6).toBeCloseTo(424.7, 1);
});

const speculation = (method: Speculation['method'], draft: string | null, draftTokens = 3): Speculation => ({
  method,
  draftTokens,
  tokensPerStep: 2,
  draft: draft === null ? null : modelUnderTest(draft),
});

describe('weights on a rank', () => {
  const more = (modelId: string, layout: Layout, drafting: Speculation): number => {
    const on = (techniques: { speculation: Speculation | null }): number =>
      weightBytesPerRank(instanceUnderTest(modelId, 'gb200-nvl72', layout, { techniques }));
    return on({ speculation: drafting }) - on({ speculation: null });
  };

  // Experts of one block over 64 ranks: 11.274e9/64 at 1.000244 B = 176.2e6; attention, joining and shared whole in FP8:
  // (187.1 + 102.8 + 44.0)e6 · 1.000244 = 334.0e6; router 1.835e6·2 = 3.67e6.
  test('MTP of DeepSeek-R1 over 64 ranks', () => {
    const bytes = more('deepseek-r1', wideExperts(64), speculation('mtp', null));
    expect(bytes / 1e6).toBeCloseTo(176.2 + 334.0 + 3.67, 0);
  });

  test('a head over tp, and not over stages', () => {
    const bytes = more('llama-3.1-70b', { ...tensor(4), pp: 2 }, speculation('eagle', null));
    expect(bytes).toBe((2 * eagleParameters(8_192)) / 4);
  });

  // Llama-3.2-1B in bf16: 1,235,814,400 parameters; norms (67,584) whole on each of 8 ranks.
  test('a draft model over tp', () => {
    const bytes = more('llama-3.1-70b', tensor(8), speculation('draft-model', 'llama-3.2-1b'));
    expect(bytes / 1e9).toBeCloseTo((1.235_814_4 * 2) / 8, 3);
  });
});

// Heads of Llama-3.2-1B: 32; SmolLM2-135M has 9, which 4 ranks do not divide.
test('a draft model is cut over as many ranks as its heads divide into', () => {
  const cut = (modelId: string, draft: string, tp: number): number | undefined =>
    draftInstanceOf(
      instanceUnderTest(modelId, 'hgx-h100-8', tensor(tp), {
        techniques: { speculation: speculation('draft-model', draft) },
      }),
    )?.layout.tp;
  expect(cut('llama-3.1-70b', 'llama-3.2-1b', 8)).toBe(8);
  expect(cut('smollm2-1.7b', 'smollm2-135m', 4)).toBe(1);
  expect(draftInstanceOf(instanceUnderTest('llama-3.1-70b', 'hgx-h100-8', tensor(8)))).toBeNull();
});

describe('Llama-3.2-1B drafts for Llama-3.1-8B on one H100', () => {
  const instance = onPlainEngine(
    instanceUnderTest('llama-3.1-8b', 'hgx-h100-8', tensor(1), {
      techniques: { speculation: speculation('draft-model', 'llama-3.2-1b') },
    }),
  );
  // Beside the drafts: 0.93·kernels + 30 µs + 32·18 µs + 11 µs·verified, and 300 µs for drafting.
  const drafting = (verified: number): number => {
    const { time, kernels } = decodeStep(instance, 1, 1_000, verified);
    return time - 0.93 * kernels - (30 + 32 * 18 + 11 * verified + 300) * 1e-6;
  };

  // Weights and head 1.2357e9·2 B over 0.62·3.35e12 B/s: 1.190 ms; launches 16·(4·4 + 8) + 4 = 388 µs; KV 32.8e6 B: 18 µs; the rest 1 µs.
  // 0.93·1.597 ms + 16 gaps of 18 µs = 1.773 ms a draft.
  test.each([1, 3, 5])('%i drafts take so many steps of it', (drafts) => {
    expect((drafting(drafts + 1) * 1e3) / drafts).toBeCloseTo(1.773, 1);
  });

  test('steps sum to their parts, with prompts and without', () => {
    const work = { sequences: 8, context: 2_000, prompts: 1, promptTokens: 1_024, promptPast: 0, verified: 4 };
    for (const { time, ledger } of [decodeStep(instance, 8, 2_000, 4), mixedStep(instance, work)]) {
      expect(Object.values(ledger.seconds).reduce((sum, part) => sum + part, 0)).toBeCloseTo(time, 12);
    }
  });

  test('prompts pass the draft model too', () => {
    const work = { sequences: 8, context: 2_000, prompts: 1, promptTokens: 4_096, promptPast: 0, verified: 4 };
    const plain = onPlainEngine(instanceUnderTest('llama-3.1-8b', 'hgx-h100-8', tensor(1)));
    const added = (one: typeof instance): number =>
      mixedStep(one, work).ledger.flop - decodeStep(one, 8, 2_000, 4).ledger.flop;
    // 4,096 tokens of 0.973e9 multiplied parameters: 7.97e12 FLOP, and attention.
    expect((added(instance) - added(plain)) / 1e12).toBeGreaterThan(7.97);
    expect((added(instance) - added(plain)) / 1e12).toBeLessThan(10);
  });
});

test('a layer that drafts costs what it did before drafters had weights', () => {
  const [plain, mtp] = [null, speculation('mtp', null)].map((drafting) =>
    onPlainEngine(
      instanceUnderTest('deepseek-r1', 'gb200-nvl72', wideExperts(32), { techniques: { speculation: drafting } }),
    ),
  );
  if (!plain || !mtp) throw new Error('no instance');
  expect(decodeStep(mtp, 512, 4_000, 4)).toEqual(decodeStep(plain, 512, 4_000, 4));
});
