/** The one planner of ladders and claims, made when the first of them is asked for. */
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { createDeskPlanner, type DeskPlanner } from '../../workers/client/desk-planner.ts';

let planner: DeskPlanner | null = null;

export const desk = (): DeskPlanner => {
  planner ??= createDeskPlanner(defaultCatalogue, defaultCalibration);
  return planner;
};
