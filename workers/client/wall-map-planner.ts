/** Asks for the map of walls: of a worker that is started with the first question, and again after it failed. */
import { wrap } from 'comlink';
import type { Calibration } from '../../src/calibration/calibration.ts';
import type { Catalogue } from '../../src/catalogue/figures.ts';
import type { WallMapQuestion } from '../../src/evaluate/wall-map-answer.ts';
import type { WallMapApi, WallStudy } from '../entries/study-wall-map.ts';
import { newestWins } from './latest.ts';
import { WorkerLostError } from './planner.ts';

export interface WallMapPlanner {
  /** Rejects with SupersededError when a newer question was asked, with WorkerLostError when the worker stopped. */
  ask(question: WallMapQuestion): Promise<WallStudy>;
  dispose(): void;
}

interface Hired {
  readonly answer: (question: WallMapQuestion) => Promise<WallStudy>;
  readonly terminate: () => void;
}

export const createWallMapPlanner = (catalogue: Catalogue, calibration: Calibration): WallMapPlanner => {
  let hired: Hired | null = null;
  const ask = newestWins(async (question: WallMapQuestion) => {
    hired ??= hire(catalogue, calibration);
    try {
      return await hired.answer(question);
    } catch (reason) {
      hired?.terminate();
      hired = null;
      throw reason;
    }
  });
  return {
    ask: (question) => ask(question),
    dispose: () => {
      hired?.terminate();
      hired = null;
    },
  };
};

const hire = (catalogue: Catalogue, calibration: Calibration): Hired => {
  const worker = new Worker(new URL('../entries/walls.worker.ts', import.meta.url), { type: 'module', name: 'walls' });
  const remote = wrap<WallMapApi>(worker);
  const ended = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) =>
      reject(new WorkerLostError(event.message || 'the worker could not be loaded')),
    );
    worker.addEventListener('messageerror', () => reject(new WorkerLostError('an answer could not be read')));
  });
  const ready = remote.init(catalogue, calibration);
  // Heard by whoever waits for an answer; between two questions nobody does.
  ended.catch(() => {});
  return {
    answer: (question) => Promise.race([ended, ready.then(() => remote.wallMap(question))]),
    terminate: () => worker.terminate(),
  };
};
