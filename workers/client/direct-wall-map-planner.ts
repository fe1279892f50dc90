/** The map of walls without a worker: for tests, and the yardstick the worker must equal exactly. */
import type { Calibration } from '../../src/calibration/calibration.ts';
import type { Catalogue } from '../../src/catalogue/figures.ts';
import type { WallMapQuestion } from '../../src/evaluate/wall-map-answer.ts';
import { wallMapApi } from '../entries/study-wall-map.ts';
import { newestWins } from './latest.ts';
import type { WallMapPlanner } from './wall-map-planner.ts';

export const createDirectWallMapPlanner = (catalogue: Catalogue, calibration: Calibration): WallMapPlanner => {
  const api = wallMapApi();
  api.init(catalogue, calibration);
  const ask = newestWins((question: WallMapQuestion) => api.wallMap(question));
  return { ask: (question) => ask(question), dispose: () => {} };
};
