/** Cash by year of the horizon: what is bought, bought again and paid, less what is sold. */
import { memo, useMemo } from 'react';
import { Bar, BarChart, XAxis, YAxis } from 'recharts';
import type { Lifetime, LifetimeYear } from '../../src/outlook/lifetime.ts';
import { dollars, text } from '../../src/units/format.ts';
import { quantity } from '../../src/units/quantity.ts';
import { Grid } from '../ui/charts/axes.tsx';
import { linearAxis } from '../ui/charts/axis.ts';
import { ChartFrame } from '../ui/charts/chart-frame.tsx';
import { innerWidth, xAt, yAt, type Plot } from '../ui/charts/plot.ts';
import type { Samples } from '../ui/charts/samples.ts';
import { SeriesSwatch } from '../ui/charts/series-swatch.tsx';
import '../ui/charts/chart-legend.css';

const PARTS = [
  { key: 'hardware', name: 'hardware', colour: 'var(--cost-hardware)' },
  { key: 'building', name: 'building', colour: 'var(--cost-facility)' },
  { key: 'colocation', name: 'colocation', colour: 'var(--cost-facility)' },
  { key: 'energy', name: 'energy', colour: 'var(--cost-energy)' },
  { key: 'operations', name: 'operations', colour: 'var(--cost-operations)' },
  { key: 'network', name: 'network', colour: 'var(--cost-network)' },
  { key: 'rent', name: 'rent', colour: 'var(--cost-rent)' },
] as const satisfies readonly { key: keyof LifetimeYear; name: string; colour: string }[];

const usd = (value: number): string => text(dollars(quantity<'USD'>(value)));

const paid = (year: LifetimeYear): number => PARTS.reduce((sum, { key }) => sum + year[key], 0);

interface DrawingProps {
  readonly plot: Plot;
  readonly years: readonly LifetimeYear[];
  readonly max: number;
}

const Drawing = memo(({ plot, years, max }: DrawingProps) => {
  const axis = linearAxis(max);
  return (
    <BarChart
      width={plot.width}
      height={plot.height}
      data={[...years]}
      barCategoryGap="34%"
      margin={{ top: plot.top, right: plot.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <Grid />
      <XAxis
        dataKey="year"
        height={plot.bottom}
        tick={{ fill: 'var(--ink-3)', fontSize: 11 }}
        tickFormatter={(year: number) => `year ${year}`}
        tickLine={false}
        axisLine={{ stroke: 'var(--line-strong)' }}
        interval={years.length > 8 ? 1 : 0}
      />
      <YAxis
        width={plot.left}
        domain={[0, axis.max]}
        ticks={[...axis.ticks]}
        tick={{ fill: 'var(--ink-3)', fontSize: 11 }}
        tickFormatter={usd}
        tickLine={false}
        axisLine={false}
        interval={0}
        allowDataOverflow
      />
      {PARTS.map(({ key, colour }) => (
        <Bar key={key} dataKey={key} stackId="cash" fill={colour} isAnimationActive={false} maxBarSize={44} />
      ))}
    </BarChart>
  );
});

export const LifetimeChart = ({ lifetime }: { readonly lifetime: Lifetime }) => {
  const { years, nominal, discounted, levelisedPerYear, valueLeft } = lifetime;
  const max = Math.max(...years.map(paid));
  const present = useMemo(() => PARTS.filter(({ key }) => years.some((year) => year[key] > 0)), [years]);
  const left = valueLeft.hardware + valueLeft.building;
  const samples: Samples = {
    axis: 'Year',
    positions: years.map((_, index) => (index + 0.5) / years.length),
    at: (index) => {
      const year = years[index];
      if (!year) return { label: '', rows: [] };
      return {
        label: `Year ${year.year}`,
        rows: [
          ...present.map(({ key, name, colour }) => ({ name, value: usd(year[key]), colour })),
          ...(year.refresh > 0 ? [{ name: 'of hardware, bought again', value: usd(year.refresh) }] : []),
          ...(year.resale < 0 ? [{ name: 'sold', value: usd(year.resale) }] : []),
          { name: 'cash', value: usd(year.cash) },
          { name: 'discounted to the first day', value: usd(year.discounted) },
          { name: 'since the start', value: usd(year.cumulative) },
        ],
      };
    },
  };
  return (
    <ChartFrame
      title="Cash by year"
      subtitle={`TCO ${usd(nominal)}, ${usd(discounted)} discounted, ${usd(levelisedPerYear)} a year levelised`}
      description={`Over ${years.length} years the plan costs ${usd(nominal)} after ${usd(left)} of value left, ${usd(levelisedPerYear)} a year levelised.`}
      samples={samples}
      margins={{ left: 56, right: 16 }}
      legend={
        <ul className="chart-legend">
          {present.map(({ key, name, colour }) => (
            <li key={key}>
              <SeriesSwatch colour={colour} />
              {name}
            </li>
          ))}
          {left > 0 && <li>value left at the end {usd(left)}</li>}
        </ul>
      }
    >
      {(plot) => (
        <>
          <Drawing plot={plot} years={years} max={max} />
          {years.map((year, index) => (
            <span
              key={year.year}
              className="chart__note chart__note--strong"
              style={{
                left: xAt(plot, (index + 0.5) / years.length) - innerWidth(plot) / years.length / 2,
                width: innerWidth(plot) / years.length,
                textAlign: 'center',
                top: yAt(plot, paid(year), linearAxis(max).max) - 16,
              }}
            >
              {usd(paid(year))}
            </span>
          ))}
        </>
      )}
    </ChartFrame>
  );
};
