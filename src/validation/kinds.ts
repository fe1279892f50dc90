/** The three kinds of measured rows: what each row measured and the slices it is reported under. */
import type { KindName, RowFacts, RowKind } from './row-kind.ts';
import { published } from './row-kind.ts';
import { readE2eRows, type E2eRow } from './rows/e2e-row.ts';
import { backendLabel } from './rows/engine.ts';
import { readEnergyRows, type EnergyRow } from './rows/energy-row.ts';
import { readThroughputRows, type ThroughputRow } from './rows/throughput-row.ts';

export const e2eKind: RowKind<E2eRow> = {
  name: 'e2e',
  signature: ['system', 'backend', 'concurrency', 'ttft_ms', 'tpot_ms'],
  read: readE2eRows,
  facts: (row): RowFacts => ({
    id: row.id,
    group: row.group,
    score: row.score,
    measured: published({ ttft: row.ttftMs, tpot: row.tpotMs, throughput: row.outputTokS }),
    queued: row.flags.includes('ttft-queueing') || row.flags.includes('ttft>10s'),
    slices: {
      system: row.system,
      model: row.model,
      backend: backendLabel(row.backend),
      mode: row.mode,
      precision: row.weightPrecision,
      spec_decode: row.specDecode,
      modality: 'text',
      source: row.source,
    },
  }),
};

export const throughputKind: RowKind<ThroughputRow> = {
  name: 'throughput',
  signature: ['accelerator', 'scenario', 'tok_s_total'],
  read: readThroughputRows,
  facts: (row): RowFacts => ({
    id: row.id,
    group: row.group,
    score: row.score,
    measured: published({
      throughput: row.tokSTotal,
      power: row.powerW === null || row.acceleratorsTotal === null ? null : row.powerW / row.acceleratorsTotal,
    }),
    queued: false,
    slices: {
      system: row.accelerator,
      model: row.model,
      backend: backendLabel(row.backend),
      mode: row.scenario,
      precision: row.weightPrecision.toLowerCase(),
      spec_decode: row.specDecode,
      modality: row.dataset.includes('multimodal') ? 'multimodal' : 'text',
      source: row.source,
    },
  }),
};

export const energyKind: RowKind<EnergyRow> = {
  name: 'energy',
  signature: ['gpu', 'power_w_per_gpu', 'energy_j_per_output_token'],
  read: readEnergyRows,
  facts: (row): RowFacts => ({
    id: row.id,
    group: row.group,
    score: row.score,
    measured: published({
      throughput: row.outputTokS,
      power: row.powerWPerAccelerator,
      energy: row.energyJPerOutputToken,
      energy_end_to_end: row.energyJPerOutputToken,
    }),
    queued: false,
    slices: {
      system: row.accelerator,
      model: row.model,
      backend: backendLabel(row.backend),
      mode: row.workload,
      precision: row.weightPrecision,
      spec_decode: 'none',
      modality: row.modality,
      source: row.source,
    },
  }),
};

const KINDS: readonly Pick<RowKind<never>, 'name' | 'signature'>[] = [e2eKind, throughputKind, energyKind];

/** The kind of a file by its header; null when it is none or more than one. */
export const kindOf = (header: readonly string[]): KindName | null => {
  const [found, ...others] = KINDS.filter(({ signature }) => signature.every((column) => header.includes(column)));
  return found === undefined || others.length > 0 ? null : found.name;
};
