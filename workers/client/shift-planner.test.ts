/** The planner of schedules with a worker that answers when the test says so: phases, newest wins, cancel, loss. */
import { describe, expect, it, vi } from 'vitest';
import type { ShiftAnswer } from '../../src/optimise/shift-answer.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { SupersededError, WorkerLostError } from './planner.ts';
import { shiftPlannerWith, type HiredShift, type ShiftPhase } from './shift-planner.ts';

const plan = (name: string): Scenario => ({
  version: 1,
  catalogueVersion: 'test',
  name,
  seed: 1,
  horizonYears: 4,
  utilisationCap: 1,
  shiftTo: 'carbon',
  spare: 'none',
  sites: [],
  rackGroups: [],
  workloads: [],
  slaClasses: [],
  deployments: [],
  assumptions: {},
});

interface Bench {
  readonly hire: () => HiredShift;
  readonly asked: string[];
  readonly terminated: () => number;
  readonly answer: (answer: ShiftAnswer | null) => void;
  readonly lose: (reason: Error) => void;
}

const bench = (): Bench => {
  const asked: string[] = [];
  let answer: (answer: ShiftAnswer | null) => void = () => {};
  let lose: (reason: Error) => void = () => {};
  let terminated = 0;
  return {
    asked,
    hire: () => {
      const ended = new Promise<never>((_, reject) => {
        lose = reject;
      });
      ended.catch(() => {});
      return {
        desk: {
          load: () => Promise.resolve(),
          shift: ({ name }) => {
            asked.push(name);
            return new Promise((resolve) => {
              answer = resolve;
            });
          },
        },
        ended,
        terminate: () => {
          terminated++;
        },
      };
    },
    terminated: () => terminated,
    answer: (one) => answer(one),
    lose: (reason) => lose(reason),
  };
};

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const signal = new AbortController().signal;

describe('shiftPlannerWith', () => {
  it('hires with the first question, says what it does, and keeps the worker', async () => {
    const made = bench();
    const hire = vi.fn(made.hire);
    const planner = shiftPlannerWith(hire);
    expect(hire).not.toHaveBeenCalled();
    const phases: ShiftPhase[] = [];
    for (const name of ['first', 'second']) {
      const asked = planner.ask(plan(name), signal, (phase) => phases.push(phase));
      await settle();
      made.answer(null);
      await expect(asked).resolves.toBeNull();
    }
    expect(phases).toEqual(['loading', 'solving', 'loading', 'solving']);
    expect(hire).toHaveBeenCalledTimes(1);
    expect(made.terminated()).toBe(0);
  });

  it('keeps only the newest question while one is under way', async () => {
    const made = bench();
    const planner = shiftPlannerWith(made.hire);
    const first = planner.ask(plan('first'), signal, () => {});
    const second = planner.ask(plan('second'), signal, () => {});
    const third = planner.ask(plan('third'), signal, () => {});
    await expect(second).rejects.toBeInstanceOf(SupersededError);
    await settle();
    made.answer(null);
    await first;
    await settle();
    made.answer(null);
    await third;
    expect(made.asked).toEqual(['first', 'third']);
  });

  it('ends the worker on abort and hires another for the next question', async () => {
    const made = bench();
    const hire = vi.fn(made.hire);
    const planner = shiftPlannerWith(hire);
    const run = new AbortController();
    const stopped = planner.ask(plan('stopped'), run.signal, () => {});
    await settle();
    run.abort(new Error('enough'));
    await expect(stopped).rejects.toThrow('enough');
    await settle();
    expect(made.terminated()).toBe(1);
    const next = planner.ask(plan('next'), signal, () => {});
    await settle();
    made.answer(null);
    await expect(next).resolves.toBeNull();
    expect(hire).toHaveBeenCalledTimes(2);
  });

  it('rejects when the worker is lost, and recovers', async () => {
    const made = bench();
    const hire = vi.fn(made.hire);
    const planner = shiftPlannerWith(hire);
    const lost = planner.ask(plan('lost'), signal, () => {});
    await settle();
    made.lose(new WorkerLostError('the worker could not be loaded'));
    await expect(lost).rejects.toBeInstanceOf(WorkerLostError);
    const next = planner.ask(plan('next'), signal, () => {});
    await settle();
    made.answer(null);
    await next;
    expect(hire).toHaveBeenCalledTimes(2);
  });
});
