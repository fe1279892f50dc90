/** Studies without a worker: for tests, and the yardstick the worker must equal exactly. */
import type { Calibration } from '../../src/calibration/calibration.ts';
import type { Catalogue } from '../../src/catalogue/figures.ts';
import { frontierApi } from '../entries/study-frontier.ts';
import { planStudies, type StudyPlanner } from './study-plan.ts';

export const createDirectStudyPlanner = (catalogue: Catalogue, calibration: Calibration): StudyPlanner => {
  const api = frontierApi();
  api.init(catalogue, calibration);
  return planStudies({ frontier: api.frontier, cancel: api.cancel, dispose: api.cancel });
};
