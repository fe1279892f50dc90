/**
 * Asks for an answer whenever the scenario changes and puts it where the screen reads it: at once for the first edit of a turn of
 * the event loop, together for those that follow in it. An answer to an older revision is shown while the newest is computed, and
 * marked as stale by its number.
 */
import type { Evaluation } from '../../src/evaluate/evaluation.ts';
import type { History } from '../../src/scenario/history.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { SupersededError, type Planner } from '../../workers/client/planner.ts';
import type { ShiftPlanner } from '../../workers/client/shift-planner.ts';
import { createPlanner, createShifts } from './planner.ts';
import { previewInHand } from './preview-in-hand.ts';
import { useResultsStore } from './results-store.ts';
import { useScenarioStore } from './scenario-store.ts';
import { shiftOnAnswer } from './shift-on-answer.ts';
import { markMoment, markPainted } from './timing.ts';

/** Starts the planners for the life of the page: answers, previews, schedules of offline work. Returns what ends it. */
export const startPlanning = (
  planner: Planner = createPlanner(),
  shifts: ShiftPlanner = createShifts(),
): (() => void) => {
  const stopAnswers = evaluateOnEdit(planner);
  const stopPreviews = previewInHand(planner);
  const stopShifts = shiftOnAnswer(planner, shifts);
  return () => {
    stopAnswers();
    stopPreviews();
    stopShifts();
    shifts.dispose();
    planner.dispose();
  };
};

/** Answers every revision of the scenario store. Returns what ends it; the planner is left to its owner. */
export const evaluateOnEdit = (planner: Planner): (() => void) => {
  let asked = -1;
  let queued = false;
  let stopped = false;
  let document = new AbortController();

  const ask = (): void => {
    const { history, revision } = useScenarioStore.getState();
    if (stopped || revision === asked) return;
    asked = revision;
    if (history === null || isFresh(history)) {
      document.abort();
      document = new AbortController();
      useResultsStore.getState().clear();
    }
    if (history === null || answeredByPreview(history.present, revision)) return;
    void answer(planner, history.present, revision, document.signal);
  };
  const stop = useScenarioStore.subscribe((state) => {
    if (queued || state.revision === asked) return;
    queued = true;
    // Asked before the screen is drawn anew, so that the worker computes meanwhile.
    ask();
    queueMicrotask(() => {
      queued = false;
      ask();
    });
  });
  ask();
  return () => {
    stopped = true;
    stop();
    document.abort();
  };
};

/** A scenario just opened has no step to undo or redo: the answers on screen belong to another one. */
const isFresh = (history: History): boolean => history.past.length === 0 && history.future.length === 0;

/** A drop makes the very scenario that was previewed over its position: that answer is taken as it is, unless it was provisional. */
const answeredByPreview = (scenario: Scenario, revision: number): boolean => {
  const { preview, answer: put } = useResultsStore.getState();
  if (preview?.scenario !== scenario || preview.evaluation.provisional) return false;
  const detail = { revision, provisional: false };
  markMoment('edit', detail);
  put(preview.evaluation, revision, 0);
  markMoment('answer', detail);
  markPainted(detail);
  return true;
};

const answer = async (planner: Planner, scenario: Scenario, revision: number, signal: AbortSignal): Promise<void> => {
  const askedAt = performance.now();
  const results = useResultsStore.getState();
  if (results.computingSince === null) results.begin(askedAt);
  markMoment('edit', { revision, provisional: false });
  const show = (evaluation: Evaluation): void => {
    const { computingSince, answer: put, begin } = useResultsStore.getState();
    if (signal.aborted || revision < useResultsStore.getState().revision) return;
    put(evaluation, revision, performance.now() - askedAt);
    const { provisional } = evaluation;
    markMoment('answer', { revision, provisional });
    markPainted({ revision, provisional });
    const more = provisional || revision !== useScenarioStore.getState().revision;
    if (more) begin(computingSince ?? askedAt);
  };
  try {
    show(await planner.evaluate(scenario, signal, show));
  } catch (reason) {
    const outdated = signal.aborted || reason instanceof SupersededError;
    if (outdated || revision !== useScenarioStore.getState().revision) return;
    useResultsStore.getState().fail(reason instanceof Error ? reason.message : String(reason));
  }
};
