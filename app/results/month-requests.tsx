/** Requests of a mean month by what becomes of them, and the peak of each month. */
import type { WorkloadAnswer } from '../../src/evaluate/evaluation.ts';
import { monthName } from '../../src/units/format-time.ts';
import { number, percent, text } from '../../src/units/format.ts';
import { MonthBars } from '../ui/charts/month-bars.tsx';
import { cell, TableFigure, type Cell, type FigureRow } from '../ui/charts/table-figure.tsx';
import { TierMark } from '../ui/trust-mark.tsx';
import { requestRate, requestCount } from './numbers.ts';

const COLUMNS = [
  { head: 'Workload' },
  { head: 'Peak by month' },
  { head: 'Peak', align: 'right' },
  { head: 'Asked', align: 'right' },
  { head: 'In target', align: 'right' },
  { head: 'Late', align: 'right' },
  { head: 'Shed', align: 'right' },
] as const;

/** Parts of what is asked below this are rounding. */
const ROUNDING = 1e-9;

/** "all", "none", or the part. */
const partWords = (part: number, asked: number): string => {
  if (asked <= 0) return 'not asked';
  if (part <= asked * ROUNDING) return 'none';
  return part >= asked * (1 - ROUNDING) ? 'all' : text(percent(part / asked));
};

const peakCell = ({ peakRequestsPerSecondByMonth: peaks }: WorkloadAnswer): Cell => {
  const most = Math.max(...peaks);
  const busiest = peaks.findIndex((peak) => peak === most);
  const alike = Math.min(...peaks) >= most * (1 - 1e-6);
  const words = alike ? 'months alike' : `most in ${monthName(busiest)}`;
  return { text: words, shown: <MonthBars values={peaks} label={words} /> };
};

const rowOf = (workload: WorkloadAnswer): FigureRow => {
  const { asked, served, late, shed } = workload.requestsPerMonth;
  return {
    key: workload.workloadId,
    cells: [
      { text: workload.name, mark: <TierMark tier={workload.tier} /> },
      peakCell(workload),
      cell(requestRate(Math.max(...workload.peakRequestsPerSecondByMonth))),
      cell(requestCount(asked), 'strong'),
      cell(partWords(served, asked)),
      cell(partWords(late, asked), late > asked * ROUNDING ? undefined : 'weak'),
      cell(partWords(shed, asked), shed > asked * ROUNDING ? 'broken' : 'weak'),
    ],
  };
};

export const MonthRequests = ({ workloads }: { readonly workloads: readonly WorkloadAnswer[] }) => {
  const lost = workloads.filter(({ requestsPerMonth: { asked, shed } }) => shed > asked * ROUNDING);
  return (
    <TableFigure
      title="Requests of a mean month"
      subtitle="parts of what is asked; peak in req/s"
      description={
        lost.length > 0
          ? `${lost.map(({ name, requestsPerMonth: { asked, shed } }) => `${name} loses ${text(number((shed / asked) * 100, '%'))} of its requests`).join('; ')}.`
          : 'No request is turned away.'
      }
      columns={COLUMNS}
      rows={workloads.map(rowOf)}
    />
  );
};
