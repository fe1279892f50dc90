/** Months along a chart: January to December as twelve slots. */
import { monthShort } from '../../src/units/format-time.ts';
import { innerWidth, xAt, type Plot } from '../ui/charts/plot.ts';

export const MONTHS = Array.from({ length: 12 }, (_, month) => month);

/** Middle of a month as a share of the axis. */
export const monthAt = (month: number): number => (month + 0.5) / 12;

/** Below this width three letters would touch. */
const NARROW_PX = 300;

export const MonthTicks = ({ plot }: { readonly plot: Plot }) => {
  const letters = innerWidth(plot) < NARROW_PX ? 1 : 3;
  return (
    <>
      {MONTHS.map((month) => (
        <text
          key={month}
          className="chart__tick"
          x={xAt(plot, monthAt(month))}
          y={plot.height - plot.bottom + 15}
          textAnchor="middle"
        >
          {monthShort(month).slice(0, letters)}
        </text>
      ))}
    </>
  );
};
