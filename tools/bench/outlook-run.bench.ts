/**
 * A program of its own, built as the workers are: the large plan evaluated anew over known curves, and the questions beyond one evaluation,
 * their times printed as JSON.
 */
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { calibrationFor } from '../../src/evaluate/calibration-for.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { createMemo, type EvaluationMemo } from '../../src/evaluate/memo.ts';
import { failuresOf } from '../../src/outlook/failures.ts';
import { estateIn, type OutlookGround } from '../../src/outlook/growth.ts';
import type { OutlookRun } from '../../src/outlook/run.ts';
import { beginUncertainty } from '../../src/outlook/uncertainty/uncertainty.ts';
import { yearsOf } from '../../src/outlook/years.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { largeScenario } from './large-scenario.ts';

/** Runs before counting, in which what they run is compiled. */
const WARM_UP = 2;
const RUNS = 7;
const GROWTH_PER_YEAR = 0.3;

/** Milliseconds of a whole run, and until its first answer. */
const timed = (begin: () => OutlookRun<unknown>): { readonly whole: number; readonly first: number } => {
  const started = performance.now();
  const run = begin();
  run.next();
  const first = performance.now() - started;
  while (run.next() !== null);
  return { whole: performance.now() - started, first };
};

const plan = largeScenario(defaultCatalogue);
const scenario: Scenario = {
  ...plan,
  workloads: plan.workloads.map((one) => ({ ...one, demand: { ...one.demand, growthPerYear: GROWTH_PER_YEAR } })),
};
const calibration = await calibrationFor(scenario, defaultCatalogue, defaultCalibration);
const groundOf = (): OutlookGround => ({ catalogue: defaultCatalogue, calibration, memo: createMemo() });

/** Layouts, service curves and what instances carry stay known; nothing else of an evaluation does. */
const curvesOf = ({ searches, curves, capacities, apart, lastLayouts }: EvaluationMemo): EvaluationMemo => ({
  ...createMemo(),
  searches,
  curves,
  capacities,
  apart,
  lastLayouts,
});

/** Evaluations a run; those of the first runs are not counted. */
const WHOLE = 10;

const wholeTimes = (memo: EvaluationMemo): number[] =>
  Array.from({ length: WHOLE }, () => {
    const asked = structuredClone(scenario);
    const started = performance.now();
    evaluate(asked, defaultCatalogue, calibration, curvesOf(memo));
    return performance.now() - started;
  });

const times: Record<'whole' | 'draws' | 'firstDraws' | 'years' | 'failures', number[]> = {
  whole: [],
  draws: [],
  firstDraws: [],
  years: [],
  failures: [],
};
for (let run = 0; run < WARM_UP + RUNS; run += 1) {
  // The plan has been answered before any of these is asked.
  const ground = groundOf();
  const estate = estateIn(ground, scenario);
  const whole = wholeTimes(ground.memo);
  const draws = timed(() => beginUncertainty(estate));
  const years = timed(() => yearsOf(ground, scenario));
  const failures = timed(() => failuresOf(ground, scenario));
  if (run < WARM_UP) continue;
  times.whole.push(...whole);
  times.draws.push(draws.whole);
  times.firstDraws.push(draws.first);
  times.years.push(years.whole);
  times.failures.push(failures.whole);
}
process.stdout.write(JSON.stringify(times));
