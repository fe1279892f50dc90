/** Memory of a rank: weights split as the layout says, and what each engine's share of the card must hold. Eq. K1 */
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { quantity } from '../units/quantity.ts';
import { deviceUnderTest, instanceUnderTest, modelUnderTest, tensor, wideExperts } from './instance-under-test.ts';
import { kvBytesPerSequencePerRank } from './kv-cache.ts';
import { activationBytes, kvRoomPerRank, weightBytesPerRank } from './memory.ts';

describe('weights of a rank', () => {
  // 8,030,261,248 parameters at 2 B: 16.06e9 B.
  test('Llama-3.1-8B in bf16 on one accelerator', () => {
    expect(weightBytesPerRank(instanceUnderTest('llama-3.1-8b', 'hgx-h100-8', tensor(1)))).toBe(16_060_522_496);
  });

  // All but the norms (266,240 parameters) divide by eight: (8,030,261,248 − 266,240)·2/8 + 266,240·2.
  test('norms stand whole on every tensor-parallel rank', () => {
    const rank = weightBytesPerRank(instanceUnderTest('llama-3.1-8b', 'hgx-h100-8', tensor(8)));
    expect(rank).toBe(((8_030_261_248 - 266_240) * 2) / 8 + 266_240 * 2);
  });

  test('pipeline stages share them evenly', () => {
    const whole = weightBytesPerRank(instanceUnderTest('llama-3.1-8b', 'hgx-h100-8', tensor(2)));
    const half = weightBytesPerRank(instanceUnderTest('llama-3.1-8b', 'hgx-h100-8', { ...tensor(2), pp: 2 }));
    expect(half).toBeCloseTo(whole / 2, 3);
  });

  // Routed experts of DeepSeek-R1: 653.9e9 parameters at 1.000244 B. On 72 ranks each holds ceil(256/72) = 4 of 256: 1/64, not 1/72.
  test('experts are dealt whole', () => {
    const model = modelUnderTest('deepseek-r1');
    const routed = model.parameters.routedExperts * 1.000_244;
    const on = (ranks: number): number =>
      weightBytesPerRank(instanceUnderTest('deepseek-r1', 'gb200-nvl72', wideExperts(ranks)));
    expect(on(32) - on(64)).toBeCloseTo(routed / 32 - routed / 64, -3);
    expect(on(72)).toBeCloseTo(on(64), 3);
  });
});

describe('room for KV under each engine', () => {
  // Llama-3.1-8B on one H100: capacity 85.5e9, weights 16.0605e9; activations 8,192·2·(4·4,096 + 2·14,336) = 0.7382e9; reserve 3.5e9.
  const [capacity, weights, besides] = [85.5e9, 16_060_522_496, 8_192 * 2 * (4 * 4_096 + 2 * 14_336) + 3.5e9];
  const room = (engine: 'vllm' | 'sglang' | 'tensorrt-llm'): number =>
    kvRoomPerRank(instanceUnderTest('llama-3.1-8b', 'hgx-h100-8', tensor(1), { engine }), 8_192).room;

  test('activations of one budget', () => {
    const instance = instanceUnderTest('llama-3.1-8b', 'hgx-h100-8', tensor(1));
    expect(activationBytes(instance, 8_192) + 3.5e9).toBe(besides);
  });

  // 0.92·85.5e9 − 16.06e9 − 4.24e9 = 58.36e9
  test('vLLM: everything within its share', () => {
    expect(room('vllm')).toBe(0.92 * capacity - weights - besides);
    expect(room('vllm') / 1e9).toBeCloseTo(58.36, 2);
  });

  // 0.88·85.5e9 − 16.06e9 = 59.18e9; beside it 85.5 − 16.06 − 4.24 = 65.20e9 would fit.
  test('SGLang: weights and KV within its share, the rest beside it', () => {
    expect(room('sglang') / 1e9).toBeCloseTo(59.18, 2);
  });

  // 0.90·(85.5e9 − 16.06e9 − 4.24e9) = 58.68e9
  test('TensorRT-LLM: a share of what is free', () => {
    expect(room('tensorrt-llm')).toBeCloseTo(0.9 * (capacity - weights - besides), 0);
    expect(room('tensorrt-llm') / 1e9).toBeCloseTo(58.68, 2);
  });

  // On a card of 30e9 B: 0.88·30 − 16.06 = 10.34e9, but only 30 − 16.06 − 4.24 = 9.70e9 is left beside activations and reserve.
  test('SGLang on a small card is held by what must fit beside it', () => {
    const small = { capacity: quantity<'B'>(30e9) };
    const instance = instanceUnderTest('llama-3.1-8b', 'hgx-h100-8', tensor(1), { engine: 'sglang', device: small });
    expect(kvRoomPerRank(instance, 8_192).room).toBeCloseTo(30e9 - weights - besides, 0);
  });

  test('more than one rank reserves for its collectives', () => {
    const one = kvRoomPerRank(instanceUnderTest('llama-3.1-8b', 'hgx-h100-8', tensor(1)), 8_192);
    const two = kvRoomPerRank(instanceUnderTest('llama-3.1-8b', 'hgx-h100-8', tensor(2)), 8_192);
    expect(two.reserve - one.reserve).toBe(defaultCalibration.memory.collectiveReserveBytes);
  });
});

describe('DeepSeek-R1', () => {
  // 671e9 B of weights: no card of 85.5e9 B holds it, nor do eight; the shortfall is a negative room.
  test.each([1, 2, 4, 8])('does not fit H100 cut over %i', (tp) => {
    expect(kvRoomPerRank(instanceUnderTest('deepseek-r1', 'hgx-h100-8', tensor(tp)), 8_192).room).toBeLessThan(0);
  });

  // Experts over 8: 654.1e9/8 = 81.8e9; attention and dense whole: 11.4 + 2.6 + 1.2 at 1 B, embedding, head, router at 2 B 3.9: 19.1e9.
  test.each([8, 16, 32, 64, 72])('fits GB200 with experts spread over %i', (ranks) => {
    const instance = instanceUnderTest('deepseek-r1', 'gb200-nvl72', wideExperts(ranks));
    expect(kvRoomPerRank(instance, 8_192).room).toBeGreaterThan(0);
  });

  test('weighs 101e9 B a rank with experts over 8', () => {
    const rank = weightBytesPerRank(instanceUnderTest('deepseek-r1', 'gb200-nvl72', wideExperts(8)));
    expect(rank / 1e9).toBeCloseTo(81.76 + 15.16 + 3.92, 1);
  });
});

describe('KV over the ranks', () => {
  const tokens = 10_000;
  const held = (modelId: string, tp: number): number =>
    tp * kvBytesPerSequencePerRank(modelUnderTest(modelId), tokens, 2, tp);

  test.each([1, 2, 4, 8])('tp %i of 8 KV heads holds each key once', (tp) => {
    expect(held('llama-3.1-70b', tp)).toBeCloseTo(held('llama-3.1-70b', 1), 0);
  });

  // Below one KV head per rank every rank keeps a copy: 16 ranks of 8 heads hold twice.
  test('tp 16 of 8 KV heads holds it twice; a latent stands whole on every rank', () => {
    expect(held('llama-3.1-70b', 16)).toBeCloseTo(2 * held('llama-3.1-70b', 1), 0);
    expect(held('deepseek-r1', 8)).toBeCloseTo(8 * held('deepseek-r1', 1), 0);
  });
});

test('a device of the catalogue reports the driver reading of the H100', () => {
  expect(deviceUnderTest('hgx-h100-8').capacity).toBe(85.5e9);
});
