/** Energy, its bill, carbon and water of every month, stacked by site. */
import { memo, useMemo, useState, type ReactNode } from 'react';
import type { SiteAnswer } from '../../src/evaluate/evaluation.ts';
import { monthName } from '../../src/units/format-time.ts';
import { inScale, scaleFor, text, type Dimension } from '../../src/units/format.ts';
import { significant } from '../../src/units/significant.ts';
import { linearAxis, type Axis } from '../ui/charts/axis.ts';
import { ChartFrame } from '../ui/charts/chart-frame.tsx';
import { EndLabels } from '../ui/charts/end-labels.tsx';
import { innerWidth, xAt, yAt, type Plot } from '../ui/charts/plot.ts';
import type { Samples } from '../ui/charts/samples.ts';
import { bandColour, foldBands, type Band } from './hour-bands.tsx';
import { MonthTicks, monthAt, MONTHS } from './month-axis.tsx';
import { ofAll, siteName } from './site-words.ts';
import '../ui/charts/chooser.css';

interface Measure {
  readonly name: string;
  readonly about: string;
  readonly dimension: Dimension;
  readonly hue: string;
  readonly of: (site: SiteAnswer) => readonly number[] | null;
}

const MEASURES = {
  energy: {
    name: 'energy',
    about: 'at the meter',
    dimension: 'electricity',
    hue: 'var(--medium-power)',
    of: ({ energyByMonth }) => energyByMonth,
  },
  bill: {
    name: 'energy bill',
    about: 'grid and own supply, whoever pays it',
    dimension: 'dollars',
    hue: 'var(--cost-energy)',
    of: ({ energyCostByMonth }) => energyCostByMonth,
  },
  carbon: {
    name: 'carbon',
    about: 'operation, location-based',
    dimension: 'carbon',
    hue: 'var(--ink-2)',
    of: ({ carbonByMonth }) => carbonByMonth,
  },
  water: {
    name: 'water',
    about: 'on site and at the power stations',
    dimension: 'volume',
    hue: 'var(--medium-liquid)',
    of: ({ waterByMonth }) => waterByMonth,
  },
} as const satisfies Readonly<Record<string, Measure>>;

type Name = keyof typeof MEASURES;

const isName = (value: string): value is Name => Object.hasOwn(MEASURES, value);

/** Round in the unit it is written in. */
const axisOf = (dimension: Dimension, peak: number): Axis => {
  const { divisor } = scaleFor(dimension, peak);
  const { max, ticks } = linearAxis(peak / divisor);
  return { max: max * divisor, ticks: ticks.map((tick) => tick * divisor) };
};

interface DrawingProps {
  readonly plot: Plot;
  readonly bands: readonly Band[];
  readonly hue: string;
  readonly dimension: Dimension;
  readonly max: number;
}

const Drawing = memo(({ plot, bands, hue, dimension, max }: DrawingProps) => {
  const scale = scaleFor(dimension, max);
  const width = Math.max(1, (innerWidth(plot) / 12) * 0.7);
  return (
    <svg width={plot.width} height={plot.height} aria-hidden="true">
      {axisOf(dimension, max).ticks.map((tick) => (
        <g key={tick}>
          <line
            stroke="var(--grid)"
            x1={plot.left}
            x2={plot.width - plot.right}
            y1={yAt(plot, tick, max)}
            y2={yAt(plot, tick, max)}
          />
          <text className="chart__tick" x={plot.left - 6} y={yAt(plot, tick, max) + 4} textAnchor="end">
            {significant(tick / scale.divisor)}
          </text>
        </g>
      ))}
      <MonthTicks plot={plot} />
      {MONTHS.map((month) => {
        let base = 0;
        return bands.map((band, index) => {
          const value = band.byHour[month] ?? 0;
          base += value;
          return (
            <rect
              key={band.id}
              x={xAt(plot, monthAt(month)) - width / 2}
              y={yAt(plot, base, max)}
              width={width}
              height={Math.max(0, yAt(plot, base - value, max) - yAt(plot, base, max))}
              fill={bandColour(hue, index)}
              stroke="var(--surface-panel)"
              strokeWidth={0.5}
            />
          );
        });
      })}
    </svg>
  );
});

interface MonthEnergyChartProps {
  readonly sites: readonly SiteAnswer[];
  readonly control?: ReactNode;
}

/** `control` chooses what the tab shows. */
export const MonthEnergyChart = ({ sites, control }: MonthEnergyChartProps) => {
  const [chosen, choose] = useState<Name>('energy');
  const { name, about, dimension, hue, of }: Measure = MEASURES[chosen];
  const bands = useMemo(
    () =>
      foldBands(sites.map((site) => ({ id: site.siteId, name: siteName(site), byHour: ofAll(of(site) ?? [], site) }))),
    [sites, of],
  );
  const silent = sites.filter((site) => of(site) === null).map((site) => site.name);
  const totals = MONTHS.map((month) => bands.reduce((sum, band) => sum + (band.byHour[month] ?? 0), 0));
  const most = Math.max(...totals);
  const { max } = axisOf(dimension, most * 1.02);
  const scale = scaleFor(dimension, max);
  const words = (value: number): string => text(inScale(dimension, value));
  let base = 0;
  const labels = bands.map((band) => {
    const last = band.byHour[11] ?? 0;
    base += last;
    return { text: band.name, figure: significant(last / scale.divisor), value: base - last / 2 };
  });
  const samples: Samples = {
    axis: 'Month',
    positions: MONTHS.map(monthAt),
    at: (month) => ({
      label: monthName(month),
      rows: [
        ...bands.map((band, index) => ({
          name: band.name,
          value: words(band.byHour[month] ?? 0),
          colour: bandColour(hue, index),
        })),
        { name: 'total', value: words(totals[month] ?? 0) },
      ],
      note: silent.length > 0 ? `not stated: ${silent.join(', ')}` : about,
    }),
  };
  return (
    <ChartFrame
      title={`${name.charAt(0).toUpperCase()}${name.slice(1)} by month`}
      subtitle={`${dimension === 'dollars' ? `${scale.unit} USD`.trim() : scale.unit} by site, ${about}`}
      description={`${most > 0 ? `Most in ${monthName(totals.indexOf(most))}: ${words(most)}.` : `No ${name}.`}${silent.length > 0 ? ` Not stated for ${silent.join(', ')}.` : ''}`}
      samples={samples}
      control={
        <>
          {control}
          <select
            className="chart__chooser"
            aria-label="Measure shown by month"
            value={chosen}
            onChange={({ target }) => {
              if (isName(target.value)) choose(target.value);
            }}
          >
            {Object.entries(MEASURES).map(([id, measure]) => (
              <option key={id} value={id}>
                {measure.name}
              </option>
            ))}
          </select>
        </>
      }
    >
      {(plot) => (
        <>
          <Drawing plot={plot} bands={bands} hue={hue} dimension={dimension} max={max} />
          <EndLabels plot={plot} labels={labels} max={max} />
        </>
      )}
    </ChartFrame>
  );
};
