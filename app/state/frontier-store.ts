/**
 * The frontier of the pool in view: points as they are found, the last answer, and answers kept so that coming back, or an edit that does
 * not change the question, shows at once.
 */
import { useEffect } from 'react';
import { create } from 'zustand';
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { DeploymentAnswer } from '../../src/evaluate/evaluation.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import type { FrontierColumns } from '../../src/search/frontier-types.ts';
import { SupersededError } from '../../workers/client/planner.ts';
import type { StudyPlanner } from '../../workers/client/study-plan.ts';
import { createStudyPlanner } from '../../workers/client/study-planner.ts';
import type { FrontierRequest, FrontierStudy } from '../../workers/entries/study-frontier.ts';
import { frontierRequestOf } from './frontier-request.ts';
import { useScenarioStore } from './scenario-store.ts';

export type { FrontierStudy, FrontierTerms } from '../../workers/entries/study-frontier.ts';

export interface FrontierState {
  readonly status: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  /** The question asked last, as a text that is equal when the question is. */
  readonly key: string | null;
  readonly deploymentId: string | null;
  /** The last answer, perhaps to the question before. */
  readonly study: FrontierStudy | null;
  readonly studyKey: string | null;
  readonly studyDeploymentId: string | null;
  /** Points of the search under way, or of the one that was stopped. */
  readonly found: readonly FrontierColumns[];
  /** Share of the work done. */
  readonly done: number;
  readonly failure: string | null;
  ask(request: FrontierRequest): Promise<void>;
  /** Stops the search under way; what it found stays on screen. */
  cancel(): void;
  again(): void;
}

/** Each is a few megabytes. */
const KEPT = 4;
const NOTHING: readonly FrontierColumns[] = [];

let planner: StudyPlanner | null = null;
let under: AbortController | null = null;
let last: FrontierRequest | null = null;
const kept = new Map<string, FrontierStudy>();

const keep = (key: string, study: FrontierStudy): void => {
  kept.delete(key);
  kept.set(key, study);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
};

export const useFrontierStore = create<FrontierState>()((set, get) => ({
  status: 'idle',
  key: null,
  deploymentId: null,
  study: null,
  studyKey: null,
  studyDeploymentId: null,
  found: NOTHING,
  done: 0,
  failure: null,
  ask: async (request) => {
    const { deploymentId } = request;
    const key = JSON.stringify(request);
    const { key: asked, status } = get();
    if (asked === key && status !== 'failed' && status !== 'idle') return;
    last = request;
    under?.abort();
    const answered = {
      key,
      deploymentId,
      studyKey: key,
      studyDeploymentId: deploymentId,
      found: NOTHING,
      failure: null,
    };
    const known = kept.get(key);
    if (known) {
      keep(key, known);
      set({ ...answered, status: 'done', study: known, done: 1 });
      return;
    }
    const mine = new AbortController();
    under = mine;
    set({ status: 'running', key, deploymentId, found: NOTHING, done: 0, failure: null });
    try {
      planner ??= createStudyPlanner(defaultCatalogue, defaultCalibration);
      const study = await planner.frontier(request, {
        signal: mine.signal,
        onChunk: ({ done, columns }) => {
          if (!mine.signal.aborted) set(({ found }) => ({ done, found: [...found, columns] }));
        },
      });
      keep(key, study);
      set({ ...answered, status: 'done', study, done: 1 });
    } catch (reason) {
      if (mine.signal.aborted || reason instanceof SupersededError) return;
      set({ status: 'failed', failure: reason instanceof Error ? reason.message : String(reason) });
    }
  },
  cancel: () => {
    if (get().status !== 'running') return;
    under?.abort();
    set({ status: 'cancelled' });
  },
  again: () => {
    set({ status: 'idle' });
    if (last) void get().ask(last);
  },
}));

/** Asks with every final answer of the plan; the same question is asked once. */
export const useFrontier = (pool: DeploymentAnswer | null, provisional: boolean): void => {
  const ask = useFrontierStore((state) => state.ask);
  useEffect(() => {
    const scenario: Scenario | undefined = useScenarioStore.getState().history?.present;
    if (!pool || provisional || !scenario) return;
    const request = frontierRequestOf(scenario, pool);
    if (request) void ask(request);
  }, [ask, pool, provisional]);
};
