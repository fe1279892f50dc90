/** The solution of a program read back: as a schedule, and as what it comes to at the meter [E4]. */
import type { Schedule, ScheduledDay } from '../evaluate/schedule.ts';
import type { Cell, ScheduleProgram } from './schedule-program.ts';
import type { Solution } from './solver.ts';

/** What shares of the work come to in a mean month, by the marginal figures of the program. */
export interface ScheduleSum {
  readonly joulesPerMonth: number;
  readonly usdPerMonth: number;
  readonly gramsPerMonth: number;
  /** Share of each task left undone, in the order of the program. */
  readonly undone: readonly number[];
  /** Of the program: aim, ties and what is undone. */
  readonly objective: number;
}

export interface ReadSchedule extends ScheduleSum {
  readonly schedule: Schedule;
}

/** Shares below this are rounding of the solver. */
const ROUNDING = 1e-7;
/** By which sums of shares may exceed 1 after rounding; the schedule stays below. */
const WHOLE = 1;

/** Null where the solver found nothing. */
export const scheduleFrom = (program: ScheduleProgram, { values }: Solution): ReadSchedule | null => {
  if (values.size === 0) return null;
  const shares = program.cells.map(({ name, limit }) => {
    const value = Math.min(limit, values.get(name) ?? 0);
    return value > ROUNDING ? value : 0;
  });
  return { ...sumOf(program, shares), schedule: scheduleOf(program, shares) };
};

/** What given shares, one per variable, come to. */
export const sumOf = ({ cells, penalties }: ScheduleProgram, shares: readonly number[]): ScheduleSum => {
  const total = (of: (cell: Cell) => number): number =>
    cells.reduce((sum, cell, index) => sum + (shares[index] ?? 0) * of(cell), 0);
  const undone = penalties.map((_, task) =>
    Math.max(0, 1 - cells.reduce((sum, cell, index) => sum + (cell.task === task ? (shares[index] ?? 0) : 0), 0)),
  );
  return {
    joulesPerMonth: total((cell) => cell.joulesPerMonth),
    usdPerMonth: total((cell) => cell.usdPerMonth),
    gramsPerMonth: total((cell) => cell.gramsPerMonth),
    undone,
    objective:
      total((cell) => cell.cost) + undone.reduce((sum, share, task) => sum + share * (penalties[task] ?? 0), 0),
  };
};

const scheduleOf = ({ input, cells }: ScheduleProgram, shares: readonly number[]): Schedule => {
  const days = input.tasks.map((_, task) => {
    const bySite = new Map<string, number[]>();
    const done = cells.reduce((sum, cell, index) => sum + (cell.task === task ? (shares[index] ?? 0) : 0), 0);
    const scale = done > WHOLE ? WHOLE / done : 1;
    cells.forEach((cell, index) => {
      if (cell.task !== task) return;
      for (const { siteId, share } of input.places[cell.place]?.sites ?? []) {
        const hours = bySite.get(siteId) ?? Array.from({ length: 24 }, () => 0);
        hours[cell.hourUtc] = (hours[cell.hourUtc] ?? 0) + (shares[index] ?? 0) * share * scale;
        bySite.set(siteId, hours);
      }
    });
    return Object.fromEntries(bySite);
  });
  const nothing: ScheduledDay = {};
  const dayOf = (workloadId: string, day: 'weekday' | 'weekend'): ScheduledDay =>
    days[input.tasks.findIndex((task) => task.workloadId === workloadId && task.day === day)] ?? nothing;
  return Object.fromEntries(
    [...new Set(input.tasks.map(({ workloadId }) => workloadId))].map((id) => [
      id,
      { weekday: dayOf(id, 'weekday'), weekend: dayOf(id, 'weekend') },
    ]),
  );
};
