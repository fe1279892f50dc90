/**
 * Writes the measured points the planner carries, out of the published files: npx tsx tools/calibrate/curate/curate.ts --measurements DIR.
 * Chosen rows keep their cells as published; columns the model does not read are left out.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultCalibration } from '../../../src/calibration/default-calibration.ts';
import { defaultAliases } from '../../../src/catalogue/default-aliases.ts';
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';
import { weightBytesPerRank } from '../../../src/performance/memory.ts';
import { configurationOf } from '../../../src/validation/configuration.ts';
import { e2eContext } from '../../../src/validation/e2e-predictor.ts';
import { nameTables, resolveHardware } from '../../../src/validation/resolve-names.ts';
import { readE2eRows, type E2eRow } from '../../../src/validation/rows/e2e-row.ts';
import { readThroughputRows } from '../../../src/validation/rows/throughput-row.ts';
import { isMain, projectRoot } from '../../catalogue/item-files.ts';
import { alphabetical, chooseLatency } from './choose-latency.ts';
import { chooseMlperf } from './choose-mlperf.ts';
import { rawRows, tableText, type RawRow } from './raw-table.ts';

const side = (name: string): string =>
  ['workers', 'gpus_per_worker', 'tp', 'attn_dp', 'ep'].map((column) => `${name}_${column}`).join(' ');

/** `system` names the accelerator of every row. */
const LATENCY_COLUMNS: readonly string[] = [
  'id source source_file group model system accelerators_total backend measured_date weight_precision kv_precision mode',
  'spec_decode draft_tokens isl osl length_distribution load concurrency tp pp attn_dp moe_tp ep',
  side('prefill'),
  side('decode'),
  'decode_max_batch ttft_ms tpot_ms latency_stat output_tok_s flags',
].flatMap((names) => names.split(' '));

/** Neither lengths nor layouts are published; a curve is named by what remains. */
const MLPERF_COLUMNS: readonly string[] = [
  'id source source_ref system_name submitter accelerator accelerators_total nodes model weight_precision framework',
  'scenario dataset osl_mean_measured spec_decode ttft_limit_ms tpot_limit_ms limit_percentile token_kind tok_s_total',
  'requests_s',
].flatMap((names) => names.split(' '));

export interface Curated {
  readonly latency: string;
  readonly mlperf: string;
  /** Source → licence of its rows. */
  readonly sources: string;
}

/** The lists as CSV text, from the text of the published files. Throws when one is not in its column layout. */
export const curate = (latencyText: string, throughputText: string): Curated => {
  const latency = valueOf(readE2eRows(latencyText));
  const throughput = valueOf(readThroughputRows(throughputText));
  const names = nameTables(defaultCatalogue, defaultAliases);
  const mlperf = chooseMlperf(
    throughput,
    ({ accelerator, system }) => resolveHardware(names, system, accelerator)?.acceleratorId ?? null,
  );
  const curves = chooseLatency(latency, holdsWeightsOf(latency));
  const points = chosenRows(latencyText, curves);
  const entries = chosenRows(throughputText, mlperf);
  return {
    latency: tableText(
      LATENCY_COLUMNS,
      points.map((row) => ({ ...row, group: curves.get(row['id'] ?? '') ?? '' })),
    ),
    mlperf: tableText(MLPERF_COLUMNS, entries),
    sources: tableText(['source', 'licence'], licencesOf([...points, ...entries])),
  };
};

/** Whether the weights of every worker fit its accelerators; what has no configuration is judged elsewhere. */
export const holdsWeightsOf = (rows: readonly E2eRow[]): ((row: E2eRow) => boolean) => {
  const context = e2eContext(rows, defaultCatalogue, defaultAliases, defaultCalibration);
  return (row) => {
    const read = configurationOf(row, context);
    if (!read.ok) return true;
    const { workers, prefill, device } = read.configuration;
    return [workers, prefill].every((one) => one === null || weightBytesPerRank(one.instance) < device.capacity);
  };
};

/** In the order of their curves, so that a change of the choice reads well. */
const chosenRows = (text: string, ids: { has(id: string): boolean }): readonly RawRow[] =>
  rawRows(text)
    .filter(({ id }) => id !== undefined && ids.has(id))
    .toSorted(
      (a, b) =>
        alphabetical(a['group'] ?? '', b['group'] ?? '') ||
        Number(a['concurrency'] ?? 0) - Number(b['concurrency'] ?? 0) ||
        alphabetical(a['id'] ?? '', b['id'] ?? ''),
    );

/** One line per source. Throws where rows of one source name different licences. */
const licencesOf = (rows: readonly RawRow[]): readonly RawRow[] => {
  const licences = new Map<string, string>();
  for (const { source = '', licence = '' } of rows) {
    const known = licences.get(source);
    if (known !== undefined && known !== licence) throw new Error(`${source}: ${known} and ${licence}`);
    licences.set(source, licence);
  }
  return [...licences]
    .map(([source, licence]) => ({ source, licence }))
    .toSorted((a, b) => alphabetical(a.source, b.source));
};

const valueOf = <T>(read: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
};

export const measurementsFolder = join(projectRoot, 'src', 'calibration', 'measurements');

const main = (): void => {
  const { measurements } = parseArgs({ options: { measurements: { type: 'string' } } }).values;
  if (measurements === undefined) throw new Error('curate needs --measurements DIR');
  const read = (name: string): string => readFileSync(join(measurements, name), 'utf8');
  const { latency, mlperf, sources } = curate(read('e2e_latency.csv'), read('throughput.csv'));
  mkdirSync(measurementsFolder, { recursive: true });
  writeFileSync(join(measurementsFolder, 'latency.csv'), latency);
  writeFileSync(join(measurementsFolder, 'mlperf.csv'), mlperf);
  writeFileSync(join(measurementsFolder, 'sources.csv'), sources);
};

if (isMain(import.meta.url)) main();
