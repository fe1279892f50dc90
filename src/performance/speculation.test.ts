/** Tokens a verified step yields, by a share and by the published tables, and who cannot draft. Eq. S7 */
import { describe, expect, test } from 'vitest';
import { textOf } from '../../tools/architecture/tree.ts';
import { ACCEPTANCE_CURVES, ACCEPTED_UP_TO, CURVES_SOURCE } from './acceptance-tables.ts';
import { modelUnderTest } from './instance-under-test.ts';
import {
  acceptanceOf,
  speculationOf,
  speculationReason,
  tokensFromTable,
  tokensPerStep,
  type SpeculationQuestion,
} from './speculation.ts';

// Three drafts at 0.8: 1 + 0.8 + 0.64 + 0.512 = 2.952.
test('one token and the accepted drafts', () => {
  expect(tokensPerStep(0.8, 4)).toBeCloseTo(2.952, 12);
  expect(tokensPerStep(0.8, 1)).toBe(1);
  expect(tokensPerStep(0, 4)).toBe(1);
  expect(tokensPerStep(1, 4)).toBe(4);
});

// (1 − 0.8^(k + 1))/0.2, as textbooks print it.
test.each([
  [1, 1.8],
  [2, 2.44],
  [3, 2.95],
  [5, 3.69],
])('%i drafts at 0.8', (drafts, tokens) => {
  expect(tokensPerStep(0.8, drafts + 1)).toBeCloseTo(tokens, 2);
});

// 0.76 + 0.62 + 0.51 + 0.42 + 0.36 + 0.31 + 0.27 + 0.24 = 3.49, published as 4.50 for the step. Multiplied again it would be 2.6.
test('a table by position is summed', () => {
  expect(tokensFromTable(ACCEPTED_UP_TO, 8)).toBeCloseTo(4.49, 9);
  expect(tokensFromTable(ACCEPTED_UP_TO, 3)).toBeCloseTo(1 + 0.76 + 0.62 + 0.51, 9);
});

interface Effects {
  readonly effects: readonly { readonly value: readonly Curve[]; readonly source: string }[];
}
interface Curve {
  readonly model_id: string;
  readonly curve: string;
  readonly mode: string;
  readonly acceptance_length_by_draft_tokens: Readonly<Record<string, number>>;
}

test('the curves are those of the catalogue', () => {
  const item: Effects = JSON.parse(textOf('src/catalogue/techniques/speculative-decoding.json'));
  const published = item.effects[0];
  expect(published?.source).toBe(CURVES_SOURCE.source);
  expect(
    ACCEPTANCE_CURVES.map(({ modelId, head, thinking, tokensPerStep: tokens }) => ({
      model_id: modelId,
      curve: head,
      mode: thinking ? 'thinking_on' : 'thinking_off',
      acceptance_length_by_draft_tokens: Object.fromEntries(tokens.map((value, i) => [String(i + 1), value])),
    })),
  ).toEqual(published?.value);
});

const asked = (modelId: string, more: Partial<SpeculationQuestion> = {}): SpeculationQuestion => ({
  method: 'mtp',
  draftTokens: 3,
  model: modelUnderTest(modelId),
  ...more,
});
const tokens = (modelId: string, more: Partial<SpeculationQuestion> = {}): number =>
  acceptanceOf(asked(modelId, more)).tokensPerStep;

