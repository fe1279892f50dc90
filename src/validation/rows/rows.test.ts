/** Rows of the three kinds: every figure in its field, and what a cell may not hold. */
import { describe, expect, it } from 'vitest';
import { readE2eRows } from './e2e-row.ts';
import { readEnergyRows } from './energy-row.ts';
import { backendLabel, backendOf } from './engine.ts';
import { parallelismOf } from './parallelism.ts';
import { readThroughputRows } from './throughput-row.ts';

const E2E = ['model', 'system', 'backend', 'isl', 'osl', 'concurrency', 'ttft_ms', 'tpot_ms'];
const e2e = (cells: Readonly<Record<string, string>>): string => {
  const row: Record<string, string> = {
    model: 'Qwen3-32B',
    system: 'h100_sxm',
    backend: 'vLLM',
    isl: '1024',
    osl: '128',
    concurrency: '8',
    ttft_ms: '90.5',
    tpot_ms: '9',
    ...cells,
  };
  return `${Object.keys(row).join(',')}\n${Object.values(row).join(',')}\n`;
};

describe('latency rows', () => {
  it('reads an aggregated row of the least columns; the rest is absent, not zero', () => {
    const rows = readE2eRows(e2e({}));
    expect(rows).toMatchObject({
      ok: true,
      value: [
        {
          id: 'line 2',
          group: 'Qwen3-32B|h100_sxm|vLLM||agg',
          backend: 'vllm',
          mode: 'agg',
          specDecode: 'none',
          draftTokens: null,
          tp: null,
          prefill: null,
          decode: null,
          ttftMs: 90.5,
          tpotMs: 9,
          outputTokS: null,
          flags: [],
          score: true,
        },
      ],
    });
  });

  it('reads both sides of a disaggregated row, its slots and its flags', () => {
    const rows = readE2eRows(
      e2e({
        mode: 'disagg',
        prefill_workers: '2',
        prefill_gpus_per_worker: '4',
        prefill_tp: '4',
        decode_workers: '1',
        decode_attn_dp: '8',
        decode_max_batch: '32',
        draft_tokens: '3',
        eplb_slots: '0',
        flags: 'ttft-queueing;ttft>10s',
        score: '0',
      }),
    );
    const nothing = { workers: null, gpusPerWorker: null, tp: null, attnDp: null, ep: null, batch: null };
    expect(rows.ok && rows.value[0]).toMatchObject({
      prefill: { ...nothing, workers: 2, gpusPerWorker: 4, tp: 4 },
      decode: { ...nothing, workers: 1, attnDp: 8, maxBatch: 32 },
      draftTokens: 3,
      eplbSlots: 0,
      flags: ['ttft-queueing', 'ttft>10s'],
      score: false,
    });
  });

  it.each([
    ['mtp (3 draft steps)', 3],
    ['mtp (1 draft step)', 1],
    ['eagle/mtp', null],
    ['draft-model Llama-3.2-1B', null],
  ])('takes the drafts of %s from the words', (spec_decode, drafts) => {
    const rows = readE2eRows(e2e({ spec_decode }));
    expect(rows.ok && rows.value[0]?.draftTokens).toBe(drafts);
  });

  it.each(['NaN', 'Infinity', '-1', '0x10', '1e400', '1_000', 'eight', '1.5.2'])('refuses %s users', (concurrency) => {
    const rows = readE2eRows(e2e({ concurrency }));
    expect(rows).toMatchObject({ ok: false, error: { line: 2, column: 'concurrency' } });
  });

  it('refuses a measured 0, half an accelerator and a column that is missing', () => {
    expect(readE2eRows(e2e({ tpot_ms: '0' }))).toMatchObject({ ok: false, error: { column: 'tpot_ms' } });
    expect(readE2eRows(e2e({ tp: '2.5' }))).toMatchObject({ ok: false, error: { column: 'tp' } });
    expect(readE2eRows(`${E2E.slice(1).join(',')}\n`)).toEqual({
      ok: false,
      error: { line: 1, column: 'model', reason: 'this column is missing' },
    });
  });
});

