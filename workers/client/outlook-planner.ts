/**
 * Asks the questions that go beyond one evaluation, step by step, of a worker of their own: the answer to the plan and its memo are not
 * disturbed. Cancelling is not asking for the next step; a worker that fails, or whose step does not come after a cancel, is replaced with
 * the next question.
 */
import { wrap } from 'comlink';
import type { Calibration } from '../../src/calibration/calibration.ts';
import type { Catalogue } from '../../src/catalogue/figures.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import type { OutlookApi } from '../entries/outlook-desk.ts';
import type { OutlookAnswers, OutlookName } from '../entries/outlook-questions.ts';
import { WorkerLostError } from './planner.ts';

export interface OutlookPlanner {
  /**
   * Answers of a question as they grow, with the step just done and how many there are. One run of a question at a time: a run waits until
   * the step under way of the run before has come; different questions take turns. Rejects with the reason of `signal` when that was
   * aborted, with WorkerLostError when the worker stopped.
   */
  ask<Name extends OutlookName>(
    name: Name,
    scenario: Scenario,
    onAnswer: (answer: OutlookAnswers[Name], step: number, total: number) => void,
    signal: AbortSignal,
  ): Promise<void>;
  dispose(): void;
}

/** What is asked of the worker, each call answered later. */
export interface AskedOutlook {
  readonly begin: OutlookApi['begin'];
  readonly next: OutlookSteps;
}

type OutlookSteps = { readonly [Name in OutlookName]: () => Promise<OutlookAnswers[Name] | null> };

export interface HiredOutlook {
  readonly asked: AskedOutlook;
  /** Rejects when the worker stops. */
  readonly ended: Promise<never>;
  readonly terminate: () => void;
}

/** Questions in a worker of their own. */
export const createOutlookPlanner = (catalogue: Catalogue, calibration: Calibration): OutlookPlanner =>
  planOutlook(() => hire(catalogue, calibration));

/** How long the step under way may still take after its run was aborted. */
const PATIENCE_MS = 2_000;

/** The order of runs, apart from the worker so that it can be tested without one. */
export const planOutlook = (hireOne: () => HiredOutlook, patienceMs = PATIENCE_MS): OutlookPlanner => {
  let hired: LeavableOutlook | null = null;
  const before = new Map<OutlookName, Promise<unknown>>();
  const release = (own: LeavableOutlook): void => {
    if (hired !== own) return;
    hired = null;
    own.terminate();
  };
  return {
    ask: async (name, scenario, onAnswer, signal) => {
      const mine = (before.get(name) ?? Promise.resolve()).then(async () => {
        signal.throwIfAborted();
        hired ??= leavable(hireOne());
        const own = hired;
        const settled = new AbortController();
        try {
          const stuck = lateAfter(signal, patienceMs, settled.signal);
          await Promise.race([own.ended, askSteps(own.asked, name, scenario, onAnswer, signal), stuck, own.left]);
        } catch (reason) {
          if (reason instanceof StuckError) own.leave(new WorkerLostError('the worker did not answer any more'));
          if (reason instanceof StuckError || reason instanceof WorkerLostError) release(own);
          signal.throwIfAborted();
          throw reason;
        } finally {
          settled.abort();
        }
      });
      before.set(
        name,
        mine.catch(() => {}),
      );
      return mine;
    },
    dispose: () => {
      if (hired) release(hired);
    },
  };
};

/** The step under way of an aborted run does not come. */
class StuckError extends Error {}

/** A worker that every run on it leaves when one of them finds it stuck. */
interface LeavableOutlook extends HiredOutlook {
  readonly left: Promise<never>;
  readonly leave: (reason: WorkerLostError) => void;
}

const leavable = (hired: HiredOutlook): LeavableOutlook => {
  let leave: (reason: WorkerLostError) => void = () => {};
  const left = new Promise<never>((_, reject) => {
    leave = reject;
  });
  // Heard by whoever waits for an answer; between two questions nobody does.
  left.catch(() => {});
  return { ...hired, left, leave };
};

/** Rejects some time after the abort of a run, unless that has settled. */
const lateAfter = (signal: AbortSignal, patienceMs: number, settled: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const wait = (): void => {
      const timer = setTimeout(() => reject(new StuckError()), patienceMs);
      settled.addEventListener('abort', () => clearTimeout(timer), { once: true });
    };
    signal.addEventListener('abort', wait, { once: true, signal: settled });
  });

const askSteps = async <Name extends OutlookName>(
  asked: AskedOutlook,
  name: Name,
  scenario: Scenario,
  onAnswer: (answer: OutlookAnswers[Name], step: number, total: number) => void,
  signal: AbortSignal,
): Promise<void> => {
  const total = await asked.begin(name, scenario);
  for (let step = 1; step <= total; step++) {
    signal.throwIfAborted();
    const answer = await asked.next[name]();
    signal.throwIfAborted();
    if (answer === null) throw new Error(`outlook: ${name} ended after ${step - 1} of ${total} steps`);
    onAnswer(answer, step, total);
  }
};

const hire = (catalogue: Catalogue, calibration: Calibration): HiredOutlook => {
  const worker = new Worker(new URL('../entries/outlook.worker.ts', import.meta.url), {
    type: 'module',
    name: 'outlook',
  });
  const remote = wrap<OutlookApi>(worker);
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
    asked: {
      begin: async (name, scenario) => {
        await ready;
        return remote.begin(name, scenario);
      },
      next: {
        years: () => remote.years(),
        failures: () => remote.failures(),
        crossover: () => remote.crossover(),
        uncertainty: () => remote.uncertainty(),
      },
    },
    ended,
    terminate: () => worker.terminate(),
  };
};
