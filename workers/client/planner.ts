/**
 * What the app asks for an answer: one interface, with a worker behind it in the page and none in tests.
 * Only `app/state` talks to a planner; no component sees a worker or a promise of one.
 */
import type { Evaluation } from '../../src/evaluate/evaluation.ts';
import type { Schedule } from '../../src/evaluate/schedule.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

export interface Planner {
  /**
   * The answer to a scenario. `onProvisional` hears an earlier answer on the previous layouts, where layouts must be searched.
   * Rejects with SupersededError when a newer scenario was asked for, with the reason of `signal` when that was aborted,
   * and with WorkerLostError when the worker stopped twice.
   */
  evaluate(
    scenario: Scenario,
    signal?: AbortSignal,
    onProvisional?: (evaluation: Evaluation) => void,
  ): Promise<Evaluation>;
  /**
   * The answer to a scenario that `evaluate` has answered, with its offline work where `schedule` puts it; after every call that waits.
   * Rejects like `evaluate`.
   */
  refine(scenario: Scenario, schedule: Schedule, signal?: AbortSignal): Promise<Evaluation>;
  /** The answer on the layouts at hand, after every `evaluate` that waits. Rejects like it; previews supersede each other only. */
  preview(scenario: Scenario): Promise<Evaluation>;
  /** Ends the worker and rejects what waits. */
  dispose(): void;
}

/** `reuse` answers at once on previous layouts; `search` looks for the best ones first. */
export type LayoutMode = 'search' | 'reuse';

/** A newer request took the place of this one. */
export class SupersededError extends Error {
  override readonly name = 'SupersededError';
  constructor() {
    super('A newer request took the place of this one.');
  }
}

/** The worker stopped, was replaced, and stopped again; or the planner was disposed of. */
export class WorkerLostError extends Error {
  override readonly name = 'WorkerLostError';
}
