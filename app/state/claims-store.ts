/** The claims desk: the claims answered so far, and what ended the run. The worker starts when the page first asks. */
import { create } from 'zustand';
import type { ClaimAnswer, ClaimId } from '../../src/validation/claims/claim.ts';
import { desk } from './desk.ts';

export interface ClaimsState {
  readonly status: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  readonly answers: ReadonlyMap<ClaimId, ClaimAnswer>;
  readonly failure: string | null;
  /** Answers those of the claims that have no answer yet, in their order. */
  start(ids: readonly ClaimId[]): Promise<void>;
  cancel(): void;
}

let under: AbortController | null = null;

export const useClaimsStore = create<ClaimsState>()((set, get) => ({
  status: 'idle',
  answers: new Map(),
  failure: null,
  start: async (ids) => {
    if (get().status === 'running') return;
    const left = ids.filter((id) => !get().answers.has(id));
    if (left.length === 0) return;
    const mine = new AbortController();
    under = mine;
    set({ status: 'running', failure: null });
    try {
      await desk().claims(
        left,
        (answer) => {
          if (!mine.signal.aborted) set((state) => ({ answers: new Map(state.answers).set(answer.id, answer) }));
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
}));
