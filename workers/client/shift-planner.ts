/**
 * Asks for the schedule of offline work: of a worker of its own, started with the first question and again after it failed. An abort ends
 * the worker: a solver at work hears nothing.
 */
import { wrap } from 'comlink';
import type { Calibration } from '../../src/calibration/calibration.ts';
import type { Catalogue } from '../../src/catalogue/figures.ts';
import type { ShiftAnswer } from '../../src/optimise/shift-answer.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import type { ShiftApi } from '../entries/shift-desk.ts';
import { newestWins } from './latest.ts';
import { WorkerLostError } from './planner.ts';

export type ShiftPhase = 'loading' | 'solving';

export interface ShiftPlanner {
  /**
   * Null where nothing may move. Rejects with SupersededError when a newer question was asked while this one waited, with the reason of
   * `signal` when that was aborted, and with WorkerLostError when the worker stopped.
   */
  ask(scenario: Scenario, signal: AbortSignal, onPhase: (phase: ShiftPhase) => void): Promise<ShiftAnswer | null>;
  dispose(): void;
}

/** What is asked of the worker, each call answered later. */
export interface AskedShift {
  load(scenario: Scenario): Promise<void>;
  shift(scenario: Scenario, seconds: number): Promise<ShiftAnswer | null>;
}

export interface HiredShift {
  readonly desk: AskedShift;
  /** Rejects when the worker is gone. */
  readonly ended: Promise<never>;
  terminate(): void;
}

interface Question {
  readonly scenario: Scenario;
  readonly signal: AbortSignal;
  readonly onPhase: (phase: ShiftPhase) => void;
}

/** Longest the solver may take. Its answer is not waited for; the plan's own fill is on screen meanwhile. */
const SOLVE_SECONDS = 10;

export const createShiftPlanner = (catalogue: Catalogue, calibration: Calibration): ShiftPlanner =>
  shiftPlannerWith(() => hire(catalogue, calibration));

/** The planner over a way to start a worker, so that it can be tested without one. */
export const shiftPlannerWith = (hireWorker: () => HiredShift): ShiftPlanner => {
  let hired: HiredShift | null = null;
  const dismiss = (): void => {
    hired?.terminate();
    hired = null;
  };
  const ask = newestWins(async ({ scenario, signal, onPhase }: Question) => {
    signal.throwIfAborted();
    hired ??= hireWorker();
    const { desk, ended } = hired;
    const settled = new AbortController();
    const stopped = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: settled.signal });
    });
    try {
      onPhase('loading');
      await Promise.race([stopped, ended, desk.load(scenario)]);
      onPhase('solving');
      return await Promise.race([stopped, ended, desk.shift(scenario, SOLVE_SECONDS)]);
    } catch (reason) {
      dismiss();
      throw reason;
    } finally {
      settled.abort();
    }
  });
  return {
    ask: (scenario, signal, onPhase) => ask({ scenario, signal, onPhase }, signal),
    dispose: dismiss,
  };
};

const hire = (catalogue: Catalogue, calibration: Calibration): HiredShift => {
  const worker = new Worker(new URL('../entries/shift.worker.ts', import.meta.url), { type: 'module', name: 'shift' });
  const remote = wrap<ShiftApi>(worker);
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
    desk: {
      load: async (scenario) => {
        await ready;
        await remote.load(scenario);
      },
      shift: (scenario, seconds) => remote.shift(scenario, seconds),
    },
    ended,
    terminate: () => worker.terminate(),
  };
};
