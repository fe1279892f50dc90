/**
 * Runs of the questions that go beyond one evaluation, step by step and side by side: one run under way of each. Between two steps the page
 * may stop asking, or begin the question anew. All share one memo.
 */
import type { Calibration } from '../../src/calibration/calibration.ts';
import type { Catalogue } from '../../src/catalogue/figures.ts';
import { calibrationFor } from '../../src/evaluate/calibration-for.ts';
import { createMemo } from '../../src/evaluate/memo.ts';
import type { OutlookRun } from '../../src/outlook/run.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { OUTLOOK_QUESTIONS, type OutlookAnswers, type OutlookBegin, type OutlookName } from './outlook-questions.ts';

/** The next step of the run of each question begun last: its answer so far, null after its end. */
type Steps = { readonly [Name in OutlookName]: () => OutlookAnswers[Name] | null };

export interface OutlookApi extends Steps {
  init(catalogue: Catalogue, calibration: Calibration): void;
  /** Number of steps. Rejects when a table of measured operators cannot be loaded: without it the answer would be another one. */
  begin(name: OutlookName, scenario: Scenario): Promise<number>;
}

interface Question<Answer> {
  readonly begin: (...asked: Parameters<OutlookBegin<Answer>>) => Promise<number>;
  readonly next: () => Answer | null;
}

/** A question with the run of it that is under way. */
const questionOf = <Answer>(begin: OutlookBegin<Answer>): Question<Answer> => {
  let run: OutlookRun<Answer> | null = null;
  return {
    begin: async (...asked) => {
      run = await begin(...asked);
      return run.total;
    },
    next: () => {
      if (!run) throw new Error('outlook: step before its question');
      return run.next();
    },
  };
};

export const outlookApi = (): OutlookApi => {
  const memo = createMemo();
  const questions = {
    years: questionOf(OUTLOOK_QUESTIONS.years),
    failures: questionOf(OUTLOOK_QUESTIONS.failures),
    crossover: questionOf(OUTLOOK_QUESTIONS.crossover),
    uncertainty: questionOf(OUTLOOK_QUESTIONS.uncertainty),
  };
  let figures: { readonly catalogue: Catalogue; readonly calibration: Calibration } | null = null;
  return {
    init: (catalogue, calibration) => {
      figures = { catalogue, calibration };
    },
    begin: async (name, scenario) => {
      if (!figures) throw new Error('outlook: asked before init');
      const { catalogue, calibration } = figures;
      const fitted = await calibrationFor(scenario, catalogue, calibration);
      return questions[name].begin({ catalogue, calibration: fitted, memo }, scenario);
    },
    years: () => questions.years.next(),
    failures: () => questions.failures.next(),
    crossover: () => questions.crossover.next(),
    uncertainty: () => questions.uncertainty.next(),
  };
};
