/** The before/after ladder of the pool in view: rows as they come, levers left out, and what ended the run. */
import { useEffect } from 'react';
import { create } from 'zustand';
import type { Evaluation } from '../../src/evaluate/evaluation.ts';
import type { LadderRow } from '../../src/evaluate/ladder.ts';
import type { LeverId } from '../../src/evaluate/ladder-levers.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { desk } from './desk.ts';
import { useScenarioStore } from './scenario-store.ts';

export interface LadderState {
  readonly status: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  readonly deploymentId: string | null;
  /** Rows by their lever; those of the run before stay until the new one brings them. */
  readonly rows: ReadonlyMap<LadderRow['id'], LadderRow>;
  /** Rows that the run under way, or the last one, has brought, and how many it brings. */
  readonly fresh: number;
  readonly total: number | null;
  readonly failure: string | null;
  readonly leftOut: readonly LeverId[];
  run(scenario: Scenario, deploymentId: string, leftOut: readonly LeverId[]): Promise<void>;
  cancel(): void;
  /** Leaves a lever out, or takes it in again. */
  toggle(id: LeverId): void;
}

const NO_ROWS: LadderState['rows'] = new Map();
const NONE_LEFT_OUT: LadderState['leftOut'] = [];

let under: AbortController | null = null;

export const useLadderStore = create<LadderState>()((set, get) => ({
  status: 'idle',
  deploymentId: null,
  rows: NO_ROWS,
  fresh: 0,
  total: null,
  failure: null,
  leftOut: NONE_LEFT_OUT,
  run: async (scenario, deploymentId, leftOut) => {
    under?.abort();
    const mine = new AbortController();
    under = mine;
    const { rows, deploymentId: last } = get();
    set({
      status: 'running',
      deploymentId,
      rows: last === deploymentId ? rows : NO_ROWS,
      fresh: 0,
      failure: null,
    });
    try {
      await desk().ladder(
        { scenario, deploymentId, leftOut },
        (row, index, total) => {
          if (mine.signal.aborted) return;
          set((state) => ({ rows: new Map(state.rows).set(row.id, row), fresh: index + 1, total }));
        },
        mine.signal,
      );
      set({ status: 'done' });
    } catch (reason) {
      if (mine.signal.aborted) return;
      set({ status: 'failed', failure: reason instanceof Error ? reason.message : String(reason) });
    }
  },
  cancel: () => {
    if (get().status !== 'running') return;
    under?.abort();
    set({ status: 'cancelled' });
  },
  toggle: (id) =>
    set(({ leftOut }) => ({ leftOut: leftOut.includes(id) ? leftOut.filter((one) => one !== id) : [...leftOut, id] })),
}));

/** Runs again with every final answer of the plan and every change of the levers; ends with the view. */
export const useLadder = (evaluation: Evaluation | null, deploymentId: string | null): void => {
  const run = useLadderStore((state) => state.run);
  const cancel = useLadderStore((state) => state.cancel);
  const leftOut = useLadderStore((state) => state.leftOut);
  const provisional = evaluation?.provisional ?? true;
  useEffect(() => {
    const scenario = useScenarioStore.getState().history?.present;
    if (!evaluation || provisional || deploymentId === null || !scenario) return;
    if (!scenario.deployments.some(({ id }) => id === deploymentId)) return;
    void run(scenario, deploymentId, leftOut);
  }, [run, evaluation, provisional, deploymentId, leftOut]);
  useEffect(() => cancel, [cancel]);
};
