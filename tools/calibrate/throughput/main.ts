/**
 * `tsx tools/calibrate/throughput/main.ts --measurements DIR [--write] [--detail]`: errors of published throughput by slice, before and
 * after the group terms (grouped cross-validation); with `--write` the terms go to `src/calibration/throughput.json`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultCalibration } from '../../../src/calibration/default-calibration.ts';
import { loadTables, MEASURED_ACCELERATORS } from '../../../src/calibration/load-tables.ts';
import { calibrateThroughput } from './calibrate.ts';
import { throughputReport } from './slices.ts';

const { values } = parseArgs({
  options: { measurements: { type: 'string' }, write: { type: 'boolean' }, detail: { type: 'boolean' } },
});
if (values.measurements === undefined) throw new Error('--measurements DIR is missing');
const started = performance.now();
const text = readFileSync(join(values.measurements, 'throughput.csv'), 'utf8');
const calibration = { ...defaultCalibration, tables: await loadTables(MEASURED_ACCELERATORS) };
const { artefact, leftOut, refused } = calibrateThroughput(text, calibration);
process.stdout.write(`${throughputReport(leftOut, values.detail === true)}\n`);
for (const { row, reason } of refused) process.stdout.write(`refused ${row.id} ${row.model}: ${reason}\n`);
const { low, high } = artefact.band;
process.stdout.write(
  `80 % band ${low} to ${high}, ${artefact.rows} rows, ${((performance.now() - started) / 1000).toFixed(1)} s\n`,
);
if (values.write === true) {
  const file = new URL('../../../src/calibration/throughput.json', import.meta.url);
  writeFileSync(file, `${JSON.stringify(artefact, null, 2)}\n`);
}
