/** What the demand of each year asks of the plan as it stands: peak over SLA capacity, one line per pool. */
import { memo, useMemo, type ReactNode } from 'react';
import { Line, LineChart, XAxis } from 'recharts';
import type { HeadroomEnd, YearsAnswer } from '../../src/outlook/years-answer.ts';
import { percent, text } from '../../src/units/format.ts';
import { Grid, ValueAxis } from '../ui/charts/axes.tsx';
import { linearAxis } from '../ui/charts/axis.ts';
import { ChartFrame } from '../ui/charts/chart-frame.tsx';
import { EndLabels } from '../ui/charts/end-labels.tsx';
import { yAt, type Plot } from '../ui/charts/plot.ts';
import type { Samples } from '../ui/charts/samples.ts';
import { endWords, yearLabel } from './words.ts';

/** Lines drawn apart; further pools stand in the table. */
const MOST_LINES = 5;

interface Series {
  readonly id: string;
  readonly name: string;
  /** Peak over SLA capacity by year; null without an answer. */
  readonly shares: readonly (number | null)[];
  readonly end: HeadroomEnd | undefined;
}

const share = (value: number): string => text(percent(value));

const seriesOf = ({ years, ends }: YearsAnswer): readonly Series[] =>
  (years[0]?.deployments ?? []).map(({ deploymentId, name }) => ({
    id: deploymentId,
    name,
    shares: years.map(({ deployments }) => {
      const headroom = deployments.find((one) => one.deploymentId === deploymentId)?.headroom ?? null;
      return headroom === null ? null : 1 / (1 + headroom);
    }),
    end: ends.find((end) => end.deploymentId === deploymentId),
  }));

const COLOURS = ['var(--ink)', 'var(--ink-2)', 'var(--ink-3)', 'var(--line-strong)', 'var(--class-near)'] as const;
const DASHES = ['', '6 3', '2 3', '8 3 2 3', '1 2'] as const;

interface DrawingProps {
  readonly plot: Plot;
  readonly series: readonly Series[];
  readonly years: number;
  readonly max: number;
}

const Drawing = memo(({ plot, series, years, max }: DrawingProps) => {
  const rows = Array.from({ length: years }, (_, year) => ({
    year,
    ...Object.fromEntries(series.map(({ id, shares }) => [id, shares[year] ?? null])),
  }));
  const y = yAt(plot, 1, max);
  return (
    <LineChart
      width={plot.width}
      height={plot.height}
      data={rows}
      margin={{ top: plot.top, right: plot.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <Grid />
      <XAxis
        type="number"
        dataKey="year"
        height={plot.bottom}
        domain={[0, Math.max(1, years - 1)]}
        ticks={rows.map(({ year }) => year)}
        tick={{ fill: 'var(--ink-3)', fontSize: 11 }}
        tickFormatter={yearLabel}
        tickLine={{ stroke: 'var(--line-strong)' }}
        tickSize={4}
        axisLine={{ stroke: 'var(--line-strong)' }}
      />
      <ValueAxis plot={plot} axis={linearAxis(max)} format={share} />
      <line x1={plot.left} x2={plot.width - plot.right} y1={y} y2={y} stroke="var(--ink)" strokeWidth="1.5" />
      {series.map(({ id }, index) => (
        <Line
          key={id}
          dataKey={id}
          stroke={COLOURS[index] ?? ''}
          strokeDasharray={DASHES[index] ?? ''}
          strokeWidth={index === 0 ? 2 : 1.8}
          dot={{ r: 2.5, strokeWidth: 0, fill: COLOURS[index] ?? '' }}
          isAnimationActive={false}
          connectNulls
        />
      ))}
    </LineChart>
  );
});

/** `control` chooses what the tab shows. */
export const LoadChart = ({ answer, control }: { readonly answer: YearsAnswer; readonly control?: ReactNode }) => {
  const series = useMemo(() => seriesOf(answer), [answer]);
  const drawn = series.filter(({ shares }) => shares.some((one) => one !== null)).slice(0, MOST_LINES);
  const peak = Math.max(1.1, ...drawn.flatMap(({ shares }) => shares.map((one) => one ?? 0)));
  const { max } = linearAxis(peak);
  const years = answer.years.length;
  const samples: Samples = {
    axis: 'Year',
    positions: answer.years.map((_, index) => (years > 1 ? index / (years - 1) : 0)),
    at: (index) => ({
      label: yearLabel(index),
      rows: series.map(({ name, shares }) => {
        const value = shares[index] ?? null;
        return { name, value: value === null ? 'no answer' : share(value) };
      }),
    }),
  };
  return (
    <ChartFrame
      title="Load by year"
      subtitle="busiest hour as share of SLA capacity, the plan as it stands"
      description={answer.ends.map((end) => `${end.name}: ${endWords(end)}.`).join(' ')}
      samples={samples}
      control={control}
      margins={{ right: 128 }}
    >
      {(plot) => (
        <>
          <Drawing plot={plot} series={drawn} years={years} max={max} />
          <EndLabels
            plot={plot}
            max={max}
            labels={[
              { text: 'SLA capacity', value: 1, strong: true },
              ...drawn.map(({ name, shares }) => ({ text: name, value: shares.at(-1) ?? 0 })),
            ]}
          />
        </>
      )}
    </ChartFrame>
  );
};
