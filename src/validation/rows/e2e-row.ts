/** A measured row of latency against load (TTFT, TPOT): configuration as published, before any name is resolved. */
import type { Result } from '../../scenario/result.ts';
import { readRows, type Cells } from './cells.ts';
import type { CsvError } from './csv.ts';
import { backendOf, type BackendName } from './engine.ts';

/** Prefill side of a disaggregated run. Null where the file says nothing. */
export interface PrefillSide {
  readonly workers: number | null;
  readonly gpusPerWorker: number | null;
  readonly tp: number | null;
  readonly attnDp: number | null;
  readonly ep: number | null;
  readonly batch: number | null;
}

/** Decode side; `maxBatch` is slots per worker and attention-DP rank. */
export interface DecodeSide extends PrefillSide {
  readonly maxBatch: number | null;
}

export interface E2eRow {
  readonly id: string;
  readonly line: number;
  readonly source: string;
  readonly group: string;
  readonly model: string;
  readonly system: string;
  readonly accelerator: string;
  readonly acceleratorsTotal: number | null;
  readonly backend: BackendName;
  /** The cell as published, for messages. */
  readonly backendCell: string;
  readonly version: string;
  /** Date of the run, `yyyy-mm-dd`, or empty. */
  readonly measuredDate: string;
  readonly weightPrecision: string;
  /** `fp8`, `auto` (engine default), or empty. */
  readonly kvPrecision: string;
  readonly mode: 'agg' | 'disagg';
  /** As published: `none`, `mtp`, `mtp (3 draft steps)`, `eagle/mtp`, `draft-model …`, `unknown`. */
  readonly specDecode: string;
  /** Draft tokens per step: the column, else the number in `specDecode`. */
  readonly draftTokens: number | null;
  /** Nominal tokens; `uniform[0.8L,L]` has a mean of 0.9 of them. */
  readonly isl: number | null;
  readonly osl: number | null;
  readonly lengthDistribution: string;
  readonly load: string;
  /** Requests in flight, over all replicas. */
  readonly concurrency: number | null;
  /** Requests per second of an open-loop run. */
  readonly requestRate: number | null;
  readonly batchPerRank: number | null;
  readonly tp: number | null;
  readonly pp: number | null;
  readonly attnDp: number | null;
  readonly moeTp: number | null;
  readonly ep: number | null;
  /** Null for aggregated rows. */
  readonly prefill: PrefillSide | null;
  readonly decode: DecodeSide | null;
  readonly eplbSlots: number | null;
  readonly layoutHow: string;
  readonly ttftMs: number | null;
  readonly tpotMs: number | null;
  readonly latencyStat: string;
  readonly outputTokS: number | null;
  readonly flags: readonly string[];
  /** Fit for scoring; a file without the column means every row. */
  readonly score: boolean;
}

export const E2E_REQUIRED: readonly string[] = ['model', 'system', 'backend', 'isl', 'osl', 'concurrency', 'tpot_ms'];

/** Rows of a file in the layout of `e2e_latency.csv`, or the first fault with its line and column. */
export const readE2eRows = (text: string): Result<readonly E2eRow[], CsvError> => readRows(text, E2E_REQUIRED, e2eRow);

const e2eRow = (cells: Cells): E2eRow => {
  const model = cells.text('model');
  const system = cells.text('system');
  const backendCell = cells.text('backend');
  const mode = cells.text('mode') === 'disagg' ? 'disagg' : 'agg';
  const specDecode = cells.text('spec_decode') || 'none';
  return {
    id: cells.text('id') || `line ${cells.line()}`,
    line: cells.line(),
    source: cells.text('source'),
    group: cells.text('group') || [model, system, backendCell, cells.text('weight_precision'), mode].join('|'),
    model,
    system,
    accelerator: cells.text('accelerator'),
    acceleratorsTotal: cells.count('accelerators_total'),
    backend: backendOf(backendCell),
    backendCell,
    version: cells.text('version'),
    measuredDate: cells.text('measured_date'),
    weightPrecision: cells.text('weight_precision'),
    kvPrecision: cells.text('kv_precision'),
    mode,
    specDecode,
    draftTokens: cells.count('draft_tokens', 64, 0) ?? draftTokensIn(specDecode),
    isl: cells.amount('isl', 1e8),
    osl: cells.amount('osl', 1e8),
    lengthDistribution: cells.text('length_distribution'),
    load: cells.text('load'),
    concurrency: cells.amount('concurrency', 1e6),
    requestRate: cells.amount('request_rate', 1e6),
    batchPerRank: cells.amount('batch_per_rank', 1e6),
    tp: cells.count('tp'),
    pp: cells.count('pp'),
    attnDp: cells.count('attn_dp'),
    moeTp: cells.count('moe_tp'),
    ep: cells.count('ep'),
    prefill: mode === 'agg' ? null : sideOf(cells, 'prefill'),
    decode: mode === 'agg' ? null : { ...sideOf(cells, 'decode'), maxBatch: cells.count('decode_max_batch') },
    eplbSlots: cells.count('eplb_slots', 1e6, 0),
    layoutHow: cells.text('layout_how'),
    ttftMs: cells.measured('ttft_ms'),
    tpotMs: cells.measured('tpot_ms'),
    latencyStat: cells.text('latency_stat'),
    outputTokS: cells.measured('output_tok_s'),
    flags: flagsIn(cells.text('flags')),
    score: cells.text('score') !== '0',
  };
};

const sideOf = (cells: Cells, side: 'prefill' | 'decode'): PrefillSide => ({
  workers: cells.count(`${side}_workers`),
  gpusPerWorker: cells.count(`${side}_gpus_per_worker`),
  tp: cells.count(`${side}_tp`),
  attnDp: cells.count(`${side}_attn_dp`),
  ep: cells.count(`${side}_ep`),
  batch: cells.amount(`${side}_batch`, 1e6),
});

/** Flags of a cell, `;` between them. */
export const flagsIn = (cell: string): readonly string[] =>
  cell === ''
    ? NO_FLAGS
    : cell
        .split(';')
        .map((flag) => flag.trim())
        .filter((flag) => flag !== '');

const NO_FLAGS: readonly string[] = [];

/** `mtp (3 draft steps)` and `mtp3` say how many tokens are drafted. */
export const draftTokensIn = (specDecode: string): number | null => {
  const found = /\((\d{1,2}) draft step|^mtp(\d{1,2})$/.exec(specDecode);
  return found === null ? null : Number(found[1] ?? found[2]);
};
