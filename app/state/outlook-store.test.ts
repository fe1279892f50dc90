/** The answer before stays, marked as stale, until the next is whole; what ended a run is known. */
import { expect, test } from 'vitest';
import { scenarioOf } from '../../src/evaluate/scenario-under-test.ts';
import type { FailuresAnswer } from '../../src/outlook/failures-answer.ts';
import type { OutlookPlanner } from '../../workers/client/outlook-planner.ts';
import { createOutlook } from './outlook-store.ts';

const PLAN = {
  systemId: 'hgx-h200-8',
  modelId: 'llama-3.1-8b',
  workflowId: 'chat',
  slaClassId: 'near-real-time',
  peakSessionsPerSecond: 1,
};
const first = scenarioOf('first', PLAN);
const second = scenarioOf('second', PLAN);

type Take = (answer: FailuresAnswer, step: number, total: number) => void;

/** A planner whose run stands still until the test takes a step, or ends it. */
const steered = () => {
  let [take, end, fail]: [Take, () => void, (reason: Error) => void] = [() => {}, () => {}, () => {}];
  const planner: OutlookPlanner = {
    ask: (_name, _scenario, onAnswer, signal) =>
      new Promise((resolve, reject) => {
        take = onAnswer as unknown as Take;
        end = resolve;
        fail = reject;
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
    dispose: () => {},
  };
  return {
    planner,
    take: (...step: Parameters<Take>) => take(...step),
    end: () => end(),
    fail: (reason: Error) => fail(reason),
  };
};

const answer = (): FailuresAnswer => ({ deployments: [] });

test('a first run shows what it has, a later one when it is whole', async () => {
  const { planner, take, end } = steered();
  const { useStore } = createOutlook('failures', () => planner);
  const state = () => useStore.getState();
  expect(state().status).toBe('idle');

  const run = state().run(first);
  const [part, whole] = [answer(), answer()];
  take(part, 1, 2);
  expect(state()).toMatchObject({ status: 'running', stale: false, step: 1, total: 2 });
  expect(state().answer).toBe(part);
  take(whole, 2, 2);
  end();
  await run;
  expect(state().status).toBe('done');
  expect(state().scenario).toBe(first);

  const again = state().run(second);
  expect(state()).toMatchObject({ status: 'running', stale: true });
  const [newPart, newWhole] = [answer(), answer()];
  take(newPart, 1, 2);
  expect(state().answer).toBe(whole);
  expect(state()).toMatchObject({ stale: true, step: 1 });
  take(newWhole, 2, 2);
  expect(state().answer).toBe(newWhole);
  expect(state()).toMatchObject({ stale: false, scenario: second });
  end();
  await again;
});

test('a run cancelled or overtaken leaves the answer before', async () => {
  const { planner, take, end, fail } = steered();
  const { useStore } = createOutlook('failures', () => planner);
  const state = () => useStore.getState();
  const run = state().run(first);
  const whole = answer();
  take(whole, 1, 1);
  end();
  await run;

  const cancelled = state().run(second);
  state().cancel();
  await cancelled;
  expect(state()).toMatchObject({ status: 'cancelled', stale: true });
  expect(state().answer).toBe(whole);

  const failing = state().run(second);
  fail(new Error('no table'));
  await failing;
  expect(state()).toMatchObject({ status: 'failed', failure: 'no table', stale: true });

  const overtaken = state().run(second);
  state().clear();
  await overtaken;
  expect(state()).toMatchObject({ status: 'idle', answer: null, failure: null });
});

test('a second answer of the same plan leaves the run as it is, under way or cancelled', async () => {
  const { planner, take, end } = steered();
  const { useStore } = createOutlook('failures', () => planner);
  const state = () => useStore.getState();
  const run = state().follow(first);
  take(answer(), 1, 2);
  await state().follow(first);
  expect(state()).toMatchObject({ status: 'running', step: 1, total: 2 });
  state().cancel();
  await run;
  await state().follow(first);
  expect(state().status).toBe('cancelled');

  // A view closed in the middle of a run asks again when it is opened.
  const other = state().follow(second);
  state().leave();
  await other;
  const again = state().follow(second);
  expect(state().status).toBe('running');
  take(answer(), 1, 1);
  end();
  await again;
  expect(state().status).toBe('done');
});
