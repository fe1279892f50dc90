/**
 * The measured points that ship with the planner, as the validation page names them: configuration in words and numbers, and where
 * the measurement was published. Cells stay as published; names resolve through the catalogue.
 */
import type { Catalogue } from '../catalogue/figures.ts';
import { success, type Result } from '../scenario/result.ts';
import { resolveHardware, resolveModel, type NameTables } from './resolve-names.ts';
import { readRows } from './rows/cells.ts';
import type { CsvError } from './rows/csv.ts';
import { readE2eRows, type E2eRow } from './rows/e2e-row.ts';
import { backendLabel, type BackendName } from './rows/engine.ts';
import { readThroughputRows, type ThroughputRow } from './rows/throughput-row.ts';

/** Text of the three files of `src/calibration/measurements`. */
export interface PointFiles {
  readonly latency: string;
  readonly mlperf: string;
  readonly sources: string;
}

export interface Point {
  readonly id: string;
  readonly kind: 'latency' | 'mlperf';
  readonly modelId: string | null;
  readonly modelName: string;
  readonly acceleratorId: string | null;
  readonly acceleratorName: string;
  readonly engine: BackendName;
  readonly engineName: string;
  /** Requests in flight, nominal tokens in and out, accelerators of the run; null where not published. */
  readonly users: number | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly accelerators: number | null;
  /** What else tells it apart: mode, precision, drafts, or the scenario of a benchmark. */
  readonly how: string;
  /** Who published it and where, with round, division and entry of an MLPerf result. */
  readonly citation: string;
  readonly licence: string;
}

export interface Points {
  readonly latency: readonly { readonly point: Point; readonly row: E2eRow }[];
  readonly mlperf: readonly { readonly point: Point; readonly row: ThroughputRow }[];
}

/** Every point with its row, or the first fault of a file. */
export const readPoints = (files: PointFiles, catalogue: Catalogue, names: NameTables): Result<Points, CsvError> => {
  const licences = readRows(files.sources, ['source', 'licence'], (cells) => [
    cells.text('source'),
    cells.text('licence'),
  ]);
  if (!licences.ok) return licences;
  const latency = readE2eRows(files.latency);
  if (!latency.ok) return latency;
  const places = readRows(files.latency, ['source_file'], (cells) => cells.text('source_file'));
  if (!places.ok) return places;
  const mlperf = readThroughputRows(files.mlperf);
  if (!mlperf.ok) return mlperf;
  const licenceOf = new Map(licences.value.map(([source = '', licence = '']) => [source, licence]));
  const nameOf = (model: string, system: string, accelerator: string): Named => {
    const modelId = resolveModel(names, model);
    const acceleratorId = resolveHardware(names, system, accelerator)?.acceleratorId ?? null;
    return {
      modelId,
      modelName: catalogue.models[modelId ?? '']?.name ?? model,
      acceleratorId,
      acceleratorName: catalogue.accelerators[acceleratorId ?? '']?.name ?? (accelerator || system),
    };
  };
  return success({
    latency: latency.value.map((row, index) => ({
      row,
      point: {
        ...nameOf(row.model, row.system, row.accelerator),
        id: row.id,
        kind: 'latency',
        engine: row.backend,
        engineName: engineName(row.backend),
        users: row.concurrency,
        inputTokens: row.isl,
        outputTokens: row.osl,
        accelerators: row.acceleratorsTotal,
        how: latencyWords(row),
        citation: [row.source, places.value[index] ?? '', row.measuredDate].filter((part) => part !== '').join(', '),
        licence: licenceOf.get(row.source) ?? '',
      },
    })),
    mlperf: mlperf.value.map((row) => ({
      row,
      point: {
        ...nameOf(row.model, row.system, row.accelerator),
        id: row.id,
        kind: 'mlperf',
        engine: row.backend,
        engineName: engineName(row.backend),
        users: null,
        inputTokens: row.isl,
        outputTokens: row.oslMeanMeasured,
        accelerators: row.acceleratorsTotal,
        how: `${row.scenario}, ${row.weightPrecision}`,
        citation: mlperfCitation(row),
        licence: licenceOf.get(row.source) ?? '',
      },
    })),
  });
};

type Named = Pick<Point, 'modelId' | 'modelName' | 'acceleratorId' | 'acceleratorName'>;

const ENGINE_NAMES: Readonly<Partial<Record<BackendName, string>>> = {
  vllm: 'vLLM',
  sglang: 'SGLang',
  'tensorrt-llm': 'TensorRT-LLM',
  atom: 'ATOM',
  neuron: 'Neuron',
  'tpu-vllm': 'vLLM on TPU',
  llmboost: 'LLMBoost',
  unknown: 'not stated',
};

const engineName = (backend: BackendName): string => ENGINE_NAMES[backend] ?? backendLabel(backend);

const latencyWords = (row: E2eRow): string =>
  [
    row.mode === 'agg' ? 'aggregated' : 'disaggregated',
    row.weightPrecision,
    row.specDecode === 'none' ? '' : row.specDecode,
    row.load === 'static-batch' ? 'static batch' : '',
  ]
    .filter((part) => part !== '')
    .join(', ');

/** "MLPerf Inference v5.1, closed division, NVIDIA, entry B200-SXM-180GBx8_TRT, llama2-70b-99, Server". */
const mlperfCitation = ({ source, sourceRef, submitter, scenario }: ThroughputRow): string => {
  const [division = '', , , entry = '', benchmark = ''] = sourceRef.split('/');
  return `${source}, ${division} division, ${submitter.replaceAll('_', ' ')}, entry ${entry}, ${benchmark}, ${scenario}`;
};
