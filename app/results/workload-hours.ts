/** What becomes of a workload hour by hour, in words: asked, late, shed, and the verdict. */
import type { Verdict, WorkloadAnswer } from '../../src/evaluate/evaluation.ts';
import { hourLabel, requestRate, share } from './numbers.ts';

type Flows = Pick<WorkloadAnswer, 'askedByHour' | 'lateByHour' | 'shedByHour' | 'verdictByHour'>;

/** Parts below this are rounding. */
const NOTHING = 1e-9;

/** "14:00 overloaded, 12 req/s asked, 3 req/s late, 2 req/s shed". */
export const hourWords = ({ askedByHour, lateByHour, shedByHour, verdictByHour }: Flows, hour: number): string => {
  const asked = askedByHour[hour] ?? 0;
  const [late, shed] = [lateByHour[hour] ?? 0, shedByHour[hour] ?? 0];
  return [
    `${hourLabel(hour)} ${verdictByHour[hour] ?? 'withheld'}`,
    `${requestRate(asked)} asked`,
    ...(late > asked * NOTHING ? [`${requestRate(late)} late`] : []),
    ...(shed > asked * NOTHING ? [`${requestRate(shed)} shed`] : []),
  ].join(', ');
};

/** Of what a day asks for, the part that is late or shed; "none" where nothing is, "not asked" where nothing is asked. */
export const dayShare = (flows: Flows, of: 'lateByHour' | 'shedByHour'): string => {
  const sum = (series: readonly number[]): number => series.reduce((total, value) => total + value, 0);
  const asked = sum(flows.askedByHour);
  if (asked <= 0) return 'not asked';
  const part = sum(flows[of]) / asked;
  return part > NOTHING ? share(part) : 'none';
};

/** Hours in which a verdict is the one named. */
export const hoursOf = (flows: Pick<Flows, 'verdictByHour'>, verdict: Verdict): number =>
  flows.verdictByHour.filter((one) => one === verdict).length;
