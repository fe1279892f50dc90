/** What a kilowatt-hour is at each site by hour: its carbon, its price, and what cooling adds. */
import { memo, useMemo, useState } from 'react';
import { ComposedChart, Line } from 'recharts';
import type { SiteAnswer } from '../../src/evaluate/evaluation.ts';
import { Grid, HourAxis, ValueAxis } from '../ui/charts/axes.tsx';
import { linearAxis } from '../ui/charts/axis.ts';
import { ChartFrame } from '../ui/charts/chart-frame.tsx';
import { EndLabels } from '../ui/charts/end-labels.tsx';
import type { Plot } from '../ui/charts/plot.ts';
import type { Samples } from '../ui/charts/samples.ts';
import { axisNumber, gramsPerKwh, hourLabel } from './numbers.ts';
import { siteMonthWords } from './site-words.ts';
import '../ui/charts/chooser.css';

const MOST = 5;
const DASHES = ['', '6 3', '2 3', '8 3 2 3', '1 3'];

interface Series {
  readonly id: string;
  readonly name: string;
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

const FIGURES = {
  carbon: {
    name: 'carbon',
    title: 'Carbon of a kWh',
    unit: 'gCO2e/kWh',
    of: ({ carbonIntensityByHour }: SiteAnswer) => carbonIntensityByHour.map(gramsPerKwh),
    note: 'life cycle, consumption mix, own supply as drawn',
  },
  price: {
    name: 'price',
    title: 'Price of a kWh',
    unit: 'USD/kWh',
    of: ({ energyPriceByHour }: SiteAnswer) => energyPriceByHour.map((price) => price * JOULES_PER_KWH),
    note: 'of the grid',
  },
  pue: {
    name: 'PUE',
    title: 'PUE',
    unit: 'power at the meter over IT power',
    of: ({ pueByHour }: SiteAnswer) => pueByHour,
    note: 'by outside temperature',
  },
} as const;

const JOULES_PER_KWH = 3.6e6;

type Figure = keyof typeof FIGURES;

const isFigure = (value: string): value is Figure => Object.hasOwn(FIGURES, value);

const FigureChooser = ({ value, onChoose }: { readonly value: Figure; readonly onChoose: (value: Figure) => void }) => (
  <select
    className="chart__chooser"
    aria-label="Figure of the sites shown"
    value={value}
    onChange={({ target }) => {
      if (isFigure(target.value)) onChoose(target.value);
    }}
  >
    {Object.entries(FIGURES).map(([id, { name }]) => (
      <option key={id} value={id}>
        {name}
      </option>
    ))}
  </select>
);

export const GridChart = ({ sites }: { readonly sites: readonly SiteAnswer[] }) => {
  const [figure, setFigure] = useState<Figure>('carbon');
  const { title, unit, note, of } = FIGURES[figure];
  const series = useMemo(
    () =>
      sites.slice(0, MOST).map((site, index) => ({
        id: site.siteId,
        name: site.name,
        byHour: of(site),
        dash: DASHES[index] ?? '',
      })),
    [sites, of],
  );
  const max = linearAxis(Math.max(...series.flatMap((one) => one.byHour)) * 1.02).max;
  const samples: Samples = {
    axis: 'Hour, UTC',
    positions: Array.from({ length: 24 }, (_, hour) => (hour + 0.5) / 24),
    at: (hour) => ({
      label: `${hourLabel(hour)} UTC`,
      rows: sites.map((site) => ({
        name: site.name,
        value: `${axisNumber(of(site)[hour] ?? 0)}${figure === 'pue' ? '' : ` ${unit}`}`,
      })),
      note,
    }),
  };
  const ranges = series.map(
    (one) =>
      `${one.name} between ${axisNumber(Math.min(...one.byHour))} and ${axisNumber(Math.max(...one.byHour))}${figure === 'pue' ? '' : ` ${unit}`}`,
  );
  return (
    <ChartFrame
      title={title}
      subtitle={`${unit}, ${siteMonthWords(sites)}, UTC`}
      description={`${ranges.join('; ')}.`}
      samples={samples}
      control={<FigureChooser value={figure} onChoose={setFigure} />}
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
