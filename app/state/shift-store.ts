/** The schedule of offline work: how far its search is, and what it would save. Derived; thrown away with the plan. */
import { create } from 'zustand';
import type { ShiftAnswer } from '../../src/optimise/shift-answer.ts';
import type { ShiftPhase } from '../../workers/client/shift-planner.ts';

export interface ShiftState {
  /** `idle` also where nothing may move. */
  readonly status: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  readonly phase: ShiftPhase | null;
  /** The last answer; to an older plan while a new one is on its way. */
  readonly answer: ShiftAnswer | null;
  /** Revision of the plan that the answer is to. */
  readonly answerRevision: number;
  readonly failure: string | null;
  begin(): void;
  enter(phase: ShiftPhase): void;
  /** Null where nothing may move. */
  put(answer: ShiftAnswer | null, revision: number): void;
  fail(reason: string): void;
  /** Stops the search for the plan on screen; the next edit begins again. */
  cancel(): void;
  clear(): void;
}

const EMPTY = { status: 'idle', phase: null, answer: null, answerRevision: -1, failure: null } as const;

export const useShiftStore = create<ShiftState>()((set, get) => ({
  ...EMPTY,
  begin: () => set({ status: 'running', phase: null, failure: null }),
  enter: (phase) => {
    if (get().status === 'running') set({ phase });
  },
  put: (answer, answerRevision) =>
    set({ status: answer ? 'done' : 'idle', phase: null, answer, answerRevision, failure: null }),
  fail: (failure) => set({ status: 'failed', phase: null, failure }),
  cancel: () => {
    if (get().status === 'running') set({ status: 'cancelled', phase: null });
  },
  clear: () => set(EMPTY),
}));
