/** What the evaluation's own fill comes to in the variables of a program: the yardstick its optimum must not exceed [E4]. */
import type { Estate } from '../evaluate/estate.ts';
import type { FilledJob } from '../serving/back-fill.ts';
import { sumOf, type ScheduleSum } from './schedule-from.ts';
import type { ScheduleProgram } from './schedule-program.ts';

/** Work of a task done in time by place (of the program) and UTC hour, in requests of the mix per second. */
export type DoneByPlace = (task: number) => readonly (readonly number[])[];

/** Of any fill. Late work counts as undone: the program knows no hours after the deadline. */
export const greedyShares = ({ cells, input }: ScheduleProgram, done: DoneByPlace): number[] => {
  const byTask = input.tasks.map((_, index) => done(index));
  return cells.map(({ task, place, hourUtc }) => {
    const work = input.tasks[task]?.work ?? 0;
    return work > 0 ? (byTask[task]?.[place]?.[hourUtc] ?? 0) / work : 0;
  });
};

/** Work of a fill done before its deadline, by place and UTC hour. */
export const doneInTime = ({ byPlace, shareByHour, lateByHour }: FilledJob): number[][] =>
  byPlace.map((hours) =>
    hours.map((work, hour) => {
      const [inTime, late] = [shareByHour[hour] ?? 0, lateByHour[hour] ?? 0];
      return inTime + late > 0 ? (work * inTime) / (inTime + late) : 0;
    }),
  );

/** What the fill of an estate, by whatever rule, comes to in the variables of a program of the same plan. */
export const greedyAs = (program: ScheduleProgram, { bundles }: Estate): ScheduleSum =>
  sumOf(
    program,
    greedyShares(program, (index) => {
      const { places, tasks } = program.input;
      const task = tasks[index];
      const pool = bundles.find(({ deploymentId }) => deploymentId === task?.deploymentId)?.pool;
      const job = task && pool?.[task.day].jobs.get(task.workloadId);
      if (!job) return [];
      const byUnit = doneInTime(job);
      return places.map(({ deploymentId, unit }) => (deploymentId === task.deploymentId ? (byUnit[unit] ?? []) : []));
    }),
  );
