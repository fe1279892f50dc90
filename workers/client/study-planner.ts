/** Asks for long studies: of a worker that is started with the first of them, and again after it failed. */
import { proxy, wrap } from 'comlink';
import type { Calibration } from '../../src/calibration/calibration.ts';
import type { Catalogue } from '../../src/catalogue/figures.ts';
import type { FrontierChunk } from '../../src/search/frontier-types.ts';
import type { FrontierRequest, FrontierStudy } from '../entries/study-frontier.ts';
import type { StudyApi } from '../entries/study.worker.ts';
import { WorkerLostError } from './planner.ts';
import { planStudies, type StudyPlanner } from './study-plan.ts';

/** Studies in a worker of their own. */
export const createStudyPlanner = (catalogue: Catalogue, calibration: Calibration): StudyPlanner => {
  let hired: ReturnType<typeof hire> | null = null;
  return planStudies({
    frontier: async (request, onChunk) => {
      hired ??= hire(catalogue, calibration);
      const own = hired;
      try {
        return await own.frontier(request, onChunk);
      } catch (reason) {
        own.terminate();
        if (hired === own) hired = null;
        throw reason;
      }
    },
    cancel: () => hired?.cancel(),
    dispose: () => {
      hired?.terminate();
      hired = null;
    },
  });
};

const hire = (catalogue: Catalogue, calibration: Calibration) => {
  const worker = new Worker(new URL('../entries/study.worker.ts', import.meta.url), { type: 'module', name: 'study' });
  const remote = wrap<StudyApi>(worker);
  const ended = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) =>
      reject(new WorkerLostError(event.message || 'the worker could not be loaded')),
    );
    worker.addEventListener('messageerror', () => reject(new WorkerLostError('an answer could not be read')));
  });
  // Heard by whoever waits for an answer; between two questions nobody does.
  ended.catch(() => {});
  const ready = remote.init(catalogue, calibration);
  return {
    frontier: (request: FrontierRequest, onChunk: (chunk: FrontierChunk) => void): Promise<FrontierStudy | null> =>
      Promise.race([ended, ready.then(() => remote.frontier(request, proxy(onChunk)))]),
    cancel: () => void remote.cancel().catch(() => {}),
    terminate: () => worker.terminate(),
  };
};
