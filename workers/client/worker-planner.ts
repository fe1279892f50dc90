/** The planner of the page: `evaluate` in a worker that is replaced when it fails. */
import type { Calibration } from '../../src/calibration/calibration.ts';
import type { Catalogue } from '../../src/catalogue/figures.ts';
import { openEvaluateLink } from './evaluate-link.ts';
import { DEFAULT_POOL, WorkerPool, type PoolOptions } from './pool.ts';
import type { Planner } from './planner.ts';
import { planWith } from './two-answers.ts';

/**
 * Starts the worker. One is enough: its memo makes edits cheap, a second would have to fill its own.
 * Previews share it and wait for evaluations.
 */
export const createWorkerPlanner = (
  catalogue: Catalogue,
  calibration: Calibration,
  options: PoolOptions = DEFAULT_POOL,
): Planner => {
  const pool = new WorkerPool(() => openEvaluateLink(catalogue, calibration), options);
  return {
    ...planWith(
      async (scenario, layouts, rank, schedule) => (await pool.run({ scenario, layouts, schedule }, rank)).evaluation,
    ),
    dispose: () => pool.dispose(),
  };
};
