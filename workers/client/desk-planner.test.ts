/** Asking for rows: in order, stopped between two of them, and not fooled by a run that ends early. */
import { expect, test } from 'vitest';
import type { LadderQuestion, LadderRow } from '../../src/evaluate/ladder.ts';
import { scenarioOf } from '../../src/evaluate/scenario-under-test.ts';
import { askRows } from './desk-planner.ts';

const question: LadderQuestion = {
  scenario: scenarioOf('any', {
    systemId: 'hgx-h200-8',
    modelId: 'llama-3.1-8b',
    workflowId: 'chat',
    slaClassId: 'near-real-time',
    peakSessionsPerSecond: 1,
  }),
  deploymentId: 'd1',
  leftOut: [],
};

const row = (name: string): LadderRow => ({ id: 'start', name, change: '', refused: null, figures: null });

const answering = (total: number, rows: readonly LadderRow[]) => {
  let asked = 0;
  return {
    beginLadder: () => Promise.resolve(total),
    nextRow: () => Promise.resolve(rows[asked++] ?? null),
    asked: () => asked,
  };
};

test('hands over every row with its place', async () => {
  const heard: string[] = [];
  const remote = answering(2, [row('a'), row('b')]);
  await askRows(
    remote,
    question,
    ({ name }, index, total) => heard.push(`${name} ${index}/${total}`),
    new AbortController().signal,
  );
  expect(heard).toEqual(['a 0/2', 'b 1/2']);
});

test('asks for no row after an abort', async () => {
  const stop = new AbortController();
  const remote = answering(3, [row('a'), row('b'), row('c')]);
  await expect(askRows(remote, question, () => stop.abort(new Error('enough')), stop.signal)).rejects.toThrow('enough');
  expect(remote.asked()).toBe(1);
});

test('a run that ends before its last row is an error', async () => {
  const remote = answering(2, [row('a')]);
  await expect(askRows(remote, question, () => {}, new AbortController().signal)).rejects.toThrow('ended after 1 of 2');
});
