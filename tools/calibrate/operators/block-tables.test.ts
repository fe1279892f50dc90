/**
 * The shipped grids of experts, latent attention and collectives: that each system has them, that they meet the measurements
 * they came from, and that no answer made of them falls as the work grows. Eq. O2, Eq. O4, Eq. O6
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Calibration } from '../../../src/calibration/calibration.ts';
import { defaultCalibration } from '../../../src/calibration/default-calibration.ts';
import type { SystemTables } from '../../../src/calibration/system-tables.ts';
import type { FeedForward } from '../../../src/catalogue/figures.ts';
import { allReduce, collectiveGridKey } from '../../../src/performance/collectives.ts';
import { modelUnderTest } from '../../../src/performance/instance-under-test.ts';
import { instanceOf, type Instance } from '../../../src/performance/instance.ts';
import { emptyLedger, kernelSeconds } from '../../../src/performance/ledger.ts';
import { enterMla, mlaGridKey } from '../../../src/performance/operators/mla.ts';
import { expertGridKey, routedExperts } from '../../../src/performance/operators/moe.ts';
import { precisionOf, type WeightRecipe } from '../../../src/performance/precision.ts';
import { projectRoot } from '../../catalogue/item-files.ts';
import type { MeasuredSystem } from './builder.ts';
import { measuredSystems } from './measured-systems.ts';
import { readTable } from './read-table.ts';

const systems = measuredSystems();
const tablesOf = ({ name }: MeasuredSystem): SystemTables =>
  JSON.parse(readFileSync(join(projectRoot, 'src', 'calibration', 'systems', `${name}.json`), 'utf8')) as SystemTables;
const tables = new Map(systems.map((system) => [system.name, tablesOf(system)]));

const calibrated = (system: MeasuredSystem, skew = defaultCalibration.routing.skew): Calibration => ({
  ...defaultCalibration,
  routing: { ...defaultCalibration.routing, skew },
  tables: { [system.acceleratorId]: tables.get(system.name) ?? tablesOf(system) },
});

const named = (name: string): MeasuredSystem => {
  const system = systems.find((known) => known.name === name);
  if (!system) throw new Error(name);
  return system;
};

interface Cut {
  readonly tp: number;
  readonly moeTp: number;
  readonly ep: number;
}

const under = (system: MeasuredSystem, modelId: string, cut: Cut, recipe: WeightRecipe, skew?: number): Instance => {
  const model = modelUnderTest(modelId);
  const calibration = calibrated(system, skew);
  const layout = { ...cut, pp: 1, attnDp: 1 };
  const precision = precisionOf(model, recipe, 'bf16', 'vllm');
  return instanceOf(model, system.device, layout, precision, calibration.engines.vllm, calibration);
};

const expertSeconds = (instance: Instance): ((tokens: number) => number) => {
  const ffn = instance.model.ffns
    .map(({ spec }) => spec)
    .find((spec): spec is Extract<FeedForward, { kind: 'moe' }> => spec.kind === 'moe');
  if (!ffn) throw new Error('no experts');
  return routedExperts(instance, ffn).secondsOf;
};

const decodeSeconds = (instance: Instance, sequences: number, context: number): number => {
  const ledger = emptyLedger();
  const mixer = instance.model.mixers[0]?.spec;
  const work = { sequences, context, prompts: 0, promptTokens: 0, promptPast: 0 };
  if (!mixer || !enterMla(ledger, instance, mixer, work, 1)) throw new Error('no table of latent attention');
  return kernelSeconds(ledger);
};

const BLACKWELL = ['b200_sxm', 'b300_sxm', 'gb200', 'gb300', 'rtx_pro_6000_server'];

describe('every measured system', () => {
  test.each(systems.map(({ name }) => name))('%s has its grids', (name) => {
    const grids = tables.get(name)?.grids ?? {};
    const wanted = [
      expertGridKey('bfloat16'),
      expertGridKey('int4_wo'),
      ...(['allReduce', 'allGather', 'reduceScatter'] as const).map(collectiveGridKey),
      ...(name === 'a100_sxm' ? [] : [expertGridKey('fp8_block'), mlaGridKey('mla-decode', 'fp8_block', 'bfloat16')]),
      ...(BLACKWELL.includes(name) ? [expertGridKey('nvfp4'), mlaGridKey('mla-prefill', 'nvfp4', 'fp8')] : []),
    ];
    expect(wanted.filter((key) => !grids[key])).toEqual([]);
  });
});

const folder = join(process.env['RACKWRIGHT_SHARED'] ?? join(projectRoot, '..', 'shared'), 'operators');
/** Milliseconds: the largest tables have hundreds of thousands of rows. */
const PATIENT = 60_000;
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

