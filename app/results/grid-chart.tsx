/** Carbon intensity of the grid of each site by hour: where and when a kilowatt-hour is cleanest. */
import { memo, useMemo } from 'react';
import { ComposedChart, Line } from 'recharts';
import type { SiteAnswer } from '../../src/evaluate/evaluation.ts';
import { Grid, HourAxis, ValueAxis } from '../ui/charts/axes.tsx';
import { linearAxis } from '../ui/charts/axis.ts';
import { ChartFrame } from '../ui/charts/chart-frame.tsx';
import { EndLabels } from '../ui/charts/end-labels.tsx';
import type { Plot } from '../ui/charts/plot.ts';
import type { Samples } from '../ui/charts/samples.ts';
import { axisNumber, carbonIntensity, gramsPerKwh, hourLabel } from './numbers.ts';

const MOST = 5;
const DASHES = ['', '6 3', '2 3', '8 3 2 3', '1 3'];

interface Series {
  readonly id: string;
  readonly name: string;
  /** gCO2e per kWh. */
  readonly byHour: readonly number[];
  readonly dash: string;
}

const Drawing = memo(
  ({ plot, series, max }: { readonly plot: Plot; readonly series: readonly Series[]; readonly max: number }) => {
    const data = Array.from({ length: 25 }, (_, hour) => ({
      hour,
      ...Object.fromEntries(series.map((one) => [one.id, one.byHour[Math.min(hour, 23)] ?? 0])),
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
        <HourAxis plot={plot} dataKey="hour" />
        <ValueAxis plot={plot} axis={linearAxis(max)} format={axisNumber} />
        {series.map((one) => (
          <Line
            key={one.id}
            type="stepAfter"
            dataKey={one.id}
            stroke="var(--ink)"
            strokeWidth={1.8}
            strokeDasharray={one.dash}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
        ))}
      </ComposedChart>
    );
  },
);

export const GridChart = ({ sites }: { readonly sites: readonly SiteAnswer[] }) => {
  const series = useMemo(
    () =>
      sites.slice(0, MOST).map((site, index) => ({
        id: site.siteId,
        name: site.name,
        byHour: site.carbonIntensityByHour.map(gramsPerKwh),
        dash: DASHES[index] ?? '',
      })),
    [sites],
  );
  const max = linearAxis(Math.max(...series.flatMap((one) => one.byHour)) * 1.02).max;
  const samples: Samples = {
    axis: 'Hour, UTC',
    positions: Array.from({ length: 24 }, (_, hour) => (hour + 0.5) / 24),
    at: (hour) => ({
      label: `${hourLabel(hour)} UTC`,
      rows: sites
        .slice(0, MOST)
        .map((site) => ({ name: site.name, value: carbonIntensity(site.carbonIntensityByHour[hour] ?? 0) })),
      note: 'life cycle, consumption mix',
    }),
  };
  const ranges = series.map(
    (one) =>
      `${one.name} between ${axisNumber(Math.min(...one.byHour))} and ${axisNumber(Math.max(...one.byHour))} gCO2e/kWh`,
  );
  return (
    <ChartFrame
      title="Carbon of the grid"
      subtitle="gCO2e/kWh, by hour, UTC"
      description={`${ranges.join('; ')}.`}
      samples={samples}
    >
      {(plot) => (
        <>
          <Drawing plot={plot} series={series} max={max} />
          <EndLabels
            plot={plot}
            max={max}
            labels={series.map((one) => ({
              text: one.name,
              figure: axisNumber(one.byHour[23] ?? 0),
              value: one.byHour[23] ?? 0,
              strong: true,
            }))}
          />
        </>
      )}
    </ChartFrame>
  );
};
