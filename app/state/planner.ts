/** The one place that makes the planners of the page: workers, default catalogue, default calibration. */
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { Planner } from '../../workers/client/planner.ts';
import { createShiftPlanner, type ShiftPlanner } from '../../workers/client/shift-planner.ts';
import { createWorkerPlanner } from '../../workers/client/worker-planner.ts';

export const createPlanner = (): Planner => createWorkerPlanner(defaultCatalogue, defaultCalibration);

export const createShifts = (): ShiftPlanner => createShiftPlanner(defaultCatalogue, defaultCalibration);
