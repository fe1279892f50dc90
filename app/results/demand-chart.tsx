/** Output tokens per second by urgency over a weekday, against what the pools can serve within their SLAs. */
import { memo, useId, useMemo } from 'react';
import { Area, ComposedChart } from 'recharts';
import type { Totals } from '../../src/evaluate/evaluation.ts';
import { useResultsStore } from '../state/results-store.ts';
import { Grid, HourAxis, ValueAxis } from '../ui/charts/axes.tsx';
import { linearAxis } from '../ui/charts/axis.ts';
import { ChartFrame } from '../ui/charts/chart-frame.tsx';
import { EndLabels, type EndLabel } from '../ui/charts/end-labels.tsx';
import { Hatch } from '../ui/charts/hatch.tsx';
import { xAt, yAt, type Plot } from '../ui/charts/plot.ts';
import type { Samples } from '../ui/charts/samples.ts';
import { hourLabel, inScale, scaleOf, share, tokenRate } from './numbers.ts';

const BANDS = [
  { key: 'real-time', colour: 'var(--class-real-time)' },
  { key: 'near-real-time', colour: 'var(--class-near)' },
  { key: 'offline', colour: 'var(--class-offline)' },
] as const;

type Band = (typeof BANDS)[number]['key'];
type Row = { readonly hour: number } & Readonly<Record<Band, number>>;

/** 25 rows, the last repeating the first of its hour so that the final step has its width. */
const rowsOf = (totals: Totals): readonly Row[] =>
  Array.from({ length: 25 }, (_, index) => {
    const hour = Math.min(index, 23);
    const at = (band: Band): number => totals.outputTokensPerSecondByHour[band][hour] ?? 0;
    return {
      hour: index,
      'real-time': at('real-time'),
      'near-real-time': at('near-real-time'),
      offline: at('offline'),
    };
  });

const totalOf = (row: Row): number => row['real-time'] + row['near-real-time'] + row.offline;

interface DrawingProps {
  readonly plot: Plot;
  readonly rows: readonly Row[];
  readonly capacity: number;
  readonly peak: number;
}

