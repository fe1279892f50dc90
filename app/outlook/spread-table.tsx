/** Every total with its spread over the draws: P10, P50, P90 beside the value as planned. */
import type { ReactNode } from 'react';
import {
  KPIS,
  type Chance,
  type Kpi,
  type UncertaintyAnswer,
} from '../../src/outlook/uncertainty/uncertainty-answer.ts';
import { percent, text } from '../../src/units/format.ts';
import { FigureFrame } from '../ui/charts/figure-frame.tsx';
import type { Samples } from '../ui/charts/samples.ts';
import { KPI_WORDS } from './kpi-words.ts';
import { RuledTable } from '../ui/charts/ruled-table.tsx';

const COLUMNS = [
  { head: 'Total' },
  { head: 'As planned', align: 'right' },
  { head: 'P10', align: 'right' },
  { head: 'P50', align: 'right' },
  { head: 'P90', align: 'right' },
  { head: 'No value in', align: 'right' },
] as const;

const cellsOf = (kpi: Kpi, { base, quantiles, absentShare }: Chance): readonly string[] => {
  const { format } = KPI_WORDS[kpi];
  const at = (value: number | undefined): string => (value === undefined ? 'none' : format(value));
  return [
    base === null ? 'withheld' : format(base),
    at(quantiles?.p10),
    at(quantiles?.p50),
    at(quantiles?.p90),
    absentShare === 0 ? 'none' : text(percent(absentShare)),
  ];
};

interface SpreadTableProps {
  readonly answer: UncertaintyAnswer;
  readonly kpi: Kpi;
  readonly onChoose: (kpi: Kpi) => void;
  readonly control?: ReactNode;
}

/** `control` chooses what the tab shows. */
export const SpreadTable = ({ answer, kpi, onChoose, control }: SpreadTableProps) => {
  const { kpis, draws, seed, drivers, fixed } = answer;
  const samples: Samples = {
    axis: 'Total',
    positions: KPIS.map((_, index) => index),
    at: (index) => {
      const one = KPIS[index] ?? 'costPerMonth';
      const cells = cellsOf(one, kpis[one]);
      return {
        label: KPI_WORDS[one].name,
        rows: COLUMNS.slice(1).map(({ head }, at) => ({ name: head, value: cells[at] ?? '' })),
      };
    },
  };
  const { quantiles } = kpis.costPerMonth;
  return (
    <FigureFrame
      title="Totals under uncertainty"
      subtitle={`${draws} draws of ${drivers.length} figures${fixed.length > 0 ? `, ${fixed.length} fixed by you` : ''}, seed ${seed}`}
      description={
        quantiles
          ? `Cost per month lies between ${KPI_WORDS.costPerMonth.format(quantiles.p10)} and ${KPI_WORDS.costPerMonth.format(quantiles.p90)} in eight of ten draws.`
          : 'Cost per month is withheld.'
      }
      samples={samples}
      control={control}
    >
      <RuledTable label="Totals with their spread" columns={COLUMNS}>
        {KPIS.map((one) => {
          const [base = '', p10 = '', p50 = '', p90 = '', absent = ''] = cellsOf(one, kpis[one]);
          return (
            <tr key={one} aria-current={one === kpi}>
              <th scope="row">
                <button type="button" className="link-button" onClick={() => onChoose(one)}>
                  {KPI_WORDS[one].name}
                </button>
              </th>
              <td data-align="right" data-strong="true">
                {base}
              </td>
              <td data-align="right">{p10}</td>
              <td data-align="right">{p50}</td>
              <td data-align="right">{p90}</td>
              <td data-align="right" data-weak="true">
                {absent}
              </td>
            </tr>
          );
        })}
      </RuledTable>
    </FigureFrame>
  );
};
