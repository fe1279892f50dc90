/** The answers: derived, thrown away at will. The last one stays on screen until the next one lands. */
import { create } from 'zustand';
import type { Evaluation } from '../../src/evaluate/evaluation.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

/** The answer to what is in hand, shown as "if dropped". */
export interface Preview {
  readonly evaluation: Evaluation;
  /** The scenario that was on screen, and the one a drop would make of it: the one evaluated. */
  readonly base: Scenario;
  readonly scenario: Scenario;
  /** Of which hover it is the answer. */
  readonly key: string;
}

export interface Baseline {
  readonly name: string;
  readonly revision: number;
  readonly evaluation: Evaluation;
}

export interface ResultsState {
  readonly evaluation: Evaluation | null;
  /** Revision the evaluation answers; older than the scenario's while a run is under way. */
  readonly revision: number;
  /** Time stamp at which the run under way began; null when none is. */
  readonly computingSince: number | null;
  readonly answeredInMs: number | null;
  /** Why the last run gave no answer; cleared by the next one that does. */
  readonly failure: string | null;
  readonly preview: Preview | null;
  readonly baseline: Baseline | null;
  begin(at: number): void;
  answer(evaluation: Evaluation, revision: number, tookMs: number): void;
  fail(reason: string): void;
  showPreview(preview: Preview | null): void;
  pinBaseline(baseline: Baseline | null): void;
  clear(): void;
}

const EMPTY = {
  evaluation: null,
  revision: -1,
  computingSince: null,
  answeredInMs: null,
  failure: null,
  preview: null,
  baseline: null,
};

export const useResultsStore = create<ResultsState>()((set) => ({
  ...EMPTY,
  begin: (computingSince) => set({ computingSince }),
  answer: (evaluation, revision, answeredInMs) =>
    set({ evaluation, revision, answeredInMs, computingSince: null, failure: null }),
  fail: (failure) => set({ failure, computingSince: null }),
  showPreview: (preview) => set({ preview }),
  pinBaseline: (baseline) => set({ baseline }),
  clear: () => set(EMPTY),
}));

/** The evaluation on screen; null before the first. */
export const useEvaluation = (): Evaluation | null => useResultsStore((state) => state.evaluation);
