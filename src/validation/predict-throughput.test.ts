/**
 * Cited points of wide expert parallelism and of one phase alone, predicted without any group term, within stated tolerances; and every
 * scored row of the published file.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../tools/catalogue/item-files.ts';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { loadTables, MEASURED_ACCELERATORS } from '../calibration/load-tables.ts';
import { defaultAliases } from '../catalogue/default-aliases.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { predictThroughput, throughputContext } from './predict-throughput.ts';
import { readThroughputRows, type ThroughputRow } from './rows/throughput-row.ts';

interface Point {
  readonly source: string;
  readonly cells: Readonly<Record<string, string>>;
  /** Tokens per second as published. */
  readonly measured: number;
  /** Predicted ÷ measured allowed. */
  readonly from: number;
  readonly to: number;
}

const wide = { model: 'DeepSeek-V3', weight_precision: 'fp8', accelerators_total: '8', nodes: '1' };
const h800 = { ...wide, accelerator: 'NVIDIA H800', framework: 'DeepSeek in-house' };
/** Share of the input tokens of DeepSeek's production day that were found in a cache: 342 of 608 billion. */
const HITS = 0.563;

const POINTS: readonly Point[] = [
  {
    source: 'DeepSeek profile-data, prefill of 16,384 tokens per GPU, EP32, 4,096-token prompts: 7,839 tok/s per GPU',
    cells: {
      ...h800,
      scenario: 'prefill microbenchmark',
      parallelism: 'EP32 (4 nodes)',
      isl: '4096',
      concurrency: '16384 tokens per device',
      token_kind: 'input',
    },
    measured: 62_713,
    from: 0.65,
    to: 1.4,
  },
  {
    source:
      'DeepSeek profile-data, decode of 128 per GPU, EP128, 4,096 tokens of context, one draft: 2,324 tok/s per GPU',
    cells: {
      ...h800,
      scenario: 'decode microbenchmark',
      parallelism: 'EP128 (16 nodes)',
      isl: '4096',
      concurrency: '128 per GPU',
      spec_decode: 'MTP counted',
    },
    measured: 18_598,
    from: 0.7,
    to: 1.4,
  },
  {
    // 73.7k tok/s of input per node with hits; what was computed is 43.7 % of it. An average over a day with its quiet hours.
    source: 'DeepSeek open-infra-index day 6, prefill in production, EP32',
    cells: {
      ...h800,
      model: 'DeepSeek-R1',
      scenario: 'production prefill, per node average',
      parallelism: 'EP32 DP32 (4 nodes)',
      token_kind: 'input excl. cache hits',
    },
    measured: 73_700 * (1 - HITS),
    from: 0.9,
    to: 2,
  },
  {
    source:
      'DeepSeek open-infra-index day 6, decode in production, EP144, 4,989 tokens of context: 14.8k tok/s per node',
    cells: {
      ...h800,
      model: 'DeepSeek-R1',
      scenario: 'production decode, per node average',
      parallelism: 'EP144 DP144 (18 nodes)',
      isl: '4989',
    },
    measured: 14_800,
    from: 0.75,
    to: 1.5,
  },
  {
    // The shape is not printed; closed forms stay far below what a part with little arithmetic reaches of it.
    source: 'InferSim validation, prefill of Qwen3-30B-A3B on one H20',
    cells: {
      model: 'Qwen3-30B-A3B',
      weight_precision: 'bf16',
      accelerator: 'NVIDIA H20',
      accelerators_total: '1',
      framework: 'SGLang',
      scenario: 'prefill',
      token_kind: 'input',
    },
    measured: 16_594,
    from: 0.35,
    to: 1.5,
  },
  {
    // As above, and the batch is taken to fill the memory at 4,096 tokens each.
    source: 'InferSim validation, decode of Qwen3-30B-A3B on one H20',
    cells: {
      model: 'Qwen3-30B-A3B',
      weight_precision: 'bf16',
      accelerator: 'NVIDIA H20',
      accelerators_total: '1',
      framework: 'SGLang',
      scenario: 'decode',
    },
    measured: 2_749,
    from: 0.2,
    to: 1.5,
  },
];

const rowsOf = (text: string): readonly ThroughputRow[] => {
  const read = readThroughputRows(text);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
};

const rowOf = (cells: Readonly<Record<string, string>>): ThroughputRow => {
  const all = { tok_s_total: '1', ...cells };
  const [row] = rowsOf(
    `${Object.keys(all).join(',')}\n${Object.values(all)
      .map((cell) => `"${cell}"`)
      .join(',')}\n`,
  );
  if (!row) throw new Error('no row');
  return row;
};

describe('cited points, without group terms', () => {
  const context = throughputContext(defaultCatalogue, defaultAliases, defaultCalibration, {});

  it.each(POINTS.map((point) => [point.source, point] as const))('%s', (_, { cells, measured, from, to }) => {
    const predicted = predictThroughput(rowOf(cells), context);
    if (!predicted.ok) throw new Error(predicted.reason);
    expect(predicted.tier).toBe('estimated');
    const ratio = (predicted.values.throughput ?? 0) / measured;
    expect(ratio).toBeGreaterThan(from);
    expect(ratio).toBeLessThan(to);
  });

  it('refuses what no catalogue item or count stands for', () => {
    const [point] = POINTS;
    const refusal = (cells: Readonly<Record<string, string>>): string => {
      const answer = predictThroughput(rowOf({ ...point?.cells, ...cells }), context);
      return answer.ok ? 'answered' : answer.reason;
    };
    expect(refusal({ model: 'nobody-7b' })).toContain('nobody-7b');
    expect(refusal({ accelerator: 'Abacus' })).toContain('Abacus');
    expect(refusal({ accelerators_total: '' })).toContain('accelerators');
    expect(refusal({ weight_precision: 'fp12' })).toContain('fp12');
  });
});

const file = join(process.env['RACKWRIGHT_SHARED'] ?? join(projectRoot, '..', 'shared'), 'measurements/throughput.csv');

describe.skipIf(!existsSync(file))('the published file (skipped when it is not beside the project)', () => {
  it('answers every scored row, half of them within a fifth', { timeout: 120_000 }, async () => {
    const calibration = { ...defaultCalibration, tables: await loadTables(MEASURED_ACCELERATORS) };
    const context = throughputContext(defaultCatalogue, defaultAliases, calibration);
    const scored = rowsOf(readFileSync(file, 'utf8')).filter(({ score }) => score);
    const answers = scored.map((row) => ({ row, answer: predictThroughput(row, context) }));
    expect(answers.filter(({ answer }) => !answer.ok)).toEqual([]);
    const errors = answers.map(({ row, answer }) =>
      answer.ok ? Math.abs((answer.values.throughput ?? 0) / (row.tokSTotal ?? 0) - 1) : 1,
    );
    expect(errors.filter((error) => error < 0.2).length).toBeGreaterThan(0.5 * scored.length);
  });
});
