/** Percentiles of each workload at its peak hour against the targets of its class, on a log axis. */
import { memo, useMemo } from 'react';
import { ComposedChart, Line, XAxis, YAxis } from 'recharts';
import type { Trust } from '../../src/calibration/trust.ts';
import type { WorkloadAnswer } from '../../src/evaluate/evaluation.ts';
import type { Percentiles } from '../../src/catalogue/figures.ts';
import { trustText } from '../ui/band.ts';
import { Grid } from '../ui/charts/axes.tsx';
import { logAxis } from '../ui/charts/axis.ts';
import { ChartFrame } from '../ui/charts/chart-frame.tsx';
import { EndLabels } from '../ui/charts/end-labels.tsx';
import { innerHeight, xAt, type Plot } from '../ui/charts/plot.ts';
import type { Samples } from '../ui/charts/samples.ts';
import { axisNumber, seconds } from './numbers.ts';

export type Measure = 'ttft' | 'tpot';

const POINTS = [
  { key: 'p50', at: 0.06 },
  { key: 'p95', at: 0.62 },
  { key: 'p99', at: 0.94 },
] as const;

const COLOURS = {
  'real-time': 'var(--class-real-time)',
  'near-real-time': 'var(--class-near)',
  offline: 'var(--class-offline-edge)',
} as const;

/** A second line of one class is told apart by its dash. */
const DASHES = ['', '6 3', '2 3', '8 3 2 3'];

/** At most five lines; more would be unreadable, the table has them all. */
const MOST = 5;

interface Series {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
  readonly dash: string;
  readonly values: Percentiles;
  readonly targets: Percentiles | null;
  readonly trust: Trust | null;
}

export const seriesOf = (workloads: readonly WorkloadAnswer[], measure: Measure): readonly Series[] => {
  const seen = new Map<string, number>();
  return workloads.flatMap((workload) => {
    const values = workload[measure];
    if (!values) return [];
    const nth = seen.get(workload.urgency) ?? 0;
    seen.set(workload.urgency, nth + 1);
    return [
      {
        id: workload.workloadId,
        name: workload.name,
        colour: COLOURS[workload.urgency],
        dash: DASHES[nth % DASHES.length] ?? '',
        values,
        targets: workload.targets[measure],
        trust: workload.trust,
      },
    ];
  });
};

interface Scale {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
}

const scaleFor = (series: readonly Series[]): Scale => {
  const all = series
    .flatMap((one) => POINTS.flatMap(({ key }) => [one.values[key], one.targets?.[key] ?? one.values[key]]))
    .filter((value) => value > 0);
  return logAxis(Math.min(...all), Math.max(...all));
};

const yOf = (plot: Plot, scale: Scale, value: number): number =>
  plot.top +
  innerHeight(plot) * (1 - Math.log(Math.max(value, scale.min) / scale.min) / Math.log(scale.max / scale.min));

const Drawing = memo(
  ({ plot, series, scale }: { readonly plot: Plot; readonly series: readonly Series[]; readonly scale: Scale }) => {
    const data = POINTS.map(({ key, at }) => ({
      at,
      ...Object.fromEntries(series.map((one) => [one.id, one.values[key]])),
    }));
    return (
      <ComposedChart
        width={plot.width}
        height={plot.height}
        data={data}
        margin={{ top: plot.top, right: plot.right, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <Grid />
        <XAxis
          type="number"
          dataKey="at"
          height={plot.bottom}
          domain={[0, 1]}
          ticks={POINTS.map(({ at }) => at)}
          tickFormatter={(value: number) => POINTS.find(({ at }) => at === value)?.key ?? ''}
          tick={{ fill: 'var(--ink-3)', fontSize: 11 }}
          tickLine={{ stroke: 'var(--line-strong)' }}
          axisLine={{ stroke: 'var(--line-strong)' }}
          tickSize={4}
          interval={0}
        />
        <YAxis
          width={plot.left}
          scale="log"
          domain={[scale.min, scale.max]}
          ticks={[...scale.ticks]}
          tick={{ fill: 'var(--ink-3)', fontSize: 11 }}
          tickFormatter={axisNumber}
          tickLine={false}
          axisLine={false}
          interval={0}
          allowDataOverflow
        />
        {series.map((one) => (
          <Line
            key={one.id}
            type="linear"
            dataKey={one.id}
            stroke={one.colour}
            strokeWidth={2}
            strokeDasharray={one.dash}
            dot={{ r: 2.5, fill: one.colour, strokeWidth: 0 }}
            activeDot={false}
            isAnimationActive={false}
          />
        ))}
      </ComposedChart>
    );
  },
);

interface PercentilesChartProps {
  readonly workloads: readonly WorkloadAnswer[];
  readonly measure: Measure;
}

export const PercentilesChart = ({ workloads, measure }: PercentilesChartProps) => {
  const all = useMemo(() => seriesOf(workloads, measure), [workloads, measure]);
  const series = useMemo(() => all.slice(0, MOST), [all]);
  const scale = useMemo(() => scaleFor(series), [series]);
  const name = measure.toUpperCase();
  const samples: Samples = {
    axis: 'Percentile',
    positions: POINTS.map(({ at }) => at),
    at: (index) => {
      const point = POINTS[index] ?? POINTS[0];
      return {
        label: `${name} ${point.key}`,
        rows: series.map((one) => {
          const target = one.targets?.[point.key];
          const value = one.values[point.key];
          const sure = one.trust ? `, ${trustText(one.trust.tier, value, one.trust[measure])}` : '';
          return {
            name: one.name,
            colour: one.colour,
            value: `${seconds(value)}${target === undefined ? '' : ` of ${seconds(target)}`}${sure}`,
          };
        }),
      };
    },
  };
  const rest = all.length - series.length;
  return (
    <ChartFrame
      title={`${name} percentiles`}
      subtitle={`s, log · bars: limits · peak hour${rest > 0 ? ` · ${rest} more in Table` : ''}`}
      description={series
        .map(
          (one) =>
            `${one.name}: ${name} p99 ${seconds(one.values.p99)}${one.targets ? `, limit ${seconds(one.targets.p99)}` : ''}.`,
        )
        .join(' ')}
      samples={samples}
      margins={{ left: 38, right: 118 }}
    >
      {(plot) => (
        <>
          <Drawing plot={plot} series={series} scale={scale} />
          {series.flatMap((one) =>
            one.targets
              ? POINTS.map(({ key, at }) => (
                  <span
                    key={`${one.id}-${key}`}
                    className="chart__target"
                    style={{
                      left: xAt(plot, at) - 7,
                      top: yOf(plot, scale, one.targets?.[key] ?? 0) - 1,
                      background: one.colour,
                    }}
                  />
                ))
              : [],
          )}
          <EndLabels
            plot={plot}
            max={scale.max}
            toY={(value) => yOf(plot, scale, value)}
            labels={series.map((one) => ({
              text: one.name,
              figure: seconds(one.values.p99),
              value: one.values.p99,
              strong: true,
            }))}
          />
        </>
      )}
    </ChartFrame>
  );
};
