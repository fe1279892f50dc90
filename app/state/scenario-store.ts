/** The document being planned, its undo history and the revision the answers refer to. Saved, shared, undoable. */
import { create } from 'zustand';
import { record, redo, startHistory, undo, type History } from '../../src/scenario/history.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

export type Edit = (scenario: Scenario) => Scenario;

export interface ScenarioState {
  /** Null until a scenario is opened. */
  readonly history: History | null;
  /** Rises by one with every change of the present scenario, undo and redo included. */
  readonly revision: number;
  /** Opens a scenario and forgets the history of the one before. */
  open(scenario: Scenario): void;
  close(): void;
  /** Applies one edit as one undo step; edits with the same gesture mark share a step. */
  edit(label: string, edit: Edit, gesture?: string): void;
  undo(): void;
  redo(): void;
}

const step = (state: ScenarioState, next: History | null): Partial<ScenarioState> =>
  next === state.history ? {} : { history: next, revision: state.revision + 1 };

export const useScenarioStore = create<ScenarioState>()((set) => ({
  history: null,
  revision: 0,
  open: (scenario) => set((state) => step(state, startHistory(scenario))),
  close: () => set((state) => step(state, null)),
  edit: (label, edit, gesture) =>
    set((state) =>
      state.history ? step(state, record(state.history, edit(state.history.present), label, gesture ?? null)) : {},
    ),
  undo: () => set((state) => (state.history ? step(state, undo(state.history)) : {})),
  redo: () => set((state) => (state.history ? step(state, redo(state.history)) : {})),
}));

/** The present scenario; null before one is open. */
export const useScenario = (): Scenario | null => useScenarioStore((state) => state.history?.present ?? null);
