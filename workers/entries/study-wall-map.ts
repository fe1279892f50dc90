/** What a worker answers about the walls of a pool. Catalogue and calibration come once; tables of measured operators are fetched. */
import type { Calibration } from '../../src/calibration/calibration.ts';
import type { Catalogue } from '../../src/catalogue/figures.ts';
import { calibrationFor } from '../../src/evaluate/calibration-for.ts';
import type { WallMap, WallMapQuestion } from '../../src/evaluate/wall-map-answer.ts';
import { capacityCheckOf, type CapacityCheck } from '../../src/evaluate/wall-map-check.ts';
import { wallMapOf } from '../../src/evaluate/wall-map.ts';

export interface WallStudy {
  /** Null where nothing of the pool can be drawn. */
  readonly map: WallMap | null;
  readonly check: CapacityCheck | null;
}

export interface WallMapApi {
  init(catalogue: Catalogue, calibration: Calibration): void;
  /** Rejects when a table of measured operators cannot be loaded: without it the answer would be another one. */
  wallMap(question: WallMapQuestion): Promise<WallStudy>;
}

export const wallMapApi = (): WallMapApi => {
  let figures: { readonly catalogue: Catalogue; readonly calibration: Calibration } | null = null;
  return {
    init: (catalogue, calibration) => {
      figures = { catalogue, calibration };
    },
    wallMap: async (question) => {
      if (!figures) throw new Error('wallMap before init');
      const { catalogue } = figures;
      const calibration = await calibrationFor(question.scenario, catalogue, figures.calibration);
      return { map: wallMapOf(question, catalogue, calibration), check: capacityCheckOf(catalogue, calibration) };
    },
  };
};
