/** More tokens, sequences or context are never faster, on any measured system, engine and shape. Eq. O2 */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { KernelSet } from '../../calibration/calibration.ts';
import { defaultCalibration } from '../../calibration/default-calibration.ts';
import { loadTables, MEASURED_ACCELERATORS } from '../../calibration/load-tables.ts';
import type { SystemTables } from '../../calibration/system-tables.ts';
import type { Mixer } from '../../catalogue/figures.ts';
import { instanceUnderTest, tensor } from '../instance-under-test.ts';
import type { Instance } from '../instance.ts';
import { emptyLedger } from '../ledger.ts';
import { enterGemm } from './gemm.ts';
import { enterMixer, type RankWork } from './mixer.ts';

let tables: Readonly<Record<string, SystemTables>> = {};
beforeAll(async () => {
  tables = await loadTables(MEASURED_ACCELERATORS);
});

/** The fit keeps the order on the knots and midway. Packed values are rounded to 2.1e-4, and matrices elsewhere between knots of width may fall. */
const LEAST_OF_MATRICES = 0.99;
/** Attention has more axes between whose knots it may, and its way between lengths depends a little on how many sequences there are. */
const LEAST_OF_ATTENTION = 0.95;

const SYSTEMS: Readonly<Record<string, string>> = {
  'a100-sxm-80': 'a100-8',
  'h100-sxm': 'hgx-h100-8',
  'h200-sxm': 'hgx-h200-8',
  'b200-sxm': 'dgx-b200-8',
  'b300-sxm': 'dgx-b300-8',
  gb200: 'gb200-nvl72',
  gb300: 'gb300-nvl72',
  l40s: 'l40s-8',
  'rtx-pro-6000-se': 'rtx-pro-8',
};

const KERNELS: readonly KernelSet[] = ['vllm', 'sglang', 'trtllm'];
const WEIGHTS = ['bf16', 'fp8', 'nvfp4', 'int4-g128'] as const;
const KV = ['bf16', 'fp8'] as const;

interface Deployment {
  readonly accelerator: string;
  readonly kernels: KernelSet;
  readonly weights: (typeof WEIGHTS)[number];
  readonly kvFormat: (typeof KV)[number];
}

const deployment: fc.Arbitrary<Deployment> = fc.record({
  accelerator: fc.constantFrom(...Object.keys(SYSTEMS)),
  kernels: fc.constantFrom(...KERNELS),
  weights: fc.constantFrom(...WEIGHTS),
  kvFormat: fc.constantFrom(...KV),
});

const instanceFor = ({ accelerator, kernels, weights, kvFormat }: Deployment): Instance => {
  const instance = instanceUnderTest('llama-3.1-8b', SYSTEMS[accelerator] ?? '', tensor(1), { weights, kvFormat });
  return { ...instance, engine: { ...instance.engine, kernels }, tables: tables[accelerator] ?? null };
};

const size = (most: number) => fc.double({ min: 0, max: Math.log2(most), noNaN: true }).map((x) => 2 ** x);
const further = fc.double({ min: 1.01, max: 8, noNaN: true });

/** No model cuts a matrix narrower than this. */
const width = fc.double({ min: Math.log2(64), max: Math.log2(100_000), noNaN: true }).map((x) => 2 ** x);

const heads = fc.record({
  kvHeads: fc.constantFrom(1, 2, 4, 8),
  ratio: fc.constantFrom(1, 2, 4, 5, 6, 8, 12, 16),
  headDim: fc.constantFrom(64, 96, 128, 192, 256),
  windowTokens: fc.constantFrom(undefined, 128, 1_024, 4_096),
});

const attention = fc.oneof(
  heads.map(({ kvHeads, ratio, headDim, windowTokens }): Mixer => ({
    kind: 'gqa',
    heads: kvHeads * ratio,
    kvHeads,
    qkHeadDim: headDim,
    vHeadDim: headDim,
    ...(windowTokens === undefined ? {} : { windowTokens }),
  })),
  fc.constantFrom(2, 4, 8, 16).map((keyHeads): Mixer => ({
    kind: 'gated-delta',
    keyHeads,
    valueHeads: 2 * keyHeads,
    keyHeadDim: 128,
    vHeadDim: 128,
    convKernel: 4,
  })),
);

const attentionSeconds = (instance: Instance, mixer: Mixer, work: Partial<RankWork>): number => {
  const ledger = emptyLedger();
  const nothing = { sequences: 0, context: 0, prompts: 0, promptTokens: 0, promptPast: 0 };
  enterMixer(ledger, instance, mixer, { ...nothing, ...work }, 1);
  return ledger.seconds.attention;
};

/** Seeded: how far a fitted surface may dip is a property of the committed tables, not of the day. */
const RUNS = { numRuns: 600, seed: 20_261_120 };

test('the tables are there', () => {
  expect(Object.keys(tables).toSorted()).toEqual(Object.keys(SYSTEMS).toSorted());
});

describe('never faster', () => {
  test('a matrix with more tokens', () => {
    fc.assert(
      fc.property(deployment, size(40_000), further, width, width, (chosen, m, more, n, k) => {
        const instance = instanceFor(chosen);
        const seconds = (tokens: number): number => {
          const ledger = emptyLedger();
          enterGemm(ledger, instance, 'projection', instance.arithmetic.mixer, tokens, k, n, 1);
          return ledger.seconds.projection;
        };
        return seconds(m * more) >= LEAST_OF_MATRICES * seconds(m);
      }),
      RUNS,
    );
  });

  test('a decode with more sequences or longer ones', () => {
    fc.assert(
      fc.property(deployment, attention, size(1_024), size(150_000), further, (chosen, mixer, b, context, more) => {
        const instance = instanceFor(chosen);
        const seconds = (sequences: number, tokens: number): number =>
          attentionSeconds(instance, mixer, { sequences, context: tokens });
        const now = LEAST_OF_ATTENTION * seconds(b, context);
        return seconds(b * more, context) >= now && seconds(b, context * more) >= now;
      }),
      RUNS,
    );
  });

  test('a prompt that is longer after as many cached tokens', () => {
    fc.assert(
      fc.property(deployment, attention, size(100_000), size(10_000), further, (chosen, mixer, past, tokens, more) => {
        const instance = instanceFor(chosen);
        const seconds = (promptTokens: number): number =>
          attentionSeconds(instance, mixer, { prompts: 1, promptTokens, promptPast: past });
        return seconds(tokens * more) >= LEAST_OF_ATTENTION * seconds(tokens);
      }),
      RUNS,
    );
  });

  test('a prefill of more or longer prompts', () => {
    fc.assert(
      fc.property(deployment, attention, size(64), size(30_000), further, (chosen, mixer, b, tokens, more) => {
        const instance = instanceFor(chosen);
        const seconds = (prompts: number, promptTokens: number): number =>
          attentionSeconds(instance, mixer, { prompts, promptTokens });
        const now = LEAST_OF_ATTENTION * seconds(b, tokens);
        return seconds(b * more, tokens) >= now && seconds(b, tokens * more) >= now;
      }),
      RUNS,
    );
  });
});

test('an accelerator without tables is answered by the closed forms', () => {
  expect(defaultCalibration.tables).toEqual({});
  expect(instanceUnderTest('llama-3.1-8b', 'mi300x-8', tensor(1)).tables).toBeNull();
});
