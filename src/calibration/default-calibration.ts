/** The calibration that ships with the planner. */
import coefficients from './coefficients.json' with { type: 'json' };
import groups from './groups.json' with { type: 'json' };
import type { Calibration } from './calibration.ts';

/** Decoder of the generated file: the one place where its numbers get their units. */
export const defaultCalibration = {
  ...coefficients,
  groups: groups.terms,
  knownModels: groups.models,
  tables: {},
} as unknown as Calibration;
