/** Levers on the balance of experts: which skew each means, the spares of EPLB, and that ideal balance is the fastest. Eq. O5 */
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { expertsOnRank, skewOf } from './expert-balance.ts';
import { instanceUnderTest, modelUnderTest, wideExperts } from './instance-under-test.ts';
import { weightBytesPerRank } from './memory.ts';
import { decodeStep } from './step-time.ts';
import type { Techniques } from './techniques.ts';

type Balance = Techniques['expertBalance'];
const { routing } = defaultCalibration;

test('each choice has its skew', () => {
  const [deepseek, kimi, gptOss] = ['deepseek-r1', 'kimi-k2', 'gpt-oss-120b'].map(modelUnderTest);
  if (!deepseek || !kimi || !gptOss) throw new Error('no model');
  expect(skewOf(deepseek, 'measured', routing)).toBe(routing.skew);
  expect(skewOf(gptOss, 'measured', routing)).toBe(routing.skewOf['gpt-oss-120b']);
  expect([deepseek, kimi, gptOss].map((model) => skewOf(model, 'uneven', routing))).toEqual([1.01, 1.01, 1.2]);
  expect(skewOf(gptOss, 'eplb', routing)).toBe(0.6);
  expect(skewOf(gptOss, 'ideal', routing)).toBe('balanced');
});

// DeepSeek-V3 prefills on 32 ranks with 32 spares: 8 + 1 experts each. 288 slots over 72 ranks: the four that 256 take anyway.
test('EPLB stores an eighth more, where there are ranks to level', () => {
  expect(expertsOnRank(256, 32, 'measured')).toBe(8);
  expect(expertsOnRank(256, 32, 'eplb')).toBe(9);
  expect(expertsOnRank(256, 72, 'eplb')).toBe(expertsOnRank(256, 72, 'measured'));
  expect(expertsOnRank(256, 1, 'eplb')).toBe(256);
});

const under = (modelId: string, systemId: string, ranks: number, expertBalance: Balance) =>
  instanceUnderTest(modelId, systemId, wideExperts(ranks), { techniques: { expertBalance } });

// One of 256 experts in 58 blocks: 653.909e9/256 parameters at 1.000244 B = 2.555e9 B.
test('a spare expert weighs what one expert does', () => {
  const bytes = (balance: Balance): number => weightBytesPerRank(under('deepseek-r1', 'gb200-nvl72', 32, balance));
  expect((bytes('eplb') - bytes('measured')) / 1e9).toBeCloseTo(2.555, 3);
  expect(bytes('ideal')).toBe(bytes('measured'));
});

describe.each([
  ['deepseek-r1', 'gb200-nvl72', 32],
  ['gpt-oss-120b', 'dgx-b200-8', 8],
] as const)('%s on %s', (modelId, systemId, ranks) => {
  const step = (balance: Balance, sequences: number): number =>
    decodeStep(under(modelId, systemId, ranks, balance), sequences, 4_000).time;

  const slots = (balance: Balance, tokens: number): number => {
    const [routed] = under(modelId, systemId, ranks, balance).routing.values();
    return routed?.(tokens).slots ?? 0;
  };

  test.each([16, 256, 4_096])('the more even, the fewer tokens meet on the hottest rank, of %i', (tokens) => {
    expect(slots('ideal', tokens)).toBeLessThan(slots('eplb', tokens));
    expect(slots('eplb', tokens)).toBeLessThan(slots('uneven', tokens));
  });

  test.each([2_048, 8_192])('the more even, the faster at %i sequences', (sequences) => {
    expect(step('ideal', sequences)).toBeLessThan(step('eplb', sequences));
    expect(step('eplb', sequences)).toBeLessThan(step('uneven', sequences));
  });

  // Few tokens leave the rarely chosen experts of an uneven router unread, which may outweigh its hottest ones: by little.
  test('at few sequences balance hardly matters', () => {
    expect(step('ideal', 128) / step('uneven', 128)).toBeGreaterThan(0.95);
    expect(step('ideal', 128) / step('uneven', 128)).toBeLessThan(1.05);
  });

  // The tables of experts are shared by instances: asking in turn must not mix them.
  test('instances of different balance do not share answers', () => {
    const first = step('uneven', 1_000);
    expect(step('ideal', 1_000)).not.toBe(first);
    expect(step('uneven', 1_000)).toBe(first);
  });
});