const Drawing = memo(({ plot, rows, capacity, peak }: DrawingProps) => {
  const hatch = useId();
  const axis = linearAxis(Math.max(capacity, peak) * 1.05);
  const scale = scaleOf(axis.max);
  const y = yAt(plot, capacity, axis.max);
  return (
    <ComposedChart
      width={plot.width}
      height={plot.height}
      data={[...rows]}
      margin={{ top: plot.top, right: plot.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <defs>
        <Hatch id={hatch} ground="var(--class-offline)" line="var(--class-offline-edge)" />
      </defs>
      <Grid />
      <HourAxis plot={plot} dataKey="hour" />
      <ValueAxis plot={plot} axis={axis} format={(value) => inScale(value, scale)} />
      {BANDS.map(({ key, colour }) => (
        <Area
          key={key}
          type="stepAfter"
          dataKey={key}
          stackId="tokens"
          stroke={key === 'offline' ? 'var(--class-offline-edge)' : colour}
          strokeWidth={key === 'offline' ? 1 : 0}
          fill={key === 'offline' ? `url(#${hatch})` : colour}
          fillOpacity={1}
          isAnimationActive={false}
          activeDot={false}
        />
      ))}
      <line x1={plot.left} x2={plot.width - plot.right} y1={y} y2={y} stroke="var(--surface-panel)" strokeWidth="4" />
      <line x1={plot.left} x2={plot.width - plot.right} y1={y} y2={y} stroke="var(--ink)" strokeWidth="1.5" />
    </ComposedChart>
  );
});

const endLabels = (totals: Totals, rows: readonly Row[]): readonly EndLabel[] => {
  const last = rows.at(-1);
  const scale = scaleOf(totals.slaCapacityTokensPerSecond);
  const labels: EndLabel[] = [
    {
      text: `SLA capacity ${inScale(totals.slaCapacityTokensPerSecond, scale)}${scale.prefix}`,
      value: totals.slaCapacityTokensPerSecond,
      strong: true,
    },
  ];
  if (!last) return labels;
  const words: Record<Band, string> = {
    'real-time': 'real-time',
    'near-real-time': 'near-real-time',
    offline: 'offline',
  };
  let base = 0;
  for (const { key } of BANDS) {
    if (rows.some((row) => row[key] > 0)) labels.push({ text: words[key], value: base + last[key] / 2 });
    base += last[key];
  }
  return labels;
};

interface DemandChartProps {
  readonly totals: Totals;
}

export const DemandChart = ({ totals }: DemandChartProps) => {
  const rows = useMemo(() => rowsOf(totals), [totals]);
  const hours = rows.slice(0, 24);
  const peak = hours.reduce((best, row) => (totalOf(row) > totalOf(best) ? row : best));
  const capacity = totals.slaCapacityTokensPerSecond;
  const axisMax = linearAxis(Math.max(capacity, totalOf(peak)) * 1.05).max;
  const samples: Samples = {
    axis: 'Hour, UTC',
    positions: hours.map((row) => (row.hour + 0.5) / 24),
    at: (index) => {
      const row = hours[index] ?? peak;
      return {
        label: `${hourLabel(row.hour)} UTC`,
        tier: totals.tier,
        rows: [
          ...BANDS.map(({ key, colour }) => ({
            name: key,
            value: tokenRate(row[key]),
            colour,
            hatched: key === 'offline',
          })),
          { name: 'total', value: tokenRate(totalOf(row)) },
          { name: 'of SLA capacity', value: capacity > 0 ? share(totalOf(row) / capacity) : 'no capacity' },
        ],
      };
    },
  };
  const description = `Output peaks at ${tokenRate(totalOf(peak))} at ${hourLabel(peak.hour)} UTC${capacity > 0 ? `, ${share(totalOf(peak) / capacity)} of SLA capacity` : ''}.`;
  const scale = scaleOf(axisMax);
  const dropped = useResultsStore((state) => state.preview?.evaluation.totals.slaCapacityTokensPerSecond ?? null);
  // Drawn only where the axis holds it: the ground must not move under the hand.
  const previewed = dropped !== null && dropped !== capacity && dropped <= axisMax ? dropped : null;
  return (
    <ChartFrame
      title="Output tokens by class"
      subtitle={`${scale.prefix}tok/s, hour of a weekday, UTC`}
      description={description}
      samples={samples}
    >
      {(plot) => (
        <>
          <Drawing plot={plot} rows={rows} capacity={capacity} peak={totalOf(peak)} />
          <EndLabels plot={plot} labels={endLabels(totals, rows)} max={axisMax} />
          {previewed !== null && (
            <span
              className="chart__previewed"
              style={{ left: plot.left, right: plot.right, top: yAt(plot, previewed, axisMax) }}
            >
              <span className="chart__previewed-word">if dropped {inScale(previewed, scale)}</span>
            </span>
          )}
          <PeakMark
            plot={plot}
            hour={peak.hour}
            value={totalOf(peak)}
            max={axisMax}
            capacity={capacity}
            text={`${inScale(totalOf(peak), scale)} at ${hourLabel(peak.hour)}`}
          />
        </>
      )}
    </ChartFrame>
  );
};

interface PeakMarkProps {
  readonly plot: Plot;
  readonly hour: number;
  readonly value: number;
  readonly max: number;
  readonly text: string;
  readonly capacity: number;
}

/** A dot on the highest step with its value to the left or right of it. */
const PeakMark = ({ plot, hour, value, max, text, capacity }: PeakMarkProps) => {
  const x = xAt(plot, (hour + 0.5) / 24);
  const y = yAt(plot, value, max);
  const line = yAt(plot, capacity, max);
  // The words never lie on the capacity line: they step over it.
  const top = Math.abs(y - 9 - line) < 10 ? line - 16 : y - 17;
  const side = hour >= 8 ? { right: plot.width - x + 6 } : { left: x + 6 };
  return (
    <>
      <span className="chart__peak" style={{ left: x, top: y }} />
      <span className="chart__note chart__note--strong" style={{ ...side, top: Math.max(-4, top) }}>
        {text}
      </span>
    </>
  );
};
