/**
 * The schedule of offline work as a linear program: share of each day's work by place and hour, cheapest or cleanest at the meter,
 * within room, release, deadline and residency. Work that finds no room stays undone at a price no saving pays for [E4].
 */
import { HOURS_PER_YEAR } from '../economics/hourly.ts';
import { lpText, type LpRow, type LpTerm } from './lp-text.ts';
import { DAYS, type Day, type ProgramInput, type Task } from './program-input.ts';

/** A variable: the share of a task done at a place in an hour. */
export interface Cell {
  readonly name: string;
  readonly task: number;
  readonly place: number;
  readonly hourUtc: number;
  /** Hours after release at which it begins. */
  readonly after: number;
  /** Largest share that fits, alone in the hour. */
  readonly limit: number;
  /** Of the whole task, were it done here, in a mean month. */
  readonly joulesPerMonth: number;
  readonly usdPerMonth: number;
  readonly gramsPerMonth: number;
  /** In the objective. */
  readonly cost: number;
}

export interface ScheduleProgram {
  readonly input: ProgramInput;
  readonly cells: readonly Cell[];
  /** Of each task, the cost of leaving all of it undone. */
  readonly penalties: readonly number[];
  /** USD or gCO2e a month that 1 of the objective stands for. */
  readonly unit: number;
  /** CPLEX LP format. */
  readonly lp: string;
}

/** Leaving a task undone costs this many times as much as its dearest hour. */
const UNDONE = 1_000;
/** Of the dearest task: below it, penalties would fall into the tolerance of the solver. */
const LEAST_PENALTY = 1e-3;
/** Finishing a day later costs this share of the dearest hour: it decides between equals only. */
const LATER = 1e-4;
/** Shares smaller than this are no room. */
const NEGLIGIBLE = 1e-9;

/** Weekdays and weekend days of a mean month. */
const DAYS_PER_MONTH: Readonly<Record<Day, number>> = {
  weekday: ((HOURS_PER_YEAR / 12 / 24) * 5) / 7,
  weekend: ((HOURS_PER_YEAR / 12 / 24) * 2) / 7,
};
const HOUR_SECONDS = 3_600;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Eq. E4 */
export const programOf = (input: ProgramInput): ScheduleProgram => {
  const bare = input.tasks.flatMap((task, index) => cellsOf(input, task, index));
  const unit = Math.max(...bare.map((cell) => aimOf(input, cell))) || 1;
  const dearest = input.tasks.map((_, index) =>
    Math.max(0, ...bare.filter(({ task }) => task === index).map((cell) => aimOf(input, cell) / unit)),
  );
  const cells = bare.map((cell, index) => ({
    ...cell,
    name: `x${index}`,
    cost: aimOf(input, cell) / unit + LATER * (dearest[cell.task] ?? 0) * (cell.after / 24),
  }));
  const penalties = dearest.map((cost) => UNDONE * Math.max(cost, LEAST_PENALTY));
  return { input, cells, penalties, unit, lp: textOf(input, cells, penalties) };
};

/** Variables that the program has at most. */
export const variablesOf = ({ places, tasks }: ProgramInput): number =>
  tasks.reduce(
    (sum, task) => sum + 24 * places.filter(({ deploymentId }) => deploymentId === task.deploymentId).length,
    0,
  );

const aimOf = ({ goal }: ProgramInput, { usdPerMonth, gramsPerMonth }: Omit<Cell, 'name' | 'cost'>): number =>
  goal === 'cost' ? usdPerMonth : gramsPerMonth;

