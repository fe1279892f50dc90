/** The axes and the grid every recharts drawing here shares: hairlines, ticks outside, no frame. */
import { CartesianGrid, XAxis, YAxis } from 'recharts';
import type { Axis } from './axis.ts';
import { innerWidth, type Plot } from './plot.ts';

const TICK = { fill: 'var(--ink-3)', fontSize: 11 } as const;
const AXIS_LINE = { stroke: 'var(--line-strong)' } as const;
const HOURS = [0, 6, 12, 18, 24] as const;

const hourTick = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** Below this width "06:00" would touch its neighbour. */
const NARROW_PX = 190;

const hourDigits = (hour: number): string => hourTick(hour).slice(0, 2);

interface ValueAxisProps {
  readonly plot: Plot;
  readonly axis: Axis;
  readonly format: (value: number) => string;
}

/** Vertical axis from 0. */
export const ValueAxis = ({ plot, axis, format }: ValueAxisProps) => (
  <YAxis
    width={plot.left}
    domain={[0, axis.max]}
    ticks={[...axis.ticks]}
    tick={TICK}
    tickFormatter={format}
    tickLine={false}
    axisLine={false}
    interval={0}
    allowDataOverflow
  />
);

interface HourAxisProps {
  readonly plot: Plot;
  readonly dataKey: string;
}

/** Hours of a UTC day, 0 to 24. */
export const HourAxis = ({ plot, dataKey }: HourAxisProps) => (
  <XAxis
    type="number"
    dataKey={dataKey}
    height={plot.bottom}
    domain={[0, 24]}
    ticks={[...HOURS]}
    tick={TICK}
    tickFormatter={innerWidth(plot) < NARROW_PX ? hourDigits : hourTick}
    tickLine={AXIS_LINE}
    tickSize={4}
    axisLine={AXIS_LINE}
    interval={0}
    allowDataOverflow
  />
);

interface NumberAxisProps {
  readonly plot: Plot;
  readonly dataKey: string;
  readonly axis: Axis;
  readonly format: (value: number) => string;
}

/** Horizontal axis from 0. */
export const NumberAxis = ({ plot, dataKey, axis, format }: NumberAxisProps) => (
  <XAxis
    type="number"
    dataKey={dataKey}
    height={plot.bottom}
    domain={[0, axis.max]}
    ticks={[...axis.ticks]}
    tick={TICK}
    tickFormatter={format}
    tickLine={AXIS_LINE}
    tickSize={4}
    axisLine={AXIS_LINE}
    interval={0}
    allowDataOverflow
  />
);

export const Grid = () => <CartesianGrid vertical={false} stroke="var(--grid)" />;
