/** A measured row of power and energy at a steady load, before any name is resolved. */
import type { Result } from '../../scenario/result.ts';
import { readRows, type Cells } from './cells.ts';
import type { CsvError } from './csv.ts';
import { backendOf, type BackendName } from './engine.ts';

export interface EnergyRow {
  readonly id: string;
  readonly line: number;
  readonly source: string;
  /** The file names no curves: workload, model, accelerators, layout and precision are one. */
  readonly group: string;
  readonly workload: string;
  /** `text` or `multimodal`. */
  readonly modality: string;
  readonly model: string;
  /** Checkpoints of one architecture share a family: keep them together when rows are left out. */
  readonly family: string;
  readonly weightPrecision: string;
  readonly accelerator: string;
  readonly accelerators: number | null;
  readonly tp: number | null;
  readonly ep: number | null;
  readonly dp: number | null;
  readonly maxNumSeqs: number | null;
  /** Mean requests in the decode batch, over all replicas. */
  readonly avgBatchSize: number | null;
  readonly meanInputTokens: number | null;
  readonly meanOutputTokens: number | null;
  readonly outputTokS: number | null;
  readonly powerW: number | null;
  readonly powerWPerAccelerator: number | null;
  readonly energyJPerOutputToken: number | null;
  readonly energyJPerRequest: number | null;
  readonly itlMedianMs: number | null;
  readonly itlP90Ms: number | null;
  readonly itlP95Ms: number | null;
  readonly itlP99Ms: number | null;
  /** `gpu_board` (accelerators alone) or `wall_system` (whole server at the wall). */
  readonly powerScope: string;
  readonly backend: BackendName;
  readonly engine: string;
  readonly score: boolean;
}

export const ENERGY_REQUIRED: readonly string[] = [
  'model',
  'gpu',
  'gpus',
  'power_w_per_gpu',
  'energy_j_per_output_token',
];

/** Rows of a file in the layout of `energy.csv`, or the first fault with its line and column. */
export const readEnergyRows = (text: string): Result<readonly EnergyRow[], CsvError> =>
  readRows(text, ENERGY_REQUIRED, energyRow);

const energyRow = (cells: Cells): EnergyRow => {
  const engine = cells.text('engine');
  const row = {
    workload: cells.text('workload'),
    model: cells.text('model'),
    accelerator: cells.text('gpu'),
    accelerators: cells.count('gpus'),
    tp: cells.count('tp'),
    ep: cells.count('ep'),
    dp: cells.count('dp'),
    weightPrecision: cells.text('weight_precision'),
  };
  return {
    ...row,
    id: cells.text('row_id') || `line ${cells.line()}`,
    line: cells.line(),
    source: cells.text('source'),
    group: cells.text('group') || Object.values(row).join('|'),
    modality: cells.text('modality') || 'text',
    family: cells.text('family'),
    maxNumSeqs: cells.count('max_num_seqs'),
    avgBatchSize: cells.amount('avg_batch_size', 1e6),
    meanInputTokens: cells.amount('mean_input_tokens', 1e8),
    meanOutputTokens: cells.amount('mean_output_tokens', 1e8),
    outputTokS: cells.measured('output_tok_per_s'),
    powerW: cells.measured('power_w_total'),
    powerWPerAccelerator: cells.measured('power_w_per_gpu'),
    energyJPerOutputToken: cells.measured('energy_j_per_output_token'),
    energyJPerRequest: cells.measured('energy_j_per_request'),
    itlMedianMs: cells.amount('itl_ms_median'),
    itlP90Ms: cells.amount('itl_ms_p90'),
    itlP95Ms: cells.amount('itl_ms_p95'),
    itlP99Ms: cells.amount('itl_ms_p99'),
    powerScope: cells.text('power_scope'),
    backend: backendOf(engine),
    engine,
    score: cells.text('score') !== '0',
  };
};
