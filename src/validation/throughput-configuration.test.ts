/** What a throughput row means: its layout, its load, its lengths and its formats. */
import { describe, expect, it } from 'vitest';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { readThroughputRows, type ThroughputRow } from './rows/throughput-row.ts';
import { lengthsOfRow } from './throughput-datasets.ts';
import { statedLayout } from './throughput-layout.ts';
import { loadOf } from './throughput-load.ts';
import { precisionOfThroughput } from './throughput-precision.ts';

const rowOf = (cells: Readonly<Record<string, string>>): ThroughputRow => {
  const all = { model: 'DeepSeek-R1', accelerator: 'NVIDIA H200', scenario: 'Offline', tok_s_total: '1', ...cells };
  const quoted = Object.values(all).map((cell) => `"${cell}"`);
  const read = readThroughputRows(`${Object.keys(all).join(',')}\n${quoted.join(',')}\n`);
  const row = read.ok ? read.value[0] : undefined;
  if (!row) throw new Error(JSON.stringify(read));
  return row;
};

const modelOf = (id: string) => {
  const model = defaultCatalogue.models[id];
  if (!model) throw new Error(id);
  return model;
};

describe('layout', () => {
  it.each([
    ['TP8', '', 'deepseek-r1', { tp: 8, pp: 1, attnDp: 1, moeTp: 8, ep: 1 }],
    ['TP1,PP4', '', 'llama-3.3-70b', { tp: 1, pp: 4, attnDp: 1, moeTp: 1, ep: 1 }],
    ['DEP4 (attention DP + expert parallel)', '', 'deepseek-r1', { tp: 1, pp: 1, attnDp: 4, moeTp: 1, ep: 4 }],
    ['TP4,PP2', 'moe-attention-dp-config', 'llama-4-scout', { tp: 1, pp: 2, attnDp: 4, moeTp: 1, ep: 4 }],
    ['EP144 DP144 (18 nodes)', '', 'deepseek-r1', { tp: 1, pp: 1, attnDp: 144, moeTp: 1, ep: 144 }],
    ['TP8 EP (8 TensorCores of 4 chips)', '', 'qwen3-coder-480b-a35b', { tp: 4, pp: 1, attnDp: 1, moeTp: 1, ep: 4 }],
  ])('%s %s', (parallelism, flags, model, layout) => {
    expect(statedLayout(rowOf({ parallelism, flags }), modelOf(model))).toEqual(layout);
  });

  it('none where none is printed', () => {
    expect(statedLayout(rowOf({}), modelOf('deepseek-r1'))).toBeNull();
  });
});

describe('load', () => {
  it.each([
    [{ scenario: 'Offline' }, { kind: 'maximum' }],
    [
      { scenario: 'Server', ttft_limit_ms: '2000', tpot_limit_ms: '80' },
      { kind: 'limits', ttft: 2, tpot: 0.08 },
    ],
    [
      { scenario: 'prefill, isolated', token_kind: 'input', concurrency: '16384 tokens per device' },
      { kind: 'prefill', stepTokens: 16_384 },
    ],
    [
      { scenario: 'decode, isolated', token_kind: 'output', concurrency: '256 per GPU' },
      { kind: 'decode', perAccelerator: 256 },
    ],
    [
      { scenario: 'single-stream decode speed', concurrency: '1' },
      { kind: 'decode', perAccelerator: 0.125 },
    ],
    [
      { scenario: 'offline batch', token_kind: 'input+output', concurrency: '64' },
      { kind: 'closed', users: 64, waves: 1, counts: 'input+output', slots: null },
    ],
    [
      { scenario: 'closed loop', concurrency: '320', notes: 'max-num-seqs 135, fp8 KV' },
      { kind: 'closed', users: 320, waves: 10, counts: 'output', slots: 135 },
    ],
  ])('%o', (cells, load) => {
    expect(loadOf(rowOf(cells), 8)).toMatchObject(load);
  });

  it('a scenario without users, queue or limits is not guessed', () => {
    expect(loadOf(rowOf({ scenario: 'somehow' }), 8)).toBeNull();
  });
});

describe('lengths', () => {
  const mlperf = { source: 'MLPerf Inference v5.1', osl_mean_measured: '288.4' };

  it('are the row’s own, then what its log counted, then its data set’s', () => {
    expect(lengthsOfRow(rowOf({ isl: '1000', osl: '2000' }), 'deepseek-r1')).toEqual({
      inputTokens: 1_000,
      outputTokens: 2_000,
    });
    expect(lengthsOfRow(rowOf(mlperf), 'llama-2-70b')).toEqual({ inputTokens: 300, outputTokens: 288.4 });
  });

  it('a data set belongs to its benchmark', () => {
    expect(lengthsOfRow(rowOf({ ...mlperf, source: 'another' }), 'llama-2-70b')).toBeNull();
  });
});

describe('formats', () => {
  const labelOf = (model: string, cells: Readonly<Record<string, string>>): string | undefined => {
    const precision = precisionOfThroughput(rowOf(cells), modelOf(model), 'tensorrt-llm');
    return precision ? `${precision.label}, ${precision.kvBytes} B` : undefined;
  };

  it.each([
    ['llama-3.3-70b', { weight_precision: 'fp8', source: 'TensorRT-LLM performance overview' }, 'fp8, 1 B'],
    ['gpt-oss-120b', { weight_precision: 'mxfp4', source: 'TensorRT-LLM performance overview' }, 'mxfp4', '2 B'],
    ['gpt-oss-120b', { weight_precision: 'fp4', source: 'MLPerf Inference v6.0' }, 'mxfp4', '1 B'],
    ['deepseek-r1', { weight_precision: 'fp4', source: 'MLPerf Inference v6.0' }, 'bf16 attention', '1 B'],
    ['llama-3.1-8b', { weight_precision: 'INT8', source: 'MLPerf Inference v6.0' }, 'int8, 1 B'],
  ])('%s %o', (model, cells, ...parts) => {
    for (const part of parts) expect(labelOf(model, cells)).toContain(part);
  });

  it('a word that names no format', () => {
    expect(labelOf('llama-3.3-70b', { weight_precision: 'fp12' })).toBeUndefined();
  });
});
