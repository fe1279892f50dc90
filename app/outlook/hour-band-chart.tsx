/** Hours of a weekday with the spread of the draws: P10 to P90 as a band, P50 as a line. */
import { memo, type ReactNode } from 'react';
import type { HourBand } from '../../src/outlook/uncertainty/uncertainty-answer.ts';
import { clock } from '../../src/units/format-time.ts';
import { linearAxis } from '../ui/charts/axis.ts';
import { ChartFrame } from '../ui/charts/chart-frame.tsx';
import { EndLabels } from '../ui/charts/end-labels.tsx';
import { xAt, yAt, type Plot } from '../ui/charts/plot.ts';
import type { Samples } from '../ui/charts/samples.ts';
import './hour-band-chart.css';

/** A line of its own. */
export interface HourLimit {
  readonly name: string;
  readonly value: number;
  /** What is there to serve with, or what must not be passed. */
  readonly kind: 'capacity' | 'limit';
}

interface DrawingProps {
  readonly plot: Plot;
  readonly band: HourBand;
  readonly limit: HourLimit | null;
  readonly max: number;
  readonly format: (value: number) => string;
}

/** Corners of a stepped line over the hours. */
const steps = (plot: Plot, values: readonly number[], max: number): readonly string[] =>
  values.flatMap((value, hour) => {
    const y = yAt(plot, Math.min(value, max), max);
    return [`${xAt(plot, hour / 24)},${y}`, `${xAt(plot, (hour + 1) / 24)},${y}`];
  });

const TICKS = [0, 6, 12, 18, 24] as const;

const Drawing = memo(({ plot, band, limit, max, format }: DrawingProps) => {
  const right = plot.width - plot.right;
  const bottom = plot.height - plot.bottom;
  return (
    <svg width={plot.width} height={plot.height} aria-hidden="true" className="hour-band">
      {linearAxis(max).ticks.map((tick) => (
        <g key={tick}>
          <line
            className="hour-band__grid"
            x1={plot.left}
            x2={right}
            y1={yAt(plot, tick, max)}
            y2={yAt(plot, tick, max)}
          />
          <text className="chart__tick" x={plot.left - 6} y={yAt(plot, tick, max) + 4} textAnchor="end">
            {format(tick)}
          </text>
        </g>
      ))}
      {TICKS.map((hour) => (
        <text key={hour} className="chart__tick" x={xAt(plot, hour / 24)} y={bottom + 15} textAnchor="middle">
          {hour === 24 ? '24:00' : clock(hour)}
        </text>
      ))}
      <polygon
        className="hour-band__area"
        points={[...steps(plot, band.p90, max), ...steps(plot, band.p10, max).toReversed()].join(' ')}
      />
      <polyline className="hour-band__line" points={steps(plot, band.p50, max).join(' ')} />
      {limit && limit.value <= max && (
        <line
          className={`hour-band__${limit.kind}`}
          x1={plot.left}
          x2={right}
          y1={yAt(plot, limit.value, max)}
          y2={yAt(plot, limit.value, max)}
        />
      )}
    </svg>
  );
});

interface HourBandChartProps {
  readonly title: string;
  readonly subtitle: string;
  readonly band: HourBand;
  readonly limit: HourLimit | null;
  readonly format: (value: number) => string;
  readonly control?: ReactNode;
}

export const HourBandChart = ({ title, subtitle, band, limit, format, control }: HourBandChartProps) => {
  const most = Math.max(...band.p90);
  // A limit far above the band would flatten it: then the words alone say where it is.
  const fits = limit !== null && limit.value <= most * 2.5;
  const { max } = linearAxis(Math.max(most, fits ? limit.value : 0) * 1.02);
  const samples: Samples = {
    axis: 'Hour, UTC',
    positions: band.p50.map((_, hour) => (hour + 0.5) / 24),
    at: (hour) => ({
      label: `${clock(hour)} UTC`,
      rows: [
        { name: 'P90', value: format(band.p90[hour] ?? 0) },
        { name: 'P50', value: format(band.p50[hour] ?? 0) },
        { name: 'P10', value: format(band.p10[hour] ?? 0) },
        ...(limit ? [{ name: limit.name, value: format(limit.value) }] : []),
      ],
    }),
  };
  const at = band.p90.indexOf(most);
  return (
    <ChartFrame
      title={title}
      subtitle={`${subtitle}${limit && !fits ? ` · ${limit.name} ${format(limit.value)}` : ''}`}
      description={`At ${clock(at)} UTC eight of ten draws lie between ${format(band.p10[at] ?? 0)} and ${format(most)}.`}
      samples={samples}
      control={control}
      margins={{ left: 48, right: 96 }}
    >
      {(plot) => (
        <>
          <Drawing plot={plot} band={band} limit={fits ? limit : null} max={max} format={format} />
          <EndLabels
            plot={plot}
            max={max}
            labels={[
              ...(limit && fits ? [{ text: limit.name, value: limit.value, strong: true }] : []),
              { text: 'P90', value: band.p90.at(-1) ?? 0 },
              { text: 'P50', value: band.p50.at(-1) ?? 0, strong: true },
              { text: 'P10', value: band.p10.at(-1) ?? 0 },
            ]}
          />
        </>
      )}
    </ChartFrame>
  );
};
