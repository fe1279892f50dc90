/** The planner without a worker: for tests, and the yardstick the worker planner must equal exactly. */
import type { Calibration } from '../../src/calibration/calibration.ts';
import type { Catalogue } from '../../src/catalogue/figures.ts';
import { calibrationFor } from '../../src/evaluate/calibration-for.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { createMemo } from '../../src/evaluate/memo.ts';
import { WorkerLostError, type Planner } from './planner.ts';
import { planWith } from './two-answers.ts';

/** Evaluates in this thread, each answer in a turn of its own. */
export const createDirectPlanner = (catalogue: Catalogue, calibration: Calibration): Planner => {
  const memo = createMemo();
  let closed = false;
  return {
    ...planWith(async (scenario, layouts, _rank, schedule) => {
      const fitted = await calibrationFor(scenario, catalogue, calibration);
      if (closed) throw new WorkerLostError('The planner is closed.');
      return evaluate(scenario, catalogue, fitted, memo, { layouts, ...(schedule ? { schedule } : {}) });
    }),
    dispose: () => {
      closed = true;
    },
  };
};
