/**
 * Undo as a stack of immutable scenarios: structure is shared, so a step costs little.
 * A gesture mark folds a run of edits (a drag, a stepper held down) into one step.
 */
import type { Scenario } from './schema.ts';

export interface Step {
  readonly scenario: Scenario;
  /** What undoing this step takes back, as the user reads it: "place GB200 NVL72". */
  readonly label: string;
  readonly gesture: string | null;
}

export interface History {
  readonly present: Scenario;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
}

/** Steps kept; older ones fall off. */
const DEPTH = 200;

export const startHistory = (scenario: Scenario): History => ({ present: scenario, past: [], future: [] });

/** The history after `next`; unchanged when the edit changed nothing. Edits of one gesture share a step. */
export const record = (history: History, next: Scenario, label: string, gesture: string | null = null): History => {
  if (next === history.present) return history;
  const last = history.past.at(-1);
  const folds = gesture !== null && last?.gesture === gesture;
  const past = folds ? history.past : [...history.past, { scenario: history.present, label, gesture }].slice(-DEPTH);
  return { present: next, past, future: [] };
};

/** One step back; unchanged when there is none. */
export const undo = (history: History): History => {
  const step = history.past.at(-1);
  if (!step) return history;
  return {
    present: step.scenario,
    past: history.past.slice(0, -1),
    future: [{ ...step, scenario: history.present, gesture: null }, ...history.future],
  };
};

/** One step forward; unchanged when there is none. */
export const redo = (history: History): History => {
  const [step, ...rest] = history.future;
  if (!step) return history;
  return {
    present: step.scenario,
    past: [...history.past, { ...step, scenario: history.present, gesture: null }],
    future: rest,
  };
};
