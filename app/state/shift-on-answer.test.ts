/** From a final answer to its schedule and back, with planners that answer when the test says so. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import type { Evaluation } from '../../src/evaluate/evaluation.ts';
import type { Schedule } from '../../src/evaluate/schedule.ts';
import type { ShiftAnswer } from '../../src/optimise/shift-answer.ts';
import { renameScenario } from '../../src/scenario/edits/rename-scenario.ts';
import { readScenarioText } from '../../src/scenario/read-scenario.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import type { ShiftPlanner } from '../../workers/client/shift-planner.ts';
import { useResultsStore } from './results-store.ts';
import { useScenarioStore } from './scenario-store.ts';
import { mayShift, shiftOnAnswer } from './shift-on-answer.ts';
import { useShiftStore } from './shift-store.ts';

const open = (name: string): Scenario => {
  const read = readScenarioText(readFileSync(new URL(`../../public/examples/${name}.json`, import.meta.url), 'utf8'));
  if (!read.ok) throw new Error(read.error.reason);
  return read.value;
};

const plan = open('carbon-two-sites');
const filled = evaluate(plan, defaultCatalogue, defaultCalibration);
const SCHEDULE: Schedule = { w1: { weekday: {}, weekend: {} } };
const answerWith = (schedule: Schedule | null): ShiftAnswer => {
  const sum = { joulesPerMonth: 0, usdPerMonth: 0, gramsPerMonth: 0, undone: [], objective: 0 };
  const month = { ...filled.totals, doneShare: 1 };
  return {
    goal: 'carbon',
    status: 'optimal',
    variables: 1,
    months: { soonest: month, filled: month, optimal: month },
    moved: { soonest: sum, filled: sum, optimal: sum },
    schedule,
    meanDays: [],
  };
};

interface Asked {
  readonly signal: AbortSignal;
  readonly answer: (answer: ShiftAnswer | null) => void;
}

const start = () => {
  const asked: Asked[] = [];
  const shifts: ShiftPlanner = {
    ask: (_, signal, onPhase) =>
      new Promise((answer, reject) => {
        onPhase('solving');
        signal.addEventListener('abort', () => reject(signal.reason));
        asked.push({ signal, answer });
      }),
    dispose: () => {},
  };
  const refine = vi.fn((): Promise<Evaluation> => Promise.resolve({ ...filled, scheduled: 'optimal' }));
  stop = shiftOnAnswer({ refine }, shifts);
  return { asked, refine };
};

let stop = (): void => {};
const rest = async (): Promise<void> => {
  await vi.advanceTimersByTimeAsync(500);
};
const revision = (): number => useScenarioStore.getState().revision;
const answerPlan = (evaluation: Evaluation = filled): void =>
  useResultsStore.getState().answer(evaluation, revision(), 1);

beforeEach(() => {
  vi.useFakeTimers();
  useScenarioStore.getState().close();
  useResultsStore.getState().clear();
  useShiftStore.getState().clear();
  useScenarioStore.getState().open(plan);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

it('looks for a schedule after a final answer, and has the plan answered with it', async () => {
  const { asked, refine } = start();
  answerPlan();
  expect(useShiftStore.getState().status).toBe('running');
  await rest();
  expect(useShiftStore.getState().phase).toBe('solving');
  asked[0]?.answer(answerWith(SCHEDULE));
  await rest();
  expect(refine).toHaveBeenCalledWith(plan, SCHEDULE, expect.anything());
  expect(useResultsStore.getState().evaluation?.scheduled).toBe('optimal');
  expect(useShiftStore.getState()).toMatchObject({ status: 'done', answerRevision: revision() });
  expect(asked).toHaveLength(1);
});

it('keeps the fill where the schedule is no better', async () => {
  const { asked, refine } = start();
  answerPlan();
  await rest();
  asked[0]?.answer(answerWith(null));
  await rest();
  expect(refine).not.toHaveBeenCalled();
  expect(useShiftStore.getState().status).toBe('done');
});

it('waits for the final answer, and for the edits to rest', async () => {
  const { asked } = start();
  answerPlan({ ...filled, provisional: true });
  await rest();
  expect(asked).toHaveLength(0);
  answerPlan();
  await vi.advanceTimersByTimeAsync(100);
  useScenarioStore.getState().edit('Rename', (scenario) => renameScenario(scenario, { name: 'another' }));
  await rest();
  expect(asked).toHaveLength(0);
  answerPlan();
  await rest();
  expect(asked).toHaveLength(1);
});

it('throws away the schedule of a plan that was edited meanwhile', async () => {
  const { asked, refine } = start();
  answerPlan();
  await rest();
  useScenarioStore.getState().edit('Rename', (scenario) => renameScenario(scenario, { name: 'another' }));
  expect(asked[0]?.signal.aborted).toBe(true);
  asked[0]?.answer(answerWith(SCHEDULE));
  await rest();
  expect(refine).not.toHaveBeenCalled();
});

it('cancels, and ends with the document', async () => {
  const { asked } = start();
  answerPlan();
  await rest();
  useShiftStore.getState().cancel();
  await rest();
  expect(asked[0]?.signal.aborted).toBe(true);
  expect(useShiftStore.getState().status).toBe('cancelled');
  useScenarioStore.getState().close();
  useResultsStore.getState().clear();
  expect(useShiftStore.getState().status).toBe('idle');
});

it('asks nothing of a plan whose work stays', async () => {
  expect(mayShift(plan, filled)).toBe(true);
  expect(mayShift({ ...plan, shiftTo: 'soonest' }, filled)).toBe(false);
  const { asked } = start();
  useScenarioStore.getState().open({ ...plan, shiftTo: 'soonest' });
  answerPlan();
  await rest();
  expect(asked).toHaveLength(0);
  expect(useShiftStore.getState().status).toBe('idle');
});
