/** Interactive peak of each month as a share of SLA capacity, one stepped line per pool, with the months that are not stable. */
import { memo, useMemo, type ReactNode } from 'react';
import type { DeploymentAnswer, Evaluation } from '../../src/evaluate/evaluation.ts';
import { monthName } from '../../src/units/format-time.ts';
import { linearAxis } from '../ui/charts/axis.ts';
import { ChartFrame } from '../ui/charts/chart-frame.tsx';
import { EndLabels } from '../ui/charts/end-labels.tsx';
import { xAt, yAt, type Plot } from '../ui/charts/plot.ts';
import type { Samples } from '../ui/charts/samples.ts';
import { shortName } from '../ui/short-name.ts';
import { MonthTicks, monthAt, MONTHS } from './month-axis.tsx';
import { share } from './numbers.ts';
import './month-load-chart.css';

/** Lines drawn apart; further pools stand in the table. */
const MOST_LINES = 5;
/** Above this a line leaves the chart. */
const MOST_SHARE = 3;

interface DrawingProps {
  readonly plot: Plot;
  readonly pools: readonly DeploymentAnswer[];
  readonly max: number;
}

const Drawing = memo(({ plot, pools, max }: DrawingProps) => {
  const right = plot.width - plot.right;
  return (
    <svg width={plot.width} height={plot.height} aria-hidden="true" className="month-load">
      {linearAxis(max).ticks.map((tick) => (
        <g key={tick}>
          <line
            className="month-load__grid"
            x1={plot.left}
            x2={right}
            y1={yAt(plot, tick, max)}
            y2={yAt(plot, tick, max)}
          />
          <text className="chart__tick" x={plot.left - 6} y={yAt(plot, tick, max) + 4} textAnchor="end">
            {share(tick)}
          </text>
        </g>
      ))}
      <MonthTicks plot={plot} />
      <line className="month-load__capacity" x1={plot.left} x2={right} y1={yAt(plot, 1, max)} y2={yAt(plot, 1, max)} />
      {pools.map((pool, index) => (
        <g key={pool.deploymentId}>
          <polyline
            className={`month-load__line month-load__line--${index}`}
            points={pool.months
              .flatMap(({ interactivePeakShare }, month) => {
                const y = yAt(plot, Math.min(max, interactivePeakShare), max);
                return [`${xAt(plot, month / 12)},${y}`, `${xAt(plot, (month + 1) / 12)},${y}`];
              })
              .join(' ')}
          />
          {pool.months.map(({ interactivePeakShare, verdict }, month) => {
            if (verdict !== 'overloaded' && verdict !== 'backlogged') return null;
            const [x, y] = [xAt(plot, monthAt(month)), yAt(plot, Math.min(max, interactivePeakShare), max)];
            return verdict === 'overloaded' ? (
              <rect key={month} className="light-missed" x={x - 4} y={y - 4} width="8" height="8" />
            ) : (
              <path key={month} className="light-tight" d={`M${x} ${y - 5}L${x + 4.5} ${y + 3}H${x - 4.5}Z`} />
            );
          })}
        </g>
      ))}
    </svg>
  );
});

const describe = ({ name, months, busiestMonth }: DeploymentAnswer): string => {
  const busiest = months[busiestMonth];
  if (!busiest) return `${name} has no answer.`;
  const broken = months.flatMap(({ verdict }, month) =>
    verdict === 'overloaded' || verdict === 'backlogged' ? [`${verdict} in ${monthName(month)}`] : [],
  );
  const when = months.every((one) => one.interactivePeakShare >= busiest.interactivePeakShare * (1 - 1e-6))
    ? 'in every month alike'
    : `in ${monthName(busiestMonth)}`;
  return `${name} peaks at ${share(busiest.interactivePeakShare)} of SLA capacity ${when}${broken.length > 0 ? `; ${broken.join(', ')}` : ''}.`;
};

/** `control` chooses what the tab shows. */
export const MonthLoadChart = ({
  evaluation,
  control,
}: {
  readonly evaluation: Evaluation;
  readonly control?: ReactNode;
}) => {
  const { deployments } = evaluation;
  const pools = useMemo(() => deployments.filter(({ months }) => months.length === 12), [deployments]);
  const drawn = useMemo(() => pools.slice(0, MOST_LINES), [pools]);
  const names = pools.map(({ name }) => name);
  const peak = Math.max(1, ...drawn.flatMap(({ months }) => months.map((one) => one.interactivePeakShare)));
  const { max } = linearAxis(Math.min(MOST_SHARE, peak) * 1.05);
  const samples: Samples = {
    axis: 'Month',
    positions: MONTHS.map(monthAt),
    at: (month) => ({
      label: monthName(month),
      rows: pools.map(({ name, months }) => {
        const one = months[month];
        return { name, value: one ? `${share(one.interactivePeakShare)}, ${one.verdict}` : 'no answer' };
      }),
      note: 'busiest interactive hour of a weekday',
    }),
  };
  return (
    <ChartFrame
      title="Load by month"
      subtitle="interactive peak as share of SLA capacity"
      description={pools.length > 0 ? pools.map(describe).join(' ') : 'No pool has an answer.'}
      samples={samples}
      control={control}
    >
      {(plot) => (
        <>
          <Drawing plot={plot} pools={drawn} max={max} />
          <EndLabels
            plot={plot}
            max={max}
            labels={[
              { text: 'SLA capacity', value: 1, strong: true },
              ...drawn.map(({ name, months }) => ({
                text: shortName(name, names),
                figure: share(months.at(-1)?.interactivePeakShare ?? 0),
                value: Math.min(max, months.at(-1)?.interactivePeakShare ?? 0),
              })),
            ]}
          />
        </>
      )}
    </ChartFrame>
  );
};
