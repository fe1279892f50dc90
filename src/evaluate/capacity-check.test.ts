/** Published checks of what fits, through the model itself: Llama-3.1-8B in 80e9 B, DeepSeek-R1 on a rack and not on a card. Eq. W2, Eq. K1 */
import { PLAIN } from '../performance/techniques.ts';
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { instanceUnderTest, tensor } from '../performance/instance-under-test.ts';
import type { Instance } from '../performance/instance.ts';
import type { RequestMix } from '../serving/requests.ts';
import { sequencesInMemory } from '../serving/service-curve.ts';
import { quantity } from '../units/quantity.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation } from './evaluation.ts';
import { scenarioOf, type Plan } from './scenario-under-test.ts';

const holding = (inputTokens: number): RequestMix => ({
  inputTokens,
  cachedTokens: 0,
  outputTokens: 0,
  dispersionPerMinute: 1,
  prefillVariability: 0,
});

const LENGTHS = [8_192, 32_768, 131_072] as const;

describe('Llama-3.1-8B in bf16', () => {
  const real = instanceUnderTest('llama-3.1-8b', 'hgx-h100-8', tensor(1), {
    // The published arithmetic knows no blocks.
    techniques: { ...PLAIN, pagedBlockTokens: 1 },
  });

  /** 80e9 B, 2 GB reserved, the engine may take all of it. */
  const plain: Instance = {
    ...real,
    device: { ...real.device, capacity: quantity<'B'>(80e9) },
    engine: { ...real.engine, memoryFraction: 1 },
    calibration: {
      ...defaultCalibration,
      memory: { collectiveReserveBytes: quantity<'B'>(0), engineReserveBytes: quantity<'B'>(2e9) },
    },
  };

  // (80e9 − 16.06e9 − 2e9) ÷ 131,072 B per token = 472,600 tokens: 57.7 of 8,192, 14.4 of 32,768, 3.6 of 131,072.
  test('80e9 B with 2 GB reserved hold 57, 14 and 3 sequences, as published', () => {
    const held = LENGTHS.map((tokens) => sequencesInMemory(plain, holding(tokens), 0));
    [57.7, 14.4, 3.6].forEach((sequences, i) => expect(held[i]).toBeCloseTo(sequences, 1));
    expect(held.map(Math.floor)).toEqual([57, 14, 3]);
  });

  // The driver reports 85.5e9 B; vLLM takes 0.92 of them for weights, activations of 8,192 tokens, 3.5e9 B of its own, and KV:
  // 78.66 − 16.06 − 0.74 − 3.5 = 58.36e9 B: 54.4, 13.6 and 3.4.
  test('a real H100 under vLLM holds 54, 13 and 3', () => {
    const held = LENGTHS.map((tokens) => sequencesInMemory(real, holding(tokens), 8_192));
    expect(held.map((sequences) => Number(sequences.toFixed(1)))).toEqual([54.4, 13.6, 3.4]);
  });
});

const answerOf = (plan: Omit<Plan, 'workflowId' | 'slaClassId' | 'peakSessionsPerSecond'>): Evaluation =>
  evaluate(
    scenarioOf('fit', { workflowId: 'chat', slaClassId: 'near-real-time', peakSessionsPerSecond: 0.5, ...plan }),
    defaultCatalogue,
    defaultCalibration,
  );

const wide = (ranks: number) => ({ tp: 1, pp: 1, attnDp: ranks, moeTp: 1, ep: ranks });

describe('DeepSeek-R1', () => {
  test.each([8, 16, 32, 64, 72])('is served on GB200 NVL72 with experts over %i', (ranks) => {
    const { issues, deployments } = answerOf({
      systemId: 'gb200-nvl72',
      modelId: 'deepseek-r1',
      serving: { layout: wide(ranks) },
    });
    expect(issues.map(({ code }) => code)).not.toContain('model-does-not-fit');
    expect(deployments[0]?.groups[0]?.sequencesMax).toBeGreaterThanOrEqual(1);
  });

  // Experts over 4: 163.5e9 B and 19.1e9 B of the rest, of 0.92·198.7e9 = 182.8e9.
  test('does not fit with experts over 4', () => {
    const { issues } = answerOf({ systemId: 'gb200-nvl72', modelId: 'deepseek-r1', serving: { layout: wide(4) } });
    expect(issues.map(({ code }) => code)).toContain('model-does-not-fit');
  });

  // One card of 85.5e9 B against 674e9 B of weights.
  test('does not fit one H100, and the issue says by how much', () => {
    const { issues, deployments } = answerOf({
      systemId: 'hgx-h100-8',
      modelId: 'deepseek-r1',
      serving: { layout: { tp: 1, pp: 1, attnDp: 1, moeTp: 1, ep: 1 } },
    });
    const issue = issues.find(({ code }) => code === 'model-does-not-fit');
    expect(Number(issue?.facts['shortBytes']) / 1e9).toBeGreaterThan(674 - 85.5);
    expect(Number(issue?.facts['shortBytes']) / 1e9).toBeLessThan(674 - 0.92 * 85.5 + 10);
    expect(deployments[0]?.verdict).toBe('withheld');
  });
});
