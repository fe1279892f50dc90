/** The bill of a month line by line, beside the pinned baseline. */
import type { ReactNode } from 'react';
import { cell, TableFigure, type FigureRow } from '../ui/charts/table-figure.tsx';
import { SeriesSwatch } from '../ui/charts/series-swatch.tsx';
import { totalOfLines } from '../../src/economics/cost-stack.ts';
import type { CostPlan } from './cost-stack-chart.tsx';
import { BILL_LINES, type BillLine } from './cost-words.ts';
import { money, share } from './numbers.ts';

const HUES: Readonly<Record<BillLine['part'], string>> = {
  hardware: 'var(--cost-hardware)',
  facility: 'var(--cost-facility)',
  energy: 'var(--cost-energy)',
  operations: 'var(--cost-operations)',
  network: 'var(--cost-network)',
  rent: 'var(--cost-rent)',
};

/** Null where a price is missing. `control` chooses what the tab shows. */
export const CostLines = ({
  plans,
  control,
}: {
  readonly plans: readonly CostPlan[];
  readonly control?: ReactNode;
}) => {
  const stacks = plans.map(({ name, totals }) => ({ name, stack: totals.costStackPerMonth }));
  const own = stacks[0]?.stack ?? null;
  if (!own) return null;
  const total = totalOfLines(own);
  const lines = BILL_LINES.filter(({ line }) => stacks.some(({ stack }) => (stack?.[line] ?? 0) > 0));
  const columns = [
    { head: 'Line' },
    { head: 'Part' },
    ...stacks.map(({ name }) => ({ head: name, align: 'right' as const })),
    { head: 'Share', align: 'right' as const },
  ];
  const rows = lines.map(({ line, name, part }): FigureRow => ({
    key: line,
    cells: [
      {
        text: name,
        shown: (
          <>
            <SeriesSwatch colour={HUES[part]} /> {name}
          </>
        ),
      },
      cell(part, 'weak'),
      ...stacks.map(({ stack }, at) =>
        stack
          ? cell(stack[line] > 0 ? money(stack[line]) : 'none', at === 0 ? 'strong' : undefined)
          : cell('no price', 'weak'),
      ),
      cell(own[line] > 0 ? share(own[line] / total) : 'none'),
    ],
  }));
  const most = lines.reduce<BillLine | undefined>(
    (best, one) => (best && own[best.line] >= own[one.line] ? best : one),
    undefined,
  );
  return (
    <TableFigure
      title="Lines of the month"
      subtitle={`USD, ${money(total)} in all`}
      description={`${most?.name ?? 'Nothing'} is the largest line${most ? `, ${money(own[most.line])} a month` : ''}.`}
      columns={columns}
      rows={rows}
      control={control}
    />
  );
};
