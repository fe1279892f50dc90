/** What steps ask of an accelerator, worked by hand for a dense model and bounded for others. Eq. E1 */
import { describe, expect, it } from 'vitest';
import { emptyLedger } from '../performance/ledger.ts';
import { instanceUnderTest, modelUnderTest, tensor, wideExperts } from '../performance/instance-under-test.ts';
import { decodeStep } from '../performance/step-time.ts';
import type { Speculation } from '../performance/techniques.ts';
import { stepUseOf, type ServedRow } from './step-use.ts';

const { seconds } = emptyLedger();
const decodeOnly = (inFlight: number): ServedRow => ({
  inFlight,
  decode: { ...seconds, projection: 4e-3, attention: 1e-3, host: 3e-3 },
  added: { ...seconds, projection: 2e-2 },
  mixedShare: 0.05,
});

/** So long an answer to so short a prompt that prefill is nothing. */
const lengths = { inputTokens: 1, cachedTokens: 0, outputTokens: 2_000 };

describe('stepUseOf', () => {
  const instance = instanceUnderTest('llama-3.1-8b', 'hgx-h100-8', tensor(1));

  it('counts the time of kernels without the host, prompts by the share of steps they enter', () => {
    // (4 + 1 + 0.05 · 20) ms of 10 ms
    expect(stepUseOf(instance, lengths, decodeOnly(8), 1e-2).kernelShare).toBeCloseTo(0.6, 9);
    expect(stepUseOf(instance, lengths, decodeOnly(8), 1e-3).kernelShare).toBe(1);
  });

  it('moves the weights and the KV of all sequences in the time of a token', () => {
    // 7.50e9 parameters without the embedding, two bytes: 15.0 GB; KV 131,072 B · 1,001 · 8 = 1.05 GB; 3.35e12 B/s · 10 ms = 33.5 GB
    const { memoryShare } = stepUseOf(instance, lengths, decodeOnly(8), 1e-2);
    expect(memoryShare).toBeGreaterThan((15 + 1.05) / 33.5);
    expect(memoryShare).toBeLessThan(((15 + 1.05) / 33.5) * 1.03);
  });

  it('serves two FLOPs per parameter and token', () => {
    // 8 · (2 · 7.50e9 + attention 4 · 4,096 · 1,001 · 32) = 8 · 15.53e9 = 124.2 GFLOP in 10 ms: 12.4 TFLOP/s of 989.4
    expect(stepUseOf(instance, lengths, decodeOnly(8), 1e-2).computeShare).toBeCloseTo(12.4 / 989.4, 3);
  });

  it('halves per accelerator when two share the model, but for what both read', () => {
    const two = instanceUnderTest('llama-3.1-8b', 'hgx-h100-8', tensor(2));
    const [one, half] = [instance, two].map((each) => stepUseOf(each, lengths, decodeOnly(8), 1e-2));
    expect((half?.computeShare ?? 0) / (one?.computeShare ?? 1)).toBeCloseTo(0.5, 9);
    expect((half?.memoryShare ?? 0) / (one?.memoryShare ?? 1)).toBeCloseTo(0.5, 1);
  });

  it('weighs eight-bit weights as two bytes, and FP4 as stored where it is multiplied', () => {
    const share = (system: string, weights: 'bf16' | 'fp8' | 'nvfp4'): number =>
      stepUseOf(instanceUnderTest('llama-3.3-70b', system, tensor(8), { weights }), lengths, { ...decodeOnly(1) }, 1e-2)
        .memoryShare;
    expect(share('dgx-b200-8', 'fp8') / share('dgx-b200-8', 'bf16')).toBeCloseTo(1, 2);
    expect(share('dgx-b200-8', 'nvfp4') / share('dgx-b200-8', 'bf16')).toBeLessThan(0.4);
    expect(share('hgx-h100-8', 'nvfp4') / share('hgx-h100-8', 'bf16')).toBeCloseTo(1, 2);
  });

  it('asks more of the units with more sequences at one pace, also of spread experts', () => {
    const wide = instanceUnderTest('deepseek-r1', 'gb200-nvl72', wideExperts(16), { engine: 'sglang' });
    const [few, many] = [64, 512].map((count) => stepUseOf(wide, lengths, decodeOnly(count), 2e-2));
    expect(many?.computeShare ?? 0).toBeCloseTo(8 * (few?.computeShare ?? 0), 9);
    expect(many?.memoryShare ?? 0).toBeGreaterThan(few?.memoryShare ?? 0);
  });
});

describe('with speculation', () => {
  const drafting = (speculation: Speculation | null) =>
    instanceUnderTest('llama-3.3-70b', 'hgx-h100-8', tensor(8), { weights: 'bf16', techniques: { speculation } });
  const eagle: Speculation = { method: 'eagle', draftTokens: 3, tokensPerStep: 2.5, draft: null };
  const small: Speculation = {
    method: 'draft-model',
    draftTokens: 4,
    tokensPerStep: 2.8,
    draft: modelUnderTest('llama-3.2-1b'),
  };

  it.each([
    ['a head', eagle],
    ['a small model', small],
  ] as const)('%s drafts: a step has the time of all tokens it gains', (_, speculation) => {
    const instance = drafting(speculation);
    const { ledger, time } = decodeStep(instance, 16, 1_001, speculation.draftTokens + 1);
    const row: ServedRow = { inFlight: 16, decode: ledger.seconds, added: seconds, mixedShare: 0 };
    const { kernelShare, memoryShare } = stepUseOf(instance, lengths, row, time / speculation.tokensPerStep);
    // What is left of a step is the host's.
    expect(kernelShare).toBeCloseTo(1 - ledger.seconds.host / time, 9);
    expect(kernelShare).toBeLessThan(1);
    const bytes = ledger.dramBytes * (speculation.draft ? 1 : 1 + 3 / 80);
    const ratio = memoryShare / (bytes / (time * instance.device.bandwidth));
    expect(ratio).toBeGreaterThan(0.98);
    expect(ratio).toBeLessThan(1.02);
  });

  it('multiplies for every token it verifies or drafts, kept or not', () => {
    const [plain, drafted] = [drafting(null), drafting(eagle)].map((instance) => {
      const row = { ...decodeOnly(16), mixedShare: 0 };
      return stepUseOf(instance, lengths, row, 1e-2).computeShare;
    });
    // Four verified and three times one of 80 blocks, for 2.5 tokens gained.
    expect((drafted ?? 0) / (plain ?? 1)).toBeCloseTo((4 + 3 / 80) / 2.5, 2);
  });
});
