/** Savings of a schedule by the full model: on the example that ships, and on plans made at random. Eq. E1, Eq. E2, Eq. E4 */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import loadHighs from 'highs';
import { describe, expect, test } from 'vitest';
import { defaultCalibration as calibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue as catalogue } from '../catalogue/default-catalogue.ts';
import { calibrationFor } from '../evaluate/calibration-for.ts';
import { estateOf, SEARCHED, type Estate } from '../evaluate/estate.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import { createMemo } from '../evaluate/memo.ts';
import type { Schedule } from '../evaluate/schedule.ts';
import { readScenarioText } from '../scenario/read-scenario.ts';
import type { Scenario } from '../scenario/schema.ts';
import { greedyAs } from './greedy-as.ts';
import { savedShare } from './month-sum.ts';
import { scheduleFrom } from './schedule-from.ts';
import { scheduleProgram, shiftAnswerOf } from './shift-answer.ts';
import { solveBy, type Solve } from './solver.ts';

const solve = solveBy(await loadHighs(), 20);

const exampleOf = (): Scenario => {
  const text = readFileSync(new URL('../../public/examples/carbon-two-sites.json', import.meta.url), 'utf8');
  const read = readScenarioText(text);
  if (!read.ok) throw new Error(read.error.reason);
  return read.value;
};

const example = exampleOf();
const fitted = await calibrationFor(example, catalogue, calibration);
const memo = createMemo();
const estateWith = (scenario: Scenario, schedule?: Schedule): Estate =>
  estateOf(scenario, catalogue, fitted, memo, schedule ? { ...SEARCHED, schedule } : SEARCHED);
const answerTo = (scenario: Scenario, by: Solve = solve) => shiftAnswerOf(scenario, catalogue, fitted, memo, by);

describe('the example of two grids', () => {
  const answer = answerTo(example);
  if (!answer) throw new Error('nothing may move');
  const { soonest, filled, optimal } = answer.months;
  const { moved } = answer;
  if (!moved) throw new Error('too large');

  test('everything is done in time, whoever places it', () => {
    for (const month of [soonest, filled, optimal]) expect(month?.doneShare).toBeCloseTo(1, 9);
  });

  test('carbon falls by an eighth or more, and the program finds at least what the fill does', () => {
    expect(savedShare(soonest.carbonPerMonth, filled.carbonPerMonth)).toBeGreaterThan(0.12);
    expect(optimal?.carbonPerMonth).toBeLessThan(filled.carbonPerMonth);
    expect(moved.optimal?.objective).toBeLessThanOrEqual(moved.filled.objective);
  });

  test('of the work that moves alone, carbon falls by a quarter: within what is published for place and time together', () => {
    const saved = savedShare(moved.soonest.gramsPerMonth, moved.optimal?.gramsPerMonth ?? null);
    expect(saved).toBeGreaterThan(0.2);
    expect(saved).toBeLessThan(0.85);
  });

  test('its schedule goes back into the evaluation, which follows it and says so', () => {
    const { schedule } = answer;
    if (!schedule) throw new Error('no schedule');
    const refined = evaluate(example, catalogue, fitted, memo, { ...SEARCHED, schedule });
    expect(refined.scheduled).toBe('optimal');
    expect(refined.totals.carbonPerMonth).toBeCloseTo(optimal?.carbonPerMonth ?? NaN, 3);
    expect(evaluate(example, catalogue, fitted, memo).scheduled).toBeUndefined();
    const pool = estateWith(example, schedule).bundles[0]?.pool;
    for (const { id } of example.workloads) {
      const job = pool?.weekday.jobs.get(id);
      const work = (job?.byPlace ?? []).flat().reduce((sum, share) => sum + share, 0);
      for (const [index, { siteId }] of example.rackGroups.entries())
        for (let hour = 0; hour < 24; hour++)
          expect((job?.byPlace[index]?.[hour] ?? NaN) / work).toBeCloseTo(
            schedule[id]?.weekday[siteId]?.[hour] ?? 0,
            6,
          );
    }
  });

  test('for cost instead, the bill is lower and the carbon higher', () => {
    const cheap = answerTo({ ...example, shiftTo: 'cost' });
    const best = cheap?.months.optimal ?? cheap?.months.filled;
    expect(best?.energyCostPerMonth).toBeLessThan(optimal?.energyCostPerMonth ?? NaN);
    expect(best?.carbonPerMonth).toBeGreaterThan(optimal?.carbonPerMonth ?? NaN);
  });

  test('a solver that runs out of time leaves the fill', () => {
    const late = answerTo(example, () => ({ status: 'limit', values: new Map() }));
    expect(late).toMatchObject({
      status: 'limit',
      schedule: null,
      moved: { optimal: null },
      months: { optimal: null },
    });
    expect(late?.months.filled).toEqual(filled);
  });

  test('no answer where nothing may move', () => {
    expect(answerTo({ ...example, shiftTo: 'soonest' })).toBeNull();
    const still = { releaseHourUtc: 18, mayShiftInTime: false, mayShiftInPlace: false };
    expect(
      answerTo({ ...example, workloads: example.workloads.map((one) => ({ ...one, offline: still })) }),
    ).toBeNull();
  });
});

