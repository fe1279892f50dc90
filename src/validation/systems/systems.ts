/** Every system and technique that the planner must make work, in the order of docs/systems.md, and its row. */
import type { SystemRow, SystemSection } from './row.ts';
import { ATTENTION_ROWS } from './rows/attention.ts';
import { BATCHING_ROWS } from './rows/batching.ts';
import { FACILITY_ROWS } from './rows/facility.ts';
import { FABRIC_ROWS } from './rows/fabrics.ts';
import { FORMAT_ROWS } from './rows/formats.ts';
import { GB200_ROWS } from './rows/gb200.ts';
import { HYBRID_ROWS } from './rows/hybrid.ts';
import { INTENSITY_ROWS } from './rows/intensity.ts';
import { LAYER_ROWS } from './rows/layers.ts';
import { MODEL_LEVER_ROWS } from './rows/model-levers.ts';
import { NVIDIA_RACK_ROWS } from './rows/nvidia-racks.ts';
import { OPERATION_ROWS } from './rows/operation.ts';
import { ORCHESTRATION_ROWS } from './rows/orchestration.ts';
import { PARALLEL_ROWS } from './rows/parallel.ts';
import { RETRIEVAL_ROWS } from './rows/retrieval.ts';
import { SITE_ROWS } from './rows/sites.ts';
import { SPLIT_LPU_ROWS } from './rows/split-lpu.ts';
import { SPLIT_RULE_ROWS } from './rows/split-rules.ts';
import { SPLIT_RUN_ROWS } from './rows/split-runs.ts';
import { STORE_ROWS } from './rows/stores.ts';
import { WORKLOAD_ROWS } from './rows/workloads.ts';

export const SYSTEMS: Readonly<Record<SystemSection, readonly string[]>> = {
  'Metrics and workloads': ['OI / CF', 'Agent workflows', 'SLA classes', 'MLPerf v6.0'],
  'Attention–FFN disaggregation': [
    'MegaScale-Infer',
    'aiconfigurator',
    'A/F ratio theory',
    'Step-3',
    'GPU attention + LPU FFN',
  ],
  'Racks and fabrics': [
    'GB200 NVL72 (A4X) + Dynamo',
    'GB300 NVL72',
    'Vera Rubin NVL72',
    'Kyber',
    'Groq 3 LPX rack',
    'CMX / STX',
    'Vera ETL256',
    'TPU torus',
    'Trainium hybrid',
    'MI3xx',
    'Kneron KNEO edge rack',
    '72 nodes / 288 accelerators',
    'Cooling and power',
  ],
  Techniques: [
    'FlashAttention',
    'Paged attention',
    'Prefix cache',
    'Chunked prefill',
    'Speculative decoding / MTP',
    'Quantisation',
    'Distillation',
    'Tensor parallel',
    'Expert parallel',
    'P/D disaggregation',
    'KV tiers',
    'Failures, N+1',
    'Power cap / demand response',
  ],
  'Layers of an estate': [
    'Infrastructure layer',
    'Serving layer',
    'Orchestration layer',
    'Data and cache',
    'Observability',
    'Hybrid topologies',
    'Model levers',
    'Facility',
  ],
};

const ROWS: readonly SystemRow[] = [
  ...INTENSITY_ROWS,
  ...WORKLOAD_ROWS,
  ...SPLIT_RULE_ROWS,
  ...SPLIT_RUN_ROWS,
  ...SPLIT_LPU_ROWS,
  ...GB200_ROWS,
  ...NVIDIA_RACK_ROWS,
  ...STORE_ROWS,
  ...SITE_ROWS,
  ...FABRIC_ROWS,
  ...ATTENTION_ROWS,
  ...BATCHING_ROWS,
  ...FORMAT_ROWS,
  ...PARALLEL_ROWS,
  ...OPERATION_ROWS,
  ...LAYER_ROWS,
  ...ORCHESTRATION_ROWS,
  ...RETRIEVAL_ROWS,
  ...HYBRID_ROWS,
  ...MODEL_LEVER_ROWS,
  ...FACILITY_ROWS,
];

export const SECTIONS: readonly SystemSection[] = [
  'Metrics and workloads',
  'Attention–FFN disaggregation',
  'Racks and fabrics',
  'Techniques',
  'Layers of an estate',
];

/** In the order of `SYSTEMS`; what that does not name is left out. */
export const SYSTEM_ROWS: readonly SystemRow[] = SECTIONS.flatMap((section) =>
  SYSTEMS[section].flatMap((system) => ROWS.filter((row) => row.section === section && row.system === system)),
);

/** Systems without a row, and rows of no system: both empty when all is in step. */
export const strays = (): string[] => [
  ...SECTIONS.flatMap((section) =>
    SYSTEMS[section].filter((system) => !ROWS.some((row) => row.section === section && row.system === system)),
  ),
  ...ROWS.filter((row) => !SYSTEM_ROWS.includes(row)).map(({ id }) => id),
];
