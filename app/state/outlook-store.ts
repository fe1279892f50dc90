/**
 * What a question beyond one evaluation has answered so far, one store per question made here: the answer of the last run stays on screen,
 * marked as stale, until the next one is whole.
 */
import { useEffect } from 'react';
import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { Evaluation } from '../../src/evaluate/evaluation.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import type { OutlookPlanner } from '../../workers/client/outlook-planner.ts';
import type { OutlookAnswers, OutlookName } from '../../workers/entries/outlook-questions.ts';
import { outlook } from './outlook.ts';
import { useScenarioStore } from './scenario-store.ts';

export interface OutlookState<Answer> {
  readonly status: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  /** Null before the first. Of a first run it grows with its steps; later ones show when they are whole. */
  readonly answer: Answer | null;
  /** The plan that the answer is of: look names and ids up here. */
  readonly scenario: Scenario | null;
  /** The answer is of a plan before the last edit. */
  readonly stale: boolean;
  /** Steps that the run under way, or the last one, has done, and how many it has. */
  readonly step: number;
  readonly total: number | null;
  readonly failure: string | null;
  run(scenario: Scenario): Promise<void>;
  /** Runs for an answer of the plan, unless the plan's own run is under way, whole, or was cancelled. */
  follow(scenario: Scenario): Promise<void>;
  cancel(): void;
  /** Nobody looks any more: a run under way ends, and begins again with the next look. */
  leave(): void;
  /** Forgets the answer: it belongs to a plan that is no longer open. */
  clear(): void;
}

export interface Outlook<Answer> {
  readonly useStore: UseBoundStore<StoreApi<OutlookState<Answer>>>;
  /** Asks while the view that calls it is open, anew with every final answer of the plan. */
  readonly useAsked: (evaluation: Evaluation | null) => void;
}

const NOTHING = {
  status: 'idle',
  answer: null,
  scenario: null,
  stale: false,
  step: 0,
  total: null,
  failure: null,
} as const;

/** `planner` is asked for with the first run. */
export const createOutlook = <Name extends OutlookName>(
  name: Name,
  planner: () => OutlookPlanner = outlook,
): Outlook<OutlookAnswers[Name]> => {
  let under: AbortController | null = null;
  let asked: Scenario | null = null;
  const useStore = create<OutlookState<OutlookAnswers[Name]>>()((set, get) => ({
    ...NOTHING,
    run: async (scenario) => {
      const { status, scenario: answered } = get();
      if (status === 'done' && answered === scenario) return;
      under?.abort();
      asked = scenario;
      const mine = new AbortController();
      under = mine;
      const kept = get().answer !== null;
      set({ status: 'running', stale: kept, step: 0, total: null, failure: null });
      try {
        await planner().ask(
          name,
          scenario,
          (answer, step, total) => {
            if (mine.signal.aborted) return;
            set(kept && step < total ? { step, total } : { answer, scenario, stale: false, step, total });
          },
          mine.signal,
        );
        if (!mine.signal.aborted) set({ status: 'done' });
      } catch (reason) {
        if (mine.signal.aborted) return;
        set({ status: 'failed', failure: reason instanceof Error ? reason.message : String(reason) });
      }
    },
    follow: async (scenario) => {
      const { status, run } = get();
      if (asked === scenario && status !== 'idle' && status !== 'failed') return;
      await run(scenario);
    },
    leave: () => {
      if (get().status !== 'running') return;
      get().cancel();
      asked = null;
    },
    cancel: () => {
      if (get().status !== 'running') return;
      under?.abort();
      set({ status: 'cancelled' });
    },
    clear: () => {
      under?.abort();
      asked = null;
      set(NOTHING);
    },
  }));
  const useAsked = (evaluation: Evaluation | null): void => {
    const follow = useStore((state) => state.follow);
    const leave = useStore((state) => state.leave);
    const clear = useStore((state) => state.clear);
    const provisional = evaluation?.provisional ?? true;
    useEffect(() => {
      if (!evaluation) clear();
      const scenario = useScenarioStore.getState().history?.present;
      if (!evaluation || provisional || !scenario) return;
      void follow(scenario);
    }, [follow, clear, evaluation, provisional]);
    useEffect(() => leave, [leave]);
  };
  return { useStore, useAsked };
};
