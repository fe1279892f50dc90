/** Stacked, stepped bands by hour: one hue in steps of lightness, told apart by order and label. Power and carbon share it. */
import { memo } from 'react';
import { Area, ComposedChart } from 'recharts';
import { Grid, HourAxis, ValueAxis } from '../ui/charts/axes.tsx';
import { linearAxis } from '../ui/charts/axis.ts';
import type { Plot } from '../ui/charts/plot.ts';

export interface Band {
  readonly id: string;
  readonly name: string;
  readonly byHour: readonly number[];
}

/** Bands drawn apart; the rest is summed into one more. */
const MOST = 4;

const sumOf = (bands: readonly Band[]): readonly number[] =>
  Array.from({ length: 24 }, (_, hour) => bands.reduce((sum, band) => sum + (band.byHour[hour] ?? 0), 0));

/** At most five bands: the four largest and the sum of the others. */
export const foldBands = (bands: readonly Band[]): readonly Band[] => {
  if (bands.length <= MOST + 1) return bands;
  const peak = (band: Band): number => Math.max(...band.byHour);
  const order = bands.toSorted((a, b) => peak(b) - peak(a));
  return [
    ...order.slice(0, MOST),
    { id: 'others', name: `${bands.length - MOST} other sites`, byHour: sumOf(order.slice(MOST)) },
  ];
};

export const totalByHour = sumOf;

/** Lightness steps of one hue, strongest first. */
export const bandColour = (hue: string, index: number): string =>
  `color-mix(in oklab, ${hue} ${100 - index * 19}%, var(--surface-panel))`;

interface HourBandsProps {
  readonly plot: Plot;
  readonly bands: readonly Band[];
  readonly hue: string;
  readonly max: number;
  readonly format: (value: number) => string;
}

export const HourBands = memo(({ plot, bands, hue, max, format }: HourBandsProps) => {
  const data = Array.from({ length: 25 }, (_, hour) => ({
    hour,
    ...Object.fromEntries(bands.map((band) => [band.id, band.byHour[Math.min(hour, 23)] ?? 0])),
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
      <ValueAxis plot={plot} axis={linearAxis(max)} format={format} />
      {bands.map((band, index) => (
        <Area
          key={band.id}
          type="stepAfter"
          dataKey={band.id}
          stackId="bands"
          stroke="var(--surface-panel)"
          strokeWidth={index === 0 ? 0 : 0.5}
          fill={bandColour(hue, index)}
          fillOpacity={1}
          activeDot={false}
          isAnimationActive={false}
        />
      ))}
    </ComposedChart>
  );
});