const anyPlan = fc.record({
  goal: fc.constantFrom('cost' as const, 'carbon' as const),
  regions: fc.tuple(
    fc.constantFrom('be-bru', 'de-fra', 'us-ca', 'nl-ams'),
    fc.constantFrom('gb-lon', 'fr-par', 'se-sto', 'us-va'),
  ),
  capWatts: fc.constantFrom(60_000, 70_000, 85_000),
  respond: fc.boolean(),
  utilisationCap: fc.constantFrom(1, 0.7),
  // One for all: the mix, and with it what the racks can do, stays as it is.
  level: fc.constantFrom(0.25, 0.5, 1, 2),
  works: fc.array(
    fc.record({
      releaseHourUtc: fc.nat(23),
      mayShiftInTime: fc.boolean(),
      mayShiftInPlace: fc.boolean(),
      slaClassId: fc.constantFrom('offline-batch', 'within-12h', 'offline-batch/1h'),
    }),
    { minLength: 3, maxLength: 3 },
  ),
});

type AnyPlan = typeof anyPlan extends fc.Arbitrary<infer T> ? T : never;

const planOf = ({ goal, regions, capWatts, respond, utilisationCap, level, works }: AnyPlan): Scenario => ({
  ...example,
  shiftTo: goal,
  utilisationCap,
  sites: example.sites.map(({ demandResponse, ...site }, index) => ({
    ...site,
    regionId: regions[index] ?? site.regionId,
    powerCapWatts: capWatts,
    ...(respond && demandResponse ? { demandResponse } : {}),
  })),
  workloads: example.workloads.map((one, index) => {
    const { slaClassId, ...offline } = works[index] ?? { slaClassId: one.slaClassId, ...one.offline };
    return {
      ...one,
      slaClassId,
      offline,
      demand: { ...one.demand, peakSessionsPerSecond: one.demand.peakSessionsPerSecond * level },
    };
  }),
});

test('on plans at random: no worse than the fill, and the full model finds nothing broken', () => {
  let solved = 0;
  fc.assert(
    fc.property(anyPlan, (made) => {
      const scenario = planOf(made);
      const filled = estateWith(scenario);
      const program = scheduleProgram(filled);
      if (!program) return;
      const read = scheduleFrom(program, solve(program.lp));
      if (!read) throw new Error('no schedule');
      solved++;
      expect(read.objective).toBeLessThanOrEqual(greedyAs(program, filled).objective * (1 + 1e-6) + 1e-6);
      expectKept(scenario, estateWith(scenario, read.schedule), read.schedule);
    }),
    { seed: 7, numRuns: 25 },
  );
  expect(solved).toBeGreaterThan(12);
}, 20_000);

/** Caps, room, deadlines and places of the estate with the schedule in it. */
const expectKept = (scenario: Scenario, estate: Estate, schedule: Schedule): void => {
  for (const { site, result } of estate.sites) {
    const cap = (hour: number): number => {
      const { demandResponse, powerCapWatts } = site;
      const responding = demandResponse && (hour - demandResponse.fromHourUtc + 24) % 24 < demandResponse.hours;
      return powerCapWatts * (responding ? 1 - demandResponse.share : 1);
    };
    for (const day of [result.answer.meterPowerByHour, result.answer.weekendMeterPowerByHour])
      for (const [hour, watts] of day.entries()) expect(watts).toBeLessThanOrEqual(cap(hour) * (1 + 1e-9));
  }
  for (const { pool } of estate.bundles) {
    if (!pool) throw new Error('no pool');
    for (const { interactive, offline } of [...pool.weekday.units, ...pool.weekend.units])
      for (const [hour, share] of offline.entries())
        expect(share + (interactive[hour] ?? 0)).toBeLessThanOrEqual(scenario.utilisationCap + 1e-6);
    for (const { workload, targets } of pool.input.workloads) {
      const job = pool.weekday.jobs.get(workload.id);
      // Work that waits for its own arrivals has deadlines all day.
      const deadline = workload.offline.mayShiftInTime ? Math.min(24, (targets.deadline ?? 86_400) / 3_600) : 24;
      for (const [hour, share] of (job?.shareByHour ?? []).entries())
        if (share > 1e-9) expect((hour - workload.offline.releaseHourUtc + 24) % 24).toBeLessThan(deadline);
      const planned = Object.values(schedule[workload.id]?.weekday ?? {}).flat();
      expect(planned.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-9);
    }
  }
};
