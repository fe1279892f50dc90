/** Newest wins: order, what is given up, and cancelling, with runs that end when the test says so. */
import { describe, expect, it } from 'vitest';
import { newestWins, type Turn } from './latest.ts';
import { SupersededError } from './planner.ts';

/** A run that notes its requests and ends by hand. */
const manualRun = () => {
  const started: { request: string; turn: Turn; end: (answer: string) => void; fail: (reason: Error) => void }[] = [];
  const run = (request: string, turn: Turn): Promise<string> =>
    new Promise((end, fail) => started.push({ request, turn, end, fail }));
  const at = (index: number) => {
    const one = started[index];
    if (!one) throw new Error(`run ${index} has not started`);
    return one;
  };
  return { run, at, requests: () => started.map(({ request }) => request) };
};

describe('newestWins', () => {
  it('runs the first and the newest request, and gives up those in between', async () => {
    const { run, at, requests } = manualRun();
    const ask = newestWins(run);
    const first = ask('1');
    const second = ask('2');
    const third = ask('3');
    await expect(second).rejects.toBeInstanceOf(SupersededError);
    expect(requests()).toEqual(['1']);
    at(0).end('one');
    expect(await first).toBe('one');
    expect(requests()).toEqual(['1', '3']);
    at(1).end('three');
    expect(await third).toBe('three');
  });

  it('tells the run under way that a newer request waits', () => {
    const { run, at } = manualRun();
    const ask = newestWins(run);
    void ask('1');
    expect(at(0).turn.outdated()).toBe(false);
    void ask('2');
    expect(at(0).turn.outdated()).toBe(true);
  });

  it('goes on after a run that failed', async () => {
    const { run, at } = manualRun();
    const ask = newestWins(run);
    const first = ask('1');
    const second = ask('2');
    at(0).fail(new Error('broken'));
    await expect(first).rejects.toThrow('broken');
    at(1).end('two');
    expect(await second).toBe('two');
  });

  it('rejects an aborted request at once, whether it waits, runs or has not begun', async () => {
    const { run, at, requests } = manualRun();
    const ask = newestWins(run);
    const running = new AbortController();
    const waiting = new AbortController();
    const first = ask('1', running.signal);
    const second = ask('2', waiting.signal);
    waiting.abort(new Error('not needed'));
    await expect(second).rejects.toThrow('not needed');
    running.abort(new Error('stopped'));
    await expect(first).rejects.toThrow('stopped');
    expect(at(0).turn.outdated()).toBe(true);
    await expect(ask('3', AbortSignal.abort(new Error('never')))).rejects.toThrow('never');
    at(0).end('one');
    expect(requests()).toEqual(['1']);
  });
});
