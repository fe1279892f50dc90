/** A measured row of system throughput: configuration and limits as published, before any name is resolved. */
import type { Result } from '../../scenario/result.ts';
import { readRows, type Cells } from './cells.ts';
import type { CsvError } from './csv.ts';
import { draftTokensIn, flagsIn } from './e2e-row.ts';
import { backendOf, type BackendName } from './engine.ts';
import { parallelismOf, type PublishedLayout } from './parallelism.ts';

/** Work in flight, or the batch of a micro-benchmark. */
export interface InFlight {
  readonly value: number;
  /** Over the whole system, per accelerator, or prompt tokens per accelerator. */
  readonly per: 'system' | 'accelerator' | 'tokens-per-accelerator';
}

export interface ThroughputRow {
  readonly id: string;
  readonly line: number;
  readonly source: string;
  readonly sourceRef: string;
  readonly group: string;
  readonly system: string;
  readonly submitter: string;
  readonly accelerator: string;
  /** As the vendor counts them; a dual board counts once. */
  readonly acceleratorsTotal: number | null;
  readonly nodes: number | null;
  readonly model: string;
  readonly weightPrecision: string;
  readonly backend: BackendName;
  /** The cell as published, with versions. */
  readonly framework: string;
  /** Null when the layout is not published: the search finds one. */
  readonly layout: PublishedLayout | null;
  readonly parallelism: string;
  readonly scenario: string;
  readonly dataset: string;
  readonly isl: number | null;
  readonly osl: number | null;
  readonly oslMeanMeasured: number | null;
  readonly concurrency: InFlight | null;
  readonly specDecode: string;
  readonly draftTokens: number | null;
  readonly ttftLimitMs: number | null;
  readonly tpotLimitMs: number | null;
  readonly limitPercentile: string;
  readonly ttftMeanMs: number | null;
  readonly ttftP99Ms: number | null;
  readonly tpotMeanMs: number | null;
  readonly tpotP99Ms: number | null;
  readonly tokenKind: string;
  readonly tokSTotal: number | null;
  readonly tokSPerAccelerator: number | null;
  readonly requestsS: number | null;
  /** Wall power of the whole system. */
  readonly powerW: number | null;
  readonly powerKind: string;
  readonly flags: readonly string[];
  readonly score: boolean;
  readonly notes: string;
}

export const THROUGHPUT_REQUIRED: readonly string[] = ['model', 'accelerator', 'scenario', 'tok_s_total'];

/** Rows of a file in the layout of `throughput.csv`, or the first fault with its line and column. */
export const readThroughputRows = (text: string): Result<readonly ThroughputRow[], CsvError> =>
  readRows(text, THROUGHPUT_REQUIRED, throughputRow);

const throughputRow = (cells: Cells): ThroughputRow => {
  const model = cells.text('model');
  const accelerator = cells.text('accelerator');
  const framework = cells.text('framework');
  const scenario = cells.text('scenario');
  const parallelism = cells.text('parallelism');
  const specDecode = cells.text('spec_decode') || 'unknown';
  return {
    id: cells.text('id') || `line ${cells.line()}`,
    line: cells.line(),
    source: cells.text('source'),
    sourceRef: cells.text('source_ref'),
    group: cells.text('group') || [model, accelerator, framework, cells.text('weight_precision'), scenario].join('|'),
    system: cells.text('system_name'),
    submitter: cells.text('submitter'),
    accelerator,
    acceleratorsTotal: cells.count('accelerators_total'),
    nodes: cells.count('nodes'),
    model,
    weightPrecision: cells.text('weight_precision'),
    backend: backendOf(framework),
    framework,
    layout: parallelismOf(parallelism),
    parallelism,
    scenario,
    dataset: cells.text('dataset'),
    isl: cells.amount('isl', 1e8),
    osl: cells.amount('osl', 1e8),
    oslMeanMeasured: cells.amount('osl_mean_measured', 1e8),
    concurrency: inFlight(cells),
    specDecode,
    draftTokens: draftTokensIn(specDecode),
    ttftLimitMs: cells.measured('ttft_limit_ms'),
    tpotLimitMs: cells.measured('tpot_limit_ms'),
    limitPercentile: cells.text('limit_percentile'),
    ttftMeanMs: cells.amount('ttft_mean_ms'),
    ttftP99Ms: cells.amount('ttft_p99_ms'),
    tpotMeanMs: cells.amount('tpot_mean_ms'),
    tpotP99Ms: cells.amount('tpot_p99_ms'),
    tokenKind: cells.text('token_kind') || 'output',
    tokSTotal: cells.measured('tok_s_total'),
    tokSPerAccelerator: cells.measured('tok_s_per_accelerator'),
    requestsS: cells.amount('requests_s'),
    powerW: cells.measured('power_w'),
    powerKind: cells.text('power_kind'),
    flags: flagsIn(cells.text('flags')),
    score: cells.text('score') !== '0',
    notes: cells.text('notes'),
  };
};

const IN_FLIGHT = /^(\d+)(?: (per GPU|tokens per device))?$/;

/** `64`, `128 per GPU` or `16384 tokens per device`. */
const inFlight = (cells: Cells): InFlight | null => {
  const cell = cells.text('concurrency');
  if (cell === '') return null;
  const [, digits, unit] = IN_FLIGHT.exec(cell) ?? [];
  const value = Number(digits);
  if (digits === undefined || value > 1e6)
    return cells.refuse('concurrency', `${JSON.stringify(cell.slice(0, 40))} is no load`);
  if (unit === undefined) return { value, per: 'system' };
  return { value, per: unit === 'per GPU' ? 'accelerator' : 'tokens-per-accelerator' };
};
