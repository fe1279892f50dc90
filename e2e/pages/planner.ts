/** A page of its own for tests and bench: planners within reach of the test. The product's page offers none of this. */
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { mixedEdits, searchEdits } from '../../tools/bench/edits.ts';
import { largeScenario } from '../../tools/bench/large-scenario.ts';
import { createDirectPlanner } from '../../workers/client/direct-planner.ts';
import { openEvaluateLink } from '../../workers/client/evaluate-link.ts';
import { SupersededError, WorkerLostError, type Planner } from '../../workers/client/planner.ts';
import type { PoolOptions } from '../../workers/client/pool.ts';
import { createWorkerPlanner } from '../../workers/client/worker-planner.ts';

export interface Harness {
  direct(): Planner;
  worker(options?: PoolOptions): Planner;
  /** A bare worker, which says how long it computed. */
  link(): ReturnType<typeof openEvaluateLink>;
  /** The scenario of parsed JSON; throws when it is not one. */
  scenario(json: unknown): Scenario;
  large(): Scenario;
  mixedEdits(start: Scenario, count: number): Scenario[];
  searchEdits(start: Scenario, count: number): Scenario[];
  isSuperseded(reason: unknown): boolean;
  isLost(reason: unknown): boolean;
}

declare global {
  interface Window {
    harness: Harness;
    /** Kept from one step of a test to the next. */
    planner?: Planner;
    /** Workers the page has started, newest last; filled by a script of the test. */
    startedWorkers: Worker[];
  }
}

window.harness = {
  direct: () => createDirectPlanner(defaultCatalogue, defaultCalibration),
  worker: (options) => createWorkerPlanner(defaultCatalogue, defaultCalibration, options),
  link: () => openEvaluateLink(defaultCatalogue, defaultCalibration),
  scenario: (json) => {
    const read = readScenario(json);
    if (!read.ok) throw new Error(`${read.error.place} ${read.error.reason}`);
    return read.value;
  },
  large: () => largeScenario(defaultCatalogue),
  mixedEdits: (start, count) => mixedEdits(start, defaultCatalogue, count),
  searchEdits: (start, count) => searchEdits(start, count),
  isSuperseded: (reason) => reason instanceof SupersededError,
  isLost: (reason) => reason instanceof WorkerLostError,
};