const cellsOf = (input: ProgramInput, task: Task, taskIndex: number): Omit<Cell, 'name' | 'cost'>[] =>
  input.places.flatMap((place, placeIndex) => {
    if (place.deploymentId !== task.deploymentId || task.work <= 0) return [];
    const { room, watts, usdPerSecond, gramsPerSecond } = place[task.day];
    const perMonth = task.work * HOUR_SECONDS * DAYS_PER_MONTH[task.day];
    return HOURS.flatMap((after) => {
      const hourUtc = (task.releaseHourUtc + after) % 24;
      // Of an hour that the deadline cuts, only the part before it counts.
      const within = Math.min(1, Math.max(0, task.deadlineHours - after));
      const free = Math.min(1, ((room[hourUtc] ?? 0) * within) / task.work);
      const limit = task.heldHours === null ? free : Math.min(free, task.heldHours[hourUtc] ?? 0);
      if (!(limit > NEGLIGIBLE)) return [];
      return [
        {
          task: taskIndex,
          place: placeIndex,
          hourUtc,
          after,
          limit,
          joulesPerMonth: perMonth * (watts[hourUtc] ?? 0),
          usdPerMonth: perMonth * (usdPerSecond[hourUtc] ?? 0),
          gramsPerMonth: perMonth * (gramsPerSecond[hourUtc] ?? 0),
        },
      ];
    });
  });

const textOf = (input: ProgramInput, cells: readonly Cell[], penalties: readonly number[]): string => {
  const { tasks } = input;
  const byTask = tasks.map((_, index) => cells.filter(({ task }) => task === index));
  const one = ({ name }: Cell): LpTerm => ({ factor: 1, name });
  const rows: LpRow[] = byTask.map((own, index) => ({
    name: `done${index}`,
    terms: [...own.map(one), { factor: 1, name: undoneName(index) }],
    relation: '=',
    bound: 1,
  }));
  tasks.forEach((task, index) => {
    const own = byTask[index] ?? [];
    if (task.homes !== null) rows.push(...homeRows(index, own, task.homes));
    if (task.heldHours !== null) rows.push(...heldRows(index, own, task.heldHours));
  });
  rows.push(...roomRows(input, cells));
  return lpText({
    objective: [
      ...cells.map(({ name, cost }) => ({ factor: cost, name })),
      ...penalties.map((penalty, index) => ({ factor: penalty, name: undoneName(index) })),
    ],
    rows,
    limits: cells.map(({ name, limit }) => ({ name, limit })),
  });
};

const undoneName = (task: number): string => `undone${task}`;

/** Work that stays where it is: each place does no more than its part. */
const homeRows = (task: number, own: readonly Cell[], homes: readonly number[]): LpRow[] =>
  homes.flatMap((share, place) => {
    const here = own.filter((cell) => cell.place === place);
    return here.length === 0 || share >= 1
      ? []
      : [
          {
            name: `home${task}p${place}`,
            terms: here.map(({ name }) => ({ factor: 1, name })),
            relation: '<=',
            bound: share,
          },
        ];
  });

/** Work that keeps its hours: all places together do in each what was done in it before. */
const heldRows = (task: number, own: readonly Cell[], hours: readonly number[]): LpRow[] =>
  hours.flatMap((share, hour) => {
    const then = own.filter(({ hourUtc }) => hourUtc === hour);
    return then.length < 2
      ? []
      : [
          {
            name: `held${task}h${hour}`,
            terms: then.map(({ name }) => ({ factor: 1, name })),
            relation: '<=',
            bound: share,
          },
        ];
  });

/** Room of each place and hour, in shares of the most it ever has. */
const roomRows = ({ tasks, places }: ProgramInput, cells: readonly Cell[]): LpRow[] =>
  places.flatMap((place, index) => {
    const here = cells.filter((cell) => cell.place === index);
    return DAYS.flatMap((day) => {
      const { room } = place[day];
      const most = Math.max(...room);
      return room.flatMap((free, hour): LpRow[] => {
        const terms = here.flatMap(({ name, task, hourUtc }) => {
          const { day: on, work } = tasks[task] ?? { day: null, work: 0 };
          return hourUtc === hour && on === day ? [{ factor: work / most, name }] : [];
        });
        // Alone in the hour, the limit of the variable says the same.
        if (terms.length < 2) return [];
        return [{ name: `room${index}${day}${hour}`, terms, relation: '<=', bound: free / most }];
      });
    });
  });
