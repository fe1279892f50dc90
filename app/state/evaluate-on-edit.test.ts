/** From edits to answers with a planner that answers when the test says so. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import type { Evaluation } from '../../src/evaluate/evaluation.ts';
import { newScenario } from '../../src/scenario/defaults.ts';
import { renameScenario } from '../../src/scenario/edits/rename-scenario.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { SupersededError, WorkerLostError, type Planner } from '../../workers/client/planner.ts';
import { evaluateOnEdit } from './evaluate-on-edit.ts';
import { useResultsStore } from './results-store.ts';
import { useScenarioStore } from './scenario-store.ts';

interface Asked {
  readonly name: string;
  readonly aborted: () => boolean;
  readonly provisional: (evaluation: Evaluation) => void;
  readonly answer: (evaluation: Evaluation) => void;
  readonly fail: (reason: Error) => void;
}

const manualPlanner = () => {
  const asked: Asked[] = [];
  const planner: Planner = {
    evaluate: (scenario, signal, onProvisional) =>
      new Promise((answer, fail) => {
        const provisional = onProvisional ?? (() => {});
        asked.push({ name: scenario.name, aborted: () => signal?.aborted === true, provisional, answer, fail });
      }),
    refine: () => Promise.reject(new Error('not asked for here')),
    preview: () => Promise.reject(new Error('not asked for here')),
    dispose: () => {},
  };
  const at = (index: number): Asked => {
    const one = asked[index];
    if (!one) throw new Error(`request ${index} was not made`);
    return one;
  };
  return { planner, asked, at };
};

const plan = (name: string): Scenario => newScenario(defaultCatalogue.version, name);
const evaluationOf = (scenario: Scenario): Evaluation => evaluate(scenario, defaultCatalogue, defaultCalibration);
const rename = (name: string): void =>
  useScenarioStore.getState().edit('Rename', (scenario) => renameScenario(scenario, { name }));
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

let stop = (): void => {};

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', () => 0);
  useScenarioStore.getState().close();
  useResultsStore.getState().clear();
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

describe('evaluateOnEdit', () => {
  it('answers the open scenario and every edit, with the revision of each', async () => {
    const { planner, asked, at } = manualPlanner();
    useScenarioStore.getState().open(plan('first'));
    stop = evaluateOnEdit(planner);
    expect(asked.map(({ name }) => name)).toEqual(['first']);
    expect(useResultsStore.getState().computingSince).not.toBeNull();
    const evaluation = evaluationOf(plan('first'));
    at(0).answer(evaluation);
    await settle();
    expect(useResultsStore.getState()).toMatchObject({ evaluation, computingSince: null, failure: null });
    expect(useResultsStore.getState().revision).toBe(useScenarioStore.getState().revision);
    rename('second');
    await settle();
    expect(at(1).name).toBe('second');
  });

  it('asks at once for the first edit of a turn and once for those that follow', async () => {
    const { planner, asked } = manualPlanner();
    useScenarioStore.getState().open(plan('a'));
    stop = evaluateOnEdit(planner);
    rename('b');
    rename('c');
    rename('d');
    await settle();
    expect(asked.map(({ name }) => name)).toEqual(['a', 'b', 'd']);
  });

  it('shows an answer to an older revision as old, and never puts it over a newer one', async () => {
    const { planner, at } = manualPlanner();
    useScenarioStore.getState().open(plan('a'));
    stop = evaluateOnEdit(planner);
    const first = useScenarioStore.getState().revision;
    rename('b');
    await settle();
    const old = evaluationOf(plan('a'));
    const current = evaluationOf(plan('b'));
    at(0).provisional(old);
    expect(useResultsStore.getState()).toMatchObject({ evaluation: old, revision: first });
    expect(useResultsStore.getState().computingSince).not.toBeNull();
    at(1).answer(current);
    await settle();
    at(0).answer(old);
    await settle();
    expect(useResultsStore.getState().evaluation).toBe(current);
    expect(useResultsStore.getState()).toMatchObject({ revision: first + 1, computingSince: null });
  });

  it('keeps on computing after a provisional answer', async () => {
    const { planner, at } = manualPlanner();
    useScenarioStore.getState().open(plan('a'));
    stop = evaluateOnEdit(planner);
    const searched = evaluationOf(plan('a'));
    const provisional = { ...searched, provisional: true };
    at(0).provisional(provisional);
    expect(useResultsStore.getState().evaluation).toBe(provisional);
    expect(useResultsStore.getState().computingSince).not.toBeNull();
    at(0).answer(searched);
    await settle();
    expect(useResultsStore.getState()).toMatchObject({ evaluation: searched, computingSince: null });
  });

  it('says why there is no answer, and keeps the last one', async () => {
    const { planner, at } = manualPlanner();
    useScenarioStore.getState().open(plan('a'));
    stop = evaluateOnEdit(planner);
    const evaluation = evaluationOf(plan('a'));
    at(0).answer(evaluation);
    await settle();
    rename('b');
    await settle();
    at(1).fail(new WorkerLostError('The planner stopped twice.'));
    await settle();
    expect(useResultsStore.getState()).toMatchObject({
      evaluation,
      failure: 'The planner stopped twice.',
      computingSince: null,
    });
  });

  it('takes a superseded request for no failure', async () => {
    const { planner, at } = manualPlanner();
    useScenarioStore.getState().open(plan('a'));
    stop = evaluateOnEdit(planner);
    rename('b');
    await settle();
    at(0).fail(new SupersededError());
    await settle();
    expect(useResultsStore.getState().failure).toBeNull();
    expect(useResultsStore.getState().computingSince).not.toBeNull();
  });

  it('forgets the answers to another scenario when one is opened or closed', async () => {
    const { planner, at } = manualPlanner();
    useScenarioStore.getState().open(plan('a'));
    stop = evaluateOnEdit(planner);
    at(0).answer(evaluationOf(plan('a')));
    await settle();
    useScenarioStore.getState().open(plan('other'));
    await settle();
    expect(useResultsStore.getState().evaluation).toBeNull();
    expect(at(0).aborted()).toBe(true);
    expect(at(1).aborted()).toBe(false);
    useScenarioStore.getState().close();
    await settle();
    expect(at(1).aborted()).toBe(true);
    expect(useResultsStore.getState()).toMatchObject({ evaluation: null, computingSince: null });
  });
});
