/** Studies beside the answer itself, computed when a view of them is open: the map of walls of the pool in view. */
import { useEffect } from 'react';
import { create } from 'zustand';
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { Evaluation } from '../../src/evaluate/evaluation.ts';
import type { WallMap, WallMapQuestion } from '../../src/evaluate/wall-map-answer.ts';
import type { CapacityCheck } from '../../src/evaluate/wall-map-check.ts';
import { SupersededError } from '../../workers/client/planner.ts';
import { createWallMapPlanner, type WallMapPlanner } from '../../workers/client/wall-map-planner.ts';
import { useScenarioStore } from './scenario-store.ts';

export interface StudyState {
  readonly wallMap: WallMap | null;
  readonly check: CapacityCheck | null;
  /** The last question was answered, perhaps by null. */
  readonly answered: boolean;
  readonly failure: string | null;
  askWallMap(question: WallMapQuestion): Promise<void>;
}

let planner: WallMapPlanner | null = null;

export const useStudyStore = create<StudyState>()((set) => ({
  wallMap: null,
  check: null,
  answered: false,
  failure: null,
  askWallMap: async (question) => {
    planner ??= createWallMapPlanner(defaultCatalogue, defaultCalibration);
    try {
      const { map, check } = await planner.ask(question);
      set({ wallMap: map, check, answered: true, failure: null });
    } catch (reason) {
      if (reason instanceof SupersededError) return;
      set({ failure: reason instanceof Error ? reason.message : String(reason) });
    }
  },
}));

/** Asks again with every answer, since layouts come from it. */
export const useWallMap = (
  evaluation: Evaluation | null,
  deploymentId: string | null,
  systemId: string | null,
): void => {
  const ask = useStudyStore((state) => state.askWallMap);
  useEffect(() => {
    const scenario = useScenarioStore.getState().history?.present;
    if (!evaluation || deploymentId === null || !scenario) return;
    void ask({
      scenario,
      deploymentId,
      ...(systemId === null ? {} : { systemId }),
      layouts: evaluation.deployments.flatMap((pool) =>
        pool.groups
          .filter(({ role }) => role === 'serve' || role === 'decode')
          .map((group) => ({
            deploymentId: pool.deploymentId,
            systemId: group.systemId,
            layout: group.layout,
          })),
      ),
    });
  }, [ask, evaluation, deploymentId, systemId]);
};
