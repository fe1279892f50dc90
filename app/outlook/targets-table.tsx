/** How often each workload keeps its targets over the draws, and how near its limit the TTFT comes; headroom of each pool. */
import type { ReactNode } from 'react';
import type { Chance, UncertaintyAnswer } from '../../src/outlook/uncertainty/uncertainty-answer.ts';
import { percent, text } from '../../src/units/format.ts';
import { cell, TableFigure, type Cell, type FigureRow } from '../ui/charts/table-figure.tsx';

const COLUMNS = [
  { head: 'Workload or pool' },
  { head: 'Targets hold in', align: 'right' },
  { head: 'What' },
  { head: 'P10', align: 'right' },
  { head: 'P50', align: 'right' },
  { head: 'P90', align: 'right' },
  { head: 'No value in', align: 'right' },
] as const;

const share = (value: number): string => text(percent(value));

/** Fewer than this share of draws that hold is no promise. */
const LIKELY = 0.9;

const spreadCells = (what: string, { quantiles, absentShare }: Chance): readonly Cell[] => [
  cell(what),
  ...([quantiles?.p10, quantiles?.p50, quantiles?.p90] as const).map((value) =>
    value === undefined ? cell('none', 'weak') : cell(share(value)),
  ),
  absentShare > 0 ? cell(share(absentShare)) : cell('none', 'weak'),
];

const rowsOf = ({ workloads, deployments }: UncertaintyAnswer): readonly FigureRow[] => [
  ...workloads.map(({ workloadId, name, metShare, ttftOverLimit }): FigureRow => ({
    key: `workload/${workloadId}`,
    cells: [
      cell(name),
      metShare === null
        ? cell('no answer', 'weak')
        : cell(`${share(metShare)} of draws`, metShare < LIKELY ? 'broken' : 'strong'),
      ...spreadCells('TTFT p99 over its limit', ttftOverLimit),
    ],
  })),
  ...deployments.map(({ deploymentId, name, headroom }): FigureRow => ({
    key: `pool/${deploymentId}`,
    cells: [cell(name), cell('a pool', 'weak'), ...spreadCells('headroom', headroom)],
  })),
];

/** `control` chooses what the tab shows. */
export const TargetsTable = ({
  answer,
  control,
}: {
  readonly answer: UncertaintyAnswer;
  readonly control?: ReactNode;
}) => (
  <TableFigure
    title="Targets under uncertainty"
    subtitle={`${answer.draws} draws, each with its own demand and its own racks`}
    description={answer.workloads
      .map(({ name, metShare }) =>
        metShare === null ? `${name} has no answer.` : `${name} keeps its targets in ${share(metShare)} of the draws.`,
      )
      .join(' ')}
    columns={COLUMNS}
    rows={rowsOf(answer)}
    control={control}
  />
);
