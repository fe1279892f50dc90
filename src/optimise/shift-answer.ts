/**
 * What shifting offline work saves: one plan evaluated without shifting, with its own fill, and with the schedule of the program. All three
 * are evaluations of the full model; what the program expects of the moved work alone stands beside them [E4].
 */
import type { Calibration } from '../calibration/calibration.ts';
import type { Catalogue } from '../catalogue/figures.ts';
import { estateOf, SEARCHED, type Estate } from '../evaluate/estate.ts';
import type { EvaluationMemo } from '../evaluate/memo.ts';
import type { Schedule } from '../evaluate/schedule.ts';
import type { Scenario } from '../scenario/schema.ts';
import { programInputOf } from './estate-input.ts';
import { greedyAs } from './greedy-as.ts';
import { monthSumOf, type MonthSum } from './month-sum.ts';
import { meanDaysOf, type MeanDay } from './mean-day.ts';
import type { ProgramInput } from './program-input.ts';
import { scheduleFrom, type ScheduleSum } from './schedule-from.ts';
import { programOf, variablesOf, type ScheduleProgram } from './schedule-program.ts';
import type { Solution, Solve } from './solver.ts';

/** One thing under three ways to place offline work; null where the program has no answer. */
export interface ThreeWays<T> {
  readonly soonest: T;
  readonly filled: T;
  readonly optimal: T | null;
}

export interface ShiftAnswer {
  readonly goal: 'cost' | 'carbon';
  /** `too-large`: more variables than are solved while somebody waits. */
  readonly status: Solution['status'] | 'too-large';
  /** At most, before hours without room are left out. */
  readonly variables: number;
  /** Of all sites, by the full model. */
  readonly months: ThreeWays<MonthSum>;
  /** Of the work that may move, by the marginal figures of the program; null where it is too large. */
  readonly moved: ThreeWays<ScheduleSum> | null;
  /** Null where the plan's own fill is as good by the full model. */
  readonly schedule: Schedule | null;
  /** What the day of each site could save at best, by the shape of its mean day. */
  readonly meanDays: readonly MeanDay[];
}

/** A worker solves about so many in a second or two. */
const MOST_VARIABLES = 40_000;
/** A gain below this is rounding. */
const GAIN = 1e-6;

/** The program of an estate; null where work is to be done soonest or nothing may move. Eq. E4 */
export const scheduleProgram = (estate: Estate): ScheduleProgram | null => {
  const input = programInputOf(estate);
  return input ? programOf(input) : null;
};

/** Null where nothing may move. `memo` should be that of earlier evaluations of the plan. */
export const shiftAnswerOf = (
  scenario: Scenario,
  catalogue: Catalogue,
  calibration: Calibration,
  memo: EvaluationMemo,
  solve: Solve,
): ShiftAnswer | null => {
  const estateWith = (plan: Scenario, schedule?: Schedule): Estate =>
    estateOf(plan, catalogue, calibration, memo, schedule ? { ...SEARCHED, schedule } : SEARCHED);
  const filled = estateWith(scenario);
  const input = programInputOf(filled);
  if (!input) return null;
  const soonest = estateWith({ ...scenario, shiftTo: 'soonest' });
  const variables = variablesOf(input);
  const program = variables > MOST_VARIABLES ? null : programOf(input);
  const solution = program && solve(program.lp);
  const read = program && solution ? scheduleFrom(program, solution) : null;
  const optimal = read && monthSumOf(estateWith(scenario, read.schedule), input);
  const months = { soonest: monthSumOf(soonest, input), filled: monthSumOf(filled, input), optimal };
  return {
    goal: input.goal,
    status: solution?.status ?? 'too-large',
    variables,
    months,
    moved: program && { soonest: greedyAs(program, soonest), filled: greedyAs(program, filled), optimal: read },
    schedule: read && optimal && isBetter(optimal, months.filled, input) ? read.schedule : null,
    meanDays: meanDaysOf(filled, input),
  };
};

/** More work done in time; or as much, for less of what is looked for. */
const isBetter = (one: MonthSum, other: MonthSum, { goal }: ProgramInput): boolean => {
  if (one.doneShare < other.doneShare - GAIN) return false;
  if (one.doneShare > other.doneShare + GAIN) return true;
  const aimOf = ({ energyCostPerMonth, carbonPerMonth }: MonthSum): number =>
    goal === 'cost' ? energyCostPerMonth : carbonPerMonth;
  return aimOf(one) < aimOf(other) * (1 - GAIN);
};
