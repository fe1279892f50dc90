/** The one planner of the questions beyond an evaluation, made when the first of them is asked. */
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { createOutlookPlanner, type OutlookPlanner } from '../../workers/client/outlook-planner.ts';

let planner: OutlookPlanner | null = null;

export const outlook = (): OutlookPlanner => {
  planner ??= createOutlookPlanner(defaultCatalogue, defaultCalibration);
  return planner;
};
