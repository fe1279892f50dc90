/**
 * A published throughput row as a question to the model: device, formats, lengths, layouts worth asking about, and the load under which
 * the system ran. Everything comes from the row's configuration columns; what no column says follows one stated rule for all rows.
 */
import type { EngineName, EngineTerms } from '../calibration/calibration.ts';
import type { Accelerator, Model } from '../catalogue/figures.ts';
import type { Device } from '../performance/device.ts';
import { instanceOf, type Instance } from '../performance/instance.ts';
import type { Layout } from '../performance/layout.ts';
import { layoutsOf } from '../search/layouts.ts';
import type { ConfigurationContext } from './configuration.ts';
import { subjectOf } from './subject.ts';
import type { BackendName } from './rows/engine.ts';
import type { ThroughputRow } from './rows/throughput-row.ts';
import { lengthsOfRow, type Lengths } from './throughput-datasets.ts';
import { statedLayout } from './throughput-layout.ts';
import { loadOf, type Load } from './throughput-load.ts';
import { precisionOfThroughput } from './throughput-precision.ts';

export interface ThroughputQuestion extends Lengths {
  readonly model: Model;
  readonly accelerator: Accelerator;
  readonly device: Device;
  readonly engineName: EngineName;
  readonly engine: EngineTerms;
  /** Serving software where it has runs of its own kind, else the engine whose terms stand in. */
  readonly stack: string;
  /** Devices over the whole system. */
  readonly devices: number;
  readonly layouts: readonly Layout[];
  readonly instanceWith: (layout: Layout) => Instance;
  readonly load: Load;
  /** Tokens verified per step: drafts and one. */
  readonly verified: number;
  /** Everything that decides the answer, as one string. */
  readonly key: string;
}

export type QuestionOrReason =
  { readonly ok: true; readonly question: ThroughputQuestion } | { readonly ok: false; readonly reason: string };

const refuse = (reason: string): QuestionOrReason => ({ ok: false, reason });

/** Software without terms of its own runs on those of the engine it resembles: DeepSeek's on SGLang's kernels, the rest on vLLM's. */
const ENGINE_OF: Readonly<Record<string, EngineName>> = {
  vllm: 'vllm',
  sglang: 'sglang',
  'tensorrt-llm': 'tensorrt-llm',
  'in-house': 'sglang',
};

/** Serving software whose runs say nothing of an engine's: kernels and schedulers of its own. */
const STACKS_OF_THEIR_OWN: readonly BackendName[] = ['atom', 'neuron', 'tpu-vllm', 'mlc', 'in-house'];

export const throughputQuestion = (row: ThroughputRow, context: ConfigurationContext): QuestionOrReason => {
  const { calibration } = context;
  const found = subjectOf(row, context);
  if (!found.ok) return found;
  const { model, accelerator, device, system, devicesPerCounted } = found.subject;
  if (row.acceleratorsTotal === null) return refuse('number of accelerators is not stated');
  const lengths = lengthsOfRow(row, model.id);
  if (!lengths) return refuse('token lengths are not stated');
  const engineName = ENGINE_OF[row.backend] ?? 'vllm';
  const engine = calibration.engines[engineName];
  const precision = precisionOfThroughput(row, model, engineName);
  if (!precision) return refuse(`weight format ${row.weightPrecision} is not modelled`);
  const devices = row.acceleratorsTotal * devicesPerCounted;
  const load = loadOf(row, devices);
  if (!load) return refuse(`scenario ${row.scenario} is not modelled`);
  const stated = statedLayout(row, model);
  const layouts = stated ? [stated] : layoutsOf(model, device, Math.min(devices, device.domain, LARGEST_SEARCHED));
  const { label, kvBytes } = precision;
  const verified = verifiedOf(row);
  const key = [model.id, system.id, devices, engineName, label, kvBytes, verified, row.parallelism, row.flags];
  return {
    ok: true,
    question: {
      ...lengths,
      model,
      accelerator,
      device,
      engineName,
      engine,
      stack: STACKS_OF_THEIR_OWN.includes(row.backend) ? row.backend : engineName,
      devices,
      layouts,
      instanceWith: (layout) => instanceOf(model, device, layout, precision, engine, calibration),
      load,
      verified,
      key: JSON.stringify([key, Object.values(lengths), load]),
    },
  };
};

/** Throughput per accelerator falls beyond one node of eight: larger instances exist for latency or for memory. */
const LARGEST_SEARCHED = 16;

/** Drafts as printed; one where speculation is counted without saying how deep; none where nothing is said. */
const verifiedOf = (row: ThroughputRow): number => {
  if (row.draftTokens !== null) return row.draftTokens + 1;
  return ['', 'none', 'unknown'].includes(row.specDecode) ? 1 : 2;
};
