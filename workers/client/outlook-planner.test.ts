/** Asking step by step: in order, stopped between two steps, one run of a question at a time, and a lost worker replaced. */
import { expect, test } from 'vitest';
import { scenarioOf } from '../../src/evaluate/scenario-under-test.ts';
import type { FailuresAnswer } from '../../src/outlook/failures-answer.ts';
import { planOutlook, type AskedOutlook, type HiredOutlook } from './outlook-planner.ts';
import { WorkerLostError } from './planner.ts';

const scenario = scenarioOf('any', {
  systemId: 'hgx-h200-8',
  modelId: 'llama-3.1-8b',
  workflowId: 'chat',
  slaClassId: 'near-real-time',
  peakSessionsPerSecond: 1,
});
const NEVER = new Promise<never>(() => {});
const going = (): AbortSignal => new AbortController().signal;

const step: FailuresAnswer = { deployments: [] };

/** A worker that answers each question with so many steps, and what it was asked. */
const workerOf = (total: number, given = total) => {
  const heard: string[] = [];
  let left = given;
  const answer = <Answer>(name: string, one: Answer): Promise<Answer | null> => {
    heard.push(name);
    return Promise.resolve(left-- > 0 ? one : null);
  };
  const unasked = (): Promise<null> => Promise.reject(new Error('not asked for'));
  const asked: AskedOutlook = {
    begin: (name) => {
      heard.push(`begin ${name}`);
      left = given;
      return Promise.resolve(total);
    },
    next: { ...NEXT(unasked), failures: () => answer('failures', step) },
  };
  const hired: HiredOutlook = { asked, ended: NEVER, terminate: () => void heard.push('terminated') };
  return { hired, heard };
};

const NEXT = (unasked: () => Promise<null>): AskedOutlook['next'] => ({
  years: unasked,
  failures: unasked,
  crossover: unasked,
  uncertainty: unasked,
});

test('hands over every step with its place', async () => {
  const { hired, heard } = workerOf(2);
  const places: string[] = [];
  await planOutlook(() => hired).ask('failures', scenario, (_, at, total) => places.push(`${at}/${total}`), going());
  expect(places).toEqual(['1/2', '2/2']);
  expect(heard).toEqual(['begin failures', 'failures', 'failures']);
});

test('asks for no step after an abort', async () => {
  const { hired, heard } = workerOf(3);
  const stop = new AbortController();
  const run = planOutlook(() => hired).ask('failures', scenario, () => stop.abort(new Error('enough')), stop.signal);
  await expect(run).rejects.toThrow('enough');
  expect(heard).toEqual(['begin failures', 'failures']);
});

test('a run waits for the one before, and one aborted meanwhile is never begun', async () => {
  const { hired, heard } = workerOf(2);
  const planner = planOutlook(() => hired);
  const stop = new AbortController();
  const first = planner.ask('failures', scenario, () => {}, going());
  const second = planner.ask('failures', scenario, () => {}, stop.signal);
  stop.abort(new Error('newer'));
  const third = planner.ask('failures', scenario, () => {}, going());
  await expect(second).rejects.toThrow('newer');
  await Promise.all([first, third]);
  expect(heard).toEqual(['begin failures', 'failures', 'failures', 'begin failures', 'failures', 'failures']);
});

test('a run that ends before its last step is an error', async () => {
  const { hired } = workerOf(2, 1);
  const run = planOutlook(() => hired).ask('failures', scenario, () => {}, going());
  await expect(run).rejects.toThrow('ended after 1 of 2');
});

test('a worker that is lost fails its run and is replaced with the next', async () => {
  const lost = workerOf(1);
  const fresh = workerOf(1);
  const workers = [
    {
      ...lost.hired,
      asked: { ...lost.hired.asked, begin: () => NEVER },
      ended: Promise.reject(new WorkerLostError('gone')),
    },
    fresh.hired,
  ];
  const planner = planOutlook(() => workers.shift() ?? fresh.hired);
  await expect(planner.ask('failures', scenario, () => {}, going())).rejects.toThrow(WorkerLostError);
  expect(lost.heard).toEqual(['terminated']);
  await planner.ask('failures', scenario, () => {}, going());
  expect(fresh.heard).toEqual(['begin failures', 'failures']);
});

test('a worker whose step does not come after an abort is ended, and replaced with the next', async () => {
  const stuck = workerOf(1);
  const fresh = workerOf(1);
  const next = { ...stuck.hired.asked.next, failures: () => NEVER };
  const workers = [{ ...stuck.hired, asked: { ...stuck.hired.asked, next } }, fresh.hired];
  const planner = planOutlook(() => workers.shift() ?? fresh.hired, 5);
  const stop = new AbortController();
  const left = planner.ask('failures', scenario, () => {}, stop.signal);
  const after = planner.ask('failures', scenario, () => {}, going());
  setTimeout(() => stop.abort(new Error('newer')), 1);
  await expect(left).rejects.toThrow('newer');
  await after;
  expect(stuck.heard).toEqual(['begin failures', 'terminated']);
  expect(fresh.heard).toEqual(['begin failures', 'failures']);
});
