/** The scored latency rows of a folder of measurements, with what all of them share, and the hash of the file they came from. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Calibration } from '../../../src/calibration/calibration.ts';
import { loadTables, MEASURED_ACCELERATORS } from '../../../src/calibration/load-tables.ts';
import { defaultAliases } from '../../../src/catalogue/default-aliases.ts';
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';
import { e2eContext } from '../../../src/validation/e2e-predictor.ts';
import { readE2eRows } from '../../../src/validation/rows/e2e-row.ts';
import { observationsOf, type Observations } from './observations.ts';

export interface ReadRows extends Observations {
  readonly count: number;
  /** First 16 hexadecimal digits of the SHA-256 of the file. */
  readonly hash: string;
}

/** Throws when the file is not in the expected layout. */
export const readObservations = async (directory: string, calibration: Calibration): Promise<ReadRows> => {
  const text = readFileSync(join(directory, 'e2e_latency.csv'), 'utf8');
  const read = readE2eRows(text);
  if (!read.ok) throw new Error(`e2e_latency.csv, line ${read.error.line}: ${read.error.reason}`);
  const rows = read.value.filter(({ score }) => score);
  const tables = await loadTables(MEASURED_ACCELERATORS);
  const context = e2eContext(rows, defaultCatalogue, defaultAliases, { ...calibration, tables, groups: {} });
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return { ...observationsOf(rows, context), count: rows.length, hash };
};