describe('throughput rows', () => {
  const header =
    'id,accelerator,accelerators_total,model,framework,parallelism,scenario,concurrency,spec_decode,ttft_limit_ms,tok_s_total';
  const read = (line: string) => readThroughputRows(`${header}\n${line}\n`);

  it('reads limits, layout and load in its own unit', () => {
    const rows = read(
      't1,NVIDIA B200,8,DeepSeek-R1,TensorRT-LLM 1.0,DEP8 (attention DP + expert parallel),Server,128 per GPU,mtp3,2000.0,5e4',
    );
    expect(rows.ok && rows.value[0]).toMatchObject({
      backend: 'tensorrt-llm',
      layout: { tp: null, pp: null, attnDp: 8, ep: 8, expertParallel: true, unitsPerAccelerator: 1 },
      concurrency: { value: 128, per: 'accelerator' },
      draftTokens: 3,
      ttftLimitMs: 2000,
      tpotLimitMs: null,
      tokSTotal: 50_000,
      tokenKind: 'output',
    });
  });

  it.each([
    ['64', { value: 64, per: 'system' }],
    ['16384 tokens per device', { value: 16_384, per: 'tokens-per-accelerator' }],
    ['', null],
  ])('reads a load of "%s"', (cell, expected) => {
    const rows = read(`t1,x,8,m,f,,Offline,${cell},none,,1`);
    expect(rows.ok && rows.value[0]?.concurrency).toEqual(expected);
  });

  it('refuses a load in words it does not know', () => {
    expect(read('t1,x,8,m,f,,Offline,many,none,,1')).toMatchObject({
      ok: false,
      error: { line: 2, column: 'concurrency' },
    });
  });

  it.each([
    ['TP1,PP4', { tp: 1, pp: 4, attnDp: null, ep: null, expertParallel: false, unitsPerAccelerator: 1 }],
    ['DEP2,PP2', { tp: null, pp: 2, attnDp: 2, ep: 2, expertParallel: true, unitsPerAccelerator: 1 }],
    [
      'EP144 DP144 (18 nodes)',
      { tp: null, pp: null, attnDp: 144, ep: 144, expertParallel: true, unitsPerAccelerator: 1 },
    ],
    [
      'TP8 EP (8 TensorCores of 4 chips)',
      { tp: 8, pp: null, attnDp: null, ep: null, expertParallel: true, unitsPerAccelerator: 2 },
    ],
    [
      'wide EP (32 decode GPUs per a post)',
      { tp: null, pp: null, attnDp: null, ep: 32, expertParallel: true, unitsPerAccelerator: 1 },
    ],
    ['', null],
    ['two nodes', null],
  ])('reads the layout "%s"', (cell, expected) => {
    expect(parallelismOf(cell)).toEqual(expected);
  });
});

describe('energy rows', () => {
  it('makes a curve of what the configuration holds, so that loads of one curve stay together', () => {
    const text = [
      'row_id,workload,model,gpu,gpus,weight_precision,max_num_seqs,power_w_per_gpu,energy_j_per_output_token,engine',
      'E1,gpqa,Qwen/Qwen3-14B,B200,1,bf16,8,320,1.4,vLLM',
      'E2,gpqa,Qwen/Qwen3-14B,B200,1,bf16,16,361,0.8,vLLM',
    ].join('\n');
    const rows = readEnergyRows(text);
    expect(rows.ok && rows.value.map((row) => row.id)).toEqual(['E1', 'E2']);
    expect(rows.ok && new Set(rows.value.map((row) => row.group)).size).toBe(1);
    expect(rows.ok && rows.value[1]).toMatchObject({
      powerWPerAccelerator: 361,
      maxNumSeqs: 16,
      modality: 'text',
      backend: 'vllm',
    });
  });
});

describe('serving software', () => {
  it.each([
    ['vLLM', 'vllm'],
    ['PyTorch vLLM', 'vllm'],
    ['vLLM+ATOM plugin', 'atom'],
    ['nxd-inference+vLLM', 'neuron'],
    ['transformers-neuronx', 'neuron'],
    ['trtllm', 'tensorrt-llm'],
    ['TensorRT 10.14.1.48, CUDA 13.0', 'tensorrt-llm'],
    ['vLLM-TPU nightly 2026', 'tpu-vllm'],
    ['PyTorch 2.9.1+git8907517, ROCm 7.0.0', 'unknown'],
    ['', 'unknown'],
  ])('%s is %s', (cell, backend) => {
    expect(backendOf(cell)).toBe(backend);
  });

  it('is reported as result files write it', () => {
    expect(backendLabel(backendOf('TensorRT-LLM 1.2 line'))).toBe('trtllm');
    expect(backendLabel('vllm')).toBe('vllm');
  });
});
