/** What a worker answers about the schedule of offline work. Catalogue and calibration come once; the solver is loaded when it is needed. */
import type { Calibration } from '../../src/calibration/calibration.ts';
import type { Catalogue } from '../../src/catalogue/figures.ts';
import { calibrationFor } from '../../src/evaluate/calibration-for.ts';
import { createMemo } from '../../src/evaluate/memo.ts';
import { shiftAnswerOf, type ShiftAnswer } from '../../src/optimise/shift-answer.ts';
import { solveBy, type Highs } from '../../src/optimise/solver.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

export interface ShiftApi {
  init(catalogue: Catalogue, calibration: Calibration): void;
  /** Loads solver and tables, so that `shift` only computes. Rejects when one of them cannot be fetched. */
  load(scenario: Scenario): Promise<void>;
  /** Null where nothing may move. `seconds` bound the solver. */
  shift(scenario: Scenario, seconds: number): Promise<ShiftAnswer | null>;
}

export const shiftApi = (): ShiftApi => {
  let figures: { readonly catalogue: Catalogue; readonly calibration: Calibration } | null = null;
  let solver: Promise<Highs> | null = null;
  const memo = createMemo();
  const loaded = (): Promise<Highs> => {
    solver ??= import('highs').then(({ default: loadHighs }) => loadHighs());
    return solver;
  };
  const fitted = (scenario: Scenario): Promise<Calibration> => {
    if (!figures) throw new Error('shift before init');
    return calibrationFor(scenario, figures.catalogue, figures.calibration);
  };
  return {
    init: (catalogue, calibration) => {
      figures = { catalogue, calibration };
    },
    load: async (scenario) => {
      await Promise.all([loaded(), fitted(scenario)]);
    },
    shift: async (scenario, seconds) => {
      if (!figures) throw new Error('shift before init');
      const [highs, calibration] = await Promise.all([loaded(), fitted(scenario)]);
      return shiftAnswerOf(scenario, figures.catalogue, calibration, memo, solveBy(highs, seconds));
    },
  };
};