describe.skipIf(!existsSync(folder))('against the measurements they came from', () => {
  test.each([
    ['h100_sxm', 'deepseek-v3', 'native' as const, ['fp8_block'], 8, 1],
    ['h200_sxm', 'gpt-oss-120b', 'native' as const, ['w4a16_mxfp4'], 4, 1],
    ['a100_sxm', 'mixtral-8x7b', 'native' as const, ['bfloat16'], 4, 1],
  ])(
    'experts on %s, %s',
    (name, modelId, recipe, formats, moeTp, ep) => {
      const instance = under(named(name), modelId, { tp: moeTp * ep, moeTp, ep }, recipe, 1.01);
      const ffn = instance.model.ffns.map(({ spec }) => spec).find((spec) => spec.kind === 'moe');
      const table = readTable(folder, 'moe', name);
      if (ffn?.kind !== 'moe' || !table) throw new Error('nothing to compare');
      const [dtype, dist] = [table.words('dtype'), table.words('dist')];
      const [h, i, k, e] = ['h', 'i', 'topk', 'e'].map((column) => table.numbers(column));
      const [tp, ranks, t, us] = ['tp', 'ep', 't', 'us'].map((column) => table.numbers(column));
      const best = new Map<number, number>();
      for (let row = 0; row < table.rows; row++) {
        const same =
          h?.[row] === ffn.inputDim &&
          i?.[row] === ffn.intermediate &&
          k?.[row] === ffn.expertsPerToken &&
          e?.[row] === ffn.experts;
        if (!same || tp?.[row] !== moeTp || ranks?.[row] !== ep || dist[row] !== 'power_law_1.01') continue;
        if (!formats.includes(dtype[row] ?? '')) continue;
        const tokens = t?.[row] ?? 0;
        best.set(tokens, Math.min(us?.[row] ?? 0, best.get(tokens) ?? Infinity));
      }
      expect(best.size).toBeGreaterThan(20);
      const secondsOf = expertSeconds(instance);
      const errors = [...best].map(([tokens, measured]) => Math.abs((secondsOf(tokens) * 1e6) / measured - 1));
      expect(median(errors)).toBeLessThan(0.08);
    },
    PATIENT,
  );

  test('all-reduce of eight B200 at each measured size', () => {
    const system = named('b200_sxm');
    const [custom, nccl] = [readTable(folder, 'custom_allreduce', system.name), readTable(folder, 'nccl', system.name)];
    if (!custom || !nccl) throw new Error('nothing to compare');
    const best = new Map<number, number>();
    const keep = (elements: number, us: number): unknown =>
      best.set(2 * elements, Math.min(us, best.get(2 * elements) ?? Infinity));
    const impl = custom.words('impl');
    for (let row = 0; row < custom.rows; row++) {
      if (impl[row]?.endsWith('_eager') || custom.numbers('gpus')[row] !== 8) continue;
      keep(custom.numbers('elems')[row] ?? 0, custom.numbers('us')[row] ?? 0);
    }
    for (let row = 0; row < nccl.rows; row++) {
      if (nccl.words('coll')[row] !== 'all_reduce' || nccl.words('dtype')[row] !== 'half') continue;
      if (nccl.numbers('gpus')[row] === 8) keep(nccl.numbers('elems')[row] ?? 0, nccl.numbers('us')[row] ?? 0);
    }
    const sizes = [...best.keys()].toSorted((a, b) => a - b);
    let slowest = 0;
    for (const bytes of sizes) {
      slowest = Math.max(slowest, best.get(bytes) ?? 0);
      const found = allReduce(system.device, 8, bytes, calibrated(system)).seconds * 1e6;
      // Sizes that only one of the two tables has are not knots.
      expect(Math.abs(found / slowest - 1)).toBeLessThan(bytes >= 512 && bytes <= 2 ** 26 ? 0.002 : 0.2);
    }
  });
});

describe('more work is never faster', () => {
  const grows = fc.double({ min: 1, max: 3, noNaN: true });
  const anySystem = fc.constantFrom(...systems.filter(({ name }) => name !== 'a100_sxm').map(({ name }) => name));

  test('routed experts', () => {
    const models = fc.constantFrom('deepseek-v3', 'qwen3-30b-a3b', 'gpt-oss-120b', 'kimi-k2.5', 'llama-4-maverick');
    const cuts = fc.constantFrom<Cut>(
      { tp: 8, moeTp: 8, ep: 1 },
      { tp: 8, moeTp: 1, ep: 8 },
      { tp: 4, moeTp: 2, ep: 2 },
    );
    const tokens = fc.double({ min: 0.01, max: 20_000, noNaN: true });
    fc.assert(
      fc.property(anySystem, models, cuts, tokens, grows, (name, modelId, cut, t, more) => {
        const secondsOf = expertSeconds(under(named(name), modelId, cut, 'native'));
        expect(secondsOf(t)).toBeGreaterThan(0);
        expect(secondsOf(t * more)).toBeGreaterThanOrEqual(secondsOf(t) * (1 - 1e-9));
      }),
      { seed: 31, numRuns: 120 },
    );
  });

  test('latent attention', () => {
    const models = fc.constantFrom('deepseek-v3', 'kimi-k2', 'deepseek-v3.2');
    const sizes = fc.double({ min: 1, max: 800, noNaN: true });
    const contexts = fc.double({ min: 16, max: 100_000, noNaN: true });
    const tps = fc.constantFrom(1, 2, 4, 8);
    fc.assert(
      fc.property(anySystem, models, tps, sizes, contexts, grows, (name, modelId, tp, b, length, more) => {
        const instance = under(named(name), modelId, { tp, moeTp: tp, ep: 1 }, 'native');
        const now = decodeSeconds(instance, b, length) * (1 - 2e-3);
        expect(decodeSeconds(instance, b * more, length)).toBeGreaterThanOrEqual(now);
        expect(decodeSeconds(instance, b, length * more)).toBeGreaterThanOrEqual(now);
      }),
      { seed: 37, numRuns: 300 },
    );
  });

  test('all-reduce', () => {
    const anywhere = fc.constantFrom(...systems.map(({ name }) => name));
    const bytes = fc.double({ min: 1, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(anywhere, fc.constantFrom(2, 4, 8, 16, 64), bytes, grows, (name, ranks, size, more) => {
        const system = named(name);
        const calibration = calibrated(system);
        const now = allReduce(system.device, ranks, size, calibration).seconds;
        expect(allReduce(system.device, ranks, size * more, calibration).seconds).toBeGreaterThanOrEqual(
          now * (1 - 0.01),
        );
      }),
      { seed: 41, numRuns: 300 },
    );
  });
});
