/** From the text of the throughput file to the artefact of shrunken terms. */
import type { Calibration } from '../../../src/calibration/calibration.ts';
import { defaultAliases } from '../../../src/catalogue/default-aliases.ts';
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';
import { throughputContext } from '../../../src/validation/predict-throughput.ts';
import { readThroughputRows } from '../../../src/validation/rows/throughput-row.ts';
import { crossValidateThroughput, fitThroughputTerms, type LeftOutThroughput } from './fit.ts';
import { throughputObservations, type ThroughputObservations } from './observations.ts';

export interface ThroughputArtefact {
  readonly source: string;
  readonly rows: number;
  /** Measured ÷ predicted of left-out rows: 80 % lie between. */
  readonly band: { readonly low: number; readonly high: number };
  readonly terms: Readonly<Record<string, number>>;
}

export interface ThroughputCalibration {
  readonly artefact: ThroughputArtefact;
  readonly leftOut: readonly LeftOutThroughput[];
  readonly refused: ThroughputObservations['refused'];
}

const SOURCE =
  'Fitted to published throughput: MLPerf Inference v5.1 and v6.0 results (MLCommons, Apache-2.0; MLPerf is a trademark), ' +
  'TensorRT-LLM performance overview (NVIDIA, Apache-2.0), InferenceX pull requests and ATOM recipes (Apache-2.0, MIT), ' +
  'dstack benchmarks (Apache-2.0), tpu-recipes (Apache-2.0), DeepSeek open-infra-index (CC0-1.0), InferSim (Apache-2.0), public posts.';

export const calibrateThroughput = (text: string, calibration: Calibration): ThroughputCalibration => {
  const rows = readThroughputRows(text);
  if (!rows.ok) throw new Error(JSON.stringify(rows.error));
  const { list, refused } = throughputObservations(
    rows.value.filter(({ score }) => score),
    throughputContext(defaultCatalogue, defaultAliases, calibration, {}),
  );
  const terms = fitThroughputTerms(list);
  const leftOut = crossValidateThroughput(list);
  const ratios = leftOut.map(({ error }) => Math.exp(-error)).toSorted((a, b) => a - b);
  const at = (p: number): number => rounded(ratios[Math.round(p * (ratios.length - 1))] ?? 1);
  const entries = [...terms].map(([key, value]) => [key, rounded(value)] as const);
  return {
    artefact: {
      source: SOURCE,
      rows: list.length,
      band: { low: at(0.1), high: at(0.9) },
      terms: Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    },
    leftOut,
    refused,
  };
};

/** Four digits after the point: a hundredth of a per cent. */
const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
