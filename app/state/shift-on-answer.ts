/**
 * After each final answer of a plan whose offline work may move: looks for its schedule in the background, and has the plan answered once
 * more with it. An answer with a schedule replaces the one on screen only while the plan is still the same.
 */
import type { Evaluation } from '../../src/evaluate/evaluation.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { SupersededError, type Planner } from '../../workers/client/planner.ts';
import type { ShiftPlanner } from '../../workers/client/shift-planner.ts';
import { useResultsStore } from './results-store.ts';
import { useScenarioStore } from './scenario-store.ts';
import { useShiftStore } from './shift-store.ts';

/** Edits follow each other faster than this while somebody drags or types. */
const REST_MS = 400;

/** Whether an optimiser could do better than the plan's own fill: some offline work is served, may move, and looks for cost or carbon. */
export const mayShift = ({ shiftTo, workloads }: Scenario, evaluation: Evaluation): boolean =>
  shiftTo !== 'soonest' &&
  workloads.some(({ id, offline }) => {
    const answer = evaluation.workloads.find(({ workloadId }) => workloadId === id);
    const moves = offline.mayShiftInTime || offline.mayShiftInPlace;
    return moves && answer?.urgency === 'offline' && answer.verdict !== 'withheld' && answer.verdict !== 'idle';
  });

/** Follows the answers of the page. Returns what ends it; both planners are left to their owner. */
export const shiftOnAnswer = (planner: Pick<Planner, 'refine'>, shifts: ShiftPlanner): (() => void) => {
  let asked = -1;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let run = new AbortController();

  const follow = (): void => {
    const { evaluation, revision } = useResultsStore.getState();
    const { history, revision: current } = useScenarioStore.getState();
    if (evaluation === null || history === null) {
      stop();
      asked = -1;
      useShiftStore.getState().clear();
      return;
    }
    if (evaluation.provisional || evaluation.scheduled !== undefined || revision !== current || revision === asked)
      return;
    asked = revision;
    clearTimeout(timer);
    const { present } = history;
    if (!mayShift(present, evaluation)) {
      useShiftStore.getState().clear();
      return;
    }
    useShiftStore.getState().begin();
    const { signal } = run;
    timer = setTimeout(() => void search(planner, shifts, present, revision, signal), REST_MS);
  };
  const stop = (): void => {
    clearTimeout(timer);
    run.abort();
    run = new AbortController();
  };
  const stops = [
    useResultsStore.subscribe(follow),
    // A schedule of the plan before the edit is of no use, and its solver takes a core.
    useScenarioStore.subscribe(({ revision }, before) => {
      if (revision !== before.revision) stop();
    }),
    useShiftStore.subscribe(({ status }, before) => {
      if (status === 'cancelled' && before.status === 'running') stop();
    }),
  ];
  follow();
  return () => {
    for (const end of stops) end();
    stop();
  };
};

const isCurrent = (revision: number): boolean => useScenarioStore.getState().revision === revision;

const search = async (
  planner: Pick<Planner, 'refine'>,
  shifts: ShiftPlanner,
  scenario: Scenario,
  revision: number,
  signal: AbortSignal,
): Promise<void> => {
  if (!isCurrent(revision)) return;
  try {
    const answer = await shifts.ask(scenario, signal, (phase) => useShiftStore.getState().enter(phase));
    if (signal.aborted || !isCurrent(revision)) return;
    useShiftStore.getState().put(answer, revision);
    if (!answer?.schedule) return;
    const refined = await planner.refine(scenario, answer.schedule, signal);
    const { answer: put, answeredInMs } = useResultsStore.getState();
    if (!signal.aborted && isCurrent(revision)) put(refined, revision, answeredInMs ?? 0);
  } catch (reason) {
    if (signal.aborted || reason instanceof SupersededError || !isCurrent(revision)) return;
    useShiftStore.getState().fail(reason instanceof Error ? reason.message : String(reason));
  }
};
