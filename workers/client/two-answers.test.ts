/** The two steps of an answer, with an answerer that is told what to say. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Evaluation } from '../../src/evaluate/evaluation.ts';
import type { Schedule } from '../../src/evaluate/schedule.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { quantity } from '../../src/units/quantity.ts';
import { SupersededError, type LayoutMode } from './planner.ts';
import { planWith } from './two-answers.ts';

const scenario = (name: string): Scenario => ({
  version: 1,
  catalogueVersion: 'test',
  name,
  seed: 1,
  horizonYears: 4,
  utilisationCap: 1,
  shiftTo: 'soonest',
  spare: 'none',
  sites: [],
  rackGroups: [],
  workloads: [],
  slaClasses: [],
  deployments: [],
  assumptions: {},
});

const evaluation = (provisional: boolean): Evaluation => ({
  deployments: [],
  workloads: [],
  sites: [],
  racks: [],
  costs: [],
  issues: [],
  provisional,
  totals: {
    tier: 'estimated',
    priceConfidence: null,
    accelerators: 0,
    capex: null,
    costPerMonth: null,
    costPartsPerMonth: null,
    costStackPerMonth: null,
    capexParts: null,
    tcoOverHorizon: null,
    costPerMtokOutput: null,
    workloadsMet: 0,
    workloadsAnswered: 0,
    workloads: 0,
    tightestTtft: null,
    peakOutputTokensPerSecond: quantity<'tok/s'>(0),
    peakMeterPower: quantity<'J/s'>(0),
    provisionedMeterPower: quantity<'J/s'>(0),
    carbonPerMtokOutput: null,
    carbonPerMonth: quantity<'gCO2e'>(0),
    marketCarbonPerMonth: quantity<'gCO2e'>(0),
    energyCostPerMonth: quantity<'USD'>(0),
    waterPerMonth: null,
    embodiedPerMonth: quantity<'gCO2e'>(0),
    energyPerMonth: quantity<'J'>(0),
    tokensPerMegawatt: null,
    headroom: null,
    outputTokensPerMonth: 0,
    slaCapacityTokensPerSecond: quantity<'tok/s'>(0),
    outputTokensPerSecondByHour: { 'real-time': [], 'near-real-time': [], offline: [] },
  },
});

/** Answers after 8 ms; on reused layouts the answer is provisional when `due` says that a search is due. */
const answerer = (due: boolean) => {
  const asked: { readonly name: string; readonly layouts: LayoutMode; readonly schedule?: Schedule }[] = [];
  const answer = async (
    given: Scenario,
    layouts: LayoutMode,
    _rank: number,
    schedule?: Schedule,
  ): Promise<Evaluation> => {
    asked.push({ name: given.name, layouts, ...(schedule ? { schedule } : {}) });
    await new Promise((resolve) => {
      setTimeout(resolve, 8);
    });
    return evaluation(due && layouts === 'reuse');
  };
  return { asked, answer };
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('planWith', () => {
  it('refines with a schedule, on searched layouts, and only the newest that waits', async () => {
    const { asked, answer } = answerer(true);
    const planner = planWith(answer);
    const schedule: Schedule = { w1: { weekday: { s1: [1] }, weekend: {} } };
    const first = planner.refine(scenario('first'), schedule);
    const second = planner.refine(scenario('second'), schedule);
    const third = planner.refine(scenario('third'), schedule);
    await Promise.all([expect(second).rejects.toBeInstanceOf(SupersededError), vi.advanceTimersByTimeAsync(20)]);
    await expect(first).resolves.toMatchObject({ provisional: false });
    await third;
    expect(asked).toEqual([
      { name: 'first', layouts: 'search', schedule },
      { name: 'third', layouts: 'search', schedule },
    ]);
  });

  it('answers once when no search is due', async () => {
    const { asked, answer } = answerer(false);
    const heard = vi.fn();
    const result = planWith(answer).evaluate(scenario('a'), undefined, heard);
    await vi.runAllTimersAsync();
    expect((await result).provisional).toBe(false);
    expect(asked).toEqual([{ name: 'a', layouts: 'reuse' }]);
    expect(heard).not.toHaveBeenCalled();
  });

  it('gives the provisional answer first, then the searched one', async () => {
    const { asked, answer } = answerer(true);
    const heard = vi.fn();
    const result = planWith(answer).evaluate(scenario('a'), undefined, heard);
    await vi.runAllTimersAsync();
    expect(heard).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ provisional: true }));
    expect((await result).provisional).toBe(false);
    expect(asked.map(({ layouts }) => layouts)).toEqual(['reuse', 'search']);
  });

  it('skips the search of a request that a newer one overtakes', async () => {
    const { asked, answer } = answerer(true);
    const plan = planWith(answer);
    const first = plan.evaluate(scenario('a'));
    const overtaken = first.catch((reason: unknown) => reason);
    const second = plan.evaluate(scenario('b'));
    await vi.runAllTimersAsync();
    expect(await overtaken).toBeInstanceOf(SupersededError);
    expect((await second).provisional).toBe(false);
    expect(asked).toEqual([
      { name: 'a', layouts: 'reuse' },
      { name: 'b', layouts: 'reuse' },
      { name: 'b', layouts: 'search' },
    ]);
  });

  it('never lets a provisional answer follow the searched one', async () => {
    const { answer } = answerer(true);
    const plan = planWith(answer);
    const heard: string[] = [];
    const first = plan.evaluate(scenario('a'), undefined, () => heard.push('a provisional'));
    await vi.advanceTimersByTimeAsync(20);
    await first;
    // The second provisional answer comes within 30 ms of the first and waits; the searched one overtakes it.
    const second = plan.evaluate(scenario('b'), undefined, () => heard.push('b provisional'));
    await vi.advanceTimersByTimeAsync(20);
    await second;
    heard.push('b searched');
    await vi.advanceTimersByTimeAsync(100);
    expect(heard).toEqual(['a provisional', 'b searched']);
  });
});
