/** Predicts the measured points off the main thread, a chunk per call: between two calls the page may stop asking. */
import { expose } from 'comlink';
import type { Calibration } from '../../src/calibration/calibration.ts';
import { loadTables, MEASURED_ACCELERATORS } from '../../src/calibration/load-tables.ts';
import type { Aliases } from '../../src/catalogue/aliases.ts';
import type { Catalogue } from '../../src/catalogue/figures.ts';
import { pointRun, type PointRun, type PredictedPoint } from '../../src/validation/point-run.ts';
import type { PointFiles } from '../../src/validation/points.ts';

/** What a run needs; the tables of measured operators are fetched by the worker. */
export interface ValidateInput {
  readonly files: PointFiles;
  readonly catalogue: Catalogue;
  readonly aliases: Aliases;
  readonly calibration: Calibration;
}

export interface ValidateApi {
  /** Number of points to predict. Rejects when a file is damaged or a table cannot be fetched. */
  load(input: ValidateInput): Promise<number>;
  predict(from: number, count: number): readonly PredictedPoint[];
}

let run: PointRun | null = null;

const api: ValidateApi = {
  load: async ({ files, catalogue, aliases, calibration }) => {
    const tables = await loadTables(MEASURED_ACCELERATORS);
    run = pointRun(files, catalogue, aliases, { ...calibration, tables });
    return run.total;
  },
  predict: (from, count) => {
    if (!run) throw new Error('predict before load');
    return run.predict(from, count);
  },
};

expose(api);