describe('tokens of a step', () => {
  test('by the curve of the model itself', () => {
    expect(tokens('deepseek-v4-pro')).toBe(2.49);
    expect(tokens('deepseek-v4-pro', { thinking: false })).toBe(2.97);
    expect(tokens('qwen3.5-397b-a17b')).toBe(3.39);
    expect(tokens('kimi-k2.5', { method: 'eagle', draftTokens: 8 })).toBe(3.77);
  });

  // MTP heads with three drafts: 2.49, 2.99 and 3.39: 2.957. DeepSeek-V3 reports 85 to 90 % of second tokens: 1.85 to 1.90 with one draft.
  test('else by the mean of the heads of its method', () => {
    expect(tokens('deepseek-v3')).toBeCloseTo((2.49 + 2.99 + 3.39) / 3, 9);
    expect(tokens('deepseek-v3', { draftTokens: 1 })).toBeGreaterThan(1.85);
    expect(tokens('deepseek-v3', { draftTokens: 1 })).toBeLessThan(1.9);
  });

  test('by position for mathematics, and for small models that draft', () => {
    expect(tokens('deepseek-v3', { task: 'maths' })).toBeCloseTo(2.89, 9);
    expect(tokens('llama-3.1-70b', { method: 'draft-model', draftTokens: 8 })).toBeCloseTo(4.49, 9);
  });

  test('as given, whatever was measured', () => {
    expect(tokens('deepseek-v4-pro', { acceptance: 0.8 })).toBeCloseTo(2.952, 9);
    expect(tokens('deepseek-v4-pro', { acceptance: 0, draftTokens: 12 })).toBe(1);
  });

  test('only a curve of the model, on the text it was measured on, counts as measured', () => {
    const confidence = (modelId: string, task: 'code' | 'text', thinking = true) =>
      acceptanceOf(asked(modelId, { task, thinking })).confidence;
    expect(confidence('qwen3.5-397b-a17b', 'code')).toBe('measured');
    expect(confidence('qwen3.5-397b-a17b', 'text')).toBe('estimate');
    expect(confidence('glm-5.2', 'code', false)).toBe('estimate');
    expect(confidence('deepseek-v3', 'code')).toBe('estimate');
  });
});

describe('what cannot draft', () => {
  const draft = (modelId: string, draftId: string | null): ReturnType<typeof speculationReason> =>
    speculationReason(
      asked(modelId, { method: 'draft-model', draftModel: draftId === null ? null : modelUnderTest(draftId) }),
    );

  test('a model without MTP layers, unless a head is trained for it', () => {
    expect(speculationReason(asked('llama-3.1-70b'))).toBe('no-mtp-layers');
    expect(speculationReason(asked('llama-3.1-70b', { method: 'eagle' }))).toBeNull();
    expect(speculationReason(asked('bge-m3'))).toBe('model-does-not-generate');
  });

  test('a draft model that is missing, of another vocabulary, no smaller, or no generator', () => {
    expect(draft('llama-3.1-70b', null)).toBe('no-draft-model');
    expect(draft('llama-3.1-70b', 'qwen3-0.6b')).toBe('vocabularies-differ');
    expect(draft('llama-3.1-8b', 'llama-3.1-70b')).toBe('draft-not-smaller');
    expect(draft('qwen3-32b', 'qwen3-embedding-0.6b')).toBe('draft-does-not-generate');
    expect(draft('llama-3.1-70b', 'llama-3.2-1b')).toBeNull();
  });

  test('a draft model beside another method, and more drafts than anyone measured', () => {
    expect(speculationReason(asked('deepseek-r1', { draftModel: modelUnderTest('llama-3.2-1b') }))).toBe(
      'draft-model-not-used',
    );
    expect(speculationReason(asked('deepseek-r1', { draftTokens: 9 }))).toBe('more-drafts-than-measured');
    expect(speculationReason(asked('deepseek-r1', { draftTokens: 9, acceptance: 0.7 }))).toBeNull();
  });
});

test('the technique carries its drafts, its gain and who drafts', () => {
  const draftModel = modelUnderTest('llama-3.2-1b');
  expect(speculationOf(asked('llama-3.1-70b', { method: 'draft-model', draftModel, acceptance: 0.5 }))).toEqual({
    method: 'draft-model',
    draftTokens: 3,
    tokensPerStep: 1.875,
    draft: draftModel,
  });
  expect(speculationOf(asked('llama-3.1-70b'))).toEqual({ reason: 'no-mtp-layers' });
  expect(() => speculationOf(asked('deepseek-r1', { draftTokens: 0 }))).toThrow('0 drafts');
});
