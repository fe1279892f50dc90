/** Cost per month by part, for this plan and the pinned baseline side by side. */
import { memo, useMemo, type ReactNode } from 'react';
import { Bar, BarChart, CartesianGrid, XAxis, YAxis } from 'recharts';
import type { CostParts, Totals } from '../../src/evaluate/totals-answer.ts';
import { linearAxis } from '../ui/charts/axis.ts';
import { ChartFrame } from '../ui/charts/chart-frame.tsx';
import { innerHeight, type Plot } from '../ui/charts/plot.ts';
import type { Samples } from '../ui/charts/samples.ts';
import { SeriesSwatch } from '../ui/charts/series-swatch.tsx';
import { axisMoney, money, share } from './numbers.ts';
import '../ui/charts/chart-legend.css';

const PARTS = [
  { key: 'hardware', colour: 'var(--cost-hardware)' },
  { key: 'facility', colour: 'var(--cost-facility)' },
  { key: 'energy', colour: 'var(--cost-energy)' },
  { key: 'operations', colour: 'var(--cost-operations)' },
  { key: 'network', colour: 'var(--cost-network)' },
  { key: 'rent', colour: 'var(--cost-rent)' },
] as const satisfies readonly { key: keyof CostParts; colour: string }[];

export interface CostPlan {
  readonly name: string;
  readonly totals: Totals;
}

interface Row extends CostParts {
  readonly name: string;
}

const sum = (parts: CostParts): number => PARTS.reduce((total, { key }) => total + parts[key], 0);

const Drawing = memo(
  ({ plot, rows, max }: { readonly plot: Plot; readonly rows: readonly Row[]; readonly max: number }) => {
    const axis = linearAxis(max);
    return (
      <BarChart
        width={plot.width}
        height={plot.height}
        data={[...rows]}
        layout="vertical"
        barCategoryGap="28%"
        margin={{ top: plot.top, right: plot.right, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid horizontal={false} stroke="var(--grid)" />
        <XAxis
          type="number"
          height={plot.bottom}
          domain={[0, axis.max]}
          ticks={[...axis.ticks]}
          tick={{ fill: 'var(--ink-3)', fontSize: 11 }}
          tickFormatter={axisMoney}
          tickLine={{ stroke: 'var(--line-strong)' }}
          axisLine={{ stroke: 'var(--line-strong)' }}
          interval={0}
        />
        <YAxis
          type="category"
          dataKey="name"
          width={plot.left}
          tick={false}
          tickLine={false}
          axisLine={{ stroke: 'var(--line-strong)' }}
        />
        {PARTS.map(({ key, colour }) => (
          <Bar key={key} dataKey={key} stackId="cost" fill={colour} isAnimationActive={false} maxBarSize={34} />
        ))}
      </BarChart>
    );
  },
);

interface CostStackChartProps {
  readonly plans: readonly CostPlan[];
  readonly control?: ReactNode;
}

export const CostStackChart = ({ plans, control }: CostStackChartProps) => {
  const rows = useMemo(
    () =>
      plans.flatMap(({ name, totals }) => (totals.costPartsPerMonth ? [{ name, ...totals.costPartsPerMonth }] : [])),
    [plans],
  );
  const max = Math.max(...rows.map(sum));
  const first = rows[0];
  const present = PARTS.filter(({ key }) => rows.some((row) => row[key] > 0));
  const samples: Samples = {
    axis: 'Part',
    positions: present.map((_, index) => (index + 0.5) / present.length),
    at: (index) => {
      const part = present[index] ?? PARTS[0];
      return {
        label: part.key,
        rows: rows.map((row) => ({
          name: row.name,
          value: `${money(row[part.key])} a month, ${share(row[part.key] / sum(row))}`,
          colour: part.colour,
        })),
      };
    },
  };
  const legend = (
    <ul className="chart-legend">
      {present.map(({ key, colour }) => (
        <li key={key}>
          <SeriesSwatch colour={colour} />
          {key} {first ? money(first[key]) : ''}
        </li>
      ))}
    </ul>
  );
  return (
    <ChartFrame
      title="Cost per month"
      subtitle="USD by part"
      description={rows.map((row) => `${row.name} costs ${money(sum(row))} a month.`).join(' ')}
      samples={samples}
      margins={{ left: 120, right: 70 }}
      legend={legend}
      control={control}
    >
      {(plot) => (
        <>
          <Drawing plot={plot} rows={rows} max={max} />
          {rows.map((row, index) => {
            const top = plot.top + (innerHeight(plot) * (index + 0.5)) / rows.length - 7;
            return (
              <span key={row.name}>
                <span className="chart__note" style={{ left: 0, width: plot.left - 8, top, textAlign: 'right' }}>
                  {row.name}
                </span>
                <span
                  className="chart__note chart__note--strong"
                  style={{
                    left: plot.left + ((plot.width - plot.left - plot.right) * sum(row)) / linearAxis(max).max + 6,
                    top,
                  }}
                >
                  {money(sum(row))}
                </span>
              </span>
            );
          })}
        </>
      )}
    </ChartFrame>
  );
};
