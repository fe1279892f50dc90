/**
 * Runs `evaluate` off the main thread. Catalogue and calibration come once, from the page that has them already;
 * the memo lives as long as the worker, so that an edit costs only what it changes.
 */
import { expose } from 'comlink';
import type { Calibration } from '../../src/calibration/calibration.ts';
import type { Catalogue } from '../../src/catalogue/figures.ts';
import { calibrationFor } from '../../src/evaluate/calibration-for.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import type { Evaluation } from '../../src/evaluate/evaluation.ts';
import { createMemo } from '../../src/evaluate/memo.ts';
import type { Schedule } from '../../src/evaluate/schedule.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

export interface EvaluateApi {
  init(catalogue: Catalogue, calibration: Calibration): void;
  /** Takes the lock named and keeps it while the worker lives; the page learns of its end by getting it. */
  holdLock(name: string): Promise<void>;
  evaluate(
    scenario: Scenario,
    layouts: 'search' | 'reuse',
    schedule?: Schedule,
  ): Promise<{ readonly evaluation: Evaluation; readonly computedInMs: number }>;
  /** Answered after every `evaluate` that came before it: one that waits for a file must not be taken for lost. */
  ping(): Promise<void>;
}

let figures: { readonly catalogue: Catalogue; readonly calibration: Calibration } | null = null;
let underWay: Promise<unknown> = Promise.resolve();
const memo = createMemo();

const answerTo: EvaluateApi['evaluate'] = async (scenario, layouts, schedule) => {
  if (!figures) throw new Error('evaluate before init');
  const { catalogue } = figures;
  const calibration = await calibrationFor(scenario, catalogue, figures.calibration);
  const start = performance.now();
  const evaluation = evaluate(scenario, catalogue, calibration, memo, { layouts, ...(schedule ? { schedule } : {}) });
  return { evaluation, computedInMs: performance.now() - start };
};

const api: EvaluateApi = {
  init: (catalogue, calibration) => {
    figures = { catalogue, calibration };
  },
  holdLock: (name) =>
    new Promise((held) => {
      void navigator.locks.request(name, () => {
        held();
        return new Promise<never>(() => {});
      });
    }),
  evaluate: (scenario, layouts, schedule) => {
    const answer = answerTo(scenario, layouts, schedule);
    underWay = Promise.allSettled([underWay, answer]).then(() => {});
    return answer;
  },
  ping: async () => {
    await underWay;
  },
};

expose(api);
